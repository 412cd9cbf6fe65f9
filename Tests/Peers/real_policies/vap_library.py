"""vap-library/vap-library: policies as they are, with the objects that their Go tests apply."""

import json
import re

from admission import applied
from documents import POLICY, Document, Group, Verdict, binding, read

SOURCE = "vap-library/vap-library"
NAMESPACE = "vap-testing"
TEXT = re.compile(r"^(?:var\s+)?\s*(\w+)(?:\s+string)?\s*:?=\s*`([^`]*)`", re.M)
SHORT_TEXT = re.compile(r'^var (\w+)(?: string)? = ("(?:[^"\\]|\\.)*")', re.M)
STEP = re.compile(
    r'Assess\("(?P<name>[^"]*)"|'
    r"ApplyK8sResourceFromYAML\(ctx, cfg, (?:fmt\.Sprintf\((?P<format>\w+)(?P<values>[^)]*)\)|(?P<text>\w+))\)"
    r"\s*if err (?P<outcome>[!=]=) nil"
)


def groups(root):
    for path in sorted(root.glob("policies/*/policy.yaml")):
        text = path.read_text(encoding="utf-8")
        policy = next(each for each in read(text) if each.get("kind") == POLICY)
        document = Document(policy["metadata"]["name"], str(path.relative_to(root)), policy, text)
        yield from tests(document, (path.parent / "policy_test.go").read_text(encoding="utf-8"), path.parent.name)


def tests(document, source, name):
    """A group for each test function, since each has a namespace and so parameters of its own."""
    texts = dict(TEXT.findall(source)) | {name: json.loads(text) for name, text in SHORT_TEXT.findall(source)}
    texts["namespace"] = NAMESPACE
    has_parameters = "paramKind" in document.policy["spec"]
    selector = {"namespaceSelector": {"matchLabels": {f"vap-library.com/{name}": "deny"}}}
    reference = {"paramRef": {"name": f"{name}.vap-library.com", "parameterNotFoundAction": "Deny"}} if has_parameters else {}
    for function in re.split(r"^func Test", source, flags=re.M)[1:]:
        if function.startswith("Main("):
            continue
        group = Group(SOURCE, [document], [binding(document.name, matchResources=selector, **reference)])
        title = ""
        for step in STEP.finditer(function):
            if step["name"]:
                title = step["name"]
                continue
            text = texts[step["format"] or step["text"]]
            values = [
                each[1:-1] if each.startswith('"') else texts[each] for each in re.findall(r'"[^"]*"|\w+', step["values"] or "")
            ]
            for object in read(filled(text, values)):
                if object["kind"] == (document.policy["spec"].get("paramKind") or {}).get("kind"):
                    group.parameters.append(object)
                    continue
                expected = "allow" if step["outcome"] == "!=" else "deny"
                namespace = {"metadata": {"name": NAMESPACE, "labels": selector["namespaceSelector"]["matchLabels"]}}
                object = applied(object, NAMESPACE)
                group.verdicts.append(Verdict(title, document.path, object, expected, (document.name,), namespace=namespace))
        yield group


def filled(text, values):
    values = iter(values)
    return re.sub(r"%[sv]", lambda _: next(values), text)
