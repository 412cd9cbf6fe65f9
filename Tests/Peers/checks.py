"""What every comparison with other people's programs says: which checks passed, and the first problems of those that did not."""

import subprocess
import sys

_results = []


def check(name, problems):
    """Says whether a check passed: it did if there is no problem."""
    problems = list(problems)
    _results.append(not problems)
    print(f"{'FAILED' if problems else 'passed'}  {name}", *(f"  {p}" for p in problems[:10]), sep="\n", flush=True)


def run(*command, **options):
    """What a program printed, and its exit code."""
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)


def finish():
    """Ends with 1 if a check failed."""
    print(f"{sum(_results)} passed, {len(_results) - sum(_results)} failed")
    sys.exit(0 if all(_results) else 1)
