"""Sources that hold policies of Kubernetes as they are: kueue, gateway-api and datreeio."""

import re

from admission import applied
from documents import BINDING, POLICY, Document, Group, Verdict, binding, read


def policies(root, folder, source):
    """A group for each policy under a folder, each once, with the bindings beside it."""
    seen = set()
    for path in sorted((root / folder).glob("**/*.yaml")):
        text = path.read_text(encoding="utf-8")
        if POLICY not in text or text in seen:
            continue
        seen.add(text)
        # The fields of v1alpha1 are those of v1, which took its place in Kubernetes 1.30.
        text = text.replace("admissionregistration.k8s.io/v1alpha1", "admissionregistration.k8s.io/v1")
        documents = read(text)
        name = str(path.relative_to(root))
        found = [Document(each["metadata"]["name"], name, each, text) for each in documents if each.get("kind") == POLICY]
        if found:
            yield Group(source, found, [])


def kueue(root):
    """The site's examples; those of older versions are the same texts. Its custom resources' rules are another dialect."""
    yield from policies(root, "site/static", "kubernetes-sigs/kueue")


def datree(root):
    yield from policies(root, "policies", "datreeio/validating-admission-policy")


def gateway_api(root):
    """The policy of each channel, with the versions that `tests/vap/vap_test.go` says it lets pass."""
    for group in policies(root, "config/crd", "kubernetes-sigs/gateway-api"):
        document = group.documents[0]
        channel = document.path.split("/")[2]
        tests = (root / "tests/vap/vap_test.go").read_text(encoding="utf-8")
        part = tests.split(f'case "{channel}":', 1)[1].split("\n\tcase ", 1)[0].split("default:", 1)[0]
        crd = (root / "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml").read_text(encoding="utf-8")
        for version, fails in re.findall(r'\{"(v[^"]+)", (true|false)\}', part):
            object = read(re.sub(r"gateway\.networking\.k8s\.io/bundle-version: \S*", f"gateway.networking.k8s.io/bundle-version: {version}", crd))[0]
            group.verdicts.append(
                Verdict(f"{channel}: {version}", document.path, applied(object, "default"), "deny" if fails == "true" else "allow", (document.name,))
            )
        yield group
