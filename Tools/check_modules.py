#!/usr/bin/env python3
"""Checks that the manifest lists exactly what each module imports, and that ARCHITECTURE.md lists the modules in an order in
which each imports only what stands before it.

Reads the output of `swift package dump-package` on standard input.
"""

import json
import re
import sys
from pathlib import Path

IMPORT = re.compile(r"^(?:@testable )?(?:public |package |internal |private )?import (?:(?:struct|enum|class|protocol|func) )?(\w+)", re.M)
package = json.load(sys.stdin)
problems = []

targets = {target["name"]: target for target in package["targets"] if target["type"] != "plugin"}
declared = {
    name: {next(iter(entry.values()))[0] for entry in target["dependencies"]} for name, target in targets.items()
}
known = set(targets) | {name for names in declared.values() for name in names}
# A program's module has its name with an underscore, where that has a hyphen.
module_of = {name.replace("-", "_"): name for name in known}

for name, target in targets.items():
    if target["type"] == "system":
        continue
    folder = Path(target.get("path") or ("Tests" if target["type"] == "test" else "Sources") + "/" + name)
    imported = {
        module_of[module]
        for file in folder.rglob("*.swift")
        for module in IMPORT.findall(file.read_text())
        if module in module_of
    } - {name}
    for missing in sorted(imported - declared[name]):
        problems.append(f"Package.swift: `{name}` imports `{missing}` and does not list it")
    # Programs that tests start are listed to be built before.
    programs = {entry for entry in declared[name] if targets.get(entry, {}).get("type") == "executable"}
    for unused in sorted(declared[name] - imported - programs):
        problems.append(f"Package.swift: `{name}` lists `{unused}` and does not import it")

table = re.search(r"\| module \|.*?\n(?=\n)", Path("ARCHITECTURE.md").read_text(), re.S)
rows = table.group(0).splitlines()[2:] if table else []
order = [module for row in rows for module in re.findall(r"`([\w-]+)`", row.split("|")[1])]
for name, target in targets.items():
    if target["type"] == "test" or (target.get("path") or "").startswith(("Tests/", "Tools/")):
        continue
    if name not in order:
        problems.append(f"ARCHITECTURE.md: `{name}` is not in the table of modules")
        continue
    for other in sorted(declared[name] & set(order)):
        if order.index(other) >= order.index(name):
            problems.append(f"ARCHITECTURE.md: `{name}` imports `{other}`, which is not listed before it")

for problem in problems:
    print(problem, file=sys.stderr)
sys.exit(1 if problems else 0)
