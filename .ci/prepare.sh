#!/usr/bin/env bash
# prepare.sh: the editorial database up to date, the starter content in it, and a first edition if there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
manage() { .venv/bin/python manage.py "$@"; }

echo "Preparing the editorial database"
manage migrate --verbosity 0
manage load_starter
manage publish --if-none --note "First edition"
