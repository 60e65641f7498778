"""What can come in place of an answer. Each says it in words for the operator."""

from __future__ import annotations

from devices.phrases import said
from devices.words import Words

# The codes of MODBUS Application Protocol V1.1b3, section 7.
_KNOWN_CODES = frozenset({1, 2, 3, 4, 5, 6, 8, 10, 11})


class Failure(Exception):
    """No answer that can be used. sent: whether the request may have reached the device."""

    sent = True

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class NoConnection(Failure):
    """There is no way to the device; nothing was sent."""

    sent = False


class ConnectionBroke(Failure):
    """The connection ended while the request was under way."""


def lost() -> ConnectionBroke:
    """The other side ended the connection, and nothing more is known."""
    return ConnectionBroke(said("wire.closed"))


class NoAnswer(Failure):
    """The deadline passed in silence."""


class BadReply(Failure):
    """What came back is not the answer to what was asked."""


class DeviceException(Failure):
    """The device answered that it cannot: a Modbus exception with its `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(exception_words(code))
        self.code = code


def exception_words(code: int) -> Words:
    """What a Modbus exception code means; an unknown one is told as its number."""
    key = f"wire.exception.{code}" if code in _KNOWN_CODES else "wire.exception.other"
    return said(key, code=code)


def bad_reply(what: str, **arguments: object) -> BadReply:
    """A BadReply with the words of `wire.reply.<what>`."""
    return BadReply(said(f"wire.reply.{what}", **arguments))


class NotAllowed(Failure):
    """It was taken back before it was sent; nothing was sent."""

    sent = False
