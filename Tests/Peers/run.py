"""Compares Tollgate's answers with those of other people's programs and libraries.

moto and botocore say which instance types and offerings there are, PyYAML and rfc8785 with hashlib what a request's
digest is, Python's `re` which names upstream's grammar accepts, and decimal arithmetic what a cluster costs.
"""

import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from decimal import Decimal
from pathlib import Path

import botocore
import rfc8785
import yaml

import bills
import checks
import ec2_reader
import queueing
from checks import check

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "Catalog"
TOLLGATE = Path(sys.argv[1]).resolve()
PORT = 5797


def tollgate(*arguments, text=None, codes=(0, 1)):
    run = subprocess.run(
        [TOLLGATE, *arguments, "--format", "json", "--catalog", CATALOG], input=text, capture_output=True, text=True, cwd=ROOT
    )
    if run.returncode not in codes:
        raise SystemExit(f"tollgate {arguments} exited with {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)


def request(name="vision-train", region="us-east-1", types=("m7i.xlarge",), workload=None):
    spec = {
        "region": region,
        "roleArn": "arn:aws:iam::123456789012:role/lightning-byoc",
        "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"},
        "instanceTypes": list(types),
        "costSavings": True,
    }
    if workload:
        spec["workload"] = workload
    return {"apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": name}, "spec": spec}


# Catalog -------------------------------------------------------------------------------------------------------------


