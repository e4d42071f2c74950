"""postgres_answers.py URL: leaves with 0 when a PostgreSQL server answers there (the database need not exist yet)."""

import sys

import psycopg
from dj_database_url import parse


def main(url: str) -> None:
    """Asks the server's own database, since the one named is made later."""
    found = parse(url)
    if found["ENGINE"] != "django.db.backends.postgresql":
        sys.exit(f"DATABASE_URL names {found['ENGINE']}, not PostgreSQL.")
    try:
        psycopg.connect(
            host=found["HOST"],
            port=found["PORT"] or 5432,
            user=found["USER"],
            password=found["PASSWORD"],
            dbname="postgres",
            connect_timeout=3,
        ).close()
    except psycopg.OperationalError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1])
