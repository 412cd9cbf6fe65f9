"""Compares the page of `tollgate whatif` in a browser with the JSON of the same run, and both with what they promise.

tidy and headless Chromium without JavaScript read the page; jsonschema checks the JSON. Every number of the page must be
that of the JSON, rounded by the rules below, and every bar and line as long as its number says.
"""

import copy
import json
import math
import re
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
from browser import Browser

import checks
from checks import check

ROOT = Path(__file__).resolve().parents[2]
TOLLGATE = Path(sys.argv[1]).resolve()
LENGTH = 0.03  # units of a drawing that a length may be off, whose numbers have two decimal places

# Numbers as the page shows them ---------------------------------------------------------------------------------------


def amount(text, places):
    if text is None:
        return "unknown"
    rounded = Decimal(text).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,}"


def number(value):
    if value is None:
        return "unknown"
    places = next(places for least, places in ((100, 0), (10, 1), (1, 2), (0, 3)) if abs(value) >= least)
    factor = 10.0**places
    if abs(value) >= 1000:
        factor = 10.0 ** (2 - math.floor(math.log10(abs(value))))
    rounded = math.copysign(math.floor(abs(value) * factor + 0.5) / factor, value)
    return str(round(rounded)) if rounded == round(rounded) else repr(rounded)


def duration(seconds):
    if seconds is None:
        return "saturated"
    if abs(seconds) < 0.05:
        return "0 s"
    unit, size = next(
        (unit, size) for most, unit, size in ((90, "s", 1), (5400, "min", 60), (172800, "h", 3600), (math.inf, "d", 86400))
        if abs(seconds) < most
    )
    return f"{number(seconds / size)} {unit}"


def total(text, place, json_report):
    complete = find(json_report, place.rsplit("/", 1)[0])
    prefix = "≥ " if text is not None and complete is not None and not complete["isComplete"] else ""
    return prefix + amount(text, 2)


def shown(form, place, json_report):
    value = find(json_report, place)
    match form:
        case "amount": return amount(value, 2)
        case "wholeAmount": return amount(value, 0)
        case "total": return total(value, place, json_report)
        case "duration": return duration(value)
        case "approximateDuration": return "≈ " + duration(value)
        case "number": return number(value)
        case "percent":
            text = number(value * 100)
            if text in ("0", "-0") and value != 0:
                text = "< 0.001" if value > 0 else "> -0.001"
            return text + " %"
        case "text": return "none" if value is None else str(value)


def find(json_report, place):
    """What stands at a JSON Pointer; None where something on the way is null."""
    value = json_report
    for step in place.split("/")[1:]:
        if value is None:
            return None
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step) if isinstance(value, list) else step]
    return value


# The page -------------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Collects the elements that name a place in the JSON, the drawings, and every other text with a digit in it."""

    VOID = {"meta", "br", "img", "link", "hr"}

    def __init__(self, markup):
        super().__init__()
        self.stack, self.numbers, self.drawings, self.strays = [], [], [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "svg":
            self.drawings.append([])
        if tag in ("rect", "polyline") and "data-json" in attributes:
            self.drawings[-1].append((tag, attributes))
        elif "data-json" in attributes:
            self.numbers.append([attributes["data-form"], attributes["data-json"], ""])
            attributes["number"] = self.numbers[-1]
        if tag not in self.VOID:
            self.stack.append((tag, attributes))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, text):
        within = [attributes["number"] for _, attributes in self.stack if "number" in attributes]
        if within:
            within[-1][2] += text
        elif re.search(r"\d", text) and not self.is_label(text):
            self.strays.append(text.strip())

    def is_label(self, text):
        tag, attributes = self.stack[-1] if self.stack else ("", {})
        tags = {tag for tag, _ in self.stack}
        return bool(
            tags & {"style", "title", "desc", "figcaption", "th", "h1", "h2"}
            or tag == "text" and attributes.get("class") in ("tick", "name")
            or text in ("95 %: ", "95 of 100 resampled traces: ", "p50 ", "p95 ", "p99 ", " nodes")
            or re.fullmatch(r"tollgate [0-9.]+; amounts are estimates", text)
        )


def numbers(page, report):
    for form, place, text in page.numbers:
        wanted = shown(form, place, report)
        if wanted != text:
            yield f"{place}: the page has `{text}`, the JSON `{wanted}`"
    for text in page.strays:
        yield f"`{text}` has a number that names no place in the JSON"


def lengths(page, report):
    """Bars are as long as their numbers; lines go through theirs, on whatever scale the axes have."""
    for drawing in page.drawings:
        bars = [(abs(bar_value(report, a["data-json"])), float(a["width"]), a["data-json"])
                for tag, a in drawing if tag == "rect" and find(report, a["data-json"]) is not None]
        longest = max(bars, default=None)
        for value, width, place in bars:
            if longest[0] > 0 and abs(width - value * longest[1] / longest[0]) > LENGTH:
                yield f"{place}: the bar is {width} long, {value * longest[1] / longest[0]:.2f} by its number"
        points = []
        for tag, a in drawing:
            if tag != "polyline":
                continue
            wanted = list(curve(report, a["data-json"]))
            drawn = [tuple(map(float, point.split(","))) for point in a["points"].split()]
            if len(wanted) != len(drawn):
                yield f"{a['data-json']}: {len(drawn)} points drawn, {len(wanted)} in the JSON"
                continue
            points += [(*w, *d, a["data-json"]) for w, d in zip(wanted, drawn)]
        for axis in (0, 1):
            yield from misplaced([(point[axis], point[axis + 2], point[4]) for point in points])


