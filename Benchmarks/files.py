"""Times a check of 10,000 request files in turn with ruff over as many files of one line.

Arguments: tollgate, ruff.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNT, ROUNDS = 10_000, 5
ROOT = Path(__file__).resolve().parent.parent


def seconds(command, folder):
    environment = {**os.environ, "LIGHTNING_EXTERNAL_ID": "x"}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    tollgate, ruff = (str(Path(argument).resolve()) for argument in sys.argv[1:3])
    request = (ROOT / "Examples/vision-train.yaml").read_text()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("requests", "python"):
            Path(folder, name).mkdir()
        for index in range(COUNT):
            text = request.replace("name: vision-train", f"name: vision-train-{index}", 1)
            Path(folder, "requests", f"{index}.yaml").write_text(text)
            Path(folder, "python", f"{index}.py").write_text("import os; print(os.getcwd())\n")
        print(f"{COUNT} files, seconds; in turn")
        ratios = {"text": [], "concise": []}
        for _ in range(ROUNDS):
            peer = seconds([ruff, "check", "--no-cache", "python"], folder)
            line = f"  ruff {peer:.3f}"
            for name, found in ratios.items():
                own = seconds([tollgate, "check", "--format", name, "requests"], folder)
                found.append(own / peer)
                line += f"   {name} {own:.3f} ({own / peer:.1f} times)"
            print(line, flush=True)
        for name, found in ratios.items():
            print(f"  {name}: {sorted(found)[len(found) // 2]:.1f} times as long as ruff, the median")


main()
