"""Reads every case of the yaml-test-suite (github.com/yaml/yaml-test-suite, branch `data`) with the program.

    yaml_suite.py PROGRAM FOLDER    FOLDER holds the branch's files, or is a git directory that has the branch

A case with an error must be refused, the others must be read as their JSON says. What differs from the specification is in
DIFFERENCES with its reason; a difference that is not listed fails, and so does a listed one that is gone.
"""

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOLLGATE = Path(sys.argv[1]).resolve()

# By kind: `refused` although it is YAML 1.2, `accepted` although it is not, or `read` as something else.
DIFFERENCES = {
    "refused": {
        "a list or a mapping as a key, and lists of one pair with such keys: keys are texts here":
            "4FJ6 6BFJ 6PBE 9MMW KK5P LX3P M2N8/01 M5DY Q9WF RZP5 SBG9 V9D5 X38W XW4D",
        "a tag without a meaning here": "2XXW 565N 5TYM 6CK3 6WLZ 7FWL 9WXW C4HZ CC74 CUP7 J7PZ M5C3 P76L UGM3 Z67P Z9M4",
        "`%YAML` with another version than 1.2, and directives that are not known": "2LFX 6LVF BEC7 MUS6/02 MUS6/03 MUS6/04 MUS6/05 MUS6/06",
        "`?` before text in brackets: YAML 1.1 takes it for an indicator": "652Z HM87/01",
        "names of anchors other than letters, digits, `-` and `_`: YAML 1.1 ends them earlier": "2SXE 8XYN W5VH Y2GN",
        "libyaml: a key of several lines, or a colon in another line than its key, in brackets":
            "4MUZ/00 4MUZ/01 4MUZ/02 5MUD 9SA2 K3WX NJ66 UT92 VJP3/01",
        "libyaml: empty keys and values": "2JQS 4ABK 6M2F CFD4 FRK4 M2N8/00 NHX8 NKF9 S3PD SM9W/01 UKK6/00",
        "libyaml: a colon before text in brackets": "58MP 5T43 DBG4 HM87/00",
        "libyaml: tabs where YAML 1.2 allows them":
            "6BCT 6CA3 96NN/00 96NN/01 A2M4 DK95/00 DK95/03 DK95/04 Q5MG R4YG Y79Y/001 Y79Y/010",
        "libyaml: a text at the top without indentation": "DK3J FP8R",
        "libyaml: documents without `---`, and `...` without a document": "7Z25 HWV9 M7A3 QT73",
        "libyaml: a line of a text that begins with `%`": "W4TN",
    },
    "accepted": {
        "libyaml: blank lines with more blanks than the first line of a block scalar": "S98Z",
        "a line of quoted text in the column of its key, which looks like nothing else: real policies are written so, and every "
        "reader takes them": "DK95/01 QB6E",
    },
    "read": {},
}


def folder_of(path):
    """The suite's folder; the files of a git directory are unpacked into a temporary one."""
    if any(path.glob("*/in.yaml")):
        return path, None
    unpacked = tempfile.TemporaryDirectory()
    for branch in ("data", "refs/remotes/origin/data"):
        archive = subprocess.run(["git", "-C", path, "archive", branch], capture_output=True)
        if archive.returncode == 0:
            subprocess.run(["tar", "-x", "-C", unpacked.name], input=archive.stdout, check=True)
            return Path(unpacked.name), unpacked
    raise SystemExit(f"{path} holds neither the files of the branch `data` nor the branch")


def values(text):
    """The JSON values of a text, one after another."""
    decoder, found = json.JSONDecoder(), []
    text = text.strip()
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].strip()
    return found


def outcome(case):
    """`refused`, the number of documents if it is not one, or the value in a list."""
    run = subprocess.run(
        [TOLLGATE, "cel", "object", "--input", "in.yaml", "--format", "json", "--catalog", CATALOG],
        cwd=case, capture_output=True, text=True,
    )
    if run.returncode == 0:
        return [json.loads(run.stdout)["value"]]
    if " documents, not one" in run.stderr:
        return int(run.stderr.split(" documents, not one")[0].rsplit(" ", 1)[1])
    if run.returncode != 2 or "error" not in run.stderr:
        raise SystemExit(f"{case}: exit code {run.returncode}: {run.stderr}")
    return "refused"


def difference(case):
    """How a case is read differently: None, `refused`, `accepted` or `read`."""
    found = outcome(case)
    if (case / "error").exists():
        return None if found == "refused" else "accepted"
    if found == "refused":
        return "refused"
    if not (case / "in.json").exists():
        return None
    expected = values((case / "in.json").read_text())
    if isinstance(found, int):
        return None if found == len(expected) else "read"
    return None if found == expected else "read"


CATALOG = Path(__file__).resolve().parents[2] / "Catalog"
root, kept = folder_of(Path(sys.argv[2]))
cases = sorted({path.parent for path in root.glob("[0-9A-Z]" * 4 + "/**/in.yaml")})
with ThreadPoolExecutor() as pool:
    found = dict(zip((str(case.relative_to(root)) for case in cases), pool.map(difference, cases)))
found = {name: kind for name, kind in found.items() if kind}
listed = {name: kind for kind, reasons in DIFFERENCES.items() for names in reasons.values() for name in names.split()}

problems = [f"{name} is {kind}, which is not listed" for name, kind in found.items() if listed.get(name) != kind]
problems += [f"{name} is listed as {kind} and is not" for name, kind in listed.items() if found.get(name) != kind]
counts = ", ".join(f"{sum(kind == one for one in found.values())} {kind}" for kind in ("refused", "accepted", "read"))
print(f"{'FAILED' if problems else 'passed'}: yaml-test-suite, {len(cases)} cases, {len(cases) - len(found)} as specified; {counts}")
for problem in problems:
    print(f"    {problem}")
sys.exit(1 if problems or not cases else 0)
