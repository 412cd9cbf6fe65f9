#!/bin/sh
# Builds the documentation of the library CEL into .build/docs/CEL.doccarchive, with nothing but the toolchain. A warning
# fails, such as a link to a symbol that is gone.
set -eu
swift=${SWIFT:-swift}
output=.build/docs

# With coverage, as the tests are built, so that nothing is built a second time.
$swift build --enable-code-coverage --target CEL
folder=$($swift build --show-bin-path)

# The other tools must be those of the compiler that wrote the module.
tools=$(dirname "$(readlink -f "$(command -v "$swift")")")
target=$("$tools/swift" -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')

rm -rf "$output"
mkdir -p "$output/symbols"
# What is derived, such as `!=`, is left out; what the module adds to the standard library's types is not.
"$tools/swift-symbolgraph-extract" -module-name CEL -target "$target" -I "$folder/Modules" -I "$folder/CRE2.build" \
  -minimum-access-level public -skip-synthesized-members -emit-extension-block-symbols -output-dir "$output/symbols"
"$tools/docc" convert Sources/CEL/CEL.docc --additional-symbol-graph-dir "$output/symbols" --warnings-as-errors \
  --fallback-display-name CEL --fallback-bundle-identifier tollgate.CEL --fallback-default-module-kind Library \
  --output-dir "$output/CEL.doccarchive"
rm -r "$output/symbols"
echo "wrote $output/CEL.doccarchive"
