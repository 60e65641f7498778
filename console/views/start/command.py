"""A command of the program beside the page: its own process, so that nothing here ever waits."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

_MAIN = "import sys; from console.cli import main; sys.exit(main())"


def own_command(arguments: Sequence[str]) -> tuple[str, ...]:
    """What starts `kairetsu` with `arguments` as a process of its own."""
    return (sys.executable, "-c", _MAIN, *arguments)


class Command(QObject):
    """Runs one command at a time; done: its code, and everything that it wrote."""

    done = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    @property
    def running(self) -> bool:
        """Whether one is at work."""
        return self._process is not None

    def start(self, arguments: Sequence[str]) -> None:
        """Run `kairetsu` with `arguments`; not while another one runs."""
        if self._process is not None:
            return
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.finished.connect(self._end)
        self._process = process
        program, *rest = own_command(arguments)
        process.start(program, rest)

    def stop(self) -> None:
        """End it in good order; it says so by `done`."""
        if self._process is not None:
            self._process.terminate()

    def close(self) -> None:
        """End it, and wait until it has."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect()
            process.terminate()
            if not process.waitForFinished(2000):
                process.kill()
                process.waitForFinished(2000)

    def _end(self, code: int) -> None:
        process, self._process = self._process, None
        if process is not None:
            text = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
            process.deleteLater()
            self.done.emit(code, text.strip())
