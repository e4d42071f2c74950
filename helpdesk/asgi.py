"""The way in for an ASGI server. The site runs on synchronous workers (helpdesk/wsgi.py); this is here for tools."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

application = get_asgi_application()
