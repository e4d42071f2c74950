#!/usr/bin/env bash
# environment.sh run|dev|browser|bench: makes .venv hold what requirements/<name>.txt locks, and nothing is fetched when it does.
# A stamp in .venv is named after the lock's hash, so a changed lock is installed and an unchanged one is not looked at.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:?run, dev, browser or bench}

fail() { printf '%s\n' "" "$@" >&2; exit 1; }
stamp() { echo ".venv/locked-$(sha256sum <"requirements/$1.txt" | cut -c1-32)"; }

command -v python3 >/dev/null ||
  fail "python3 is missing." "Repair: apt install python3 python3-venv"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "This needs Python 3.11 or later; python3 here is $(python3 -V 2>&1)." "Repair: use Debian 12 or later, or put a newer python3 first in PATH."

if [[ -e $(stamp "$wanted") ]] && .venv/bin/python -c '' 2>/dev/null; then
  exit 0
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  python3 -c 'import ensurepip, venv' 2>/dev/null ||
    fail "Python's venv module is missing, so .venv cannot be made." "Repair: apt install python3-venv"
  echo "Making .venv"
  rm -rf .venv
  python3 -m venv .venv || fail "python3 -m venv .venv failed (see above)." "Repair: apt install python3-venv"
fi

echo "Installing requirements/$wanted.txt into .venv"
.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes \
  --requirement "requirements/$wanted.txt" ||
  fail "Installing requirements/$wanted.txt failed (see above)." "The first time needs a connection to a package registry; after that none is needed."

# Each lock contains the smaller ones, in the same versions.
rm -f .venv/locked-*
case $wanted in
  browser | bench) touch "$(stamp "$wanted")" "$(stamp dev)" "$(stamp run)" ;;
  dev) touch "$(stamp dev)" "$(stamp run)" ;;
  *) touch "$(stamp "$wanted")" ;;
esac
