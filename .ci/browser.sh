#!/usr/bin/env bash
# browser.sh [pytest arguments]: the journeys in tests/browser, in the Chromium that the system has.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${HELPDESK_CHROMIUM:-} ]]; then
  for name in chromium chromium-browser google-chrome; do
    HELPDESK_CHROMIUM=$(command -v "$name") && break
  done
fi
if [[ -z ${HELPDESK_CHROMIUM:-} ]]; then
  echo "SKIPPED in a browser: there is no chromium here." >&2
  echo "Repair: apt install chromium fonts-noto-cjk, or set HELPDESK_CHROMIUM to the program" >&2
  [[ ${CI:-} == true ]] && exit 1
  exit 0
fi
export HELPDESK_CHROMIUM
.ci/environment.sh browser
exec .venv/bin/python -m pytest -n 2 tests/browser -m browser "$@"
