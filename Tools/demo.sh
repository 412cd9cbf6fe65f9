#!/bin/sh
# Shows the main job: a request that is approved, its bill, one that is denied, and the approved one submitted to a fake
# control plane.
set -eu
tollgate=$1
fake=$2

run() {
  expected=$1
  shift
  echo
  echo "\$ $tollgate $*"
  code=0
  "$tollgate" "$@" || code=$?
  echo "(exit code $code)"
  if [ "$code" != "$expected" ]; then
    echo "expected exit code $expected" >&2
    exit 1
  fi
}

run 0 catalog show g6.xlarge
run 0 cost Examples/vision-train.yaml
run 1 check Examples/everything-wrong.yaml
run 0 check Examples/vision-train.yaml
# The organisation's policies deny the first, warn about the second and except the third.
run 1 check --config Examples/tollgate.yaml Examples/requests
run 0 policy explain --config Examples/tollgate.yaml monthly-budget Examples/requests/language-pretrain.yaml
# What the teams pay together, and a budget that two of these clusters exceed.
run 0 cost Examples/requests --group-by label:team,mode
run 1 check --config Examples/budgets/tollgate.yaml Examples/requests/vision-load-test.yaml --existing Examples/vision-train.yaml

# What would be cheaper and still pass, and what the policies cost.
run 0 suggest Examples/vision-train.yaml
run 0 suggest --config Examples/tollgate.yaml Examples/requests/language-pretrain.yaml
run 0 policy price --config Examples/tollgate.yaml Examples/requests

# A control plane on this machine that fails once, and a journal of its own: nothing of yours is read or changed.
folder=$(mktemp -d)
"$fake" --phase-milliseconds 1500 --fault create=drop-before-answer >"$folder/url" &
process=$!
trap 'kill "$process" 2>/dev/null || true; rm -r "$folder"' EXIT
# In a new account the same request does not start: the sheet is what AWS says of one.
cat >"$folder/tollgate.yaml" <<END
apiVersion: tollgate/v1
kind: Configuration
accounts: {"123456789012": {quotas: "$PWD/Tests/Quotas/fresh.json"}}
END
run 1 check --config "$folder/tollgate.yaml" Examples/vision-train.yaml
while [ ! -s "$folder/url" ]; do
  if ! kill -0 "$process" 2>/dev/null; then
    echo "the fake control plane ended before it listened" >&2
    exit 1
  fi
  sleep 0.1
done
LIGHTNING_CLOUD_URL=$(cat "$folder/url")
export LIGHTNING_CLOUD_URL LIGHTNING_USER_ID=demo LIGHTNING_API_KEY=demo-key XDG_STATE_HOME="$folder"
LIGHTNING_EXTERNAL_ID=$(head -c 15 /dev/urandom | od -An -tx1 | tr -d ' \n')
export LIGHTNING_EXTERNAL_ID
echo
echo "A fake control plane listens on $LIGHTNING_CLOUD_URL; it will lose its first answer."
run 0 submit --yes --wait Examples/vision-train.yaml
run 0 submit --yes Examples/vision-train.yaml
run 1 submit --yes Examples/everything-wrong.yaml
run 0 list clusters
