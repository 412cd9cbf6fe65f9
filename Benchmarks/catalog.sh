#!/bin/sh
# Measures the import of large files: XML in turn with a C program that only counts elements, CSV with DuckDB, JSON with orjson;
# then time and memory from 3 MB on. INPUTS names a folder with types.xml, spot.xml, offer.csv and offer.json of some 300 MB each
# and sax.c; the table of sizes repeats their records.
set -eu
./Tools/setup.sh time
tollgate=$1
inputs=${INPUTS:?name a folder with types.xml, spot.xml, offer.csv, offer.json and sax.c}
environment=.build/bench-catalog-venv
packages="duckdb==2.0.1 orjson==3.13.0"
if [ "$(cat "$environment/installed" 2>/dev/null)" != "$packages" ]; then
  python3 -m venv "$environment"
  # shellcheck disable=SC2086 # a list of packages
  "$environment/bin/pip" install --quiet $packages
  echo "$packages" >"$environment/installed"
fi
# shellcheck disable=SC2046 # flags
cc -O2 "$inputs/sax.c" $(xml2-config --cflags --libs) -o "$environment/sax"
exec "$environment/bin/python" Benchmarks/catalog.py "$tollgate" "$inputs" "$environment/sax"
