#!/bin/sh
# Rebuilds Catalog/ from Catalog/sources and the public packages that answer as AWS does, or, with --check, only compares.
set -eu
tollgate=$1
# An environment that has the packages already, as that of test-peers.
environment=${CATALOG_ENVIRONMENT:-.build/catalog-venv}
packages="moto[server,ec2]==5.2.5 botocore==1.44.5"
./Tools/setup.sh python3-venv
if [ -z "${CATALOG_ENVIRONMENT:-}" ] && [ "$(cat "$environment/installed" 2>/dev/null)" != "$packages" ]; then
  python3 -m venv "$environment"
  # shellcheck disable=SC2086 # a list of packages
  "$environment/bin/pip" install --quiet $packages
  echo "$packages" >"$environment/installed"
fi
answers=.build/catalog-answers
rm -rf "$answers"
"$environment/bin/python" Tools/ec2_answers.py "$answers"
folder=Catalog
if [ "${2:-}" = --check ]; then
  folder=.build/catalog
  rm -rf "$folder"
  mkdir -p "$folder"
  cp Catalog/catalog.rng Catalog/cost-profile.yaml "$folder"
fi
# The day of the newest price list among the sources; answers of EC2 carry none.
"$tollgate" catalog import --fresh --as-of 2026-10-15 --catalog "$folder" Catalog/sources/*.gz "$answers"/*
if [ "$folder" != Catalog ]; then
  for file in manifest.xml regions.xml instance-types.xml quotas.xml regions; do diff -rq "$folder/$file" "Catalog/$file"; done
  echo "Catalog/ is what its sources make"
fi
