#!/bin/sh
# Keeps one comment of Tollgate on a pull request: comment.sh OWNER/REPOSITORY NUMBER FILE
# It is written anew only if it changed, so that nobody is told twice. Needs `gh` with GH_TOKEN.
set -eu
repository=$1
number=$2
file=$3
[ -f "$file" ] || exit 0
mark='<!-- tollgate -->'
body=$(mktemp)
old=$(mktemp)
trap 'rm -f "$body" "$old"' EXIT
{
  echo "$mark"
  cat "$file"
} >"$body"
# Only a comment of this token's own user counts: others can write the mark too.
user=$(gh api user --jq .login 2>/dev/null || echo 'github-actions[bot]')
id=$(gh api --paginate "repos/$repository/issues/$number/comments" \
  --jq ".[] | select(.user.login == \"$user\") | select(.body | startswith(\"$mark\")) | .id" | head -n 1)
if [ -z "$id" ]; then
  gh api --method POST "repos/$repository/issues/$number/comments" -F "body=@$body" >/dev/null
  echo "commented"
  exit 0
fi
gh api "repos/$repository/issues/comments/$id" --jq .body >"$old"
if cmp -s "$old" "$body"; then
  echo "the comment is as it was"
else
  gh api --method PATCH "repos/$repository/issues/comments/$id" -F "body=@$body" >/dev/null
  echo "the comment was written anew"
fi
