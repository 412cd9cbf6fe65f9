"""Compares our CEL engine with cel-expr-python, Google's engine in C++, on generated expressions.

Both must come to the same value, types and all, or both to an error, at whatever stage. Ours is the program `CELBatch`,
and this uses its notation. Arguments: the program, and for other expressions a seed and how many.
"""

import ctypes
import datetime
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from cel_expr_python import cel

from cel_expressions import Generator
from cel_vocabulary import VARIABLES

BATCH = Path(sys.argv[1]).resolve()
SEED, COUNT = (int(argument) for argument in sys.argv[2:4] or (20261125, 20_000))
ROUND = 2_000
SECONDS = 60  # that a round may take
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)

# Values of the variables; `missing` has none. The wrapper cuts bytes at a zero and is imprecise with moments far away.
BINDINGS = [
    {
        "flag": True, "i": 5, "j": -3, "size": 2, "net.port": 443, "u": 7, "d": 1.5, "s": "abc", "name": "vision-train",
        "octets": b"a\xff", "moment": datetime.datetime(2024, 2, 29, 12, 34, 56, 789_000, UTC),
        "span": datetime.timedelta(minutes=90), "nothing": None, "any": {"a": {"b": 1, "name": "x"}, "b": [1, 2.5, "c"], "size": None},
        "ints": [3, 1, 2], "uints": [1, 2], "names": ["a", "b", "foo"], "mixed": [1, "a", 2.0, None, True, [1], {"k": b"v"}],
        "table": {"a": 1, "b": -2, "size": 3}, "tree": {"a": {"b": 4, "name": "n"}, "b": [1], "x1": 0.5},
        "codes": {0: "zero", 1: "one", -7: "less"}, "ports": {1: ["a"], 7: []},
    },
    {
        "flag": False, "i": 2**63 - 1, "j": -(2**63), "size": 0, "net.port": 0, "u": 2**64 - 1, "d": float("nan"), "s": "",
        "name": "e\u0301\U0001f600", "octets": b"", "moment": datetime.datetime(9999, 12, 30, tzinfo=UTC),
        "span": datetime.timedelta(microseconds=-1), "nothing": None, "any": 1, "ints": [], "uints": [2**63], "names": [],
        "mixed": [], "table": {}, "tree": {}, "codes": {2**63 - 1: "é"}, "ports": {},
    },
    {
        "flag": True, "i": 0, "j": 1, "size": -1, "net.port": 8080, "u": 0, "d": float("-inf"), "s": "é", "name": "a.b",
        "octets": "é".encode(), "moment": datetime.datetime(1, 1, 2, tzinfo=UTC), "span": datetime.timedelta(0), "nothing": None,
        "any": [1, {"a": 2}], "ints": [0, 0, -1, 2**53 + 1], "uints": [0, 0], "names": ["", "é", "é", "e\u0301"],
        "mixed": [0.0, -0.0, float("nan"), 2**53 + 1], "table": {"b": 0, "_k": 2**53}, "tree": {"a": None, "zz": {"a": []}},
        "codes": {}, "ports": {0: ["", "x"], 2**64 - 1: []},
    },
]


# What explains a difference ------------------------------------------------------------------------------------------


def says(outcome, pattern):
    return outcome[0] == "error" and re.search(pattern, outcome[1])


def unescaped(expression):
    """The expression with the escapes of its strings resolved, those that stand for what numbers are written in."""
    return re.sub(r"\\[xX]([0-9a-fA-F]{2})|\\u00([0-9a-fA-F]{2})|\\U000000([0-9a-fA-F]{2})|\\([01][0-7]{2})", resolved, expression)


def resolved(match):
    octal = match[4]
    return chr(int(octal, 8) if octal else int(match[1] or match[2] or match[3], 16))


def lax_moment(expression):
    """Whether a string is a moment but for digits that RFC 3339 wants."""
    strict = r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"
    return any(not re.fullmatch(strict, text) for text in re.findall(r"""['"]\s*(\d+-\d+-\d+[^'"]*)['"]""", unescaped(expression)))


def without_zeros(outcome):
    return re.sub(r"(\.\d*?)0+(?=[sZ])|\.0+(?=[sZ])", r"\1", str(outcome))


