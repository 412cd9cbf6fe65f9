"""Reads EC2's answers and botocore's files as XML and JSON trees: the reading that the catalog's is compared with."""

import gzip
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

EC2_VERSION = "2016-11-15"


def describe(server, action, region, **parameters):
    """One answer of the EC2 Query API, without its XML namespace."""
    credential = f"AKIAEXAMPLE/20260101/{region}/ec2/aws4_request"  # only routes; moto checks no signature
    request = urllib.request.Request(
        server,
        data=urllib.parse.urlencode({"Action": action, "Version": EC2_VERSION, **parameters}).encode(),
        headers={"Authorization": f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=00"},
    )
    with urllib.request.urlopen(request, timeout=300) as answer:
        root = ElementTree.fromstring(answer.read())
    for element in root.iter():
        element.tag = element.tag.partition("}")[2] or element.tag
    return root


def read_json(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def read_regions(botocore):
    """(name, partition, description) of every region that has endpoints."""
    regions = []
    for partition in read_json(botocore / "endpoints.json")["partitions"]:
        for name, region in partition["regions"].items():
            regions.append((name, partition["partition"], region["description"]))
    return sorted(regions)


def read_type_names(botocore):
    folder = botocore / "ec2" / EC2_VERSION
    path = next(p for p in (folder / "service-2.json", folder / "service-2.json.gz") if p.exists())
    return set(read_json(path)["shapes"]["InstanceType"]["enum"])


def accelerators(item):
    """(kind, model, count, memory in MiB of one) of each kind of accelerator; fractions of a GPU count as fractions."""
    found = []
    for gpu in item.iterfind("gpuInfo/gpus/item"):
        whole = int(gpu.findtext("count"))
        share = gpu.findtext("gpuPartitionSize")
        if whole == 0 and share is not None:
            count = float(share) * int(gpu.findtext("logicalGpuCount"))
        else:
            count = whole
        found.append(("gpu", gpu.findtext("name"), count, gpu.findtext("memoryInfo/sizeInMiB")))
    for fpga in item.iterfind("fpgaInfo/fpgas/item"):
        found.append(("fpga", fpga.findtext("name"), int(fpga.findtext("count")), fpga.findtext("memoryInfo/sizeInMiB")))
    neuron = list(item.iterfind("neuronInfo/neuronDevices/item"))
    inference = item.findall("inferenceAcceleratorInfo/accelerators/member")
    for device in neuron or inference:  # AWS lists Inferentia in both; neuronInfo is the newer
        name = device.findtext("name")
        kind = next((k for k in ("inferentia", "trainium") if name.lower().startswith(k)), "inference")
        found.append((kind, name, int(device.findtext("count")), device.findtext("memoryInfo/sizeInMiB")))
    for media in item.iterfind("mediaAcceleratorInfo/accelerators/item"):
        found.append(("media", media.findtext("name"), int(media.findtext("count")), media.findtext("memoryInfo/sizeInMiB")))
    return sorted(found)


def read_specifications(server):
    specifications = {}
    for item in describe(server, "DescribeInstanceTypes", "us-east-1").iterfind("instanceTypeSet/item"):
        specifications[item.findtext("instanceType")] = {
            "attributes": [
                ("vcpus", item.findtext("vCpuInfo/defaultVCpus")),
                ("memory-mib", item.findtext("memoryInfo/sizeInMiB")),
                ("architectures", " ".join(sorted(a.text for a in item.iterfind("processorInfo/supportedArchitectures/item")))),
                ("current-generation", item.findtext("currentGeneration")),
                ("bare-metal", item.findtext("bareMetal")),
                ("burstable", item.findtext("burstablePerformanceSupported")),
                ("network", item.findtext("networkInfo/networkPerformance")),
                ("usage-classes", " ".join(sorted(u.text for u in item.iterfind("supportedUsageClasses/item")))),
            ],
            "accelerators": accelerators(item),
        }
    return specifications


def read_offerings(server, region):
    """instance type -> its zone ids; empty where moto knows nothing of the region, which it says with an HTTP 500."""
    zones = {}
    for location_type in ("region", "availability-zone-id"):
        try:
            root = describe(server, "DescribeInstanceTypeOfferings", region, LocationType=location_type)
        except urllib.error.HTTPError as error:
            if error.code != 500:
                raise
            print(f"{region}: moto does not know this region", file=sys.stderr)
            return {}
        for item in root.iterfind("instanceTypeOfferingSet/item"):
            found = zones.setdefault(item.findtext("instanceType"), set())
            if location_type == "availability-zone-id":
                found.add(item.findtext("location"))
    return zones
