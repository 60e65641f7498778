"""Remembers the place of the window and of its panels in an .ini file of the user's."""

from __future__ import annotations

import logging

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from console.models.panel_layout import PanelLayout, layout_from
from console.models.presets import CONTROL_ROOM, PANELS, Preset, preset

ORGANISATION = "kairetsu"
APPLICATION = "console"

_log = logging.getLogger(__name__)


def settings() -> QSettings:
    """Return the user's settings file."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, APPLICATION
    )


def kept_preset(store: QSettings) -> Preset | None:
    """Return the preset that was used last, if there is one."""
    return preset(str(store.value("layout/preset", "")))


class LayoutMemory:
    """Where the window stood, which preset it had, and what was moved in each preset.

    place: under which name it is kept where it stood: a replay has a place of its own.
    """

    def __init__(self, store: QSettings, place: str = "window") -> None:
        self._store = store
        self._place = f"{place}/geometry"

    def restore_window(self, window: QMainWindow) -> bool:
        """Put the window where it was, if that is kept; Qt sees to it that it is on a screen."""
        geometry = self._store.value(self._place)
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def preset(self) -> Preset:
        """The preset that was used last, else the control room's."""
        return kept_preset(self._store) or CONTROL_ROOM

    def layout(self, preset: Preset) -> PanelLayout | None:
        """What was made of `preset`; None where nothing was, or where it cannot be read."""
        kept = self._store.value(f"layout/{preset.name}")
        if not isinstance(kept, str):
            return None
        layout = layout_from(kept, frozenset(PANELS))
        if layout is None:
            _log.warning("kept layout %s cannot be read: the usual places are used", preset.name)
        return layout

    def forget(self, preset: Preset) -> None:
        """Let `preset` have its usual places."""
        self._store.remove(f"layout/{preset.name}")

    def keep(self, window: QMainWindow, preset: Preset, layout: PanelLayout) -> None:
        """Write down where everything is."""
        self._store.setValue(self._place, window.saveGeometry())
        self._store.setValue("layout/preset", preset.name)
        self._store.setValue(f"layout/{preset.name}", layout.to_text())
        self._store.sync()
