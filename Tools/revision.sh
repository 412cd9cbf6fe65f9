#!/bin/sh
# The commit of these sources and its day, for `tollgate --version`; nothing where neither git nor an archive tells.
set -eu
cd "$(dirname "$0")/.."
# `git archive` writes them into this line (.gitattributes).
archived='$Format:%h %cs$'
case $archived in
  '$'*) ;;
  *) echo "$archived" && exit 0 ;;
esac
# Another repository's checkout may hold these files.
[ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ] || exit 0
changes=
[ -z "$(git status --porcelain 2>/dev/null)" ] || changes=+changes
git log -1 --format="%h$changes %cs"
