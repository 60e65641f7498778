"""The one error of the condition language."""

from __future__ import annotations

from typing import Any

from devices import messages


class ConditionError(ValueError):
    """A text that is no condition.

    key and arguments name the words in `resources/messages/`; column counts characters from 1.
    """

    def __init__(self, key: str, column: int, /, **arguments: object) -> None:
        super().__init__(f"column {column}: {messages.text('en', key, **arguments)}")
        self.key = key
        self.column = column
        self.arguments: dict[str, Any] = arguments