# What the peer does against the specification (github.com/google/cel-spec, doc/langdef.md): a name, how to tell from an
# expression, our outcome and the peer's, and the sentence that decides.
PEER_FAULTS = [
    (
        "keys of two types may be equal", lambda expression, ours, theirs: says(ours, r"the key `-?\d+u?` occurs twice"),
        "It is an error to have duplicate keys; numbers are compared as though they exist on a continuous number line.",
    ),
    (
        "&& and || do not ignore a key that occurs twice", lambda expression, ours, theirs: says(theirs, "duplicate key in map"),
        "If that evaluation produces a runtime error, it will be ignored.",
    ),
    (
        "keys of other types pass the checker",
        lambda expression, ours, theirs: says(ours, "compilation: .*(cannot be the key of a map|are not strings)"),
        "The entry keys are sub-expressions that must evaluate to values of an allowed type (int, uint, bool, or string).",
    ),
    (
        "-- and !! are dropped, whatever they stand before",
        lambda expression, ours, theirs: ours[0] == "error" and re.search(r"-\s*-|!\s*!", expression),
        "-int -> int; -double -> double; !bool -> bool",
    ),
    (
        "moments with fewer digits, or without the colon", lambda expression, ours, theirs: ours[0] == "error" and lax_moment(expression),
        "timestamp(string) -> google.protobuf.Timestamp (type conversion, according to RFC3339)",
    ),
    (
        "parts of nanoseconds", lambda expression, ours, theirs: re.search(r"\.\d{10}", unescaped(expression)),
        "Duration values are limited to a single int64 value; timestamp values to 9999-12-31T23:59:59.999999999Z.",
    ),
    (
        "spans beyond 64 bits of nanoseconds",
        lambda expression, ours, theirs: ours[0] == "error"
        and re.search(r"\d{7}(\.\d*)?h|\d{9}(\.\d*)?m|\d{10}(\.\d*)?s", unescaped(expression)),
        "Duration values are limited to a single int64 value, or roughly +-290 years.",
    ),
    (
        "offsets and names of time zones with other digits and slashes, or none",
        lambda expression, ours, theirs: says(ours, r"`([+-]?\d+:\d+|\S+//\S+|)` is not a time zone"),
        'FixedTZ = ( "+" | "-" ) Digit Digit ":" Digit Digit',
    ),
    (
        "a raw string cannot end with a backslash", lambda expression, ours, theirs: says(theirs, "String must end with"),
        "If preceded by an r or R character, the string is a raw string and does not interpret escape sequences.",
    ),
    (
        "bools have an int", lambda expression, ours, theirs: says(ours, r"`int` takes no values of type \(bool\)"),
        "int(int), int(uint), int(double), int(string), int(google.protobuf.Timestamp)",
    ),
    (
        "numbers of different types are not compared",
        lambda expression, ours, theirs: says(theirs, r"no matching overload for '_(<|<=|>|>=)_'"),
        "Comparisons are defined across int, uint and double as though they exist on a continuous number line.",
    ),
    (
        "the checker knows conversions that are not defined",
        lambda expression, ours, theirs: says(ours, r"`int` takes no .*\(google.protobuf.Duration\)|`duration` takes no .*\(int\)"),
        "int(int), …, int(google.protobuf.Timestamp); duration(google.protobuf.Duration), duration(string)",
    ),
    (
        "in a map only keys can be sought", lambda expression, ours, theirs: says(theirs, "No matching overloads found : @in"),
        "A in map(A, B) -> bool; overloads have non-overlapping argument types, after erasure of all type variables.",
    ),
    (
        "has of a qualified name is its value",
        lambda expression, ours, theirs: "has(" in expression
        and (says(ours, "there is no variable `(net|google)") or re.search(r"has\(\s*\(*\s*\.?\s*net\b", expression)),
        "has(e.f): tests whether a field is available.",
    ),
    (
        "the values of a map have the type of the first",
        lambda expression, ours, theirs: says(theirs, "compilation") and re.search(r"(?s){.*:.*,.*:", expression),
        "The type dyn is used for heterogeneous values.",
    ),
    (
        "the elements of `{}` are no range", lambda expression, ours, theirs: says(theirs, "expression of type 'dyn' cannot be the range"),
        "A type checker will delegate undecidable type decisions to runtime.",
    ),
    (
        "the elements of `[]` have the type of the first overload", lambda expression, ours, theirs: says(theirs, "compilation.*T%"),
        "Argument and result types can use type variables to express overloads which work on lists and maps.",
    ),
]

