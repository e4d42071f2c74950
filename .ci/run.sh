#!/usr/bin/env bash
# run.sh [--dev]: everything from a fresh checkout to a site at 127.0.0.1:$PORT. --dev serves it with reloading instead.
set -euo pipefail
cd "$(dirname "$0")/.."
port=${PORT:-8000}

if command -v python3 >/dev/null; then
  python3 .ci/check_port.py "$port" || exit 1
fi
if [[ ${1:-} == --dev ]]; then
  .ci/environment.sh dev
  export DJANGO_DEBUG=1
  .ci/prepare.sh
  exec .venv/bin/python -W default manage.py runserver "127.0.0.1:$port"
fi

.ci/environment.sh run
.ci/prepare.sh
export HELPDESK_COLLECTED=1
.venv/bin/python manage.py collectstatic --noinput --verbosity 0

cat <<TEXT

  The site:   http://127.0.0.1:$port/
  For staff:  http://127.0.0.1:$port/admin/    (make a staff user in another window: make staff-user)
  To stop:    Ctrl-C

TEXT
exec .venv/bin/gunicorn helpdesk.wsgi --config python:helpdesk.serving --bind "127.0.0.1:$port"
