#!/bin/sh
# Compares the catalog and the program's output with other people's programs, fetched from PyPI into .build.
set -eu
tollgate=$1
environment=.build/peers-venv
if [ ! -x "$environment/bin/moto_server" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet "moto[server,ec2]==5.2.5" "botocore==1.44.5" "PyYAML==6.0.3" "rfc8785==0.1.4"
fi
exec "$environment/bin/python" Tests/Peers/run.py "$tollgate"
