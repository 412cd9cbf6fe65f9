#!/bin/sh
# Measures the CEL engine on a policy of six rules, in turn with the same rules written by hand in Swift and with two
# engines from PyPI, which are installed into a virtual environment under .build.
set -eu
swift=${SWIFT:-swift}
environment=.build/bench-cel-venv
packages="cel-expr-python==0.1.3 opa-eval==0.1.1"
if [ "$(cat "$environment/installed" 2>/dev/null)" != "$packages" ]; then
  python3 -m venv "$environment"
  # shellcheck disable=SC2086 # a list of packages
  "$environment/bin/pip" install --quiet $packages
  echo "$packages" >"$environment/installed"
fi
# As the program that users run: optimised, the standard library linked statically.
$swift build --package-path Benchmarks/cel -c release --static-swift-stdlib --product CELBenchmark >&2
folder=$($swift build --package-path Benchmarks/cel -c release --static-swift-stdlib --show-bin-path)
exec "$environment/bin/python" Benchmarks/cel_peers.py "$folder/CELBenchmark"
