#!/bin/sh
# Cold start: `tollgate check` of one request against `ruff check --no-cache` of one small file, in turn.
# Installs ruff from PyPI into a virtual environment under .build.
set -eu
tollgate=$1
environment=.build/bench-venv
[ -x "$environment/bin/ruff" ] || {
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet "ruff==0.17.6"
}
exec python3 Benchmarks/cold_start.py "$tollgate" "$environment/bin/ruff"
