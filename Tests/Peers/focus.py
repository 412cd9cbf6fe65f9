"""Has the FinOps Foundation's validator read bills in FOCUS's columns. It needs Python 3.12, so that it has an environment of
its own; where there is no such Python, this is said and left out.

Arguments: the program, and the folder of the environment.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import checks
from checks import check, run

TOLLGATE, ENVIRONMENT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
ROOT = Path(__file__).resolve().parents[2]
# A later pyarrow wants another NumPy than the validator.
PACKAGES = ["focus-validator==2.2.1", "pyarrow==21.0.0"]
# What no estimate can have, and digits that the validator's reader takes for a number, with the rule that holds the rules of
# that column; Docs/costs.md names them.
KNOWN = {"InvoiceId-C-005-C", "BillingAccountId-C-002-M", "BillingAccountId-C-000-M"}


def python():
    """A Python of the version that the validator needs; None if there is none."""
    found = [shutil.which("python3.12")]
    if shutil.which("pyenv"):
        versions = run("pyenv", "versions", "--bare").stdout.split()
        found += [Path(run("pyenv", "prefix", one).stdout.strip()) / "bin/python3.12" for one in versions if one.startswith("3.12.")]
    for one in found:
        # A shim that leads nowhere fails.
        if one and run(one, "--version").returncode == 0:
            return one
    return None


def prepare(interpreter):
    stamp = ENVIRONMENT / "installed"
    if not stamp.exists() or stamp.read_text() != repr(PACKAGES):
        subprocess.run([interpreter, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        subprocess.run([ENVIRONMENT / "bin/pip", "install", "--quiet", *PACKAGES], check=True)
        stamp.write_text(repr(PACKAGES))


def failures(*command, code=0):
    """The rules that a report breaks, beside those that an estimate cannot meet."""
    answer = run(TOLLGATE, *command, "--format", "focus", "--catalog", ROOT / "Catalog", cwd=ROOT)
    if answer.returncode != code:
        yield f"exit code {answer.returncode}: {answer.stderr[:300]}"
        return
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        file.write(answer.stdout)
        file.flush()
        # It looks for its data in the working directory.
        library = next(ENVIRONMENT.glob("lib/python3.*/site-packages"))
        report = run(
            ENVIRONMENT / "bin/focus-validator", "--data-file", file.name, "--validate-version", "1.2.0.1",
            "--block-download", "--output-type", "console", cwd=library)
    failed = set(re.findall(r"^❌ (\S+): FAIL", report.stdout, re.MULTILINE))
    passed = re.search(r"Pass: (\d+)", report.stdout)
    if not passed or int(passed[1]) < 100:
        yield f"the validator checked nothing: {(report.stdout + report.stderr)[-300:]}"
    yield from sorted(failed - KNOWN)
    if "InvoiceId-C-005-C" not in failed:
        yield "an estimate has an invoice, and Docs/costs.md says that none has"


def main():
    interpreter = python()
    if interpreter is None:
        print("left out: the FOCUS validator, which needs Python 3.12")
        return
    prepare(interpreter)
    example = "Examples/vision-train.yaml"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.json"
        request = {
            "apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": "whole"}, "spec": {
                "region": "us-east-1", "roleArn": "arn:aws:iam::123456789012:role/lightning-byoc",
                "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"}, "instanceTypes": ["m7i.xlarge"], "costSavings": False,
                "workload": {"computeNodes": {"min": 2, "max": 2}, "load": 0.1},
            },
        }
        whole.write_text(json.dumps(request))
        terms = Path(folder) / "profile.yaml"
        terms.write_text(
            (ROOT / "Catalog/cost-profile.yaml").read_text() + "\ndiscounts: [{service: all, percent: 9, reason: a}]\n"
            "markups: [{service: EC2, percent: 3, reason: a}]\ncurrency: {code: EUR, rate: 0.92, date: 2026-11-01}\n")
        options = [word for one in ("container-registry", "guardduty", "dns-firewall", "warm-nodes") for word in ("--cost-option", one)]
        check("focus-validator 2.2.1 finds in bills what an estimate cannot have, and nothing else", failures("cost", "Examples/requests"))
        check("so in bills whose nodes are whole", failures("cost", whole))
        check("so with discounts, markups and in euros", failures("cost", example, "--cost-profile", terms))
        check("so with every option of the profile", failures("cost", example, *options))
        check("so in what-ifs with spot capacity and commitments", failures(
            "whatif", example, "--scenarios", "Examples/scenarios.yaml"))
        check("so in what-ifs of several requests", failures("whatif", "Examples/requests"))
    checks.finish()


main()
