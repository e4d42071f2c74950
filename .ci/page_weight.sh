#!/usr/bin/env bash
# page_weight.sh [--strict] [--loads N] [--output FILE]: our pages beside GOV.UK Frontend's, in the system's Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/chromium.sh "the weight of pages"
.ci/environment.sh browser
exec .venv/bin/python -m tests.weight "$@"
