"""Counts what loads and what agrees, source by source, and holds it against the tables of what is known."""

from known import DENIED_BY_ERROR, DIFFERENCES, REFUSALS
from program import batches


class Comparison:
    def __init__(self, source):
        self.source = source
        self.documents = {}  # the path and name of each, and what it needs
        self.refusals = {}  # the messages of each that is refused
        self.warnings = []
        self.compared = 0
        self.agreed = 0
        self.differences = {}
        self.by_error = []
        self.unanswered = 0

    def add(self, tollgate, groups):
        """Checks and tests groups that may lie in one folder."""
        found = tollgate.findings(groups)
        loaded = []
        for number, group in enumerate(groups):
            documents = []
            for each in group.documents:
                messages = found.get((number, each.name), [])
                errors = [message for severity, message in messages if severity == "error"]
                self.count(each, errors, [message for severity, message in messages if severity == "warning"])
                if not errors:
                    documents.append(each)
            unbound = [message for severity, message in found.get((number, None), []) if severity == "error"]
            if unbound:
                self.refusals[group.documents[0].path, "its binding"] = unbound
            names = {each.name for each in documents if not each.needs and not unbound}
            verdicts = [each for each in group.verdicts if set(each.policies) <= names]
            self.unanswered += len(group.verdicts) - len(verdicts)
            if verdicts:
                loaded.append((group, documents, verdicts))
        verdicts = [verdict for _, _, verdicts in loaded for verdict in verdicts]
        for verdict, answer in zip(verdicts, tollgate.answers(loaded) if loaded else [], strict=True):
            self.compare(verdict, answer)

    def count(self, document, errors, warnings):
        key = (document.path, document.name)
        if not document.generated:
            self.documents[key] = document.needs
            self.warnings += [(key, each) for each in warnings]
        if errors:
            self.refusals[key] = errors

    def compare(self, verdict, answer):
        self.compared += 1
        if answer.verdict == verdict.expected or (verdict.expected == "skip" and answer.verdict == "allow"):
            self.agreed += 1
            if answer.by_error:
                self.by_error.append((verdict, answer))
        else:
            self.differences.setdefault((verdict.path, verdict.name), []).append((verdict, answer))

    def complaints(self):
        """What the tables do not know, and what they know and is not so any more."""
        known = REFUSALS.get(self.source, {})
        for (path, name), messages in self.refusals.items():
            fragment, _ = known.get(path, ("", ""))
            if not fragment or not any(fragment in each for each in messages):
                yield f"refused, and not listed for this reason: {path}, {name}: {messages}"
        refused = {path for path, _ in self.refusals}
        yield from (f"listed and not refused: {path}" for path in known if path not in refused)
        known = DIFFERENCES.get(self.source, {})
        for key, found in self.differences.items():
            for verdict, answer in found if key not in known else []:
                yield f"differs and is not listed: {key}: expected {verdict.expected}, got {answer.verdict}: {answer.reasons}"
        yield from (f"listed and does not differ: {key}" for key in known if key not in self.differences)
        known = DENIED_BY_ERROR.get(self.source, {})
        for verdict, answer in self.by_error:
            if verdict.path.split("/.")[0] not in known:
                yield f"denied by an error, and not listed: {verdict.path}, {verdict.name}: {answer.reasons}"
        denied = {verdict.path.split("/.")[0] for verdict, _ in self.by_error}
        yield from (f"listed and not denied by an error: {path}" for path in known if path not in denied)

    def lines(self):
        """The figures, and what is listed with its reason."""
        needy = {key: reason for key, reason in self.documents.items() if reason}
        refused = [key for key in self.refusals if key in self.documents and key not in needy]
        plain = len(self.documents) - len(needy)
        yield (
            f"{self.source}: {len(self.documents)} documents; of {plain} that need no cluster {plain - len(refused)} load,"
            f" {len(refused)} are refused; {self.compared} verdicts compared, {self.agreed} agree"
            f" ({len(self.by_error)} of them denied by an error), {self.compared - self.agreed} differ"
        )
        if self.unanswered:
            yield f"  {self.unanswered} verdicts are of policies that need a cluster or are refused"
        for reason in sorted(set(needy.values())):
            yield f"  {sum(1 for each in needy.values() if each == reason)} documents need {reason}"
        for path, (_, reason) in REFUSALS.get(self.source, {}).items():
            yield f"  refused: {path}: {reason}"
        for (path, name), reason in DIFFERENCES.get(self.source, {}).items():
            yield f"  differs: {path}, {name}: {reason}"
        for path, reason in DENIED_BY_ERROR.get(self.source, {}).items():
            yield f"  denied by an error: {path}: {reason}"

    def details(self):
        for key, messages in self.refusals.items():
            yield f"  refused {key}, {self.documents.get(key) or ''}: {messages}"
        for verdict, answer in self.by_error:
            yield f"  by error {verdict.path}, {verdict.name}: {answer.reasons[:2]}"
        for key, warning in self.warnings:
            yield f"  warned {key}: {warning}"


def compared(source, tollgate, groups):
    comparison = Comparison(source)
    for batch in batches(groups):
        comparison.add(tollgate, batch)
    return comparison


def total(comparisons):
    result = Comparison("all")
    for each in comparisons:
        result.documents |= {(each.source, *key): value for key, value in each.documents.items()}
        result.refusals |= {(each.source, *key): value for key, value in each.refusals.items()}
        result.compared += each.compared
        result.agreed += each.agreed
        result.unanswered += each.unanswered
        result.by_error += each.by_error
    return result
