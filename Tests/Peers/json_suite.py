"""Reads every file of JSONTestSuite (github.com/nst/JSONTestSuite) with the program.

    json_suite.py PROGRAM FOLDER    FOLDER holds the suite's files, or is a git directory of it

Files that begin with `y_` must be read, as Python's json reads them, and those with `n_` refused; what becomes of the others,
which RFC 8259 leaves open, is in CHOICES. DIFFERENCES lists what is read otherwise, with its reason. What is not listed fails,
and so does what is listed and is gone.
"""

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOLLGATE = Path(sys.argv[1]).resolve()
CATALOG = Path(__file__).resolve().parents[2] / "Catalog"

DIFFERENCES = {
    "a key that is given twice is an error": "y_object_duplicated_key y_object_duplicated_key_and_value",
}

# Of what RFC 8259 leaves open: what is read; the rest is refused.
CHOICES = {
    "numbers beyond the range of doubles and of 64 bits are numbers":
        "i_number_double_huge_neg_exp i_number_huge_exp i_number_neg_int_huge_exp i_number_pos_double_huge_exp "
        "i_number_real_neg_overflow i_number_real_pos_overflow i_number_real_underflow i_number_too_big_neg_int "
        "i_number_too_big_pos_int i_number_very_big_negative_int",
    "a byte order mark at the beginning is no part of the text (RFC 8259, section 8.1)": "i_structure_UTF-8_BOM_empty_object",
}


def folder_of(path):
    """The suite's folder; the files of a git directory are unpacked into a temporary one."""
    if (path / "test_parsing").is_dir():
        return path / "test_parsing", None
    unpacked = tempfile.TemporaryDirectory()
    archive = subprocess.run(["git", "-C", path, "archive", "HEAD", "test_parsing"], capture_output=True)
    if archive.returncode != 0:
        raise SystemExit(f"{path} holds no folder `test_parsing`")
    subprocess.run(["tar", "-x", "-C", unpacked.name], input=archive.stdout, check=True)
    return Path(unpacked.name) / "test_parsing", unpacked


def outcome(file):
    """`read`, `refused`, or `wrong` if it was read as something else than Python reads."""
    run = subprocess.run(
        [TOLLGATE, "cel", "object", "--input", file, "--format", "json", "--catalog", CATALOG], capture_output=True
    )
    if run.returncode == 2 and b"error" in run.stderr:
        return "refused"
    if run.returncode != 0:
        raise SystemExit(f"{file.name}: exit code {run.returncode}: {run.stderr.decode(errors='replace')}")
    if not file.name.startswith("y_"):
        return "read"
    return "read" if json.loads(run.stdout)["value"] == json.loads(file.read_bytes()) else "wrong"


root, kept = folder_of(Path(sys.argv[2]))
files = sorted(root.glob("*.json"))
with ThreadPoolExecutor() as pool:
    found = dict(zip((file.stem for file in files), pool.map(outcome, files)))
read = {name for names in CHOICES.values() for name in names.split()}
listed = {name for names in DIFFERENCES.values() for name in names.split()}
expected = {
    name: "read" if (name.startswith("y_") or name in read) != (name in listed) else "refused" for name in found
}
problems = [f"{name} is {found[name]}, not {expected[name]}" for name in found if found[name] != expected[name]]
problems += [f"{name} is listed and is not in the suite" for name in sorted((read | listed) - found.keys())]
print(
    f"{'FAILED' if problems else 'passed'}: JSONTestSuite, {len(files)} files, {len(listed)} listed differences; of "
    f"{sum(name.startswith('i_') for name in found)} that are open {len(read)} are read"
)
for problem in problems:
    print(f"    {problem}")
sys.exit(1 if problems or not files else 0)
