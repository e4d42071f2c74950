"""From the inbox into the editorial database, each message exactly once.

A file goes only after its message is safely in the database, and a message that is there already is not inserted again:
killed at any point, the next run goes on where this one stopped.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import connection

from helpdesk.pages.feedback.inbox import clear_old, inbox, names, set_aside, spend
from helpdesk.pages.feedback.message import Message, UnreadableError, from_json
from helpdesk.pages.models import ReaderMessage


@dataclass
class Collected:
    """How many messages were new, how many were in the database already, and which files were set aside or left."""

    new: int = 0
    known: int = 0
    broken: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def collect() -> Collected:
    """Insert every message of the inbox and remove its file. Raises DatabaseError when the database does not answer."""
    store, found = inbox(), Collected()
    make_commits_durable()
    for name in names(store):
        try:
            collect_one(store, name, found)
        except OSError as error:
            found.left[name] = error.strerror or type(error).__name__
    clear_old(store)
    return found


def collect_one(store: Storage, name: str, found: Collected) -> None:
    """One file: into the database, or aside with the reason."""
    try:
        with store.open(name) as file:
            message = from_json(file.read())
        if name != f"{message.uuid}.json":
            raise UnreadableError("its name is not that of the message in it")
        new = insert(message)
    except FileNotFoundError:
        return  # another run has just collected it
    except (UnreadableError, ValidationError) as error:
        found.broken[name] = reason(error)
        set_aside(store, name)
        return
    found.new, found.known = found.new + new, found.known + (not new)
    spend(store, name)


def insert(message: Message) -> bool:
    """Put a message into the editorial database; False when it is there already. Raises ValidationError."""
    values = {name: getattr(message, name) for name in ReaderMessage.FROM_READER}
    # PostgreSQL's driver would write the name of an enum's member, not its text.
    values |= {"kind": str(message.kind), "rules": list(message.rules)}
    row = ReaderMessage(uuid=message.uuid, **values)
    row.full_clean(validate_unique=False, validate_constraints=False)
    return ReaderMessage.objects.get_or_create(uuid=message.uuid, defaults=values)[1]


def reason(error: UnreadableError | ValidationError) -> str:
    """Why a file is no message, without a word of what is in it."""
    if isinstance(error, ValidationError):
        return f"the database cannot take: {', '.join(sorted(error.message_dict))}"
    return str(error)


def make_commits_durable() -> None:
    """On SQLite the settings let a power cut take back the last commits; a file must not go before they are on disk."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
