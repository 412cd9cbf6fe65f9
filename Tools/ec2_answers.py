#!/usr/bin/env python3
"""ec2_answers.py FOLDER

Writes the answers of a local moto server to what a catalog asks of EC2, and botocore's files of regions and types."""

import http.client
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import botocore
import botocore.session

VERSION = "2016-11-15"
# Neither its regions nor its zones: it says of every region of its own list that no opt-in is needed.
LOCATIONS = ("region", "availability-zone-id")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORT = free_port()


def ask(region, **parameters):
    """An answer of the Query API; None where moto does not know the region, which it says with an HTTP 500."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)
    credential = f"AKIAEXAMPLE/20260101/{region}/ec2/aws4_request"  # only routes; moto checks no signature
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=00",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", "/", urllib.parse.urlencode({**parameters, "Version": VERSION}), headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status == 500:
        return None
    if answer.status != 200:
        sys.exit(f"{region}: HTTP {answer.status}: {body[:300]}")
    return body


def wait_for_server(server):
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=1)
            connection.request("GET", "/moto-api/")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("moto's server does not answer")


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    data = Path(botocore.__file__).parent / "data"
    shutil.copy(data / "endpoints.json", folder)
    shutil.copy(data / "ec2" / VERSION / "service-2.json.gz", folder)
    server = subprocess.Popen(
        [Path(sys.executable).parent / "moto_server", "-H", "127.0.0.1", "-p", str(PORT)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_server(server)
        (folder / "types.xml").write_bytes(ask("us-east-1", Action="DescribeInstanceTypes"))
        session = botocore.session.get_session()
        for partition in session.get_available_partitions():
            for region in session.get_available_regions("ec2", partition):
                for location in LOCATIONS:
                    answer = ask(region, Action="DescribeInstanceTypeOfferings", LocationType=location)
                    if answer:
                        (folder / f"offers-{region}-{location}.xml").write_bytes(answer)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
