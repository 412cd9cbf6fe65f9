"""Counts the instructions of whole runs with callgrind, and times them in turn with other programs."""

import os
import re
import subprocess
import sys
import tempfile
import time

ROUNDS = 60
CHECK = ["check", "Examples/vision-train.yaml"]
WITH_POLICIES = ["check", "--config", "Examples/tollgate.yaml", "Examples/requests/vision-load-test.yaml"]
# Name, arguments, the most millions of instructions that it should take.
COUNTED = [("--version", ["--version"], 2), ("check", CHECK, 25), ("check with policies", WITH_POLICIES, 65)]

SMALL_PYTHON = '''import os


def main() -> None:
    """Print the working directory."""
    print(os.getcwd())
'''


def instructions(command):
    """Millions of instructions of one run."""
    with tempfile.TemporaryDirectory() as folder:
        counted = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    found = re.search(r"refs:\s+([\d,]+)", counted.stderr)
    if not found:
        sys.exit(f"callgrind says nothing of {' '.join(command)}:\n{counted.stderr}")
    return int(found.group(1).replace(",", "")) / 1e6


def measure(command):
    """Seconds and peak memory in MiB of one run; a check that denies has checked too."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} exited with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss / 1024


def main():
    tollgate, ruff, ryl = sys.argv[1:]
    # So that no run makes an index.
    subprocess.run([tollgate, "catalog", "compile", "--catalog", "Catalog"], check=True, stdout=subprocess.DEVNULL)
    print("instructions, callgrind")
    for name, arguments, limit in COUNTED:
        print(f"  tollgate {name:20} {instructions([tollgate, *arguments]):6.2f} million (target {limit})")
    with tempfile.TemporaryDirectory() as folder:
        small = os.path.join(folder, "small.py")
        with open(small, "w", encoding="utf-8") as file:
            file.write(SMALL_PYTHON)
        commands = {
            "tollgate check": [tollgate, *CHECK],
            "tollgate with policies": [tollgate, *WITH_POLICIES],
            "ruff check": [ruff, "check", "--no-cache", small],
            "ryl": [ryl, "check", "--no-cache", "--enable", "ALL", CHECK[1]],
            "tollgate --version": [tollgate, "--version"],
        }
        runs = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                runs[name].append(measure(command))
    minima, medians = {}, {}
    print(f"time, {ROUNDS} rounds in turn, milliseconds")
    for name, results in runs.items():
        ordered = sorted(1000 * seconds for seconds, _ in results)
        minima[name], medians[name] = ordered[0], ordered[len(ordered) // 2]
        memory = max(memory for _, memory in results)
        print(f"  {name:22} min {ordered[0]:6.2f}  median {medians[name]:6.2f}  peak memory {memory:5.1f} MiB")
    # Whatever else the machine does only ever adds time, so that the minima say more on a busy one.
    for peer in ["ruff check", "ryl"]:
        for name in ["tollgate check", "tollgate with policies"]:
            median, least = medians[name] / medians[peer], minima[name] / minima[peer]
            print(f"  {name} to {peer}: ratio of medians {median:.2f}, of minima {least:.2f}")


main()
