#!/usr/bin/env python3
"""Writes the XML files of this folder from published data. Standard library only.

Instance types and offerings come from a running moto server (EC2's own XML), the names of regions,
partitions and instance types from botocore's data files, prices from two CSV files. README.md beside
this script says what each column rests on and which commands fetch the inputs.

    python3 Catalog/build.py --moto http://127.0.0.1:5787 --botocore PATH/TO/botocore/data --prices FOLDER
"""

import argparse
import csv
import gzip
import hashlib
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path
from xml.sax.saxutils import quoteattr

FOLDER = Path(__file__).resolve().parent
EC2_VERSION = "2016-11-15"

# Regions of the commercial partition that every account may use without opting in.
# https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
ENABLED_BY_DEFAULT = frozenset(
    """ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1
    eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2""".split()
)


# Reading -------------------------------------------------------------------------------------------------------------


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


def read_prices(folder, as_of):
    """region -> sorted (type, attributes), and region -> sorted (service, usage, attributes)."""
    types, services = defaultdict(list), defaultdict(list)
    with open(folder / "ondemand.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["currency"] != "USD":
                sys.exit(f"{file.name}: {row['region']} {row['instance_type']} is in {row['currency']}; only USD is known")
            types[row["region"]].append(
                (row["instance_type"], price(row["price_per_hour"], row["status"], row["sources"], as_of))
            )
    with open(folder / "services.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            usage, words, size = re.fullmatch(r"(.*?)(?:, (first|next) (\d+) TB)?", row["usage"]).groups()
            services[row["region"]].append(
                (row["service"], usage, words, size, [("unit", row["unit"])], price(row["usd"], row["status"], row["source"], as_of))
            )
    return {r: sorted(rows) for r, rows in types.items()}, {r: tiers(rows) for r, rows in services.items()}


def tiers(rows):
    """Sorted (service, usage, attributes), with `from` and `to` where the words of a usage name a tier. AWS's TB has 1024 GB."""
    end = {}
    result = []
    for service, usage, words, size, unit, attributes in sorted(rows, key=lambda r: (r[0], r[1], r[2] or "", int(r[3] or 0))):
        if words:
            start = end.get((service, usage), 0)
            end[service, usage] = start + 1024 * int(size)
            unit = [*unit, ("from", str(start)), ("to", str(end[service, usage]))]
        result.append((service, usage, [*unit, *attributes]))
    return result


def price(usd, status, sources, as_of):
    """A price's attributes. Its date is that of the first dated source that agrees with the value."""
    agreeing = ";".join(s for s in sources.split(";") if not s.startswith("disagree:"))
    dated = re.search(r"@(\d{4}-\d{2}(?:-\d{2})?)", agreeing)
    return [
        ("usd", usd),
        ("status", status),
        ("as-of", dated.group(1) if dated else as_of),
        ("source", sources if dated else sources + " (undated)"),
    ]


# Writing -------------------------------------------------------------------------------------------------------------


def element(name, attributes, close="/>"):
    return f"<{name}" + "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes if value) + close


def write(path, lines):
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Generated by build.py; README.md says from what. -->\n'
        + "\n".join(lines) + "\n",
        encoding="utf-8",
    )


def write_regions(regions, as_of):
    lines = [element("regions", [("as-of", as_of)], ">")]
    for name, partition, description in regions:
        opt_in = ("false" if name in ENABLED_BY_DEFAULT else "true") if partition == "aws" else None
        lines.append("  " + element("region", [("name", name), ("partition", partition), ("opt-in", opt_in), ("description", description)]))
    write(FOLDER / "regions.xml", [*lines, "</regions>"])


def write_types(names, specifications, offered, as_of):
    lines = [element("instance-types", [("as-of", as_of)], ">")]
    for name in sorted(names):
        specification = specifications.get(name)
        regions = sorted(r for r, types in offered.items() if name in types)
        attributes = [("name", name), *(specification["attributes"] if specification else [])]
        inner = []
        for kind, model, count, memory in specification["accelerators"] if specification else []:
            inner.append(element("accelerator", [("kind", kind), ("model", model), ("count", f"{count:g}"), ("memory-mib", memory)]))
        if regions:
            inner.append(element("offered", [("regions", " ".join(regions))]))
        if inner:
            lines += ["  " + element("type", attributes, ">"), *("    " + line for line in inner), "  </type>"]
        else:
            lines.append("  " + element("type", attributes))
    write(FOLDER / "instance-types.xml", [*lines, "</instance-types>"])


def write_region(name, offers, types, services, as_of):
    lines = [element("region", [("name", name), ("as-of", as_of), ("currency", "USD")], ">")]
    if offers:
        lines.append("  <offers>")
        lines += ["    " + element("offer", [("type", t), ("zones", " ".join(sorted(z)))]) for t, z in sorted(offers.items())]
        lines.append("  </offers>")
    if types:
        lines.append("  <on-demand>")
        lines += ["    " + element("price", [("type", t), *attributes]) for t, attributes in types]
        lines.append("  </on-demand>")
    if services:
        lines.append("  <services>")
        lines += ["    " + element("service", [("name", s), ("usage", u), *attributes]) for s, u, attributes in services]
        lines.append("  </services>")
    write(FOLDER / "regions" / f"{name}.xml", [*lines, "</region>"])


def write_manifest(as_of):
    files = [FOLDER / "instance-types.xml", FOLDER / "regions.xml", *sorted((FOLDER / "regions").glob("*.xml"))]
    lines = [element("manifest", [("as-of", as_of)], ">")]
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append("  " + element("file", [("path", path.relative_to(FOLDER).as_posix()), ("sha256", digest)]))
    write(FOLDER / "manifest.xml", [*lines, "</manifest>"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--moto", metavar="URL", help="address of a running moto server")
    parser.add_argument("--botocore", type=Path, metavar="FOLDER", help="botocore's data folder")
    parser.add_argument("--prices", type=Path, metavar="FOLDER", help="folder of ondemand.csv and services.csv")
    parser.add_argument("--as-of", metavar="DATE", help="date of the data; default: the newest price's")
    arguments = parser.parse_args()
    if not (arguments.moto and arguments.botocore and arguments.prices):
        parser.error("--moto, --botocore and --prices are all needed")
    as_of = arguments.as_of or max(re.findall(r"@(\d{4}-\d{2}-\d{2})", (arguments.prices / "ondemand.csv").read_text()))
    regions = read_regions(arguments.botocore)
    specifications = read_specifications(arguments.moto)
    offered = {name: read_offerings(arguments.moto, name) for name, _, _ in regions}
    types, services = read_prices(arguments.prices, as_of)
    names = read_type_names(arguments.botocore) | set(specifications)
    names |= {t for offers in offered.values() for t in offers} | {t for rows in types.values() for t, _ in rows}
    write_regions(regions, as_of)
    write_types(names, specifications, offered, as_of)
    for old in (FOLDER / "regions").glob("*.xml"):
        old.unlink()
    known = {name for name, _, _ in regions}
    for name in sorted(set(types) | set(services) | {r for r, offers in offered.items() if offers}):
        if name not in known:
            sys.exit(f"prices for {name}, which botocore does not list as a region")
        write_region(name, offered.get(name), types.get(name), services.get(name), as_of)
    write_manifest(as_of)
    print(f"{len(regions)} regions, {len(names)} instance types, {len(specifications)} specifications, as of {as_of}")


if __name__ == "__main__":
    main()
