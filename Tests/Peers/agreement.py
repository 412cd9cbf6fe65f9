"""Asks four commands about the same 500 random requests, workloads and cost profiles, and compares what they answer.

`check`, `cost`, `whatif` and the `cost` of a policy must give the same bills and savings, low <= expected <= high must hold
for every total, and no command may show a saving where a mode cannot carry the load.

Argument: the program.
"""

import json
import random
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import checks
from checks import check, run

TOLLGATE = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parents[2]
COUNT, GROUPS = 500, 5
TYPES = ["m7i.xlarge", "m7i.4xlarge", "c7i.2xlarge", "g6.xlarge", "g5.2xlarge", "r6i.large"]
REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-northeast-1"]
# JSON has six decimal places or more, policies two.
EXACT, CENTS = Decimal("0.0000011"), Decimal("0.0050011")
POLICY = """apiVersion: tollgate/v1
kind: Policy
metadata: {name: told}
spec:
  validations: [{name: none, expression: "true"}]
  auditAnnotations:
"""

def tollgate(*command):
    """A report as JSON."""
    answer = run(TOLLGATE, *command, cwd=ROOT)
    if answer.returncode not in (0, 1):
        raise SystemExit(f"{command}: {answer.returncode}: {answer.stderr[:400]}")
    return json.loads(answer.stdout)


def request(index, generator):
    least = generator.choice([0, 1, 2, 4])
    most = max(1, least + generator.choice([0, 1, 3, 8, 40]))
    workload = {"computeNodes": {"min": least, "max": most}}
    if generator.random() < 0.85:
        # Around the loads where modes begin to be saturated too.
        load = generator.choice([generator.random(), generator.random() * most, 1, 0.9999, 0, most])
        workload["load"] = round(min(load, most), generator.choice([1, 3, 6]))
    return {
        "apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": f"cluster-{index}"},
        "spec": {
            "region": generator.choice(REGIONS), "roleArn": "arn:aws:iam::123456789012:role/lightning-byoc",
            "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"},
            "instanceTypes": generator.sample(TYPES, generator.randrange(1, 4)),
            "costSavings": generator.random() < 0.5, "workload": workload,
        },
    }


def profile(generator):
    """The shipped profile with discounts, markups, own prices, and other figures of jobs and nodes."""
    text = (ROOT / "Catalog/cost-profile.yaml").read_text()
    scaling = {
        "runSeconds": generator.choice([300, 1800, 7200]), "variation": generator.choice([1, 4, 12]),
        "bootSeconds": generator.choice([60, 180]), "idleSeconds": generator.choice([0, 600]),
        "waitLimitSeconds": 1800,
    }
    terms = [
        f"scaling: {json.dumps(scaling)}",
        f"discounts: [{{service: EC2, percent: {generator.randrange(1, 40)}, reason: agreed}}]",
        f"markups: [{{service: all, percent: {generator.randrange(1, 20)}, reason: overhead}}]",
        "priceBook: [{instanceType: g6.xlarge, price: 0.7, date: 2026-11-01, reason: agreed}]",
    ]
    return text + "\n" + "\n".join(generator.sample(terms, generator.randrange(1, 5))) + "\n"


def told():
    """What the policy writes down of its `cost`, by key."""
    for mode in ("normal", "costSavings", "savings"):
        for bound in ("low", "expected", "high"):
            value = f"string(cost.{mode}.monthly.{bound})"
            if mode == "savings":
                value = f"has(cost.savings) ? {value} : 'none'"
            yield f"{mode}-{bound}", value
    yield "saturated", "cost.saturated.join(',')"


def bounds(value):
    """The three bounds of a total, or None."""
    return value and tuple(None if value[key] is None else Decimal(value[key]) for key in ("low", "expected", "high"))


def month(estimates, mode):
    """The three bounds of a mode's total, or of the saving."""
    if mode == "savings":
        return estimates["savings"] and bounds(estimates["savings"]["month"])
    return bounds(estimates[mode]["total"]["month"])


def compare(name, where, one, other, margin):
    if (one is None) != (other is None):
        yield f"{name}: {where}: {one} and {other}"
    elif one is not None:
        for a, b in zip(one, other):
            if (a is None) != (b is None) or (a is not None and abs(a - b) > margin):
                yield f"{name}: {where}: {a} and {b}"


def group(number, generator, folder):
    requests = [request(number * 1000 + index, generator) for index in range(COUNT // GROUPS)]
    (folder / "requests").mkdir()
    for item in requests:
        (folder / "requests" / f"{item['metadata']['name']}.json").write_text(json.dumps(item))
    (folder / "profile.yaml").write_text(
        (ROOT / "Catalog/cost-profile.yaml").read_text() if number == 0 else profile(generator))
    annotations = "".join(f"  - {{key: {key}, valueExpression: {json.dumps(value)}}}\n" for key, value in told())
    (folder / "policy.yaml").write_text(POLICY + annotations)
    (folder / "tollgate.yaml").write_text(
        "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [policy.yaml]\ncostProfile: profile.yaml\n")
    shared = ["--config", folder / "tollgate.yaml", "--catalog", ROOT / "Catalog", "--format", "json"]
    checked = tollgate("check", *shared, folder / "requests")["requests"]
    priced = tollgate("cost", *shared, folder / "requests")["requests"]
    if len(checked) != len(requests) or len(priced) != len(requests):
        yield f"{len(checked)} checked, {len(priced)} priced of {len(requests)}"
    for one, other in zip(checked, priced):
        name, bills = one["name"], one["estimates"]
        if name != other["name"]:
            yield f"{name} and {other['name']}"
        # Without a job nothing waits, and `whatif` says so instead of comparing.
        is_idle = Decimal(str(bills["workload"]["load"]["expected"])) == 0
        asked = None if is_idle else tollgate("whatif", *shared, folder / "requests" / f"{name}.json")
        policy = {key.removeprefix("told/"): value for key, value in one["annotations"].items()}
        for mode in ("normal", "costSavings", "savings"):
            total = month(bills, mode)
            yield from compare(name, f"check and cost, {mode}", total, month(other["estimates"], mode), EXACT)
            if asked:
                study = asked["study"]["saving"] if mode == "savings" else asked["study"][mode]["monthly"]
                yield from compare(name, f"check and whatif, {mode}", total, bounds(study), EXACT)
            words = [policy.get(f"{mode}-{bound}") for bound in ("low", "expected", "high")]
            if None not in words:
                known = None if "none" in words else tuple(Decimal(word.split()[0]) for word in words)
                yield from compare(name, f"check and policy, {mode}", total, known, CENTS)
            elif total is None or None not in total:
                # Without a price a policy gets an error, so that nothing is written down.
                yield f"{name}: the policy has no cost: {words} for {total}"
            known = [bound for bound in total or [] if bound is not None]
            if known != sorted(known):
                yield f"{name}: {mode}: {total}"
        saturated = set(bills["saturated"])
        if set(filter(None, policy.get("saturated", "").split(","))) != saturated:
            yield f"{name}: saturated: {policy.get('saturated')} and {saturated}"
        if saturated and (bills["savings"] or asked and asked["study"]["saving"]):
            yield f"{name}: a saving in spite of {saturated}"


def main():
    generator = random.Random(2026)
    seen = []
    for number in range(GROUPS):
        with tempfile.TemporaryDirectory() as folder:
            seen += group(number, generator, Path(folder))
    check(f"check, cost, whatif and policies agree on {COUNT} requests", seen)
    checks.finish()


main()
