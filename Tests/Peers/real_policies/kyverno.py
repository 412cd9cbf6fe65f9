"""kyverno/policies: `validate.cel` rules of ClusterPolicy and whole ValidatingPolicy documents, as policies of Kubernetes.

A ClusterPolicy's rule becomes a policy of its own, since a rule is what Kyverno reports on. The translation is that of
`pkg/admissionpolicy/builder.go` of kyverno/kyverno.
"""

import re

from documents import API, POLICY, Document, Group, binding, plural, read
from kyverno_autogen import of_rule, of_validating_policy
from kyverno_tests import chainsaw, command_line, parameters

SOURCE = "kyverno/policies"
DEFAULT_OPERATIONS = ["CREATE", "UPDATE"]


def groups(root):
    for path in sorted(root.glob("**/*.yaml")):
        place = path.relative_to(root)
        if ".chainsaw-test" in place.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if "cel:" not in text and "kind: ValidatingPolicy" not in text:
            continue
        for each in read(text):
            group = unwrapped(each, str(place))
            if group:
                group.parameters = parameters(root, path, each, group.documents)
                group.verdicts = [
                    *command_line(root, path, each, group.documents),
                    *chainsaw(root, path, each, group.documents),
                ]
                yield group


def unwrapped(object, path):
    name = (object.get("metadata") or {}).get("name")
    if object.get("kind") == "ValidatingPolicy" and object.get("spec"):
        documents = [Document(name, path, policy(name, validating_policy(object)))]
        for suffix, spec in of_validating_policy(object["spec"]):
            documents.append(
                Document(
                    f"{name}-{suffix}", path, policy(f"{name}-{suffix}", validating_policy({"spec": spec})), generated=True
                )
            )
        group = Group(SOURCE, documents, [binding(each.name) for each in documents])
    elif object.get("kind") in ("ClusterPolicy", "Policy") and object.get("spec"):
        rules = [each for each in object["spec"].get("rules") or [] if "cel" in (each.get("validate") or {})]
        if not rules:
            return None
        group = Group(SOURCE, [])
        for rule in rules:
            add_rule(group, object, rule, path, generated=False)
            for generated in of_rule(object, rule):
                add_rule(group, object, generated, path, generated=True)
    else:
        return None
    return group


def policy(name, spec):
    return {"apiVersion": API, "kind": POLICY, "metadata": {"name": name}, "spec": spec}


def validating_policy(object):
    """All fields of a policy of Kubernetes that a ValidatingPolicy has; the others are about how Kyverno runs it."""
    fields = ("failurePolicy", "matchConstraints", "matchConditions", "variables", "validations", "auditAnnotations")
    return {key: object["spec"][key] for key in fields if object["spec"].get(key)}


def rule_name(policy_name, rule):
    return f"{policy_name}.{re.sub('[^a-z0-9-]+', '-', rule['name'].lower()).strip('-')}"


def add_rule(group, object, rule, path, generated):
    name = rule_name(object["metadata"]["name"], rule)
    cel = rule["validate"]["cel"]
    message = rule["validate"].get("message")
    spec = {"failurePolicy": object["spec"].get("failurePolicy", "Fail"), "matchConstraints": constraints(rule)}
    if cel.get("paramKind"):
        spec["paramKind"] = cel["paramKind"]
    if rule.get("celPreconditions"):
        spec["matchConditions"] = rule["celPreconditions"]
    if cel.get("variables"):
        spec["variables"] = cel["variables"]
    spec["validations"] = [
        {"message": message, **each} if message and "message" not in each else each for each in cel["expressions"]
    ]
    if cel.get("auditAnnotations"):
        spec["auditAnnotations"] = cel["auditAnnotations"]
    group.documents.append(Document(name, path, policy(name, spec), generated=generated, needs=roles(rule)))
    group.bindings.append(binding(name, **({"paramRef": cel["paramRef"]} if cel.get("paramRef") else {})))


def roles(rule):
    exclude = rule.get("exclude") or {}
    if any(
        each.get("clusterRoles") or each.get("roles")
        for each in [*(exclude.get("any") or []), *(exclude.get("all") or []), exclude]
    ):
        return "the roles of who asks"
    return None


def constraints(rule):
    """`match` and `exclude` as `matchConstraints`; `subjects` are left out, as no test here says who asks."""
    result = {"resourceRules": []}
    for resources in resource_filters(rule["match"]):
        operations = resources.get("operations") or DEFAULT_OPERATIONS
        result["resourceRules"] += [resource_rule(kind, operations, resources.get("names")) for kind in resources["kinds"]]
        if resources.get("selector"):
            result["objectSelector"] = resources["selector"]
    for resources in resource_filters(rule.get("exclude") or {}):
        if resources.get("namespaces"):
            without = {"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": resources["namespaces"]}
            result["namespaceSelector"] = {"matchExpressions": [without]}
        if resources.get("kinds"):
            result["excludeResourceRules"] = [resource_rule(kind, ["*"], resources.get("names")) for kind in resources["kinds"]]
    return result


def resource_filters(match):
    filters = [*(match.get("any") or []), *(match.get("all") or []), match]
    return [each["resources"] for each in filters if isinstance(each.get("resources"), dict)]


def resource_rule(kind, operations, names=None):
    """`group/version/Kind`, `version/Kind` or `Kind`."""
    parts = kind.split("/")
    group = parts[-3] if len(parts) > 2 else "" if len(parts) == 2 and parts[0].startswith("v") else "*"
    version = parts[-2] if len(parts) > 1 else "*"
    rule = {"apiGroups": [group], "apiVersions": [version], "operations": operations, "resources": [plural(parts[-1])]}
    if names:
        rule["resourceNames"] = names
    return rule
