"""kubernetes-sigs/gateway-api: the policy of each channel, with what `tests/vap/vap_test.go` says of it.

The rules of its custom resources (`x-kubernetes-validations`) are another dialect, about `self` and without requests, and so
no policies.
"""

import re

from admission import applied
from documents import Verdict, read
from plain import policies

VERSION = re.compile(r"gateway\.networking\.k8s\.io/bundle-version: \S*")


def groups(root):
    standard, experimental = (definitions(root, channel) for channel in ("standard", "experimental"))
    routes = root / "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"
    tests = (root / "tests/vap/vap_test.go").read_text(encoding="utf-8")
    for group in policies(root, "config/crd", "kubernetes-sigs/gateway-api"):
        path = group.documents[0].path
        channel = path.split("/")[2]
        if channel == "standard":
            installed = [(f"standard {name}", object, None, "deny") for name, object in standard.items()]
            for name, object in experimental.items():
                own = object["spec"]["group"] == "gateway.networking.k8s.io"
                installed.append((f"experimental {name}", object, standard.get(name), "deny" if own else "allow"))
        else:
            installed = [(f"experimental {name}", object, None, "allow") for name, object in experimental.items()]
            installed += [(f"standard {name}", object, experimental.get(name), "allow") for name, object in standard.items()]
        part = re.split(r"\n\t(?:case|default)", tests.split(f'case "{channel}":', 1)[1])[0]
        for version, fails in re.findall(r'\{"(v[^"]+)", (true|false)\}', part):
            object = read(
                VERSION.sub(f"gateway.networking.k8s.io/bundle-version: {version}", routes.read_text(encoding="utf-8"))
            )[0]
            installed.append((version, applied(object, ""), None, "deny" if fails == "true" else "allow"))
        names = tuple(each.name for each in group.documents)
        for title, object, old, expected in installed:
            group.verdicts.append(Verdict(title, path, object, expected, names, "UPDATE" if old else "CREATE", old))
        yield group


def definitions(root, channel):
    found = {}
    for path in sorted((root / "config/crd" / channel).glob("*.yaml")):
        for object in read(path.read_text(encoding="utf-8")):
            if object.get("kind") == "CustomResourceDefinition":
                found[object["metadata"]["name"]] = applied(object, "")
    return found
