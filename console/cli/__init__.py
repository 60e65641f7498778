"""The command line: kairetsu run | rehearse | check. Qt is imported only when a window opens."""

from console.cli.entry import main

__all__ = ["main"]
