"""The site's own settings, with one page more: see reader_addresses.py. For the servers that test_readers.py starts."""

from helpdesk.settings import *  # noqa: F403

ROOT_URLCONF = "tests.publishing.reader_addresses"
ALLOWED_HOSTS = ["127.0.0.1"]
