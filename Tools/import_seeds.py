#!/usr/bin/env python3
"""import_seeds.py CORPUS: small documents of the kinds that `tollgate catalog import` reads, as seeds for fuzzing."""

import gzip
import json
import sys
from pathlib import Path

CORPUS = Path(sys.argv[1])
TYPE = (
    "<item><instanceType>m5.large</instanceType><currentGeneration>true</currentGeneration><supportedUsageClasses><item>spot"
    "</item></supportedUsageClasses><bareMetal>false</bareMetal><processorInfo><supportedArchitectures><item>x86_64</item>"
    "</supportedArchitectures></processorInfo><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192"
    "</sizeInMiB></memoryInfo><gpuInfo><gpus><item><name>L4</name><count>0</count><logicalGpuCount>1</logicalGpuCount>"
    "<gpuPartitionSize>0.5</gpuPartitionSize><memoryInfo><sizeInMiB>2861</sizeInMiB></memoryInfo></item></gpus></gpuInfo>"
    "<networkInfo><networkPerformance>10 Gigabit</networkPerformance></networkInfo>"
    "<burstablePerformanceSupported>false</burstablePerformanceSupported></item>"
)
OFFER = (
    "<item><instanceType>m5.large</instanceType><locationType>availability-zone-id</locationType>"
    "<location>use1-az1</location></item>"
)
REGION = "<item><regionName>us-east-1</regionName><optInStatus>opted-in</optInStatus></item>"
PRODUCT = {
    "sku": "S", "productFamily": "Compute Instance",
    "attributes": {
        "instanceType": "m5.large", "tenancy": "Shared", "operatingSystem": "Linux", "capacitystatus": "Used",
        "preInstalledSw": "NA", "regionCode": "us-east-1", "currentGeneration": "Yes",
    },
}
DIMENSION = {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.096"}}
JSON = {
    "offer": {
        "offerCode": "AmazonEC2", "publicationDate": "2026-11-18T22:53:08Z", "products": {"S": PRODUCT},
        "terms": {"OnDemand": {"S": {"S.T": {"priceDimensions": {"S.T.R": DIMENSION}}}}},
    },
    "quotas": {"Quotas": [{"ServiceCode": "ec2", "QuotaCode": "L-DB2E81BA", "QuotaName": "Running On-Demand G and VT instances", "Value": 0.0}]},
    "endpoints": {"partitions": [{"partition": "aws", "regions": {"us-east-1": {"description": "US East (N. Virginia)"}}}]},
    "model": {"shapes": {"InstanceType": {"enum": ["m5.large"]}}},
    "index": {"offers": {"AmazonEC2": {}}},
    "savings-plans": {
        "publicationDate": "2026-11-18T22:53:08Z",
        "products": [{
            "sku": "P", "productFamily": "ComputeSavingsPlans", "attributes": {"purchaseOption": "No Upfront", "purchaseTerm": "3yr"}}],
        "terms": {"savingsPlan": [{"sku": "P", "rates": [{
            "discountedSku": "S", "discountedUsageType": "BoxUsage:m5.large", "discountedOperation": "RunInstances",
            "discountedServiceCode": "AmazonEC2", "rateCode": "P.S", "unit": "Hrs", "discountedRegionCode": "us-east-1",
            "discountedRate": {"price": "0.05", "currency": "USD"}}]}]},
    },
}
SAVINGS_PLANS = """FormatVersion,v1.0
Publication Date,2026-11-18T22:53:08Z
OfferCode,AWSComputeSavingsPlan
DiscountedSKU,Unit,DiscountedRate,Currency,DiscountedServiceCode,DiscountedUsageType,DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,Product Family,DiscountedRegionCode
S,Hrs,0.05,USD,AmazonEC2,BoxUsage:m5.large,RunInstances,No Upfront,3,year,ComputeSavingsPlans,us-east-1
"""
SPOT = (
    "<item><instanceType>m5.large</instanceType><productDescription>Linux/UNIX</productDescription><spotPrice>0.0345</spotPrice>"
    "<timestamp>2026-11-18T01:02:03.000Z</timestamp><availabilityZone>us-east-1a</availabilityZone></item>"
)
LIST = """"FormatVersion","v1.0"
"Publication Date","2026-11-18T22:53:08Z"
"OfferCode","AmazonEC2"
"SKU","TermType","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Product Family","Instance Type","Tenancy","Operating System","usageType","CapacityStatus","Pre Installed S/W","Region Code"
"S","OnDemand","0","Inf","Hrs","0.096","USD","Compute Instance","m5.large","Shared","Linux","BoxUsage","Used","NA","us-east-1"
"T","OnDemand","0","Inf","GB-Mo","0.08","USD","Storage","","","","EBS:VolumeUsage.gp3","","","us-east-1"
"""


def write(target, name, content):
    (CORPUS / target).mkdir(parents=True, exist_ok=True)
    (CORPUS / target / name).write_bytes(content.encode())


def answer(action, inner):
    return f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><{inner[0]}>{inner[1]}</{inner[0]}></{action}Response>'


def main():
    for action, inner in (
        ("DescribeInstanceTypes", ("instanceTypeSet", TYPE)), ("DescribeInstanceTypeOfferings", ("instanceTypeOfferingSet", OFFER)),
        ("DescribeRegions", ("regionInfo", REGION)), ("DescribeSpotPriceHistory", ("spotPriceHistorySet", SPOT)),
    ):
        write("FuzzXMLImports", action, answer(action, inner))
    for name in ("regions.xml", "quotas.xml", "regions/cn-north-1.xml"):
        write("FuzzXMLImports", Path(name).name, (Path("Catalog") / name).read_text()[:3000])
    for name, document in JSON.items():
        write("FuzzJSONImports", name, json.dumps(document))
    write("FuzzCSVImports", "list", LIST)
    write("FuzzCSVImports", "savings-plans", SAVINGS_PLANS)
    for path in Path("Catalog/sources").glob("*.csv.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            write("FuzzCSVImports", path.stem, "".join(file.readline() for _ in range(3)))


if __name__ == "__main__":
    main()
