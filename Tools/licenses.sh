#!/bin/sh
# Copies the licences of what the programs contain into a folder: licenses.sh FOLDER SWIFT
set -eu
folder=$1
swift=$2
root=$(cd "$(dirname "$0")/.." && pwd)
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v "$swift")")")")
mkdir -p "$folder"
copy() {
  if [ -f "$2" ]; then
    install -m 644 "$2" "$folder/$1"
  else
    echo "the licence of $1 is not at $2; add it before you pass the programs on" >&2
  fi
}
copy tollgate "$root/LICENSE"
copy swift "$toolchain/share/swift/LICENSE.txt"
copy swift-argument-parser "$root/.build/checkouts/swift-argument-parser/LICENSE.txt"
# Debian says where each library's licence lies: with the package that the static library is from.
for library in libre2 libyaml libyajl_s libz libcrypto libstdc++ libgcc; do
  path=$("$toolchain/bin/clang" -print-file-name="$library.a")
  package=$(dpkg-query -S "$(readlink -f "$path")" 2>/dev/null | head -n 1 | cut -d: -f1)
  copy "$library" "/usr/share/doc/${package:-$library}/copyright"
done
