"""Runs `tollgate policy check` and `tollgate policy test` on the documents of many groups at once."""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from documents import binding

UNEXPECTED = "which is not expected: "
NO_POLICY = "no policy"


@dataclass
class Answer:
    """What Tollgate says of one object: `allow`, `deny`, `warn`, or `skip` where no policy is about it, and why."""

    verdict: str
    reasons: list = field(default_factory=list)

    @property
    def by_error(self):
        """Whether it is denied only because expressions have no value."""
        return self.verdict == "deny" and all("has no value" in reason for reason in self.reasons)


class Tollgate:
    def __init__(self, program, catalog):
        self.program = Path(program).resolve()
        self.catalog = Path(catalog).resolve()

    def run(self, *arguments):
        command = [self.program, *arguments, "--format", "json", "--catalog", self.catalog]
        run = subprocess.run(command, capture_output=True, text=True, timeout=900)
        if run.returncode not in (0, 1, 2) or not run.stdout:
            raise SystemExit(f"tollgate {arguments} exited with {run.returncode}: {run.stderr}")
        return json.loads(run.stdout)

    def findings(self, groups):
        """What `policy check` says: (severity, message) by the group's number and the document's name, none for a binding."""
        with tempfile.TemporaryDirectory() as folder:
            places = write(folder, [(group, group.documents) for group in groups])
            report = self.run("policy", "check", folder)
        found = {}
        for finding in report["findings"]:
            place = places[Path(finding["location"]["file"]).name]
            found.setdefault(place, []).append((finding["severity"], f"{finding['code']} {finding['message']}"))
        return found

    def answers(self, loaded):
        """Tollgate's answer to each verdict of (group, documents that load, verdicts), in their order."""
        with tempfile.TemporaryDirectory() as folder:
            write(folder, [(group, documents) for group, documents, _ in loaded])
            expected = [(group, verdict) for group, _, verdicts in loaded for verdict in verdicts]
            tests = {}
            for index, (_, verdict) in enumerate(expected):
                key = (tuple(sorted(set(verdict.policies))), json.dumps(namespaces(verdict)))
                tests.setdefault(key, []).append(case(index, verdict))
            for number, ((policies, labelled), cases) in enumerate(tests.items()):
                spec = {"policies": list(policies), "asOf": "2026-11-20", "namespaces": json.loads(labelled), "cases": cases}
                test = {"apiVersion": "tollgate/v1", "kind": "PolicyTest", "metadata": {"name": f"test-{number}"}, "spec": spec}
                Path(folder, f"{number}.test.yaml").write_text(json.dumps(test), encoding="utf-8")
            report = self.run("policy", "test", folder)
        errors = [each for each in report["errors"] if each["severity"] == "error"]
        if errors:
            raise SystemExit(
                "a generated test is refused: "
                + "; ".join(f"{each['message']} ({each['location']['pointer']})" for each in errors[:5])
            )
        found = {int(case["name"].split(" ", 1)[0]): answer(case["failures"]) for case in report["cases"]}
        answers = []
        for index, (group, verdict) in enumerate(expected):
            each = found[index]
            if each.verdict == "deny" and actions(group, verdict.policies) == {"Warn"}:
                each = Answer("warn", each.reasons)
            answers.append(each)
        return answers


def batches(groups):
    """Groups in lists without two policies, or two parameters, of one name."""
    result = []
    for group in groups:
        names = {each.name for each in group.documents} | {
            (each["kind"], each["metadata"]["name"]) for each in group.parameters
        }
        for members, taken in result:
            if not taken & names:
                members.append(group)
                taken |= names
                break
        else:
            result.append(([group], set(names)))
    return [members for members, _ in result]


def write(folder, groups):
    """Writes what is applied together, and returns which file holds which document."""
    places = {}
    for number, (group, documents) in enumerate(groups):
        for index, each in enumerate(documents):
            file = f"policy-{number}-{index}." + ("json" if each.text is None else "yaml")
            Path(folder, file).write_text(json.dumps(each.policy) if each.text is None else each.text, encoding="utf-8")
            places[file] = (number, each.name)
        names = {each.name for each in documents}
        bound = {each["spec"]["policyName"] for each in group.bindings}
        bindings = group.bindings + [binding(each.name) for each in documents if each.name not in bound and not each.is_bound]
        others = [each for each in bindings if each["spec"]["policyName"] in names] + group.parameters
        for index, each in enumerate(others):
            file = f"other-{number}-{index}.json"
            Path(folder, file).write_text(json.dumps(each), encoding="utf-8")
            places[file] = (number, None)
    return places


def namespaces(verdict):
    if verdict.namespace is None:
        return []
    metadata = verdict.namespace["metadata"]
    return [{"metadata": {key: metadata[key] for key in ("name", "labels", "annotations") if metadata.get(key)}}]


def case(index, verdict):
    """A case that expects nothing, so that what is found shows in its failures."""
    case = {"name": f"{index} {verdict.name}", "expect": [], "admission": {"operation": verdict.operation}}
    if verdict.object is not None:
        case["object"] = verdict.object
    if verdict.operation in ("UPDATE", "DELETE"):
        # An API server sends the object that was there before; a test without one changes nothing.
        case["oldObject"] = verdict.old_object or verdict.object
    if verdict.user:
        case["admission"]["userInfo"] = verdict.user
    return case


def answer(failures):
    reasons = [each.split(UNEXPECTED, 1)[1] for each in failures if UNEXPECTED in each]
    if reasons:
        return Answer("deny", reasons)
    if any(NO_POLICY in each for each in failures):
        return Answer("skip", failures)
    return Answer("error", failures) if failures else Answer("allow")


def actions(group, policies):
    return {
        action
        for each in group.bindings
        if each["spec"]["policyName"] in policies
        for action in each["spec"]["validationActions"]
    }
