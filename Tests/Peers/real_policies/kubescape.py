"""kubescape/cel-admission-library: policies as they are, with tests as `scripts/run-control-tests.py` runs them."""

import copy
import json
import re

from admission import applied
from documents import BINDING, POLICY, Document, Group, Verdict, read, read_file

SOURCE = "kubescape/cel-admission-library"


def groups(root):
    for path in sorted(root.glob("**/*.yaml")):
        text = path.read_text(encoding="utf-8")
        policies = [each for each in read(text) if each.get("kind") == POLICY] if POLICY in text else []
        for policy in policies:
            document = Document(policy["metadata"]["name"], str(path.relative_to(root)), policy, text)
            tests = path.parent / "tests.json"
            if tests.exists():
                yield from control(root, tests, document)
            else:
                yield Group(SOURCE, [document])


def control(root, tests, document):
    """A group for each pair of binding and parameters that the tests of one control take."""
    found = {}
    for test in json.loads(tests.read_text(encoding="utf-8")):
        resources = root / "test-resources"
        key = (
            test.get("binding_template", "policy-binding.yaml"),
            test.get("param_template", "default-control-configuration.yaml"),
        )
        if key not in found:
            binding, parameters = (copy.deepcopy(read_file(resources / each)[0]) for each in key)
            binding["metadata"]["name"] = document.name + "-binding"
            binding["spec"]["policyName"] = document.name
            binding["spec"]["paramRef"]["name"] = parameters["metadata"]["name"] = document.name + "-params"
            if "paramKind" not in document.policy["spec"]:
                del binding["spec"]["paramRef"]
            assert binding["kind"] == BINDING
            found[key] = Group(SOURCE, [document], [binding], [parameters])
        template = read_file(resources / test["template"])[0]
        for change in test.get("field_change_list", []):
            change_field(template, *change.split("="))
        expected = {"pass": "allow", "fail": "deny", "warn": "warn"}[test["expected"]]
        found[key].verdicts.append(
            Verdict(test["name"], document.path, applied(template, "default"), expected, (document.name,))
        )
    yield from found.values()


def change_field(data, path, value):
    """As `scripts/change-yaml-field.py` does it."""
    try:
        value = json.loads(value)
    except ValueError:
        pass
    fields = [int(each[1:-1]) if re.fullmatch(r"\[\d+\]", each) else each for each in path.split(".")]
    here = data
    for key, following in zip(fields, [*fields[1:], None], strict=True):
        if isinstance(here, list) and len(here) <= key:
            here.extend([None] * (key + 1 - len(here)))
        if following is None:
            here[key] = value
        else:
            current = here[key] if isinstance(here, list) else here.get(key)
            if current is None:
                here[key] = [] if isinstance(following, int) else {}
            here = here[key]
