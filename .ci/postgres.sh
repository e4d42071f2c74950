#!/usr/bin/env bash
# postgres.sh COMMAND...: runs COMMAND with DATABASE_URL naming a PostgreSQL server.
# In this order: the DATABASE_URL that is set; a server on the loopback address; a private one made for this run
# from an installed PostgreSQL. Without any it is a skip that says so, and a failure when CI=true.
set -euo pipefail
cd "$(dirname "$0")/.."

answers() { .venv/bin/python .ci/postgres_answers.py "$1"; }

if [[ ${DATABASE_URL:-} ]]; then
  answers "$DATABASE_URL" || { echo "DATABASE_URL is set, and no PostgreSQL server answers there." >&2; exit 1; }
  exec "$@"
fi

# Django makes its own databases beside this one (test_...); the name is of this run, so that two runs never meet.
name="helpdesk_$$"
default="postgres://postgres@127.0.0.1:${PGPORT:-5432}/$name"
if answers "$default" 2>/dev/null; then
  DATABASE_URL=$default exec "$@"
fi

for folder in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
  [[ -x $folder/initdb && -x $folder/pg_ctl ]] && programs=$folder
done
if [[ -z ${programs:-} ]]; then
  echo "SKIPPED on PostgreSQL: no server answers at 127.0.0.1:${PGPORT:-5432} and none is installed." >&2
  echo "Repair: apt install postgresql, or set DATABASE_URL=postgres://user@host:port/name" >&2
  [[ ${CI:-} == true ]] && exit 1
  exit 0
fi

# PostgreSQL refuses to run as root.
folder=$(mktemp -d)
as=()
if [[ $(id -u) == 0 ]]; then
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$owner" "$folder"
  as=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups)
fi
stop() {
  (cd "$folder" && "${as[@]}" "$programs/pg_ctl" stop --pgdata "$folder/data" --mode immediate --silent) || true
  rm -rf "$folder"
}
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
echo "Starting a private PostgreSQL for this run"
(
  cd "$folder"
  "${as[@]}" "$programs/initdb" --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 >/dev/null
  "${as[@]}" "$programs/pg_ctl" start --pgdata "$folder/data" --wait --silent --log "$folder/log" \
    --options "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c fsync=off"
) || { cat "$folder/log" >&2 2>/dev/null; exit 1; }
DATABASE_URL="postgres://postgres@127.0.0.1:$port/$name" "$@"