def bar_value(report, place):
    value = float(find(report, place))
    if place.startswith("/sensitivities/"):
        is_saving = place.endswith("/saving")
        value -= float(find(report, "/study/saving/expected" if is_saving else "/study/extraWait"))
    return value


def curve(report, place):
    if "/*/" not in place:
        for point in find(report, place):
            yield math.log(max(point["seconds"], 1)), math.log(1 - point["share"])
        return
    head, tail = place.split("/*/")
    for point in find(report, head):
        value = find(point, "/" + tail)
        if value is not None:
            yield math.log(point["load"]), float(value) if "monthly" in tail else math.log(max(value, 1))


def misplaced(pairs):
    if not pairs:
        return
    (least, start, _), (most, end, _) = min(pairs), max(pairs)
    for value, drawn, place in pairs:
        wanted = start if most == least else start + (value - least) * (end - start) / (most - least)
        if abs(drawn - wanted) > LENGTH:
            yield f"{place}: a point is drawn at {drawn}, its number belongs at {wanted:.2f}"


def tampered(page, report):
    """Each number of the JSON that the page shows, changed: the comparison must notice."""
    for place in {place for _, place, _ in page.numbers}:
        value = find(report, place)
        if value is None:
            continue
        changed = copy.deepcopy(report)
        head, last = place.rsplit("/", 1)
        parent = find(changed, head)
        is_amount = isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value)
        other = str(Decimal(value) + 1000) if is_amount else value + "?" if isinstance(value, str) else value * 2 + 1
        parent[int(last) if isinstance(parent, list) else last] = other
        if not list(numbers(page, changed)):
            yield f"{place} may be {other} instead of {value}, and the comparison does not notice"


def outside(markup):
    for pattern in (r"<script", r"https?:", r"//", r"url\(", r"@import", r"\bsrc=", r"\bhref=", r"\son\w+="):
        if re.search(pattern, markup, re.IGNORECASE):
            yield f"it has `{pattern}`"


# Runs -----------------------------------------------------------------------------------------------------------------


def run(arguments, prefix=()):
    command = [*prefix, TOLLGATE, "whatif", *arguments, "--catalog", ROOT / "Catalog", "--as-of", "2026-11-20"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(f"tollgate whatif {arguments} exited with {done.returncode}: {done.stderr}")
    return done.stdout


def closed(schema):
    """The schema for this very version of the program: with no member that it does not describe."""
    schema = copy.deepcopy(schema)
    nodes = [schema]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict) and "properties" in node:
            node["additionalProperties"] = False
        nodes += node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return schema


def cases(folder):
    example = ROOT / "Examples/vision-train.yaml"
    unpriced = folder / "unpriced.yaml"
    unpriced.write_text(re.sub(r"region: \S+", "region: cn-north-1", example.read_text()))
    trace = folder / "jobs.csv"
    jobs = [f"{number * 1800 + number % 7 * 200},{300 + number * number % 5000},{1 + number % 3}" for number in range(600)]
    trace.write_text("\n".join(["arrival,duration,processors", *jobs]) + "\n")
    yield "an example", [example, "--load", "0.1"]
    yield "a load that one node cannot carry", [example, "--load", "2.5"]
    yield "a load that no mode can carry", [example, "--load", "8"]
    yield "prices that are not known", [unpriced, "--seed", "7"]
    yield "other scenarios", [example, "--load", "0.3", "--scenarios", ROOT / "Examples/scenarios.yaml"]
    yield "a trace", [example, "--trace", trace, "--processors-per-node", "2"]


def main():
    schema = json.loads((ROOT / "Schemas/whatif-2.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(closed(schema))
    with tempfile.TemporaryDirectory() as name, Browser() as browser:
        folder = Path(name)
        for title, arguments in cases(folder):
            written = folder / "page.html"
            text = run([*arguments, "--format", "json", "-o", f"html={written}"])
            report, markup = json.loads(text), written.read_text()
            check(f"{title}: the JSON fits its schema", (f"{e.json_path}: {e.message}" for e in validator.iter_errors(report)))
            one_core = run([*arguments, "--format", "json"], prefix=["taskset", "-c", "0"])
            check(f"{title}: one core gives the same bytes", [] if one_core == text else ["they differ"])
            tidy = subprocess.run(["tidy", "-errors", "-quiet", "-utf8", written], capture_output=True, text=True)
            check(f"{title}: tidy finds nothing", tidy.stderr.splitlines())
            check(f"{title}: the page stands alone", outside(markup))
            browser.open(written.as_uri())
            page = Page(browser.markup())
            check(f"{title}: the browser fetches nothing else", [url for url in browser.requests if url != written.as_uri()])
            widths = [(width, dark) for width in (1280, 390) for dark in (False, True)]
            check(f"{title}: it is no wider than a screen or a phone", [
                f"{width} wide, it needs {needed}" for width, dark in widths
                if (needed := browser.content_width(width, dark)) > width
            ])
            check(f"{title}: its {len(page.numbers)} numbers are the JSON's", numbers(page, report))
            check(f"{title}: its bars and lines are as long as they say", lengths(page, report))
            check(f"{title}: a number that differs would be noticed", tampered(page, report))
    checks.finish()


main()
