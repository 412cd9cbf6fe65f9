#!/bin/sh
# Shows the main job: a request that is approved, its bill, and one that is denied.
set -eu
tollgate=$1

run() {
  expected=$1
  shift
  echo
  echo "\$ tollgate $*"
  code=0
  "$tollgate" "$@" || code=$?
  echo "(exit code $code)"
  if [ "$code" != "$expected" ]; then
    echo "expected exit code $expected" >&2
    exit 1
  fi
}

run 0 catalog show g6.xlarge
run 0 cost Examples/vision-train.yaml
run 1 check Examples/everything-wrong.yaml
run 0 check Examples/vision-train.yaml
