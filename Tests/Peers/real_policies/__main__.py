"""Loads other people's policies and compares what Tollgate answers with what their own tests expect.

    python Tests/Peers/real_policies PROGRAM FOLDER [SOURCE] [--details]

FOLDER holds an export of each repository under `owner+name`, for example `kyverno+policies`, at the commits in `known.py`;
none of their text is part of this project. Their kinds are unwrapped here, expressions stay as they are. SOURCE is a part of
a repository's name, to run that one alone. The exit code is 1 where a refusal or a difference is not listed in `known.py`, or
one that is listed is gone.
"""

import sys
from pathlib import Path

import gatekeeper
import gateway_api
import kubescape
import kyverno
import plain
import vap_library
from comparison import compared, total
from program import Tollgate

SOURCES = {
    "kubescape/cel-admission-library": kubescape.groups,
    "vap-library/vap-library": vap_library.groups,
    "kyverno/policies": kyverno.groups,
    "open-policy-agent/gatekeeper-library": gatekeeper.groups,
    "kubernetes-sigs/kueue": plain.kueue,
    "kubernetes-sigs/gateway-api": gateway_api.groups,
    "datreeio/validating-admission-policy": plain.datree,
}


def main(program, folder, chosen="", detailed=False):
    tollgate = Tollgate(program, Path(__file__).resolve().parents[3] / "Catalog")
    comparisons = []
    failed = False
    for source, groups in SOURCES.items():
        if chosen not in source:
            continue
        root = Path(folder) / source.replace("/", "+")
        if not root.is_dir():
            raise SystemExit(f"{root} does not exist")
        comparison = compared(source, tollgate, list(groups(root)))
        comparisons.append(comparison)
        for line in [*comparison.lines(), *(comparison.details() if detailed else [])]:
            print(line)
        for line in comparison.complaints():
            print(f"  FAILED {line}")
        failed = failed or any(comparison.complaints())
    print(next(total(comparisons).lines()))
    return 1 if failed else 0


if __name__ == "__main__":
    arguments = [each for each in sys.argv[1:] if not each.startswith("--")]
    if len(arguments) not in (2, 3):
        raise SystemExit(__doc__)
    sys.exit(main(*arguments, detailed="--details" in sys.argv))
