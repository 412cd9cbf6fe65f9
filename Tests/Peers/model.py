"""Does what Docs/simulation.md and Docs/whatif.md say in plain Python: random jobs with a weekly pattern and with nodes kept
ready, and scenarios with discounts, markups and prices of their own; compares waits, nodes and bills.

Argument: the program.
"""

import json
import math
import random
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import bills
import checks
import queueing
from checks import check, run
from simulation import Fleet

TOLLGATE = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parents[2]
REQUEST, REGION, TYPES = "Examples/vision-train.yaml", "us-east-1", ["m7i.xlarge", "g6.xlarge"]
NODES = {"min": 1, "max": 8}
WEEK, RUN = 7 * 86_400.0, 1_800.0
JOBS, REPLICATIONS = 6_000, 24


def whatif(*options):
    answer = run(TOLLGATE, "whatif", REQUEST, *options, "--format", "json", "--catalog", ROOT / "Catalog", cwd=ROOT)
    if answer.returncode != 0:
        raise SystemExit(f"{options}: {answer.stderr[:400]}")
    return json.loads(answer.stdout)


# Jobs ----------------------------------------------------------------------------------------------------------------


def run_time(generator, variation):
    if variation == 0:
        return RUN
    if variation < 1:
        return generator.gammavariate(1 / variation, RUN * variation)
    short = (1 + math.sqrt((variation - 1) / (variation + 1))) / 2
    mean = RUN / (2 * short) if generator.random() < short else RUN / (2 * (1 - short))
    return generator.expovariate(1 / mean)


def office_hours():
    return [1 if day < 5 and 9 <= hour < 18 else 0.1 for day in range(7) for hour in range(24)]


