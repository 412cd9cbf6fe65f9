"""Checks batches of requests with the example organisation's policies: requests a second, and the memory it takes.

Argument: the program. Nine requests in ten are approved, as in an organisation that has the policies for some time.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = sys.argv[1]
COUNTS = (2_500, 10_000, 20_000)
TARGETS = {"yaml": 4_000, "ndjson": 10_000}
ROUNDS = 3

PREFIXES = {"vision": "vision", "language": "lang", "platform": "platform"}
ENDINGS = {"dev": "dev", "staging": "stg", "production": "prod"}
ACCOUNTS = {"dev": "123456789012", "staging": "234567890123", "production": "345678901234"}


def request(source, number):
    team, environment = source.choice(list(PREFIXES)), source.choice(list(ENDINGS))
    account = ACCOUNTS[environment] if source.random() < 0.9 else "999999999999"
    types = source.sample(["m7i.large", "m7i.xlarge", "c7i.large", "c7i.xlarge", "r7i.large"], 2)
    return {
        "apiVersion": "tollgate/v1",
        "kind": "ClusterRequest",
        "metadata": {
            "name": f"{PREFIXES[team]}-job{number}-{ENDINGS[environment]}",
            "labels": {"team": team, "environment": environment, "cost-center": f"{source.randrange(10_000):04}"},
        },
        "spec": {
            "provider": "aws",
            "region": source.choice(["us-east-1", "us-west-2"]),
            "roleArn": f"arn:aws:iam::{account}:role/lightning-byoc",
            "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"},
            "instanceTypes": types,
            "costSavings": True,
            "workload": {"computeNodes": {"min": 1, "max": 4}, "load": 0.3},
        },
    }


def yaml(value, indentation=0):
    """Block style, as people write it; the values are such that JSON's notation of each is YAML."""
    lines = ""
    for key, item in value.items():
        blanks = "  " * indentation
        lines += f"{blanks}{key}:\n{yaml(item, indentation + 1)}" if isinstance(item, dict) else f"{blanks}{key}: {json.dumps(item)}\n"
    return lines


def write(path, count):
    source = random.Random(1)
    with path.open("w") as file:
        for number in range(count):
            one = request(source, number)
            file.write("---\n" + yaml(one) if path.suffix == ".yaml" else json.dumps(one) + "\n")


def run(path):
    """Seconds, and megabytes at the most."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [PROGRAM, "check", "--config", "Examples/tollgate.yaml", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    last = b""
    for last in process.stdout:
        pass
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(process.stderr.read().decode())
    return seconds, usage.ru_maxrss / 1024


def main():
    with tempfile.TemporaryDirectory() as folder:
        for ending, target in TARGETS.items():
            for count in COUNTS:
                path = Path(folder) / f"batch.{ending}"
                write(path, count)
                measured = sorted(run(path) for _ in range(ROUNDS))
                seconds, memory = measured[len(measured) // 2]
                size = path.stat().st_size / 1e6
                print(
                    f"{count:6,} requests, {size:5.1f} MB of {ending:6}: {count / seconds:7,.0f} a second"
                    f" (target: {target:,}), {memory:4.0f} MB of memory",
                    flush=True,
                )


if __name__ == "__main__":
    main()
