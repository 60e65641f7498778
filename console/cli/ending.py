"""How a command ends: the codes it returns, and what it says when it cannot start."""

from __future__ import annotations

import sys

DONE, NOT_COMPLETED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130


class Refused(Exception):
    """The command cannot start: what the person reads, one line or more."""


def say_wrong(text: str) -> None:
    """Tell the person at the terminal what is wrong."""
    print(text, file=sys.stderr)
