"""What is wrong with a record, as a message for people."""

from __future__ import annotations


class RecordError(Exception):
    """A record cannot be written or read: `key` and `arguments` say why, for devices.messages."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(f"{key}: {arguments}")
        self.key = key
        self.arguments = arguments
