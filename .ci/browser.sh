#!/usr/bin/env bash
# browser.sh [pytest arguments]: the journeys in tests/browser, in the Chromium that the system has.
set -euo pipefail
cd "$(dirname "$0")/.."

. .ci/chromium.sh "in a browser"
.ci/environment.sh browser
exec .venv/bin/python -m pytest -n 2 --dist worksteal tests/browser -m browser "$@"
