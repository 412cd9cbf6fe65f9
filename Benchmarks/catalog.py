#!/usr/bin/env python3
"""catalog.py TOLLGATE INPUTS SAX: called by catalog.sh."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOLLGATE, INPUTS, SAX = (Path(argument).resolve() for argument in sys.argv[1:4])
ROUNDS = 3
# What a user of either library would write for the same rows: Linux, shared tenancy, on demand, nothing installed.
DUCKDB = """
import duckdb, sys, time
c = duckdb.connect(config={"threads": 1})
q = '''select "Region Code", "Instance Type", min(PricePerUnit) from read_csv(?, skip=5, header=true, all_varchar=true)
where TermType='OnDemand' and Tenancy='Shared' and "Operating System"='Linux' and CapacityStatus='Used'
and "Pre Installed S/W"='NA' and "Product Family"='Compute Instance' group by 1, 2'''
t = time.perf_counter(); n = len(c.execute(q, [sys.argv[1]]).fetchall()); print(time.perf_counter() - t, n)
"""
ORJSON = """
import orjson, sys, time
t = time.perf_counter()
d = orjson.loads(open(sys.argv[1], 'rb').read()); p = {}
for s, x in d['products'].items():
    a = x['attributes']
    if (a.get('operatingSystem') == 'Linux' and a.get('tenancy') == 'Shared' and x.get('productFamily') == 'Compute Instance'
            and a.get('capacitystatus', a.get('capacityStatus')) == 'Used' and 'NA' in (a.get('preInstalledSw'), a.get('preInstalledS/W'), a.get('preInstalledSW'))):
        p[s] = a['instanceType']
r = {p[s]: v for s, v in d['terms']['OnDemand'].items() if s in p}
print(time.perf_counter() - t, len(r))
"""


def timed(*command):
    """Seconds, and the peak of memory in MB."""
    # A child of this process would begin with its memory; time(1) is small.
    with tempfile.NamedTemporaryFile() as peak:
        start = time.monotonic()
        run = subprocess.run(
            ["/usr/bin/time", "-f", "%M", "-o", peak.name, *(str(word) for word in command)], capture_output=True, text=True)
        seconds = time.monotonic() - start
        if run.returncode:
            sys.exit(f"{command}: {(run.stdout + run.stderr)[-800:]}")
        return seconds, int(peak.read().split()[-1]) / 1024, run.stdout


def imported(path, folder):
    """A whole run of the command: start, reading, writing and checking the catalog."""
    target = Path(folder) / "catalog"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in ("catalog.rng", "cost-profile.yaml"):
        shutil.copy(Path("Catalog") / name, target)
    regions = Path(folder) / "regions.xml"
    shutil.copy("Catalog/regions.xml", regions)
    return timed(TOLLGATE, "catalog", "import", "--fresh", "--accept-smaller", "--catalog", target, regions, "Catalog/quotas.xml", path)


def versus(name, path, folder, other, target):
    ours, theirs, memory = [], [], 0
    for _ in range(ROUNDS):
        seconds, peak, _ = imported(path, folder)
        ours.append(seconds)
        memory = max(memory, peak)
        theirs.append(other(path))
    size = path.stat().st_size / 1e6
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(f"{name}: {size / statistics.median(ours):.0f} MB/s, the other {size / statistics.median(theirs):.0f} MB/s: "
          f"{ratio:.2f} times it (target {target}), peak {memory:.1f} MB", flush=True)


def python(code, path):
    return float(subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout.split()[0])


def duckdb(path):
    python(DUCKDB, path)  # warm
    return python(DUCKDB, path)


# Where the records of a file are: what stands before them and after them, what each begins with, and what is between two.
SECTIONS = {
    "types.xml": [(b"<instanceTypeSet>", b"</instanceTypeSet>", b"<item><instanceType>", b"")],
    "spot.xml": [(b"<spotPriceHistorySet>", b"</spotPriceHistorySet>", b"<item><instanceType>", b"")],
    "offer.csv": [(b'"SKU"', None, b"\n", b"")],
    "offer.json": [
        (b'"products" : {', b"\n  }", b',\n    "', b","), (b'"OnDemand" : {', b"\n    }", b',\n      "', b","),
        (b'"Reserved" : {', b"\n    }", b',\n      "', b","),
    ],
}


def resized(path, size, folder):
    """A file of about a size with the records of another: a part of them, or all over and over."""
    data = path.read_bytes()
    share = size * 1_000_000 / len(data)
    target = Path(folder) / f"{size}-{path.name}"
    written = 0
    with target.open("wb") as file:
        for before, after, mark, between in SECTIONS[path.name]:
            start = data.index(before, written) + len(before)
            if after is None:  # lines after the header
                start, end = data.index(b"\n", start), len(data) - 1
            else:
                end = data.index(after, start)
            file.write(data[written:start])
            whole, part = divmod(share, 1)
            pieces = [data[start:end]] * int(whole)
            # Less than a tenth of a file is as well left out of one that has it several times.
            if whole == 0 or part > 0.1:
                pieces.append(data[start:data.rindex(mark, start, start + max(int(part * (end - start)), 20_000))])
            for number, piece in enumerate(pieces):
                file.write((between if number else b"") + piece)
            written = end
        file.write(data[written:])
    return target


def main():
    with tempfile.TemporaryDirectory() as folder:
        versus("XML, DescribeInstanceTypes", INPUTS / "types.xml", folder, lambda p: timed(SAX, p, "push")[0], 0.75)
        versus("XML, DescribeSpotPriceHistory", INPUTS / "spot.xml", folder, lambda p: timed(SAX, p, "push")[0], 0.75)
        versus("CSV, AmazonEC2", INPUTS / "offer.csv", folder, duckdb, 2)
        versus("JSON, AmazonEC2", INPUTS / "offer.json", folder, lambda p: python(ORJSON, p), 3)
        for name in SECTIONS:
            for size in (3, 30, 300, 3_000):
                path = resized(INPUTS / name, size, folder)
                seconds, memory, _ = imported(path, folder)
                print(f"{name} {path.stat().st_size / 1e6:8.1f} MB  {seconds:7.2f} s  {memory:6.1f} MB of memory", flush=True)
                path.unlink()


if __name__ == "__main__":
    main()