def start_moto():
    server = subprocess.Popen(
        [Path(sys.executable).parent / "moto_server", "-H", "127.0.0.1", "-p", str(PORT)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/moto-api/", timeout=2).read()
            return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    server.kill()
    raise SystemExit("moto's server did not start")


def offerings():
    overview = tollgate("catalog", "show")
    for region in overview["regions"]:
        name = region["name"]
        theirs = ec2_reader.read_offerings(f"http://127.0.0.1:{PORT}/", name)
        ours = tollgate("catalog", "show", name).get("offers") or {}
        if {t: sorted(z) for t, z in theirs.items()} != ours:
            yield f"{name}: {len(theirs)} types offered there, {len(ours)} here"


def specifications():
    theirs = ec2_reader.read_specifications(f"http://127.0.0.1:{PORT}/")
    for name in sorted(theirs)[::7]:
        ours = tollgate("catalog", "show", name)["specification"]
        # Price lists know better which generation is current.
        expected = {key: value for key, value in theirs[name]["attributes"] if key != "current-generation"}
        found = {
            "vcpus": str(ours["vcpus"]), "memory-mib": str(ours["memoryMiB"]), "network": ours["network"],
            "architectures": " ".join(ours["architectures"]), "usage-classes": " ".join(ours["usageClasses"]),
            "bare-metal": str(ours["isBareMetal"]).lower(),
            "burstable": str(ours["isBurstable"]).lower(),
        }
        if found != expected:
            yield f"{name}: {expected} there, {found} here"
        accelerators = [(k, m, Decimal(str(c)), int(s)) for k, m, c, s in theirs[name]["accelerators"]]
        if accelerators != [(a["kind"], a["model"], Decimal(a["count"]), a["memoryMiB"]) for a in ours["accelerators"]]:
            yield f"{name}: accelerators {accelerators} there, {ours['accelerators']} here"


def names():
    data = Path(botocore.__file__).parent / "data"
    overview = tollgate("catalog", "show")
    missing = ec2_reader.read_type_names(data) - set(overview["instanceTypes"])
    if missing:
        yield f"types missing here: {sorted(missing)}"
    theirs = sorted((n, p, d) for n, p, d in ec2_reader.read_regions(data))
    ours = sorted((r["name"], r["partition"], r["description"]) for r in overview["regions"])
    if theirs != ours:
        yield f"regions differ: {set(theirs) ^ set(ours)}"


# Requests ------------------------------------------------------------------------------------------------------------


def digests():
    generator = random.Random(1)
    lines, expected = [], []
    for number in range(300):
        document = request(f"cluster-{number}")
        labels = {"".join(generator.choices("aé\U0001f600\ufb33€\n\"\\z", k=3)): "vä\u2028lue\t" for _ in range(3)}
        document["metadata"]["labels"] = labels
        nodes = {"min": generator.randint(0, 9), "max": generator.randint(9, 99)}
        load = round(generator.random(), generator.randint(1, 9))
        document["spec"]["workload"] = {"computeNodes": nodes, "load": load}
        written = json.dumps(document, ensure_ascii=generator.random() < 0.5)
        lines.append(re.sub(r'"load": [0-9.e-]+', f'"load": {load:.9f}', written))
        spec = {k: v for k, v in document["spec"].items() if not k.startswith("externalId")}
        canonical = {**document, "spec": {**spec, "provider": "aws"}}
        expected.append("sha256:" + hashlib.sha256(rfc8785.dumps(canonical)).hexdigest())
    report = tollgate("check", "-", text="\n".join(lines))
    for wanted, found in zip(expected, report["requests"], strict=True):
        if found["digest"] != wanted:
            yield f"{found['name']}: {wanted} there, {found['digest']} here"


def yaml_values():
    document = yaml.safe_load((ROOT / "Examples/vision-train.yaml").read_text())
    report = tollgate("check", "-", text=json.dumps(document))
    ours = tollgate("check", "Examples/vision-train.yaml")
    if report["requests"][0]["digest"] != ours["requests"][0]["digest"]:
        yield "the example read by PyYAML and by us has two digests"


def cluster_names():
    upstream = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$")
    generator = random.Random(2)
    names = ["test-7", "0wildgoat", "a" * 63, "a" * 64, "abc\n", "My_Cluster", "-a", "a-", "a--b", "vision\u2011train", " "]
    names += ["".join(generator.choices("ab0-", k=generator.randint(1, 66))) for _ in range(1500)]
    names += ["".join(generator.choices("ab0-_.A \n\u200b\u0430é", k=generator.randint(1, 12))) for _ in range(1500)]
    report = tollgate("check", "-", text="\n".join(json.dumps(request(name)) for name in names))
    for name, verdict in zip(names, report["requests"], strict=True):
        refused = any(f["code"] in ("TG101", "TG102", "TG103") for f in verdict["findings"])
        if refused == bool(upstream.fullmatch(name)):
            yield f"{name!r}: upstream {'accepts' if refused else 'refuses'} it, we do not"


# Costs ---------------------------------------------------------------------------------------------------------------


def with_much_data():
    """The shipped profile with so much data to the internet and in the bucket that it falls in several tiers."""
    for component in bills.PROFILE["components"]:
        if component["name"] == "data-out":
            nodes = {"fixed": {"low": 10, "expected": 30000, "high": 140000}, "perComputeNode": 700}
            component["quantity"] = {"normal": nodes, "costSavings": {"fixed": 20, "perComputeNode": 900}}
        if component["name"] == "data-store":
            component["quantity"] = {"normal": 90000, "costSavings": {"low": 10, "expected": 51200, "high": 60000}}
    return json.dumps(bills.PROFILE)


def costs(*options):
    generator = random.Random(3)
    regions = ["us-east-1", "us-west-2", "eu-central-1", "sa-east-1", "us-gov-west-1", "ap-southeast-7", "me-south-1"]
    types = ["m5.large", "m7i.xlarge", "g5.xlarge", "p5.48xlarge", "c7g.2xlarge", "cg1.4xlarge"]
    cases = []
    for _ in range(60):
        least = generator.randint(0, 5)
        workload = {"computeNodes": {"min": least, "max": least + generator.randint(1, 20)}}
        if generator.random() < 0.7:
            workload["load"] = round(generator.uniform(0, generator.choice([0.9, workload["computeNodes"]["max"]])), 4)
        cases.append((generator.choice(regions), generator.sample(types, generator.randint(0, 4)), workload))
    report = tollgate("cost", "-", *options, text="\n".join(json.dumps(request("c", r, t, w)) for r, t, w in cases))
    for (region, listed, workload), found in zip(cases, report["requests"], strict=True):
        nodes, loads = workload["computeNodes"], [workload["load"]] if "load" in workload else [0, 0.1, 0.5]
        load = loads[len(loads) // 2]
        up, wait = queueing.elastic(load, nodes["min"], nodes["max"])
        cheap_wait = queueing.always_on(load, 1, 1800.0, 12.0)
        estimates, name = found["estimates"], f"{region} {listed} {workload}"
        theirs = {mode: bills.bill(mode, region, listed, nodes, bills.rounded(up)) for mode in ("normal", "costSavings")}
        for mode, (totals, complete) in theirs.items():
            yield from bills.compared(f"{name} {mode}", estimates[mode]["total"]["month"], totals, complete)
        for mode, seconds in (("normal", wait), ("costSavings", cheap_wait)):
            ours = estimates["waiting"][mode]
            if (ours is None) != (seconds is None) or (seconds is not None and abs(ours - seconds) > 1e-4 * max(1, seconds)):
                yield f"{name}: jobs wait {seconds} s in {mode} there, {ours} here"
        flip = queueing.break_even(nodes["min"], nodes["max"])
        if abs(estimates["waiting"]["breakEvenLoad"] - flip) > 2e-4:
            yield f"{name}: the break-even is {flip} there, {estimates['waiting']['breakEvenLoad']} here"
        if wait is None or cheap_wait is None:
            if estimates["savings"] is not None:
                yield f"{name}: a mode cannot carry the load, and there is a saving"
            continue
        carried = [one for one in loads if one < min(1, nodes["max"])]
        counts = {bills.rounded(queueing.elastic(one, nodes["min"], nodes["max"])[0]) for one in carried}
        low, high = bills.saving_range(region, listed, counts)
        expected = theirs["normal"][0][1] - theirs["costSavings"][0][1]
        complete = all(complete for _, complete in theirs.values())
        yield from bills.compared(f"{name} saving", estimates["savings"]["month"], [low, expected, high], complete)


def main():
    server = start_moto()
    try:
        check("every region's offerings are moto's", offerings())
        check("one in seven specifications is moto's", specifications())
    finally:
        server.kill()
    check("instance types and regions are botocore's", names())
    check("300 digests are those of rfc8785 and hashlib", digests())
    check("the example has the digest of what PyYAML reads", yaml_values())
    check("3,011 names are judged as upstream's grammar does", cluster_names())
    check("60 bills, savings, waits and break-evens are those of plain Python", costs())
    options = ["container-registry", "guardduty", "dns-firewall", "warm-nodes"]
    bills.OPTIONS.update(options)
    check("and 60 with every option of the profile", costs(*(word for one in options for word in ("--cost-option", one))))
    bills.OPTIONS.clear()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as profile:
        profile.write(with_much_data())
        profile.flush()
        check("and 60 whose data falls in several tiers", costs("--cost-profile", profile.name))
    checks.finish()


main()
