#!/usr/bin/env bash
# check.sh: everything that can be said about the code without running the site.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '%s\n' "-- $*"; "$@"; }

step .venv/bin/ruff check .
step .venv/bin/ruff format --check .
step .venv/bin/mypy
step .venv/bin/python manage.py check --fail-level WARNING
step .venv/bin/python manage.py makemigrations --check --dry-run
step .venv/bin/python -m pytest -q tests/test_architecture.py tests/test_lock_files.py tests/test_translations.py
