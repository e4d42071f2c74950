#!/usr/bin/env bash
# Writes requirements/*.txt again from pyproject.toml: every package pinned and hashed, for every platform.
# uv is needed for this one step only, so it comes in a throwaway environment; installing needs nothing but pip.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
python3 -m venv "$tool/venv"
"$tool/venv/bin/pip" install --quiet --disable-pip-version-check uv

# Nothing that is set up on this machine (a cache, a mirror, a folder of local builds) may find its way into the lock.
unset PIP_FIND_LINKS UV_FIND_LINKS UV_CONFIG_FILE
compile() {
  local name=$1
  shift
  echo "requirements/$name.txt"
  "$tool/venv/bin/uv" pip compile pyproject.toml "$@" --no-config --quiet ${UPGRADE:+--upgrade} \
    --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
    --output-file "requirements/$name.txt"
}
# The widest first, and the others held to it: a package has one version in all of them.
compile browser --group dev --group browser
compile bench --group dev --group bench --constraints requirements/browser.txt
compile dev --group dev --constraints requirements/browser.txt
compile run --constraints requirements/browser.txt

if grep -nE 'https?://|file:|^-|\+cpu' requirements/*.txt; then
  echo "A lock file names a registry, a folder or a local build (above). Remove it and run 'make lock' again." >&2
  exit 1
fi
