#!/bin/sh
# Keeps one comment of Tollgate on a pull request: comment.sh OWNER/REPOSITORY NUMBER FILE
# It is rewritten only if its text changed, so that nobody is told twice. Needs `gh` with GH_TOKEN.
set -eu
repository=$1
number=$2
file=$3
[ -f "$file" ] || exit 0
mark='<!-- tollgate -->'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo "$mark"
  cat "$file"
} >"$work/new"
# Only a comment of this token's own user counts: others can write the mark too. A workflow's token may not ask who it is.
gh api user --jq .login >"$work/user" 2>/dev/null || echo 'github-actions[bot]' >"$work/user"
MARK=$mark
USER_OF_TOKEN=$(cat "$work/user")
export MARK USER_OF_TOKEN
gh api --paginate "repos/$repository/issues/$number/comments" \
  --jq '.[] | select(.user.login == env.USER_OF_TOKEN) | select(.body | startswith(env.MARK)) | .id' >"$work/ids"
id=$(head -n 1 "$work/ids")
if [ -z "$id" ]; then
  # Where there never was a request, there is nothing to say.
  if head -n 1 "$file" | grep -q 'nothing to check'; then exit 0; fi
  gh api --method POST "repos/$repository/issues/$number/comments" -F "body=@$work/new" >/dev/null
  echo "commented"
  exit 0
fi
gh api "repos/$repository/issues/comments/$id" --jq .body >"$work/old"
# The substitution drops line breaks at the end, of which `gh` adds one.
if [ "$(cat "$work/old")" = "$(cat "$work/new")" ]; then
  echo "the comment is as it was"
else
  gh api --method PATCH "repos/$repository/issues/comments/$id" -F "body=@$work/new" >/dev/null
  echo "the comment was rewritten"
fi
