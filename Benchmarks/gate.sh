#!/bin/sh
# Measures the gate with the policies of Examples/tollgate.yaml.
set -eu
swift=${SWIFT:-swift}
$swift build --package-path Benchmarks/gate -c release --static-swift-stdlib --product GateBenchmark >&2
"$($swift build --package-path Benchmarks/gate -c release --static-swift-stdlib --show-bin-path)/GateBenchmark"
