#!/bin/sh
# Installs the Debian packages given as arguments, where they are missing, and checks that there is a Swift toolchain.
set -eu

if ! command -v "${SWIFT:-swift}" >/dev/null 2>&1; then
  echo "There is no Swift toolchain. Install Swift 6.3 or later from https://www.swift.org/install/linux/ and try again." >&2
  exit 1
fi

missing=""
for package in "$@"; do
  if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
    missing="$missing $package"
  fi
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "This system has no apt-get. Install what corresponds to Debian's$missing and try again." >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "Install these packages as root and try again:$missing" >&2
    exit 1
  fi
  sudo=sudo
fi
echo "installing$missing"
export DEBIAN_FRONTEND=noninteractive
# An old package index names versions that the mirrors no longer have.
$sudo apt-get update -qq
# shellcheck disable=SC2086 # a list of names
$sudo apt-get install -qq -y --no-install-recommends $missing >/dev/null
