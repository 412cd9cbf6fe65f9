"""One of upstream's generated clients, run by `contracts.py` in a process of its own.

usage: contract_client.py FOLDER PACKAGE GENERATION URL

FOLDER holds an unpacked wheel, in which PACKAGE (such as `lightning_sdk.lightning_cloud`) has the client. Creates, lists, gets
and deletes a cluster, and prints as JSON what it understood, which fields its models have, and how it writes again what it
read.
"""

import base64
import importlib
import json
import sys
import types
from pathlib import Path

FOLDER, PACKAGE, GENERATION, URL = sys.argv[1:5]
NAME, ROLE, SECRET = "vision-train", "arn:aws:iam::123456789012:role/lightning-byoc", "q7Wm2xVb9LkT4zHd8RsEXTERNAL"
# What this project sends and reads, by model.
FIELDS = {
    "kubernetes": {
        "V1CreateClusterRequest": ["name", "spec"],
        "V1ClusterSpec": ["clusterType", "driver", "performanceProfile", "desiredState"],
        "V1ClusterDriver": ["kubernetes"],
        "V1KubernetesClusterDriver": ["aws"],
        "V1AWSClusterDriverSpec": ["externalId", "instanceTypes", "region", "roleArn", "bucketName"],
        "V1InstanceSpec": ["name"],
        "V1ClusterStatus": ["phase", "reason"],
        "V1ListClustersResponse": ["clusters"],
    },
    "direct": {
        "V1CreateClusterRequest": ["name", "orgId", "spec"],
        "V1ClusterSpec": [
            "clusterType", "driver", "awsV1", "availableAccelerators", "overprovisioning", "desiredState"],
        "V1ExternalClusterSpec": ["clusterType", "driver", "awsV1", "availableAccelerators", "desiredState"],
        "V1ExternalCluster": ["id", "name", "createdAt", "spec", "status"],
        "V1AWSDirectV1": ["externalId", "primaryRegion", "regions", "roleArn", "bucketName"],
        "V1AWSDirectV1Status": ["region", "state", "reason"],
        "V1InstanceOverprovisioningSpec": ["instanceType", "minimumCount", "maximumCount", "region"],
        "V1ClusterStatus": ["phase", "reason", "awsV1RegionStatus"],
        "V1ListClustersResponse": ["clusters"],
        "V1CheckClusterNameAvailabilityRequest": ["name"],
        "V1CheckClusterNameAvailabilityResponse": ["available"],
    },
}[GENERATION]


def load():
    """The generated code alone: what stands around it wants libraries that nobody needs here."""
    name, path = "", Path(FOLDER)
    for part in PACKAGE.split("."):
        name, path = f"{name}.{part}" if name else part, path / part
        module = types.ModuleType(name)
        module.__path__ = [str(path)]
        sys.modules[name] = module
        # The generated code looks classes up by the whole path.
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], last, module)
    return importlib.import_module(PACKAGE + ".openapi")


def client(openapi):
    configuration = openapi.Configuration()
    configuration.host = URL
    made = openapi.ApiClient(configuration)
    made.default_headers["Authorization"] = "Basic " + base64.b64encode(b"user-123:key-456").decode()
    return made


def kubernetes_spec(openapi):
    aws = openapi.V1AWSClusterDriverSpec(
        region="us-east-1", role_arn=ROLE, external_id=SECRET,
        instance_types=[openapi.V1InstanceSpec(name="m7i.xlarge"), openapi.V1InstanceSpec(name="g6.xlarge")])
    return openapi.V1ClusterSpec(
        cluster_type="CLUSTER_TYPE_BYOC", performance_profile="CLUSTER_PERFORMANCE_PROFILE_COST_SAVING",
        driver=openapi.V1ClusterDriver(kubernetes=openapi.V1KubernetesClusterDriver(aws=aws)))


def direct_spec(openapi):
    nodes = openapi.V1InstanceOverprovisioningSpec(
        instance_type="g6.xlarge", minimum_count=1, maximum_count=8, region="us-east-1")
    return openapi.V1ClusterSpec(
        cluster_type="CLUSTER_TYPE_BYOC", driver="AWS", available_accelerators=["g6.xlarge"],
        overprovisioning=[nodes],
        aws_v1=openapi.V1AWSDirectV1(
            role_arn=ROLE, external_id=SECRET, primary_region="us-east-1", regions=["us-east-1"]))


def missing(openapi):
    for model, fields in FIELDS.items():
        known = set(getattr(openapi, model).attribute_map.values())
        yield from (f"{model}.{field}" for field in fields if field not in known)


def main():
    openapi = load()
    made = client(openapi)
    api = openapi.ClusterServiceApi(made)
    lacks = list(missing(openapi))
    scope = {} if GENERATION == "kubernetes" else {"org_id": "org-1"}
    understood = {}
    if GENERATION == "direct":
        question = openapi.V1CheckClusterNameAvailabilityRequest(name=NAME)
        understood["available"] = api.cluster_service_check_cluster_name_availability(body=question).available
    spec = kubernetes_spec(openapi) if GENERATION == "kubernetes" else direct_spec(openapi)
    request = openapi.V1CreateClusterRequest(name=NAME, spec=spec)
    if GENERATION == "direct":
        request.org_id = "org-1"
    created = api.cluster_service_create_cluster(body=request)
    understood["created"] = [created.id, created.name]
    listing = (
        {"phase_not_in": ["CLUSTER_STATE_DELETED"]} if GENERATION == "kubernetes" else {"include_configuring_state": True, **scope})
    listed = api.cluster_service_list_clusters(**listing).clusters
    understood["listed"] = [[one.id, one.name, one.spec.cluster_type] for one in listed]
    got = api.cluster_service_get_cluster(id=created.id, **scope)
    understood["phase"] = got.status.phase
    if GENERATION == "kubernetes":
        aws = got.spec.driver.kubernetes.aws
        understood["region"], understood["bucket"] = aws.region, aws.bucket_name
    else:
        understood["region"], understood["bucket"] = got.spec.aws_v1.primary_region, got.spec.aws_v1.bucket_name
        understood["regions"] = [[one.region, one.state] for one in got.status.aws_v1_region_status]
    api.cluster_service_delete_cluster(id=created.id, force=False, **scope)
    after = api.cluster_service_get_cluster(id=created.id, **scope)
    understood["desired"] = after.spec.desired_state
    print(json.dumps({
        "missing": lacks, "understood": understood,
        "again": made.sanitize_for_serialization(got),
    }, default=str))


main()
