#!/bin/sh
# How fast the program starts: instructions, which repeat, and time in turn with two linters that people know for starting
# fast. Installs valgrind, and ruff and ryl from PyPI into a virtual environment under .build.
set -eu
tollgate=$1
./Tools/setup.sh valgrind python3-venv
environment=.build/bench-venv
[ -x "$environment/bin/ryl" ] || {
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet "ruff==0.17.6" "ryl==0.26.1"
}
python3 Benchmarks/start.py "$tollgate" "$environment/bin/ruff" "$environment/bin/ryl"
exec python3 Benchmarks/files.py "$tollgate" "$environment/bin/ruff"
