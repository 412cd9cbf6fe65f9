"""Upstream's generated clients of both generations and `tollgate` against one fake control plane: both must send the same, both
must understand its answers, and every field that `tollgate` sends or reads must be in the models.

usage: contracts.py TOLLGATE FAKE FOLDER

FOLDER keeps the wheels. The newest `lightning_sdk` is fetched each time, so that the next change of upstream is seen.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

import checks
from checks import check

ROOT = Path(__file__).resolve().parents[2]
TOLLGATE, FAKE, WHEELS = (Path(argument).resolve() for argument in sys.argv[1:4])
SECRET = "q7Wm2xVb9LkT4zHd8RsEXTERNAL"
ROLE = "arn:aws:iam::123456789012:role/lightning-byoc"
COMPARED = ("authorization", "accept", "content-type")
CLIENTS = [
    ("lightning-cloud==0.5.7", "lightning_cloud", "kubernetes"),
    ("lightning-cloud==0.5.27", "lightning_cloud", "kubernetes"),
    ("lightning_sdk", "lightning_sdk.lightning_cloud", "direct"),
]
CONFIGURATION = """apiVersion: tollgate/v1
kind: Configuration
controlPlane:
  generation: direct
  accept: [costSavings, instanceTypes]
  send: [availableAccelerators, overprovisioning]
  organization: org-1
"""


def unpacked(requirement):
    """The folder of a wheel, and its version."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, requirement], check=True)
        wheel = next(Path(folder).glob("*.whl"))
        target = WHEELS / wheel.stem
        if not target.exists():
            zipfile.ZipFile(wheel).extractall(target)
    return target, "-".join(target.name.split("-")[:2])


def start():
    """A fake control plane whose clusters are at once what they become, and its address."""
    fake = subprocess.Popen([FAKE, "--phase-milliseconds", "1"], stdout=subprocess.PIPE, text=True)
    return fake, fake.stdout.readline().strip()


def inspect(url, what):
    with urllib.request.urlopen(f"{url}/fake/{what}", timeout=10) as answer:
        return json.load(answer)


def upstream(folder, package, generation, url):
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("contract_client.py"), folder, package, generation, url],
        capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(run.stderr[-2000:])
    return json.loads(run.stdout)


def tollgate(url, folder, *arguments):
    environment = dict(
        os.environ, LIGHTNING_CLOUD_URL=url, LIGHTNING_USER_ID="user-123", LIGHTNING_API_KEY="key-456",
        LIGHTNING_EXTERNAL_ID=SECRET, XDG_STATE_HOME=folder, TOLLGATE_CATALOG=str(ROOT / "Catalog"),
    )
    run = subprocess.run([TOLLGATE, *arguments], capture_output=True, text=True, cwd=folder, env=environment)
    if run.returncode != 0 or SECRET in run.stdout + run.stderr or "key-456" in run.stdout + run.stderr:
        raise SystemExit(f"tollgate {arguments} exited with {run.returncode}, or printed a secret: {run.stderr}")
    return run.stdout


TYPES = {"kubernetes": "m7i.xlarge,g6.xlarge", "direct": "g6.xlarge"}


def ours(url, generation):
    """The same by `tollgate`; what `show` told."""
    with tempfile.TemporaryDirectory() as folder:
        if generation == "direct":
            Path(folder, "tollgate.yaml").write_text(CONFIGURATION)
        tollgate(
            url, folder, "create", "cluster", "vision-train", "--yes", "--cost-savings", "--role-arn", ROLE,
            "--instance-types", TYPES[generation], "--workload", "min=1,max=8", "--wait")
        tollgate(url, folder, "list", "clusters")
        shown = json.loads(tollgate(url, folder, "show", "cluster", "vision-train", "--format", "json"))["cluster"]
        tollgate(url, folder, "delete", "cluster", "vision-train", "--yes", "vision-train")
    return shown


def sent(url):
    """What each kind of request was when it was first sent."""
    first = {}
    for request in inspect(url, "requests"):
        path, _, query = request["target"].partition("?")
        if request["method"] == "GET" and path.endswith("clusters") and not query:
            continue  # ours looks for deleted clusters too, before it creates one
        headers = {name: request["headers"].get(name) for name in COMPARED}
        body = json.loads(request["body"]) if request["body"] else None
        first.setdefault((request["method"], path), (sorted(query.split("&")), headers, body))
    return first


def differences(there, here):
    for kind, expected in there.items():
        found = here.get(kind)
        if found is None:
            yield f"{kind}: not sent here"
            continue
        # The generated client of today sends no body when it deletes; the first sent an empty one.
        for what, one, other in zip(("query", "headers", "body"), expected, found):
            if one != other and not (what == "body" and not one and not other):
                yield f"{kind} {what}: {one} there, {other} here"


def misunderstood(answer, shown):
    """What of the answers one of both clients understood otherwise."""
    understood = answer["understood"]
    expected = {
        "created": ["vision-train-id", "vision-train"], "phase": "CLUSTER_STATE_RUNNING", "region": "us-east-1",
        "listed": [["vision-train-id", "vision-train", "CLUSTER_TYPE_BYOC"]],
        "bucket": "grid-backend-vision-train-id", "desired": "CLUSTER_STATE_DELETED",
    }
    if "regions" in understood:
        expected |= {"regions": [["us-east-1", "REGION_STATE_COMPLETED"]], "available": True}
    for name in expected | understood:
        if understood.get(name) != expected.get(name):
            yield f"{name}: {understood.get(name)} there, {expected.get(name)} expected"
    ours = (shown["region"], shown["bucket"], shown["status"])
    if ours != ("us-east-1", expected["bucket"], "running"):
        yield f"show: {ours}"
    # What the client reads and writes again is what it was given.
    again = answer["again"]["spec"]
    cloud = again.get("awsV1") or again.get("driver")
    if not cloud or shown["roleArn"] not in json.dumps(cloud):
        yield f"nothing of the cloud is read: {again}"


def main():
    WHEELS.mkdir(parents=True, exist_ok=True)
    for requirement, package, generation in CLIENTS:
        folder, version = unpacked(requirement)
        theirs, their_url = start()
        mine, our_url = start()
        try:
            answer = upstream(folder, package, generation, their_url)
            check(f"{version} models every field that is sent or read ({generation})", answer["missing"])
            shown = ours(our_url, generation)
            check(f"{version} and tollgate understand the fake control plane", list(misunderstood(answer, shown)))
            check(
                f"tollgate sends what {version} sends: method, path, query, body, credentials, content type",
                list(differences(sent(their_url), sent(our_url))))
        finally:
            theirs.kill()
            mine.kill()
    checks.finish()


main()