# What the specification leaves open and the two do differently.
UNSPECIFIED = [
    (
        "what the elements of `[]` and `{}` are not",
        lambda expression, ours, theirs: re.search(r"\[\]|\{\}", expression) and says(ours, "compilation: a .* has no fields"),
        "A CEL type checker attempts to identify possible runtime errors.",
    ),
    (
        "zeros at the end of fractions of seconds", lambda expression, ours, theirs: without_zeros(ours) == without_zeros(theirs),
        "string(duration): seconds and fractional seconds with an 's' suffix.",
    ),
    (
        "the text of doubles",
        lambda expression, ours, theirs: "string" in expression and re.search(r"nan|inf|\de[+-]\d", str(theirs)),
        "string(double) -> string converts a double to a string.",
    ),
    (
        "literals beyond the range of doubles", lambda expression, ours, theirs: says(ours, "does not fit a double"),
        "FLOAT_LIT ::= -? DIGIT* . DIGIT+ EXPONENT? | -? DIGIT+ EXPONENT",
    ),
    (
        "blanks around numbers", lambda expression, ours, theirs: says(ours, r'`"(\s|\\[nrtu]).*"`|`".*(\s|\\[nrt]|\\u000[bc])"` is not such a number'),
        "int(string) -> int (type conversion)",
    ),
]


def explanation(expression, ours, theirs):
    if ours[0] in ("doubt", "crash"):
        return None
    return next((name for name, explains, _ in PEER_FAULTS + UNSPECIFIED if explains(expression, ours, theirs)), None)


# Our engine ----------------------------------------------------------------------------------------------------------


def notation(type, value):
    """A value as CELBatch reads it."""
    if type == "dyn":
        kinds = {bool: "bool", int: "int", float: "double", str: "string", bytes: "bytes", list: ("list", "dyn"), dict: ("map", "dyn", "dyn")}
        type = kinds.get(value.__class__, "null")
    if type[0] == "list":
        return {"list": [notation(type[1], element) for element in value]}
    if type[0] == "map":
        return {"map": [[notation(type[1], key), notation(type[2], item)] for key, item in value.items()]}
    if type == "timestamp":
        past = value - EPOCH
        return {type: [str(past.days * 86_400 + past.seconds), str(past.microseconds * 1_000)]}
    if type == "duration":
        return {type: str(value // datetime.timedelta(microseconds=1) * 1_000)}
    if type == "bytes":
        return {type: list(value)}
    return {type: value if type in ("bool", "string", "null") else repr(value)}


def normal(value):
    """A value of ours in the form in which the two are compared."""
    ((kind, content),) = value.items()
    if kind in ("int", "uint", "duration"):
        return kind, int(content)
    if kind == "double":
        return kind, repr(float(content))
    if kind == "bytes":
        return kind, bytes(content)
    if kind == "timestamp":
        return kind, int(content[0]) * 10**9 + int(content[1])
    if kind == "list":
        return kind, tuple(map(normal, content))
    if kind == "map":
        return kind, frozenset((normal(key), normal(item)) for key, item in content)
    return kind, content


def our_outcome(answer):
    if "doubts" in answer:
        return "doubt", "; ".join(answer["doubts"])
    return ("error", f"{answer['stage']}: {answer['error']}") if "error" in answer else normal(answer["value"])


def our_outcomes(tasks):
    """The outcomes of expressions, each with the number of the bindings it sees."""
    bindings = [{name: notation(VARIABLES[name], value) for name, value in values.items()} for values in BINDINGS]
    outcomes = []
    while len(outcomes) < len(tasks):
        lines = [{"variables": VARIABLES, "bindings": bindings}]
        lines += [{"expression": expression, "bindings": number} for expression, number in tasks[len(outcomes):]]
        text = "".join(json.dumps(line) + "\n" for line in lines).encode()
        try:
            run = subprocess.run([BATCH], input=text, capture_output=True, timeout=SECONDS)
            output, end = run.stdout, f"exited with {run.returncode}: {run.stderr.decode()[-2_000:]}"
        except subprocess.TimeoutExpired as hang:
            output, end = hang.stdout or b"", f"no answer within {SECONDS} s"
        outcomes += [our_outcome(json.loads(line)) for line in output.split(b"\n")[:-1]]
        if len(outcomes) < len(tasks):
            outcomes.append(("crash", end))
    return outcomes


# The peer ------------------------------------------------------------------------------------------------------------


class Peer:
    def __init__(self):
        # The wrapper gives up one reference to None too many for each `null`, until Python ends for want of it.
        for _ in range(1_000_000):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))
        self.environment = cel.NewEnv(variables={name: peer_type(type) for name, type in VARIABLES.items()})
        self.bindings = [self.environment.Activation(values) for values in BINDINGS]

    def outcome(self, expression, bindings):
        try:
            program = self.environment.compile(expression)
        except RuntimeError as error:
            return "error", f"compilation: {error}"
        try:
            value = program.eval(self.bindings[bindings])
        except RuntimeError as error:
            return "error", f"evaluation: {error}"
        return ("error", f"evaluation: {value.value()}") if value.type() == cel.Type.ERROR else peer_normal(value)


