"""Form fields for what documents keep as lists and mappings: one item a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class LinesField(forms.CharField):
    """A list of texts, one a line. Empty lines are dropped."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3, "cols": 60}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Lines for the form."""
        return "\n".join(str(item) for item in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The list."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares lists, so that white space is no change."""
        return (initial or []) != self.to_python(data)


class PairsField(forms.CharField):
    """A mapping, one `name = value` a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3, "cols": 60}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Lines for the form."""
        return "\n".join(f"{name} = {item}" for name, item in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        """The mapping. A line without `=` is refused by name."""
        found: dict[str, str] = {}
        for line in str(value or "").splitlines():
            name, equals, item = line.partition("=")
            if line.strip() and not equals:
                raise ValidationError(
                    _("“%(line)s” has no “=”. Write for example: situation = left-job"), params={"line": line}
                )
            if equals:
                found[name.strip()] = item.strip()
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares mappings."""
        try:
            return (initial or {}) != self.to_python(data)
        except ValidationError:
            return True


class DerivedField(forms.JSONField):
    """How a derived fact is computed, as JSON; empty for a fact that is asked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
