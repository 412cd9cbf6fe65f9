"""Compares the waits, node hours, bills and the break-even that `tollgate whatif` prints of a trace with a simulation in plain
Python. Two traces are made here, of jobs so long that they outlast days, as those of GPU clusters do.

Arguments: the program, and the folder of other traces, `lublin_256.swf` and `LCG.swf.gz` of the Parallel Workloads Archive.
"""

import json
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import bills

TOLLGATE, FOLDER = Path(sys.argv[1]).resolve(), Path(sys.argv[2] if len(sys.argv) > 2 else "")
ROOT = Path(__file__).resolve().parents[2]
TYPES = ["m7i.xlarge"]
SHARE = 0.01  # that a number may be off
# The file, the most nodes, options.
ARCHIVE = [
    ("lublin_256.swf", 8, ["--processors-per-node", "256", "--keep", "0.1"]),
    ("lublin_256.swf", 8, ["--processors-per-node", "64", "--keep", "0.05"]),
    ("LCG.swf.gz", 8, ["--keep", "0.0008"]),
]
# Of replications that are made of blocks of the trace: the means that the report shows, and the break-even.
MEANS = ["jobs", "unfit", "meanWait", "medianWait", "p95Wait", "p99Wait", "meanNodes", "offeredLoad"]
NUMBERS = ["jobs", "unfit", "meanWait", "medianWait", "p95Wait", "p99Wait", "longestWait", "nodeHours", "boots"]


def is_saturated(theirs, mode):
    most = theirs["most"][mode]
    fewest = min(theirs[one]["unfit"] for one in ("normal", "costSavings"))
    return theirs["resampled"][mode]["offeredLoad"] >= most or theirs[mode]["offeredLoad"] >= most or theirs[mode]["unfit"] > fewest


def numbers(ours, theirs):
    """What is compared: its name, Tollgate's number and Python's."""
    for mode in ("normal", "costSavings"):
        for number in NUMBERS:
            yield f"{mode}, recorded, {number}", ours["study"][mode]["recorded"][number], theirs[mode][number]
        for number in MEANS:
            one = ours["study"][mode]["simulated"][number]
            # A mode that is saturated has no waits: it lacks nodes on average, or for some of the jobs.
            if one is None and number.endswith("Wait") and is_saturated(theirs, mode):
                continue
            yield f"{mode}, resampled, {number}", one and one["mean"], theirs["resampled"][mode][number]
    for number in ("load", "low", "high"):
        # There is none where the waits of no load, or of all, differ by more than the limit, or one node cannot run all jobs.
        one = None if is_saturated(theirs, "costSavings") and theirs["costSavings"]["unfit"] else theirs["resampled"]["breakEven"].get(number)
        yield f"break-even, {number}", ours["breakEven"].get(number), one


def long_jobs(folder):
    """A job of thirty days on every day, and jobs of which most are short and a few run for days."""
    generator = random.Random(5)
    daily = [(day * 86_400, 30 * 86_400, 1) for day in range(60)]
    mixed, now = [], 0.0
    while now < 40 * 86_400:
        mixed.append((int(now), int(min(generator.lognormvariate(6.8, 2.4), 15 * 86_400)) + 1, 1))
        now += generator.expovariate(1 / 5_400)
    for name, jobs in (("daily.swf", daily), ("mixed.swf", mixed)):
        lines = [
            f"{number} {at} -1 {run} {size} -1 -1 {size} -1 -1 1 -1 -1 -1 -1 -1 -1 -1"
            for number, (at, run, size) in enumerate(jobs, 1)
        ]
        (folder / name).write_text("\n".join(lines) + "\n")
        yield str(folder / name), 40, []


def request(most, folder):
    """A request whose normal mode has from one to `most` nodes."""
    document = {
        "apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": "traced"}, "spec": {
            "region": "us-east-1", "roleArn": "arn:aws:iam::123456789012:role/lightning-byoc",
            "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"}, "instanceTypes": TYPES, "costSavings": True,
            "workload": {"computeNodes": {"min": 1, "max": most}},
        },
    }
    path = folder / f"request-{most}.json"
    path.write_text(json.dumps(document))
    return path


def answers(trace, most, options, folder):
    """What Tollgate says of a trace, and what plain Python says."""
    command = [TOLLGATE, "whatif", request(most, folder), "--trace", trace, "--format", "json", "--catalog", ROOT / "Catalog"]
    ours = subprocess.run([*command, *options], capture_output=True, check=True)
    # The minimum and maximum, and the program's assumptions.
    script = [sys.executable, Path(__file__).with_name("simulation.py"), trace, "--normal", f"1,{most},180,600,0"]
    theirs = subprocess.run([*script, *options], capture_output=True, check=True)
    return json.loads(ours.stdout), {**json.loads(theirs.stdout), "most": {"normal": most, "costSavings": 1}}


def bill(ours, most):
    """Where the bill of the simulated nodes is not that of plain Python."""
    up = Decimal(ours["study"]["normal"]["computeNodes"])
    if abs(up - Decimal(str(ours["study"]["normal"]["simulated"]["meanNodes"]["mean"]))) > Decimal("0.00005"):
        yield "the nodes that are paid for are not those that are simulated"
    totals, complete = bills.bill("normal", "us-east-1", TYPES, {"min": 1, "max": most}, up)
    yield from bills.compared("bill", ours["study"]["normal"]["monthly"], totals, complete)


def compare(trace, most, options, folder):
    """The numbers compared, and those that are off."""
    ours, theirs = answers(trace, most, options, folder)
    title, compared = f"{Path(trace).name} {' '.join(options)}", 0
    wrong = [f"{title}: {problem}" for problem in bill(ours, most)]
    for what, one, other in numbers(ours, theirs):
        compared += 1
        if (one is None) != (other is None):
            wrong.append(f"{title}: {what}: {one} and {other}")
        # A second is less than anybody waits for.
        elif one is not None and abs(one - other) > max(SHARE * abs(other), 1 if what.endswith("Wait") else 1e-9):
            wrong.append(f"{title}: {what}: {one} and {other}")
    return compared, wrong


def main():
    wrong, compared = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = list(long_jobs(folder))
        if (FOLDER / ARCHIVE[0][0]).is_file():
            cases += [(str(FOLDER / file), most, options) for file, most, options in ARCHIVE]
        else:
            print("left out: recorded traces; name their folder in TRACES (Parallel Workloads Archive: lublin_256.swf, LCG.swf.gz)")
        for trace, most, options in cases:
            count, problems = compare(trace, most, options, folder)
            compared, wrong = compared + count, wrong + problems
    print("\n".join(wrong) if wrong else f"passed  {compared} numbers of traces are those of plain Python")
    sys.exit(1 if wrong else 0)


main()
