"""Times two programs in turn as whole processes, and prints the ratio of their medians and the peak memory."""

import os
import subprocess
import sys
import tempfile
import time

ROUNDS = 60
LIMIT_RATIO, LIMIT_RATIO_WITH_POLICIES, LIMIT_MEMORY = 2.5, 3, 40

SMALL_FILE = '''import os


def main() -> None:
    """Print the working directory."""
    print(os.getcwd())
'''


def measure(command):
    """Seconds and peak memory in MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} exited with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss / 1024


def summary(values):
    ordered = sorted(values)
    return ordered[0], ordered[len(ordered) // 2], ordered[-1]


def main():
    tollgate, ruff = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        small = os.path.join(folder, "small.py")
        with open(small, "w", encoding="utf-8") as file:
            file.write(SMALL_FILE)
        commands = {
            "tollgate check": [tollgate, "check", "Examples/vision-train.yaml"],
            "tollgate with policies": [
                tollgate, "check", "--config", "Examples/tollgate.yaml", "Examples/requests/platform-ci.yaml",
            ],
            "ruff check": [ruff, "check", "--no-cache", small],
            "tollgate --version": [tollgate, "--version"],
        }
        runs = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                runs[name].append(measure(command))
    minima, medians = {}, {}
    print(f"cold start, {ROUNDS} rounds in turn, milliseconds")
    for name, results in runs.items():
        minima[name], medians[name], most = summary([1000 * seconds for seconds, _ in results])
        memory = max(memory for _, memory in results)
        print(f"  {name:22} min {minima[name]:6.2f}  median {medians[name]:6.2f}  max {most:6.2f}  peak memory {memory:5.1f} MiB")
    ratio = medians["tollgate check"] / medians["ruff check"]
    print(f"  ratio of medians, tollgate check to ruff check: {ratio:.2f} (target {LIMIT_RATIO})")
    with_policies = medians["tollgate with policies"] / medians["ruff check"]
    print(f"  the same with the example's policies: {with_policies:.2f} (target {LIMIT_RATIO_WITH_POLICIES})")
    # Whatever else the machine does only ever adds time, so that the minima say more on a busy one.
    print(f"  ratio of minima: {minima['tollgate check'] / minima['ruff check']:.2f}")
    memory = max(memory for _, memory in runs["tollgate check"])
    print(f"  peak memory of tollgate check: {memory:.1f} MiB (target {LIMIT_MEMORY})")


main()
