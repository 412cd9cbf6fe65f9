#!/bin/sh
# Runs every test and prints the line coverage of Sources.
set -eu
swift=${SWIFT:-swift}

# The tests of TLS run its server.
./Tools/setup.sh openssl

$swift test --enable-code-coverage

# The coverage tools must be those of the compiler that wrote the data.
tools=$(dirname "$(readlink -f "$(command -v "$swift")")")
folder=$($swift build --show-bin-path)
"$tools/llvm-cov" report -instr-profile "$folder/codecov/default.profdata" \
  -object "$folder/tollgatePackageTests.xctest" -object "$folder/tollgate" -object "$folder/tollgate-remote" \
  -ignore-filename-regex '(^|/)(\.build|Tests)/' |
  awk '
    # Columns: file, regions, missed, cover, functions, missed, executed, lines, missed, cover.
    /^TOTAL/ { printf "line coverage of Sources: %.2f %% (%d of %d lines)\n", 100 * ($8 - $9) / $8, $8 - $9, $8; next }
    /\.swift/ { split($1, part, "/"); lines[part[1]] += $8; missed[part[1]] += $9 }
    END { for (name in lines) printf "  %-12s %6.2f %%\n", name, 100 * (lines[name] - missed[name]) / lines[name] | "sort" }
  '
