"""Tables of an edition are made when it is built; nothing migrates it, and tests neither create nor flush it."""

import pytest
from django.core.management import call_command
from django.db import connections, router

from helpdesk.editions.derive import Imprint, derive_file
from helpdesk.editions.schema import content_tables
from helpdesk.faq.models import Topic
from tests.editions.samples import BUILT, documents

ALIASES = ("edition", "candidate")


@pytest.mark.parametrize("alias", ALIASES)
def test_no_migration_runs_on_an_edition_file(alias):
    assert not router.allow_migrate(alias, "faq")
    assert not router.allow_migrate(alias, "auth")
    assert router.allow_migrate("default", "faq")


def test_a_built_file_has_the_tables_of_all_content_and_none_of_staff(tmp_path):
    path = tmp_path / "edition.sqlite3"
    derive_file(path, documents(), Imprint(1, None, BUILT, ""), documents())
    connections["edition"].open_file(path)

    tables = set(connections["edition"].introspection.table_names())

    assert tables >= {model._meta.db_table for model in content_tables()}
    assert not {name for name in tables if name.startswith(("auth_", "django_", "starter_"))}


def test_flushing_leaves_an_edition_alone(tmp_path):
    path = tmp_path / "edition.sqlite3"
    derive_file(path, documents(), Imprint(1, None, BUILT, ""), documents())
    connections["edition"].open_file(path)

    call_command("flush", database="edition", interactive=False, verbosity=0, inhibit_post_migrate=True)

    assert Topic.objects.using("edition").count() == 1


def test_a_file_built_twice_from_the_same_documents_holds_the_same_rows(tmp_path):
    rows = []
    for name in ("a", "b"):
        derive_file(tmp_path / name, documents(), Imprint(1, None, BUILT, ""), documents())
        connections["edition"].open_file(tmp_path / name)
        rows.append([list(model.objects.using("edition").order_by("pk").values()) for model in content_tables()])

    assert rows[0] == rows[1]
