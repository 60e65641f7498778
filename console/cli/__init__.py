"""The command line. Qt is imported only when a window opens, Modbus when it is spoken."""

from console.cli.entry import main

__all__ = ["main"]
