#!/bin/sh
# Tries on the program that users run what hostile files, names, arguments and servers do.
set -eu
tollgate=$1
./Tools/setup.sh python3 binutils
export TOLLGATE_CATALOG="$PWD/Catalog"
python3 Tests/Hostile/gate.py "$tollgate"
python3 Tests/Hostile/submission.py "$tollgate" "$TOLLGATE_CATALOG"
