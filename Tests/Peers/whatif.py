"""Compares the waits, node hours and the break-even that `tollgate whatif` prints of a trace with a simulation in plain Python.

Arguments: the program, and the folder of the traces, `lublin_256.swf` and `LCG.swf.gz` of the Parallel Workloads Archive.
"""

import json
import subprocess
import sys
from pathlib import Path

TOLLGATE, FOLDER = Path(sys.argv[1]).resolve(), Path(sys.argv[2] if len(sys.argv) > 2 else "")
REQUEST = "Examples/vision-train.yaml"
NORMAL = "1,8,180,600,0"  # the request's minimum and maximum, and the program's assumptions
SHARE = 0.01  # that a number may be off
CASES = [
    ("lublin_256.swf", ["--processors-per-node", "256", "--keep", "0.1"]),
    ("lublin_256.swf", ["--processors-per-node", "64", "--keep", "0.05"]),
    ("LCG.swf.gz", ["--keep", "0.0008"]),
]
# Of replications that are made of blocks of the trace: the means that the report shows, and the break-even.
MEANS = ["jobs", "unfit", "meanWait", "medianWait", "p95Wait", "p99Wait", "meanNodes", "offeredLoad"]
NUMBERS = ["jobs", "unfit", "meanWait", "medianWait", "p95Wait", "p99Wait", "longestWait", "nodeHours", "boots"]


def numbers(ours, theirs):
    """What is compared: its name, Tollgate's number and Python's."""
    for mode in ("normal", "costSavings"):
        for number in NUMBERS:
            yield f"{mode}, recorded, {number}", ours["study"][mode]["recorded"][number], theirs[mode][number]
        for number in MEANS:
            # A mode that is saturated has no waits.
            if ours["study"][mode]["simulated"][number] is not None:
                one = ours["study"][mode]["simulated"][number]["mean"]
                yield f"{mode}, resampled, {number}", one, theirs["resampled"][mode][number]
    for number in ("load", "low", "high"):
        yield f"break-even, {number}", ours["breakEven"][number], theirs["resampled"]["breakEven"][number]


def main():
    if not (FOLDER / CASES[0][0]).is_file():
        print("skipped: no traces; name their folder in TRACES (Parallel Workloads Archive: lublin_256.swf, LCG.swf.gz)")
        return
    wrong = compared = 0
    for name, options in CASES:
        trace = str(FOLDER / name)
        ours = json.loads(
            subprocess.run(
                [TOLLGATE, "whatif", REQUEST, "--trace", trace, "--format", "json", *options], capture_output=True, check=True
            ).stdout
        )
        script = Path(__file__).with_name("simulation.py")
        theirs = json.loads(
            subprocess.run(
                [sys.executable, script, trace, "--normal", NORMAL, *options], capture_output=True, check=True
            ).stdout
        )
        title = f"{name} {' '.join(options)}"
        for what, one, other in numbers(ours, theirs):
            compared += 1
            # A second is less than anybody waits for.
            if abs(one - other) > max(SHARE * abs(other), 1 if what.endswith("Wait") else 0):
                wrong += 1
                print(f"    {title}: {what} is {one}, and {other} in Python")
    print(f"{'FAILED' if wrong else 'passed'}: {compared - wrong} of {compared} numbers of traces agree within 1 %")
    sys.exit(1 if wrong else 0)


main()
