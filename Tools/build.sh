#!/bin/sh
# Builds products in release mode: build.sh LOG SWIFT FLAGS… -- PRODUCT…
# Says in a line each what it does; everything that the compiler and the linker say goes to LOG.
set -eu
log=$1
shift
command=
while [ "$1" != -- ]; do
  command="$command $1"
  shift
done
shift
mkdir -p "$(dirname "$log")"
: >"$log"
for product in "$@"; do
  echo "building $product (all of what the build says: $log)"
  start=$(date +%s)
  # shellcheck disable=SC2086 # a list of arguments without blanks
  if ! $command --product "$product" >>"$log" 2>&1; then
    grep -E '(^|: )error:' "$log" >&2 || tail -n 30 "$log" >&2
    echo "the build of $product failed; all of it: $log" >&2
    exit 1
  fi
  echo "built $product in $(($(date +%s) - start)) s"
done
