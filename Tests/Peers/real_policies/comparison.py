"""Counts what loads and what agrees, source by source, and holds it against the tables of what is known."""

from known import DIFFERENCES, REFUSALS
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
        for verdict, answer in zip(verdicts, tollgate.answers(loaded) if loaded else []):
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

    def line(self):
        needy = sum(1 for each in self.documents.values() if each)
        plain = len(self.documents) - needy
        refused = sum(1 for key in self.refusals if key in self.documents and not self.documents[key])
        return (
            f"{self.source}: {len(self.documents)} documents, {needy} need more than Kubernetes' expressions,"
            f" of {plain} {plain - refused} load; {self.compared} verdicts, {self.agreed} agree ({len(self.by_error)} of them"
            f" by an expression without a value), {self.unanswered} of policies that need more or do not load"
        )

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
