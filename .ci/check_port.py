"""check_port.py PORT: says before anything is started when the site cannot be served there. Any Python 3 runs it."""

import errno
import socket
import sys


def problem(text: str) -> str:
    """What is wrong with this port and how to mend it; "" when it is free."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        return f"PORT is {text!r}, and a port is a number from 1 to 65535.\nRepair: make run PORT=8001"
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                free = port + 1 if port < 65535 else 8000
                return (
                    f"Port {port} is taken: something else is served at 127.0.0.1:{port}.\nRepair: make run PORT={free}"
                )
            return f"Port {port} cannot be used ({error.strerror}).\nRepair: make run PORT=8001"
    return ""


if __name__ == "__main__":
    message = problem(sys.argv[1])
    if message:
        sys.exit(message)
