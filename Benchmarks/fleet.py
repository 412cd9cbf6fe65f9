"""Reports on many requests: seconds, and the memory that it takes at the most.

Argument: the program. The requests are those of batch.py; budgets are those of Examples/budgets, which the runs with budgets
read twice.
"""

import tempfile
import time
from pathlib import Path
import os
import subprocess
import sys

from batch import write

PROGRAM = sys.argv[1]
COUNTS = (1_000, 10_000, 20_000)
BUDGETS = ["--config", "Examples/budgets/tollgate.yaml"]
COMMANDS = {
    "cost, text": ["cost"],
    "cost, JSON": ["cost", "--format", "json"],
    "cost, groups, HTML": ["cost", "--group-by", "label:team,region", "--format", "html"],
    "whatif, text": ["whatif", "--sort", "per-hour"],
    "whatif, JSON": ["whatif", "--format", "json"],
    "check, no budgets": ["check", "--config", "Examples/tollgate.yaml", "--format", "concise"],
    "check, budgets": ["check", *BUDGETS, "--format", "concise"],
}


def run(arguments, path):
    """Seconds, and megabytes at the most."""
    start = time.perf_counter()
    process = subprocess.Popen([PROGRAM, *arguments, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{arguments} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    with tempfile.TemporaryDirectory() as folder:
        paths = {count: Path(folder) / f"batch-{count}.ndjson" for count in COUNTS}
        for count, path in paths.items():
            write(path, count)
        for name, arguments in COMMANDS.items():
            figures = []
            for count, path in paths.items():
                seconds, memory = run(arguments, path)
                figures.append(f"{count:6,} requests {seconds:5.1f} s {memory:4.0f} MB")
            print(f"{name:20}  " + "   ".join(figures), flush=True)


main()
