"""The command line. Qt is imported only when a window opens, Modbus when it is spoken."""

from __future__ import annotations

from collections.abc import Sequence

_STOPPED = 130  # as a shell tells a command that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 not completed, 2 wrong input or 130 stopped."""
    try:
        # loaded here, so that Ctrl-C is an end in good order while that takes its second, too
        from console.cli.entry import run_command  # noqa: PLC0415

        return run_command(arguments)
    except KeyboardInterrupt:  # before the command had begun what it closes by itself
        return _STOPPED


__all__ = ["main"]
