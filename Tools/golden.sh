#!/bin/sh
# Writes the golden files anew by running every suite that compares with one. A test that writes a file fails, so that this run
# cannot be mistaken for a test.
set -eu
swift=${SWIFT:-swift}
suites=$(grep -rl 'expectGoldenFile(' Tests --include='*Tests.swift' | sed -E 's|.*/([A-Za-z]+)\.swift|\1|' | paste -sd '|' -)
log=.build/golden.log
TOLLGATE_RECORD=1 $swift test --enable-code-coverage --filter "$suites" >"$log" 2>&1 || true
# Any other issue means that a test failed before it wrote its file.
written=$(grep -c 'is written, not compared' "$log" || true)
issues=$(grep -c 'recorded an issue' "$log" || true)
if [ "$written" -eq 0 ] || [ "$written" -ne "$issues" ]; then
  grep -A 1 -E 'error:|recorded an issue' "$log" | grep -B 1 -v -E 'is written, not compared|recorded an issue|^--' >&2 || tail -5 "$log" >&2
  echo "some golden files may not be written; what the tests say: $log" >&2
  exit 1
fi
git status --short Tests/GoldenFiles Schemas Docs/rules
echo "$written golden files written; review the diff"
