"""Prices the policies of the example organisation over 10,000 requests of 40 kinds, and finds suggestions around one.

Argument: the program. A kind is a team, an environment, a region and a list of types; requests of a kind differ in their name
and cost center, as those of an organisation do that has a template for each team.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = sys.argv[1]
CONFIGURATION = ["--config", "Examples/tollgate.yaml"]
COUNT = 10_000
KINDS = 40
TARGETS = {"policy price": 60.0, "suggest": 1.0}
ROUNDS = 5

PREFIXES = {"vision": "vision", "language": "lang", "platform": "platform"}
ENDINGS = {"dev": "dev", "staging": "stg", "production": "prod"}
ACCOUNTS = {"dev": "123456789012", "staging": "234567890123", "production": "345678901234"}
TYPES = ["m7i.large", "m7i.xlarge", "c7i.large", "c7i.xlarge", "r7i.large", "g6.xlarge", "g6e.xlarge", "p4d.24xlarge"]


def kinds():
    source = random.Random(1)
    found = {}
    while len(found) < KINDS:
        kind = (
            source.choice(list(PREFIXES)), source.choice(list(ENDINGS)), source.choice(["us-east-1", "us-east-2", "us-west-2"]),
            tuple(source.sample(TYPES, source.choice([1, 2, 3]))), source.random() < 0.7,
        )
        found[kind] = None
    return list(found)


def request(source, kind, number):
    team, environment, region, types, saves = kind
    return {
        "apiVersion": "tollgate/v1",
        "kind": "ClusterRequest",
        "metadata": {
            "name": f"{PREFIXES[team]}-job{number}-{ENDINGS[environment]}",
            "labels": {"team": team, "environment": environment, "cost-center": f"{source.randrange(10_000):04}"},
        },
        "spec": {
            "region": region,
            "roleArn": f"arn:aws:iam::{ACCOUNTS[environment]}:role/lightning-byoc",
            "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"},
            "instanceTypes": list(types),
            "costSavings": saves,
            "workload": {"computeNodes": {"min": 1, "max": 4}, "load": 0.3},
        },
    }


def timed(*arguments):
    start = time.perf_counter()
    result = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if result.returncode not in (0, 1):
        sys.exit(result.stderr)
    return seconds, result.stdout


def main():
    all_kinds = kinds()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requests.ndjson"
        source = random.Random(2)
        with path.open("w") as file:
            for number in range(COUNT):
                file.write(json.dumps(request(source, all_kinds[number % KINDS], number)) + "\n")
        seconds, output = timed("policy", "price", str(path), *CONFIGURATION)
        print(output.split("\n\n")[0])
        for name, figure in (
            ("policy price", seconds),
            ("suggest", statistics.median(timed("suggest", "Examples/requests/language-pretrain.yaml", *CONFIGURATION)[0] for _ in range(ROUNDS))),
        ):
            missed = figure > TARGETS[name]
            failed = failed or missed
            print(f"{name}: {figure:.2f} s (target {TARGETS[name]:g}){', MISSED' if missed else ''}")
    sys.exit(1 if failed else 0)


main()
