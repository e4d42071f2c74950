"""What may not stand in a log: a query string, and a value that a visitor sent."""

import io
import logging

import pytest

from helpdesk.logs import WithoutQuery, WithoutValues, logging_setup


def line(message: str, *values: object) -> str:
    """What is left of a message that went through the filter."""
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 0, message, values, None)
    assert WithoutQuery().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("message", "values", "left"),
    [
        ("Not Found: %s", ("/en/none/",), "Not Found: /en/none/"),
        ('"%s" %s', ("GET /en/check/?situation=died HTTP/1.1", 200), '"GET /en/check/?... HTTP/1.1" 200'),
        ("Error handling request %s", ("/x?a=1&b=2",), "Error handling request /x?..."),
        ("Is this a question?", (), "Is this a question?"),
        ("Not Found: %s", ("/en/replay/CJCS-87Y/",), "Not Found: /en/replay/.../"),
        ('"%s" %s', ("GET /en/replay/CJCS-87Y/?format=json HTTP/1.1", 404), '"GET /en/replay/.../?... HTTP/1.1" 404'),
        ("Not Found: %s", ("/en/replay/",), "Not Found: /en/replay/"),
    ],
)
def test_a_query_string_is_cut_off(message, values, left):
    assert line(message, *values) == left


def logged(error: Exception) -> str:
    """What the formatter writes for an exception raised while another is being handled."""
    stream = io.StringIO()
    logger = logging.Logger("test")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutValues("{levelname}: {message}", style="{"))
    logger.addHandler(handler)
    try:
        try:
            int(str(error))
        except ValueError as first:
            raise error from first
    except Exception:
        logger.exception("Internal Server Error: %s", "/en/check/")
    return stream.getvalue()


def test_an_exception_is_logged_with_its_place_and_type_and_without_its_message():
    text = logged(RuntimeError("the balance is 5000"))
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert "5000" not in text


def test_nobody_is_mailed_a_request():
    setup = logging_setup(debug=False)
    assert set(setup["handlers"]) == {"console"}
    assert setup["loggers"]["django"]["handlers"] == []


def test_only_a_developer_sees_the_messages_of_exceptions():
    assert "class" in logging_setup(debug=False)["formatters"]["line"]
    assert "class" not in logging_setup(debug=True)["formatters"]["line"]
