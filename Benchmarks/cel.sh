#!/bin/sh
# Measures the CEL engine on a policy of six rules: on prepared and on converted values, against the same rules written by
# hand in Swift, and its compilation. Prints a line of JSON for each.
set -eu
swift=${SWIFT:-swift}
# As the program that users run: optimised, the standard library linked statically.
$swift build --package-path Benchmarks/cel -c release --static-swift-stdlib --product CELBenchmark >&2
"$($swift build --package-path Benchmarks/cel -c release --static-swift-stdlib --show-bin-path)/CELBenchmark"
