#!/bin/sh
# Builds a product or a target in release mode: build.sh LOG SWIFT FLAGS… -- --product NAME, or --target NAME
# Says in a line what it does; everything that the compiler and the linker say goes to LOG.
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
name=$2
echo "building $name (all of what the build says: $log)"
start=$(date +%s)
# shellcheck disable=SC2086 # a list of arguments without blanks
if ! $command "$1" "$name" >>"$log" 2>&1; then
  grep -E '(^|: )error:' "$log" >&2 || tail -n 30 "$log" >&2
  echo "the build of $name failed; all of it: $log" >&2
  exit 1
fi
echo "built $name in $(($(date +%s) - start)) s"
