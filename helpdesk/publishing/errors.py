"""Why a publish or a rollback was refused."""

from typing import Any


class PublishError(RuntimeError):
    """A refusal, told in a sentence with the repair; `details` are the same for programs."""

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.details = details