def peer_type(type):
    if isinstance(type, tuple):
        return {"list": cel.Type.List, "map": cel.Type.Map}[type[0]](*map(peer_type, type[1:]))
    return getattr(cel.Type, type.upper())


def peer_normal(value):
    """A value of the peer's in the form in which the two are compared. Python's values lose nanoseconds, and whether a
    key is an int or a uint; these are read from the text that the peer shows of a value."""
    kind = value.type().name().split("<")[0].lower()
    if kind == "timestamp":
        return kind, nanoseconds_of_moment(repr(value))
    if kind == "duration":
        return kind, nanoseconds_of_span(repr(value))
    if kind == "type":
        return kind, repr(value).split("<")[0]
    if kind == "double":
        return kind, repr(value.value())
    if kind == "bytes":
        return kind, bytes(value.value())
    if kind == "list":
        return kind, tuple(map(peer_normal, value.value()))
    if kind == "map":
        entries = value.value()
        keys = list(keys_but_strings(repr(value))) + [("string", key) for key in entries if isinstance(key, str)]
        # A dictionary takes `true`, `1` and `1u` for one key, and has one of their values.
        is_seen = len(keys) == len(entries)
        return kind, frozenset((key, peer_normal(entries[key[1]]) if is_seen else UNSEEN) for key in keys)
    return kind, value.value()


UNSEEN = ("unseen", None)
TOKEN = re.compile(r"""b?"(?:\\.|[^"\\])*"|b?'(?:\\.|[^'\\])*'|\w+<[^>]*>|[\[{(\]})]|: |, |[^\s"'\[\]{}(),:]+|.""", re.DOTALL)


def keys_but_strings(text):
    """The keys of a map, as the peer shows it, that are not strings."""
    depth, is_key = 0, False
    for token in TOKEN.findall(text):
        if token in ("{", "[", "("):
            depth += 1
            is_key = depth == 1
        elif token in ("}", "]", ")"):
            depth -= 1
        else:
            if depth == 1 and is_key and token[0] not in "\"'":
                yield key(token)
            is_key = depth == 1 and token == ", "


def key(token):
    if token in ("true", "false"):
        return "bool", token == "true"
    if token.endswith("u"):
        return "uint", int(token[:-1]) % 2**64  # those beyond signed integers are shown as negative
    return "int", int(token)


def nanoseconds_of_moment(text):
    """Of 1-01-01T00:00:00.5Z, since 1970."""
    year, rest = text.removesuffix("Z").split("-", 1)
    seconds, _, fraction = rest.partition(".")
    past = datetime.datetime.fromisoformat(f"{int(year):04}-{seconds}+00:00") - EPOCH
    return (past.days * 86_400 + past.seconds) * 10**9 + int(fraction[:9].ljust(9, "0"))


