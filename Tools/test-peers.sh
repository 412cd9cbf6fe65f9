#!/bin/sh
# Compares the catalog, the program's output and the CEL engine with other people's programs, fetched from PyPI into .build;
# the page of a what-if is read by Debian's tidy and chromium.
set -eu
tollgate=$1
fake=$2
batch=$3
environment=.build/peers-venv
./Tools/setup.sh chromium debootstrap fish git mandoc tidy zsh
# The list of what is installed stands beside it, so that a changed list installs anew.
packages="moto[server,ec2]==5.2.5 botocore==1.44.5 PyYAML==6.0.3 rfc8785==0.1.4 six urllib3 certifi python-dateutil cel-expr-python==0.1.3 jsonschema==4.26.0 junitparser==5.0.3 check-jsonschema==0.39.0 pre-commit==4.7.0 pygls==2.1.1 lsprotocol==2025.0.0"
if [ "$(cat "$environment/installed" 2>/dev/null)" != "$packages" ]; then
  python3 -m venv "$environment"
  # shellcheck disable=SC2086 # a list of packages
  "$environment/bin/pip" install --quiet $packages
  echo "$packages" >"$environment/installed"
fi
"$environment/bin/python" Tests/Peers/contracts.py "$tollgate" "$fake" .build/wheels
"$environment/bin/python" Tests/Peers/run.py "$tollgate"
"$environment/bin/python" Tests/Peers/catalog_update.py "$tollgate"
CATALOG_ENVIRONMENT="$environment" ./Tools/catalog.sh "$tollgate" --check >.build/catalog.log || { tail -20 .build/catalog.log; exit 1; }
echo "passed  Catalog/ is what its sources make"
"$environment/bin/python" Tests/Peers/cel_differential.py "$batch"
"$environment/bin/python" Tests/Peers/whatif.py "$tollgate" ${TRACES:+"$TRACES"}
"$environment/bin/python" Tests/Peers/model.py "$tollgate"
python3 Tests/Peers/focus.py "$tollgate" .build/focus-venv
python3 Tools/examples.py "$tollgate"
"$environment/bin/python" Tests/Peers/whatif_page.py "$tollgate"
"$environment/bin/python" Tests/Peers/agreement.py "$tollgate"
"$environment/bin/python" Tests/Peers/schemas.py "$tollgate"
"$environment/bin/python" Tests/Peers/editor.py "$tollgate"
"$environment/bin/python" Tests/Peers/packages.py "$tollgate" .build/package "${SARIF_SCHEMA:-}"
python3 Tests/Peers/completions.py "$tollgate"
python3 Tools/manual.py "$tollgate" .build/manual "$(date +%F)"
mandoc -Tlint -Wwarning .build/manual/*.1
# Other people's suites and policies are read only where somebody has fetched them.
if [ -n "${YAML_SUITE:-}" ]; then "$environment/bin/python" Tests/Peers/yaml_suite.py "$tollgate" "$YAML_SUITE"; fi
if [ -n "${JSON_SUITE:-}" ]; then "$environment/bin/python" Tests/Peers/json_suite.py "$tollgate" "$JSON_SUITE"; fi
if [ -n "${REAL_POLICIES:-}" ]; then
  "$environment/bin/python" Tests/Peers/real_policies "$tollgate" "$REAL_POLICIES"
fi
