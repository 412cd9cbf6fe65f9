#!/bin/sh
# Measures the simulation: M/M/3 in turn with the same queue in C, simpy and ciw (installed into a virtual environment
# under .build), a trace through both modes if TRACE names one, and how many confidence intervals contain the exact wait.
set -eu
swift=${SWIFT:-swift}
environment=.build/bench-simulation-venv
packages="simpy==4.1.2 ciw==3.2.7"
if [ "$(cat "$environment/installed" 2>/dev/null)" != "$packages" ]; then
  python3 -m venv "$environment"
  # shellcheck disable=SC2086 # a list of packages
  "$environment/bin/pip" install --quiet $packages
  echo "$packages" >"$environment/installed"
fi
cc -O2 Benchmarks/simulation/queue.c -lm -o "$environment/queue"
# As the program that users run: optimised, the standard library linked statically.
$swift build --package-path Benchmarks/simulation -c release --static-swift-stdlib --product SimulationBenchmark >&2
folder=$($swift build --package-path Benchmarks/simulation -c release --static-swift-stdlib --show-bin-path)
exec "$environment/bin/python" Benchmarks/simulation_peers.py "$folder/SimulationBenchmark" "$environment/queue" \
  ${TRACE:+"$TRACE"}