def arrivals(generator, load, weights):
    """The times of arrivals, and the ends of what does not count and of what does."""
    rate = load / RUN
    if weights is None:
        times, now = [], 0.0
        for _ in range(JOBS + JOBS // 10):
            now += generator.expovariate(rate)
            times.append(now)
        return times, times[JOBS // 10], now
    weeks = math.ceil(JOBS / rate / WEEK)
    begin = math.ceil(weeks * WEEK / 10)
    end = begin + weeks * WEEK
    most, mean = max(weights), sum(weights) / len(weights)
    times, now = [], 0.0
    while True:
        # Thinning: arrivals at the rate of the busiest hour, each kept with the share of its own hour.
        now += generator.expovariate(rate * most / mean)
        if now >= end:
            return times, begin, end
        if generator.random() * most < weights[int(now % WEEK / 3_600)]:
            times.append(now)


def simulated(load, variation, weights=None, warm=0):
    """The mean waits of both modes and the mean nodes of normal mode: means and standard errors over replications."""
    found = {"normal": [], "costSavings": [], "nodes": []}
    for number in range(REPLICATIONS):
        generator = random.Random(1_000 + number)
        times, begin, end = arrivals(generator, load, weights)
        jobs = [(time, run_time(generator, variation), 1) for time in times]
        skipped = sum(1 for time in times if time < begin)
        for mode, fleet in (
            ("normal", Fleet(NODES["min"], NODES["max"], 180, 600, warm)), ("costSavings", Fleet(1, 1, 180, 600, 0)),
        ):
            waits, up, _, _, _ = fleet.run(jobs, end, 1, begin, end)
            found[mode].append(sum(waits[skipped:]) / (len(waits) - skipped))
            if mode == "normal":
                found["nodes"].append(up / (end - begin))
    return {name: (mean(values), deviation(values) / math.sqrt(len(values))) for name, values in found.items()}


def mean(values):
    return sum(values) / len(values)


def deviation(values):
    return math.sqrt(sum((value - mean(values)) ** 2 for value in values) / (len(values) - 1))


def compare(options, load, variation, **model):
    answer, theirs = whatif("--load", str(load), "--variation", str(variation), *options), simulated(load, variation, **model)
    ours = {
        "normal": answer["study"]["normal"]["simulated"]["meanWait"],
        "costSavings": answer["study"]["costSavings"]["simulated"]["meanWait"],
        "nodes": answer["study"]["normal"]["simulated"]["meanNodes"],
    }
    for name, (value, error) in theirs.items():
        if name == "costSavings" and load >= 1:
            if ours[name] is not None:
                yield f"{options}: cost-savings mode has a wait at a load of {load}"
            continue
        # Half of a 95 % interval is about two standard errors; five of them together happen by chance once in a million.
        one, its = ours[name]["mean"], (ours[name]["high"] - ours[name]["low"]) / 4
        if abs(one - value) > 5 * math.hypot(error, its) + 0.002 * value:
            yield f"{options}, {name}: {value} ± {error} there, {one} ± {its} here"
    # What is paid for is the simulated mean.
    up = Decimal(answer["study"]["normal"]["computeNodes"])
    if abs(up - Decimal(str(ours["nodes"]["mean"]))) > Decimal("0.00005"):
        yield f"{options}: {up} nodes are paid for, {ours['nodes']['mean']} are up"
    for mode in ("normal", "costSavings"):
        totals, complete = bills.bill(mode, REGION, TYPES, NODES, up)
        yield from bills.compared(f"{options} {mode}", answer["study"][mode]["monthly"], totals, complete)


# Scenarios -----------------------------------------------------------------------------------------------------------

SPOT, COMMITTED = {"m7i.xlarge": 0.08, "g6.xlarge": 0.31}, {"m7i.xlarge": 0.13104, "g6.xlarge": 0.52312}
SCENARIOS = [
    {"name": "scale-to-zero", "spec": {"computeNodes": {"min": 0}}},
    {"name": "stockholm", "spec": {"region": "eu-north-1"}},
    {"name": "larger", "spec": {"instanceTypes": ["m7i.4xlarge"], "computeNodes": {"min": 2, "max": 5}, "bootSeconds": 60}},
    {"name": "cheap-types", "spec": {"mode": "costSavings", "instanceTypes": ["m7i.xlarge"]}},
    {"name": "spot", "spec": {
        "purchase": {"spot": {"interruptionsPerNodeHour": 0.02}},
        "prices": {"source": "ours", "asOf": "2026-10-15", "usdPerHour": SPOT}}},
    {"name": "committed", "spec": {
        "purchase": {"commitment": {"years": 1}}, "prices": {"source": "ours", "asOf": "2026-10-15", "usdPerHour": COMMITTED}}},
]
TERMS = [
    {},
    {"markups": {"all": 50}},
    {"discounts": {"all": 9, "EC2": 12.5}, "markups": {"EC2": 2}, "book": {"g6.xlarge": 0.61}},
]


def profile(terms):
    """The shipped profile with terms."""
    text = (ROOT / "Catalog/cost-profile.yaml").read_text()
    for kind in ("discounts", "markups"):
        if kind in terms:
            entries = [{"service": service, "percent": share, "reason": "agreed"} for service, share in terms[kind].items()]
            text += f"\n{kind}: {json.dumps(entries)}\n"
    if "book" in terms:
        entries = [{"instanceType": k, "price": v, "date": "2026-11-01", "reason": "agreed"} for k, v in terms["book"].items()]
        text += f"\npriceBook: {json.dumps(entries)}\n"
    return text


def scenarios(folder, load):
    documents = [
        {"apiVersion": "tollgate/v1", "kind": "Scenario", "metadata": {"name": one["name"]}, "spec": one["spec"]}
        for one in SCENARIOS
    ]
    (folder / "scenarios.yaml").write_text("\n---\n".join(json.dumps(document) for document in documents))
    for terms in TERMS:
        (folder / "profile.yaml").write_text(profile(terms))
        answer = whatif(
            "--load", str(load), "--scenarios", folder / "scenarios.yaml", "--cost-profile", folder / "profile.yaml")
        agreed = bills.Terms(**{kind: list(entries.items()) for kind, entries in terms.items()})
        normal = Decimal(answer["study"]["normal"]["monthly"]["expected"])
        for one, found in zip(SCENARIOS, answer["others"], strict=True):
            spec, name = one["spec"], f"{terms} {one['name']}"
            nodes, types = spec.get("computeNodes", NODES), spec.get("instanceTypes", TYPES)
            nodes = {**NODES, **nodes}
            mode = spec.get("mode", "normal")
            if one["name"] == "spot":
                # Nodes that are taken back are simulated.
                up, prices = Decimal(found["outcome"]["computeNodes"]), {"agreed": SPOT}
            else:
                up = bills.rounded(queueing.elastic(load, nodes["min"], nodes["max"], boot=spec.get("bootSeconds", 180.0))[0])
                prices = {"agreed": COMMITTED, "committed": nodes["min"]} if one["name"] == "committed" else {}
            totals, complete = bills.bill(mode, spec.get("region", REGION), types, nodes, up, agreed, **prices)
            yield from bills.compared(name, found["outcome"]["monthly"], totals, complete)
            if abs(Decimal(found["saving"]) - (normal - totals[1])) > Decimal("2e-6"):
                yield f"{name}: it saves {normal - totals[1]} there, {found['saving']} here"


def main():
    with tempfile.TemporaryDirectory() as folder:
        check("18 bills of scenarios, without and with terms, are those of plain Python", scenarios(Path(folder), 0.3))
    check(
        "office hours have the waits, nodes and bills of a simulation in plain Python",
        compare(["--load-profile", "office-hours"], 0.5, 1, weights=office_hours()))
    check("so have nodes that are kept ready", compare(["--warm", "1"], 0.8, 4, warm=1))
    check("so have jobs that are much alike", compare(["--warm", "2"], 2.5, 0.5, warm=2))
    checks.finish()


main()
