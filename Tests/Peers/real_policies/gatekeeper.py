"""open-policy-agent/gatekeeper-library: templates with a CEL source, translated as Gatekeeper's own k8scel driver does.

What it adds is what `pkg/drivers/k8scel/transform/cel_snippets.go` of open-policy-agent/gatekeeper adds; its match
conditions are left out, since a constraint's `match` becomes a binding's `matchResources` here.
"""

from documents import API, POLICY, Document, Group, Verdict, binding, plural, read_file

SOURCE = "open-policy-agent/gatekeeper-library"
# What Gatekeeper lets an expression call: the object, or on DELETE what is deleted, and the constraint's parameters.
ADDED = [
    {"name": "anyObject", "expression": "request.operation == 'DELETE' ? oldObject : object"},
    {"name": "params", "expression": "has(params.spec) && has(params.spec.parameters) ? params.spec.parameters : null"},
]


def groups(root):
    for path in sorted(root.glob("library/**/template.yaml")):
        template = read_file(path)[0]
        codes = [code for target in template["spec"]["targets"] for code in target.get("code") or []]
        sources = [code["source"] for code in codes if code["engine"] == "K8sNativeValidation"]
        if not sources:
            continue
        document = unwrapped(template, sources[0], str(path.relative_to(root)))
        suite = read_file(path.parent / "suite.yaml")[0]
        for test in suite["tests"]:
            yield of_test(root, path.parent, document, test)


def unwrapped(template, source, path):
    name = "gatekeeper-" + template["metadata"]["name"]
    spec = {
        "paramKind": {
            "apiVersion": "constraints.gatekeeper.sh/v1beta1",
            "kind": template["spec"]["crd"]["spec"]["names"]["kind"],
        },
        "matchConstraints": {
            "resourceRules": [
                {"operations": ["CREATE", "UPDATE"], "apiGroups": ["*"], "apiVersions": ["*"], "resources": ["*"]}
            ]
        },
        "variables": ADDED + (source.get("variables") or []),
        "validations": source["validations"],
    }
    for field, name_there in (("failurePolicy", "failurePolicy"), ("matchConditions", "matchCondition")):
        if source.get(name_there):
            spec[field] = source[name_there]
    return Document(name, path, {"apiVersion": API, "kind": POLICY, "metadata": {"name": name}, "spec": spec})


def of_test(root, folder, document, test):
    constraint = read_file(folder / test["constraint"])[0]
    match = constraint["spec"].get("match") or {}
    resources = {}
    if match.get("kinds"):
        resources["resourceRules"] = [
            {
                "operations": ["CREATE", "UPDATE"],
                "apiGroups": kinds.get("apiGroups") or ["*"],
                "apiVersions": ["*"],
                "resources": [plural(kind) if kind != "*" else "*" for kind in kinds.get("kinds") or ["*"]],
            }
            for kinds in match["kinds"]
        ]
    if match.get("excludedNamespaces"):
        resources["namespaceSelector"] = {
            "matchExpressions": [
                {"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": match["excludedNamespaces"]}
            ]
        }
    bound = binding(
        document.name,
        paramRef={"name": constraint["metadata"]["name"], "parameterNotFoundAction": "Allow"},
        **({"matchResources": resources} if resources else {}),
    )
    group = Group(SOURCE, [document], [bound], [constraint])
    for case in test["cases"]:
        object = read_file(folder / case["object"])[0]
        operation, old = "CREATE", None
        if object["kind"] == "AdmissionReview":
            request = object["request"]
            operation, object, old = request["operation"], request.get("object"), request.get("oldObject")
        violations = case["assertions"][0]["violations"]
        expected = "allow" if violations in (False, "no", 0) else "deny"
        group.verdicts.append(
            Verdict(f"{test['name']}: {case['name']}", document.path, object, expected, (document.name,), operation, old)
        )
    return group
