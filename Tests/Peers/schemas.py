"""Has another program's validator read the JSON Schemas: they accept every example, and of documents with one mistake they
refuse those, and only those, in which Tollgate finds a mistake of form.

Argument: the program.
"""

import copy
import json
import os
import random
import re
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

import checks
from checks import check, run

TOLLGATE = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parent.parent.parent
# Findings about the form of a document: version, kind, unknown, missing and mistyped fields.
FORM = {"TG010", "TG011", "TG012", "TG013", "TG014"}
KINDS = {
    "ClusterRequest": "request", "Configuration": "configuration", "CostProfile": "cost-profile",
    "Scenario": "scenario", "Policy": "policy", "PolicyParameters": "parameters",
    "PolicyException": "exception", "PolicyTest": "policy-test", "Budget": "budget",
}
WRONG = ["Examples/everything-wrong.yaml", "Tests/Configurations/wrong.yaml", "Tests/Configurations/wrong-profile.yaml"] + [
    f"Tests/Policies/Wrong/{name}.yaml" for name in ("budgets", "document", "exceptions", "expressions", "parameters")
]

class Loader(yaml.SafeLoader):
    """YAML 1.2: neither days nor `off` are anything but texts."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def validator(kind):
    schema = json.loads(run(TOLLGATE, "schema", KINDS[kind]).stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


VALIDATORS = {kind: validator(kind) for kind in KINDS}


def documents():
    for folder in ("Examples", "Policies", "Catalog"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            if path.name == "everything-wrong.yaml":
                continue
            for document in yaml.load_all(path.read_text(), Loader):
                if isinstance(document, dict) and document.get("apiVersion") == "tollgate/v1":
                    yield path.relative_to(ROOT), document


def accepted():
    seen = set()
    for path, document in documents():
        seen.add(document["kind"])
        for error in VALIDATORS[document["kind"]].iter_errors(document):
            yield f"{path}: {error.json_path}: {error.message[:200]}"
    yield from (f"there is no example of a {kind}" for kind in set(KINDS) - seen)


def mistaken(document, generator):
    """The document with one field renamed, removed, added or of another type."""
    document = copy.deepcopy(document)
    places = []

    def walk(node):
        if isinstance(node, dict):
            for key in node:
                places.append((node, key))
                walk(node[key])
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(document)
    node, key = generator.choice(places)
    match generator.randrange(4):
        case 0:
            node[key + "x"] = node.pop(key)
        case 1:
            del node[key]
        case 2:
            node["surplus"] = 1
        case _:
            node[key] = generator.choice([["a"], {"a": "b"}, "text", 7, True])
    return document


def verdicts(kind, found, folder):
    """The codes that Tollgate finds in each document, by the command that reads its kind."""
    for index, document in enumerate(found):
        path = Path(folder, f"{index}.json")
        path.write_text(json.dumps(document))
        if kind == "ClusterRequest":
            command = ["check", path]
        elif kind == "Configuration":
            command = ["check", "--config", path, ROOT / "Examples/vision-train.yaml"]
        elif kind == "CostProfile":
            command = ["cost", "--cost-profile", path, ROOT / "Examples/vision-train.yaml"]
        elif kind == "Scenario":
            command = ["whatif", "--scenarios", path, ROOT / "Examples/vision-train.yaml"]
        else:
            command = ["policy", "check", path]
        answer = run(TOLLGATE, *command, cwd=ROOT, env={**os.environ, "LIGHTNING_EXTERNAL_ID": "x"})
        yield set(re.findall(r"\[(TG0\d\d)\]", answer.stdout + answer.stderr)) & FORM, answer


def fixtures():
    """Documents in this repository that are wrong on purpose."""
    for path in WRONG:
        found = [d for d in yaml.load_all((ROOT / path).read_text(), Loader) if isinstance(d, dict) and d.get("kind") in KINDS]
        if not found:
            yield f"{path}: there is no document of a known kind"
        for document in found:
            kind = document["kind"]
            with tempfile.TemporaryDirectory() as folder:
                codes, _ = next(verdicts(kind, [document], folder))
            if codes and next(VALIDATORS[kind].iter_errors(document), None) is None:
                yield f"{path}: {kind}: {sorted(codes)}"


def refused(kind, count):
    generator = random.Random(7)
    originals = [document for _, document in documents() if document["kind"] == kind]
    changed = [mistaken(generator.choice(originals), generator) for _ in range(count)]
    agreed = 0
    with tempfile.TemporaryDirectory() as folder:
        for document, (codes, answer) in zip(changed, verdicts(kind, changed, folder)):
            error = next(VALIDATORS[kind].iter_errors(document), None)
            if bool(error) == bool(codes):
                agreed += 1
            elif error and answer.returncode != 0:
                agreed += 1  # a word that is none of those, which has a code of its own
            elif error:
                yield f"refused without a finding of form: {error.json_path}: {error.message[:120]}; {answer.stderr[:90]}"
            elif codes != {"TG014"} and "`default`" not in answer.stdout + answer.stderr:
                # What is missing in certain cases only, and what a parameter's own schema asks for, a schema cannot tell.
                yield f"accepted in spite of {sorted(codes)}: {(answer.stdout + answer.stderr)[:160]}"
    if agreed < count * 0.8:
        yield f"they agree on {agreed} of {count} only"


def main():
    check("the schemas accept every example", accepted())
    check("they refuse what is wrong on purpose", fixtures())
    for kind in ("ClusterRequest", "Configuration", "CostProfile", "Scenario", "Policy", "PolicyException", "PolicyParameters"):
        check(f"a {kind} with a mistake of form is refused, and no other", refused(kind, 150))
    checks.finish()


main()
