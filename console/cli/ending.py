"""How a command ends: the codes it returns, and what it says when it cannot start."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

DONE, NOT_COMPLETED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130


class Refused(Exception):
    """The command cannot start: what the person reads, one line or more."""


def say_wrong(text: str) -> None:
    """Tell the person at the terminal what is wrong."""
    print(text, file=sys.stderr)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Turn Ctrl-C and SIGTERM into a wish to stop, asked for where no half of a thing is left."""
    asked = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    kept = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
