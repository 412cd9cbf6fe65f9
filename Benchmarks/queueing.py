"""Compares the formulas of nodes and waits in normal mode with the simulation, over random settings with a fixed seed.

Arguments: the program, and how many settings (300). Prints how many are within 2 % (5 % where jobs run for less than twice
the boot time) or 0.05 nodes, and the worst; and how many mean waits are within 10 and 20 % or 5 seconds.
"""

import json
import math
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOLLGATE, COUNT = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 300
ROOT = Path(__file__).resolve().parents[1]


def settings(generator):
    least = generator.choice([0, 0, 1, 1, 2, 3, 4])
    most = least + generator.choice([1, 2, 3, 4, 6, 8, 12, 20, 32, 60])
    between = lambda low, high: math.exp(generator.uniform(math.log(low), math.log(high)))
    return {
        "nodes": (least, most), "load": round(between(0.02, 0.85 * most), 4), "run": round(between(120, 8 * 3600)),
        "boot": round(generator.uniform(30, 600)), "idle": round(between(60, 3600)), "variation": generator.choice([1, 12]),
    }


def compared(setting, folder, number):
    least, most = setting["nodes"]
    request = (ROOT / "Examples/vision-train.yaml").read_text()
    path = folder / f"{number}.yaml"
    path.write_text(request.split("  workload:")[0] + f"  workload: {{computeNodes: {{min: {least}, max: {most}}}}}\n")
    options = {"load": setting["load"], "job-time": f"{setting['run']}s", "variation": setting["variation"],
               "boot": f"{setting['boot']}s", "idle": f"{setting['idle']}s"}
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    command = [TOLLGATE, "whatif", path, "--catalog", ROOT / "Catalog", "--format", "json", *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    normal = json.loads(done.stdout)["study"]["normal"]
    simulated, formula = normal["simulated"]["meanNodes"]["mean"], float(normal["computeNodes"])
    margin = max((0.02 if setting["run"] >= 2 * setting["boot"] else 0.05) * simulated, 0.05)
    wait, waited = normal["meanWait"], normal["simulated"]["meanWait"]
    off = None if waited is None else abs(wait - waited["mean"]) / max(waited["mean"], 1e-9)
    is_near = waited is not None and abs(wait - waited["mean"]) <= 5
    return abs(formula - simulated) / margin, formula, simulated, setting, off, is_near


def main():
    generator = random.Random(19)
    cases = [settings(generator) for _ in range(COUNT)]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda pair: compared(pair[1], Path(name), pair[0]), enumerate(cases)))
    print(f"{sum(one[0] <= 1 for one in found)} of {COUNT} settings within the margin")
    for share in (0.1, 0.2):
        near = sum(one[5] or (one[4] is not None and one[4] <= share) for one in found)
        print(f"{near} of {COUNT} mean waits within {share:.0%} or 5 s")
    for part, formula, simulated, setting, _, _ in sorted(found, key=lambda one: -one[0])[:5]:
        print(f"{part:.2f} margins off: {formula:.4f} by the formula, {simulated:.4f} simulated, {setting}")


main()
