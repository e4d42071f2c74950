"""All drafts as they stood at one moment."""

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from helpdesk.editions.documents import Document, read_documents
from helpdesk.publishing.errors import PublishError

CONSISTENT = ("repeatable read", "serializable")


def read_drafts() -> dict[str, Document]:
    """Every document of the editorial database in one consistent snapshot; staff go on saving meanwhile."""
    connection = connections[DEFAULT_DB_ALIAS]
    already = connection.in_atomic_block
    with transaction.atomic(using=DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if not already:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SHOW transaction_isolation")
            (isolation,) = cursor.fetchone()
            if isolation not in CONSISTENT:
                raise PublishError(
                    f"The drafts would be read in a transaction that is {isolation}, which mixes moments. "
                    "Publish outside a transaction."
                )
        return read_documents(DEFAULT_DB_ALIAS)
