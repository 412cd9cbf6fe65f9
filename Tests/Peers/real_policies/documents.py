"""What the sources are read into: policies as an API server would take them, and the verdicts that their own tests expect."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

POLICY = "ValidatingAdmissionPolicy"
BINDING = "ValidatingAdmissionPolicyBinding"
API = "admissionregistration.k8s.io/v1"


@dataclass
class Document:
    """One policy. `text` is the file as its authors wrote it, where no other kind had to be unwrapped."""

    name: str
    path: str
    policy: dict
    text: str | None = None
    generated: bool = False  # by its own project out of another policy, so that it is not counted among the documents
    needs: str | None = None  # what of a cluster it needs
    is_bound: bool = False  # whether its text has a binding

    def __post_init__(self):
        self.needs = self.needs or needs(self.policy)


@dataclass
class Verdict:
    """One answer that a source expects of its own policies."""

    name: str
    path: str
    object: dict | None
    expected: str  # deny, allow, warn, or skip: no policy is about it
    policies: tuple  # the names of the policies that are in force
    operation: str = "CREATE"
    old_object: dict | None = None
    user: dict | None = None
    namespace: dict | None = None  # the object of the kind Namespace that it lies in, where the source says it


@dataclass
class Group:
    """Policies, bindings and parameters that are applied together, and what is expected of them."""

    source: str
    documents: list
    bindings: list = field(default_factory=list)
    parameters: list = field(default_factory=list)
    verdicts: list = field(default_factory=list)


class Loader(yaml.CSafeLoader):
    """YAML as Kubernetes reads it: dates and `1:30` are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":int"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^(?:[-+]?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+|0o?[0-7]+)$"), list("-+0123456789")
)


def read(text):
    return [each for each in yaml.load_all(text, Loader=Loader) if isinstance(each, dict)]


def read_file(path):
    return read(Path(path).read_text(encoding="utf-8"))


def unfold(objects):
    """The objects, those inside of lists too."""
    for each in objects:
        if each.get("kind") == "List":
            yield from unfold(each.get("items") or [])
        else:
            yield each


def plural(kind):
    """As `meta.UnsafeGuessKindToResource` of kubernetes/apimachinery guesses it."""
    word = kind.lower()
    if word.endswith("endpoints"):
        return word
    if word.endswith("s"):
        return word + "es"
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + "s"


def binding(policy, actions=("Deny",), **spec):
    name = policy + "-binding"
    return {
        "apiVersion": API,
        "kind": BINDING,
        "metadata": {"name": name},
        "spec": {"policyName": policy, "validationActions": list(actions), **spec},
    }


def expressions(policy):
    """Every expression of a policy, with its place."""
    spec = policy["spec"]
    for part, key in (
        ("matchConditions", "expression"),
        ("variables", "expression"),
        ("validations", "expression"),
        ("validations", "messageExpression"),
        ("auditAnnotations", "valueExpression"),
    ):
        for index, each in enumerate(spec.get(part) or []):
            if each.get(key):
                yield f"{part}[{index}].{key}", each[key]


def is_about(policy, object, operation):
    """Whether a policy's rules name an object's kind, by its group and plural, and the operation."""
    group = object["apiVersion"].rpartition("/")[0]
    for rule in policy["spec"].get("matchConstraints", {}).get("resourceRules") or []:
        if not {group, "*"} & set(rule.get("apiGroups") or ["*"]):
            continue
        if {plural(object["kind"]), "*", "*/*"} & set(rule.get("resources") or []) and {operation, "*"} & set(
            rule["operations"]
        ):
            return True
    return False


# What only a cluster can answer, by what an expression calls.
NEEDS = [
    (r"\bresource\.(Get|List|Post)\(", "other objects of the cluster"),
    (r"\bauthorizer\b", "the cluster's permissions"),
    (r"\bimage\.GetMetadata\(|\bimageData\b", "a registry of images"),
    (r"\bhttp\.(Get|Post)\(", "a server"),
    (r"\bglobalContext\.", "Kyverno's global context, which lives in the cluster"),
]


def needs(policy):
    text = "\n".join(expression for _, expression in expressions(policy))
    return next((reason for pattern, reason in NEEDS if re.search(pattern, text)), None)
