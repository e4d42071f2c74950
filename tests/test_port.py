"""`make run` says before anything is started that it cannot serve at this port, and what to type instead."""

import importlib.util
import socket
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parent.parent / ".ci" / "check_port.py"


@pytest.fixture
def problem():
    """The function that `make run` asks."""
    spec = importlib.util.spec_from_file_location("check_port", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.problem


def test_a_taken_port_is_named_with_the_repair(problem):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        text = problem(str(port))
    assert f"Port {port} is taken" in text
    assert f"make run PORT={port + 1}" in text


def test_a_free_port_is_no_problem(problem):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert problem(str(port)) == ""


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "８０００", "80 00"])
def test_what_is_no_port_is_refused_with_the_repair(problem, text):
    assert "make run PORT=8001" in problem(text)
