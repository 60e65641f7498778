"""Remembers the place of the window and its splitters in an .ini file of the user's."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

ORGANISATION = "kairetsu"
APPLICATION = "console"


def settings() -> QSettings:
    """Return the user's settings file."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, APPLICATION
    )


class LayoutMemory:
    """Restores a window as it was left, and keeps it when it closes."""

    def __init__(
        self, window: QMainWindow, splitters: Mapping[str, QSplitter], store: QSettings
    ) -> None:
        self._window = window
        self._splitters = splitters
        self._store = store

    def restore_window(self) -> None:
        """Put the window where it was."""
        geometry = self._store.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)

    def restore_splitters(self) -> None:
        """Put the splitters where they were; one that was never kept stays as it is."""
        for name, splitter in self._splitters.items():
            state = self._store.value(f"window/{name}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)

    def keep(self) -> None:
        """Write down where everything is."""
        self._store.setValue("window/geometry", self._window.saveGeometry())
        for name, splitter in self._splitters.items():
            self._store.setValue(f"window/{name}", splitter.saveState())
        self._store.sync()
