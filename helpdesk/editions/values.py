"""One value of a body: from a column to canonical JSON, and from what somebody wrote to canonical JSON.

Canonical means that the same content is always the same text: line ends are \\n and texts have no outer white space
(the admin's forms strip it, YAML's block texts end with it), decimals have no trailing zeros, dates are YYYY-MM-DD.
"""

import datetime
import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

Column = models.Field


class FaultyValueError(ValueError):
    """What is wrong with one value, and the repair; the caller knows where it stands."""

    def __init__(self, problem: str, repair: str) -> None:
        self.problem, self.repair = problem, repair
        super().__init__(problem)


def to_json(column: Column, value: Any) -> Any:
    """A column's value as canonical JSON. A foreign key's value is the natural key it holds."""
    if value is None or isinstance(column, models.JSONField):
        return value
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return canonical_text(str(value))


def to_column(column: Column, value: Any) -> Any:
    """The value a model instance takes for canonical JSON."""
    if isinstance(column, models.ForeignKey | models.JSONField) or value is None:
        return value
    return column.to_python(value)


def default_of(column: Column) -> Any:
    """What a field left out stands for; a FaultyValueError when it must be given."""
    if is_required(column):
        raise FaultyValueError("is missing", "This field has to be given.")
    return to_json(column, column.get_default())


def is_required(column: Column) -> bool:
    """Whether a field has neither a default nor an empty value."""
    return not (column.null or column.blank or column.has_default())


def canonical(column: Column, value: Any) -> Any:
    """What somebody wrote for a column as canonical JSON; a FaultyValueError when the column cannot hold it."""
    if value is None or (value == "" and is_required(column)):
        return None if column.null else default_of(column)
    written = _reader_of(column)(column, value)
    if written not in ("", None) and not isinstance(column, models.ForeignKey | models.JSONField):
        _validate(column, written)
    return written


def canonical_text(text: str) -> str:
    """Line ends as \\n, no outer white space."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def decimal_text(value: Decimal) -> str:
    """0.7 for Decimal("0.7000"), 5000 for Decimal("5E+3")."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _reader_of(column: Column) -> Callable[[Column, Any], Any]:
    for column_type, reader in READERS:
        if isinstance(column, column_type):
            return reader
    raise TypeError(f"{column} is a {type(column).__name__}, which no document can hold. Use {SUPPORTED}.")


def _text(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise FaultyValueError(f"is a {_named(value)}, not text", f"Put it in quotes: '{value}'.")
    if "\x00" in value:
        raise FaultyValueError("holds a NUL character", "Take it out.")
    return canonical_text(value)


def _truth(column: Column, value: Any) -> bool:
    if not isinstance(value, bool):
        raise FaultyValueError("is neither true nor false", "Write true or false, without quotes.")
    return value


def _whole(column: Column, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise FaultyValueError("is not a whole number", "Write digits without quotes.")
    return value


def _decimal(column: Column, value: Any) -> str:
    try:
        if isinstance(value, bool | float):
            raise InvalidOperation
        number = Decimal(value)
        if not number.is_finite():
            raise InvalidOperation
    except (InvalidOperation, TypeError, ValueError):
        raise FaultyValueError("is not a decimal number", "Write it in quotes, with a point: '0.7'.") from None
    return decimal_text(number)


def _date(column: Column, value: Any) -> str:
    try:
        day = value if type(value) is datetime.date else datetime.date.fromisoformat(value)
        if isinstance(value, str) and day.isoformat() != value:
            raise ValueError(value)
    except (TypeError, ValueError):
        raise FaultyValueError("is not a date", "Write a day of the calendar as 'YYYY-MM-DD', in quotes.") from None
    return str(day.isoformat())


def _moment(column: Column, value: Any) -> str:
    try:
        moment = datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise FaultyValueError("is not a time", "Write it as '2026-11-22T09:30:00+00:00', in quotes.") from None
    return moment.isoformat()


def _json(column: Column, value: Any) -> Any:
    empty = column.get_default()
    if isinstance(empty, list | dict) and not isinstance(value, type(empty)):
        wanted = "a list: [first, second]" if isinstance(empty, list) else "a mapping: {name: value}"
        raise FaultyValueError(f"is a {_named(value)}", f"Write {wanted}.")
    if isinstance(empty, list):
        for item in value:
            if isinstance(item, bool | int | float):  # codes and dates; a list of figures does not occur
                raise FaultyValueError(f"holds the {_named(item)} {item}", f"Put it in quotes: '{item}'.")
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise FaultyValueError(
            f"cannot be written as JSON ({error})", "Use texts, numbers, true, false, null, lists, mappings."
        ) from None


def _key(column: Column, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise FaultyValueError("is not a key", "Write the key of the document it points to, in quotes.")
    return value.strip()


def _validate(column: Column, value: Any) -> None:
    if column.choices:
        allowed = [str(choice) for choice, _label in column.flatchoices]
        if str(value) not in allowed:
            close = get_close_matches(str(value), allowed, n=1)
            meant = f" Did you mean {close[0]!r}?" if close else ""
            raise FaultyValueError("is not one of the choices", f"Write one of {', '.join(allowed)}.{meant}")
    try:
        column.run_validators(column.to_python(value))
    except ValidationError as error:
        raise FaultyValueError("is refused", " ".join(error.messages)) from None


def _named(value: Any) -> str:
    names = {bool: "yes/no value", int: "number", float: "number", str: "text", list: "list", dict: "mapping"}
    return names.get(type(value), type(value).__name__)


READERS: tuple[tuple[type[Column], Callable[[Column, Any], Any]], ...] = (
    (models.ForeignKey, _key),
    (models.JSONField, _json),
    (models.BooleanField, _truth),
    (models.IntegerField, _whole),
    (models.DecimalField, _decimal),
    (models.DateTimeField, _moment),
    (models.DateField, _date),
    (models.CharField, _text),
    (models.TextField, _text),
)
SUPPORTED = ", ".join(column_type.__name__ for column_type, _reader in READERS)
