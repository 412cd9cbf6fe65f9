#!/bin/sh
# Measures the gate with the policies of Examples/tollgate.yaml: one request, then batches through the program.
set -eu
tollgate=$1
swift=${SWIFT:-swift}
"$tollgate" catalog compile --catalog Catalog >&2
$swift build --package-path Benchmarks/gate -c release --static-swift-stdlib --product GateBenchmark >&2
"$($swift build --package-path Benchmarks/gate -c release --static-swift-stdlib --show-bin-path)/GateBenchmark"
python3 Benchmarks/batch.py "$tollgate"
python3 Benchmarks/fleet.py "$tollgate"
