"""Upstream's real client (lightning-cloud) and `tollgate` against one fake control plane: both must send the same, and
both must understand its answers."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import checks
from checks import check

ROOT = Path(__file__).resolve().parents[2]
TOLLGATE, FAKE = (Path(argument).resolve() for argument in sys.argv[1:3])
SECRET = "q7Wm2xVb9LkT4zHd8RsEXTERNAL"
ROLE = "arn:aws:iam::123456789012:role/lightning-byoc"
COMPARED = ("authorization", "accept", "content-type")


def differ(what, there, here):
    return [] if there == here else [f"{what}: {there} there, {here} here"]


def start():
    """A fake control plane whose clusters are at once what they become, and its address."""
    fake = subprocess.Popen([FAKE, "--phase-milliseconds", "1"], stdout=subprocess.PIPE, text=True)
    return fake, fake.stdout.readline().strip()


def inspect(url, what):
    with urllib.request.urlopen(f"{url}/fake/{what}", timeout=10) as answer:
        return json.load(answer)


def upstream(url, state):
    """create, list, get, delete and get again by upstream's client; what it understood."""
    os.environ.update(
        LIGHTNING_CLOUD_URL=url, LIGHTNING_USER_ID="user-123", LIGHTNING_API_KEY="key-456",
        LIGHTNING_CREDENTIAL_PATH=str(Path(state) / "none.json"),
    )
    from lightning_cloud import openapi
    from lightning_cloud.rest_client import create_swagger_client

    api = openapi.ClusterServiceApi(create_swagger_client(check_context=False))
    aws = openapi.V1AWSClusterDriverSpec(
        region="us-east-1", role_arn=ROLE, external_id=SECRET,
        instance_types=[openapi.V1InstanceSpec(name="m7i.xlarge"), openapi.V1InstanceSpec(name="g6.xlarge")],
    )
    spec = openapi.V1ClusterSpec(
        cluster_type="CLUSTER_TYPE_BYOC", performance_profile="CLUSTER_PERFORMANCE_PROFILE_COST_SAVING",
        driver=openapi.V1ClusterDriver(kubernetes=openapi.V1KubernetesClusterDriver(aws=aws)),
    )
    created = api.cluster_service_create_cluster(body=openapi.V1CreateClusterRequest(name="vision-train", spec=spec))
    yield "created", (created.id, created.name)
    listed = api.cluster_service_list_clusters(phase_not_in=["CLUSTER_STATE_DELETED"]).clusters
    yield "listed", [(c.id, c.name, c.spec.cluster_type, c.spec.driver.kubernetes.aws.region) for c in listed]
    got = api.cluster_service_get_cluster(id=created.id)
    yield "phase", got.status.phase
    yield "bucket", got.spec.driver.kubernetes.aws.bucket_name
    yield "created at", str(got.created_at.date())
    api.cluster_service_delete_cluster(id=created.id, force=False)
    yield "desired", api.cluster_service_get_cluster(id=created.id).spec.desired_state


def tollgate(url, state, *arguments):
    environment = dict(
        os.environ, LIGHTNING_CLOUD_URL=url, LIGHTNING_USER_ID="user-123", LIGHTNING_API_KEY="key-456",
        LIGHTNING_EXTERNAL_ID=SECRET, XDG_STATE_HOME=state, TOLLGATE_CATALOG=str(ROOT / "Catalog"),
    )
    run = subprocess.run([TOLLGATE, *arguments], capture_output=True, text=True, cwd=ROOT, env=environment)
    if run.returncode != 0 or SECRET in run.stdout + run.stderr or "key-456" in run.stdout + run.stderr:
        raise SystemExit(f"tollgate {arguments} exited with {run.returncode}, or printed a secret")
    return run.stdout


def sent(url):
    """What each kind of request was when it was first sent."""
    first = {}
    for request in inspect(url, "requests"):
        kind = (request["method"], request["target"].split("?")[0])
        headers = {name: request["headers"].get(name) for name in COMPARED}
        body = json.loads(request["body"]) if request["body"] else None
        if kind[0] == "GET" and kind[1].endswith("clusters") and "?" not in request["target"]:
            continue  # ours looks for deleted clusters too, before it creates one
        first.setdefault(kind, (request["target"], headers, body))
    return first


def main():
    with tempfile.TemporaryDirectory() as state:
        theirs, their_url = start()
        ours, our_url = start()
        try:
            answers = dict(upstream(their_url, state))
            expected = {
                "created": ("vision-train-id", "vision-train"),
                "listed": [("vision-train-id", "vision-train", "CLUSTER_TYPE_BYOC", "us-east-1")],
                "phase": "CLUSTER_STATE_RUNNING", "bucket": "grid-backend-vision-train-id", "desired": "CLUSTER_STATE_DELETED",
                "created at": answers["created at"],
            }
            check(
                "upstream's client understands the fake control plane: create, list, get, delete",
                [line for name in expected for line in differ(name, answers[name], expected[name])],
            )
            tollgate(
                our_url, state, "create", "cluster", "--yes", "vision-train", "--role-arn", ROLE,
                "--instance-types", "m7i.xlarge,g6.xlarge", "--wait",
            )
            tollgate(our_url, state, "list", "clusters")
            tollgate(our_url, state, "delete", "cluster", "vision-train", "--yes", "vision-train")
            there, here = sent(their_url), sent(our_url)
            check(
                "tollgate sends what upstream's client sends: target, body, credentials and content type",
                [line for kind in there for line in differ(kind, there[kind], here.get(kind))],
            )
        finally:
            theirs.kill()
            ours.kill()
    checks.finish()


main()