def nanoseconds_of_span(text):
    """Of -1h2m3.5s, 1.5us or 0."""
    units = {"h": 3_600 * 10**9, "m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1, "": 0}
    total = 0
    for whole, fraction, unit in re.findall(r"(\d+)(?:\.(\d+))?([a-z]*)", text):
        total += int(whole + fraction) * units[unit] // 10 ** len(fraction)
    return -total if text.startswith("-") else total


# Comparison ----------------------------------------------------------------------------------------------------------


def same(ours, theirs):
    if theirs == UNSEEN:
        return True
    if ours[0] != theirs[0] or ours[0] not in ("list", "map") or len(ours[1]) != len(theirs[1]):
        return ours == theirs
    if ours[0] == "list":
        return all(map(same, ours[1], theirs[1]))
    mine, other = dict(ours[1]), dict(theirs[1])
    return mine.keys() == other.keys() and all(same(mine[key], other[key]) for key in mine)


def agree(ours, theirs):
    return ours[0] == theirs[0] == "error" or same(ours, theirs)


def shrunk(peer, expression, bindings, ours, theirs):
    """The shortest expression that is found by cutting pieces out, with outcomes that differ in the same way."""

    def way(ours, theirs):
        return [outcome[0] if outcome[0] in ("error", "doubt", "crash") else "value" for outcome in (ours, theirs)]

    wanted = way(ours, theirs)
    while True:
        length = len(expression)
        cuts = {expression[:start] + expression[end:] for start in range(length) for end in range(start + 1, length + 1)}
        cuts |= {expression[start:end] for start in range(length) for end in range(start + 1, length)}
        cuts = sorted(cuts - {expression, ""}, key=lambda cut: (len(cut), cut))
        tasks = [(cut, bindings) for cut in cuts[:: len(cuts) // 2_000 + 1]]
        for (cut, _), mine in zip(tasks, our_outcomes(tasks)):
            other = peer.outcome(cut, bindings)
            if not agree(mine, other) and way(mine, other) == wanted and not explanation(cut, mine, other):
                expression, ours, theirs = cut, mine, other
                break
        else:
            return expression, ours, theirs


def report(peer, differences):
    """Prints differences, shrunk; those that shrink to the same once."""
    smallest = {}
    for expression, bindings, ours, theirs in differences[:30]:
        case = expression, ours, theirs
        if ours[0] != "crash":
            case = shrunk(peer, expression, bindings, ours, theirs)
        smallest.setdefault(case[0], (bindings, *case[1:], expression))
    for expression, (bindings, ours, theirs, whole) in smallest.items():
        print(f"    {expression!r} with bindings {bindings}\n        ours   {ours}\n        theirs {theirs}\n        from   {whole!r}")


def main():
    generator, peer = Generator(SEED), Peer()
    values, errors, explained, differences = 0, 0, Counter(), []
    while values + errors + len(differences) < COUNT:
        expressions = generator.expressions(min(ROUND, COUNT - values - errors - len(differences)))
        tasks = [(expression, number % len(BINDINGS)) for number, expression in enumerate(expressions)]
        for (expression, bindings), ours in zip(tasks, our_outcomes(tasks), strict=True):
            theirs = peer.outcome(expression, bindings)
            if agree(ours, theirs):
                values, errors = values + (ours[0] != "error"), errors + (ours[0] == "error")
            elif name := explanation(expression, ours, theirs):
                explained[name] += 1
            else:
                differences.append((expression, bindings, ours, theirs))
    faults, open_points = (sum(explained[name] for name, _, _ in table) for table in (PEER_FAULTS, UNSPECIFIED))
    print(
        f"{'FAILED' if differences else 'passed'}: {values + errors:,} generated expressions agree with cel-expr-python"
        f" ({values:,} values, {errors:,} errors), {len(differences)} do not; left out: {faults} for the peer's faults,"
        f" {open_points} for what the specification leaves open"
    )
    for name, count in explained.most_common():
        print(f"    {count:4} {name}")
    report(peer, differences)
    sys.exit(1 if differences else 0)


main()
