"""How gunicorn serves the site: synchronous workers, and no query string in any log."""

from typing import Any

from helpdesk.logs import WithoutQuery

workers = 2
worker_class = "sync"
loglevel = "warning"
accesslog = None
control_socket_disable = True
# Django answers a long address with a page of its own; a proxy in front sets the limit for the open internet.
limit_request_line = 0


def on_starting(server: Any) -> None:
    """Before the workers are forked, so that they inherit it."""
    server.log.error_log.addFilter(WithoutQuery())
