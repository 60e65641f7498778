"""The command line. Qt is imported only when a window opens, Modbus when it is spoken."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

_STOPPED = 130  # as a shell tells a command that Ctrl-C ended
_UNREAD = 141  # and one whose reader went, as `head` does


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 not completed, 2 wrong input, 130 stopped or 141 unread."""
    # What is loaded stays: to look through it for garbage meanwhile costs a sixth of the start.
    gc.disable()
    try:
        # loaded here, so that Ctrl-C is an end in good order while that takes its second, too
        from console.cli.entry import run_command  # noqa: PLC0415

        code = run_command(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # what Python writes at its end goes nowhere, instead of failing there once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNREAD
    except KeyboardInterrupt:  # before the command had begun what it closes by itself
        return _STOPPED
    finally:
        gc.enable()


__all__ = ["main"]
