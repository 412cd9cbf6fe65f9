#!/bin/sh
# Builds the libFuzzer targets, or those that FUZZ_TARGETS names, and runs each for the given number of seconds. A crash leaves
# a file crash-… and fails.
set -eu
seconds=$1
swift=${SWIFT:-swift}
# A backtrace of Swift's own would hang between the sanitizer and the debugger.
export SWIFT_BACKTRACE=enable=no
export TOLLGATE_CATALOG="$PWD/Catalog"
export LSAN_OPTIONS="suppressions=$PWD/Fuzz/leaks.supp:print_suppressions=0"

all="FuzzRequests FuzzConfigurations FuzzCatalog FuzzCEL FuzzTraces FuzzXMLImports FuzzJSONImports FuzzCSVImports"
targets=${FUZZ_TARGETS:-$all}
for target in $targets; do
  $swift build --package-path Fuzz -c release --product "$target" -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld
done
folder=$($swift build --package-path Fuzz -c release --show-bin-path)

corpus=Fuzz/Corpus
for target in $all; do mkdir -p "$corpus/$target"; done
cp Tests/Configurations/* Examples/*.yaml Catalog/cost-profile.yaml "$corpus/FuzzConfigurations/"
cat >"$corpus/FuzzConfigurations/load-profile.yaml" <<'END'
apiVersion: tollgate/v1
kind: LoadProfile
metadata: {name: nightly}
hours: [9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9]
days: [1, 1, 1, 1, 1, 0.2, 0.2]
END
cp Examples/*.yaml Tests/Requests/* Tests/Configurations/* Catalog/cost-profile.yaml "$corpus/FuzzRequests/"
for file in Catalog/regions/us-gov-west-1.xml Catalog/regions.xml Catalog/manifest.xml; do
  head -c 4000 "$file" >"$corpus/FuzzCatalog/$(basename "$file")"
done

# A small document of each kind that can be imported; a table with a row of each kind of the shipped ones.
python3 Tools/import_seeds.py "$corpus"

# Seeds: the sources in the tests' tables, one to a file.
grep -ohE '^ +\("[^"]+", "' Tests/CELTests/*.swift | sed -E 's/^ +\("//; s/", "$//' |
  awk -v folder="$corpus/FuzzCEL" '{ file = folder "/seed-" NR; print > file; close(file) }'

# Traces in both formats, as they are and compressed.
awk 'BEGIN { print "; Version: 2.2"; for (i = 1; i <= 20; i++)
  print i, i * 600, 5, 1 + i * i * 97 % 9000, 1 + i % 4, 1, 1, 1, -1, -1, 1, 1, 1, 1, 1, 1, -1, -1 }' >"$corpus/FuzzTraces/jobs.swf"
cat >"$corpus/FuzzTraces/jobs.csv" <<'END'
"arrival", duration,processors,name
2026-11-26T08:30:00Z,90.5,1,"a ""b"", c"
2026-11-26 09:30:00.25+02:00,1e3,64,
1796000000,,0,d
END
for file in jobs.swf jobs.csv; do gzip -nc "$corpus/FuzzTraces/$file" >"$corpus/FuzzTraces/$file.gz"; done

for target in $targets; do
  echo "$target, $seconds seconds"
  timeout -s KILL $((seconds + 120)) "$folder/$target" "$corpus/$target" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 2>&1 |
    grep -E 'DONE|ERROR|SUMMARY|stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)|Test unit' || true
  failing=$(find . -maxdepth 1 \( -name 'crash-*' -o -name 'oom-*' -o -name 'timeout-*' -o -name 'leak-*' \))
  if [ -n "$failing" ]; then
    echo "$target: failing input in $(echo "$failing" | tr '\n' ' ')" >&2
    exit 1
  fi
done
