"""The inbox: a file a message, in the storage called `inbox`. It works without a database and through outages.

How much may come in is counted by files, so that no address of a visitor is kept: so many an hour, and so many waiting.
The price is that one flood closes the form to everybody for up to an hour. What was collected leaves an empty file in
`spent`, named by the message, until it no longer counts.
"""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from helpdesk.editions.clock import now
from helpdesk.pages.feedback.message import Message, as_json

SPENT, BROKEN = "spent", "broken"
MOST_AN_HOUR, MOST_WAITING = 200, 5000
HOUR = timedelta(hours=1)


class FullError(Exception):
    """No more is taken for now."""


def inbox() -> Storage:
    """The storage of the settings."""
    return storages["inbox"]


def keep(message: Message) -> None:
    """Store a message; when this returns, it is on disk. Sending it again changes nothing.

    Raises FullError when too much came in, and whatever the storage raises when it cannot write (mostly OSError).
    """
    store, name = inbox(), f"{message.uuid}.json"
    if store.exists(spent_name(name)):
        return
    if not store.exists(name) and is_full(store):
        raise FullError
    store.save(name, ContentFile(as_json(message)))


def is_full(store: Storage) -> bool:
    """Has too much come in during the last hour, or is too much waiting?"""
    waiting = names(store)
    if len(waiting) >= MOST_WAITING:
        return True
    files = [*waiting, *(f"{SPENT}/{name}" for name in names(store, SPENT))]
    return len(files) >= MOST_AN_HOUR and sum(is_recent(store, name) for name in files) >= MOST_AN_HOUR


def names(store: Storage, folder: str = "", drafts: bool = False) -> list[str]:
    """The finished files in a folder of the inbox, or the drafts; none while there is no such folder."""
    try:
        return sorted(name for name in store.listdir(folder)[1] if name.startswith(".") is drafts)
    except FileNotFoundError:
        return []


def is_recent(store: Storage, name: str) -> bool:
    """Did the file appear within the last hour? One that has just been collected did not."""
    try:
        return now() - store.get_modified_time(name) < HOUR
    except FileNotFoundError:
        return False


def spent_name(name: str) -> str:
    """What is left of a collected file."""
    return f"{SPENT}/{name.removesuffix('.json')}"


def spend(store: Storage, name: str) -> None:
    """Removes a file whose message is safe in the database; an empty one still counts for an hour."""
    store.save(spent_name(name), ContentFile(b""))
    store.delete(name)


def set_aside(store: Storage, name: str) -> None:
    """Moves a file that is no message out of the way, unchanged."""
    with store.open(name) as file:
        store.save(f"{BROKEN}/{name}", ContentFile(file.read()))
    store.delete(name)


def clear_old(store: Storage) -> None:
    """Forgets what no longer counts, and what a killed writer left behind more than an hour ago."""
    for folder in ("", SPENT):
        drafts = names(store, folder, drafts=True)
        for name in drafts if folder == "" else [*drafts, *names(store, folder)]:
            path = f"{folder}/{name}".lstrip("/")
            if not is_recent(store, path):
                store.delete(path)
