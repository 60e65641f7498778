"""The settings: what is chosen shows at once, is kept on Keep, and taken back on Esc."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import preferences
from console.app import translation_for
from console.appearance import appearance
from console.preferences import Preferences
from console.theme import NIGHT, palette
from console.views.main_window import MainWindow
from console.views.settings_dialog import SettingsDialog
from procedures.snapshot import Snapshot

Open = Callable[..., MainWindow]


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)


def reopened(store: QSettings) -> QSettings:
    """Return the same file as another run of the program reads it."""
    store.sync()
    return QSettings(store.fileName(), QSettings.Format.IniFormat)


def dialog_of(window: MainWindow) -> SettingsDialog:
    window.show_settings()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    return dialog


def test_preferences_come_back_as_they_were_kept(store: QSettings) -> None:
    wanted = Preferences("ja", "night", 150, "neutral", "bell", 0, muted=True)
    preferences.keep(wanted, store)
    assert preferences.read(reopened(store)) == wanted


def test_a_value_that_cannot_be_used_is_named_and_the_usual_is_taken(
    store: QSettings, caplog: pytest.LogCaptureFixture
) -> None:
    preferences.keep(Preferences(theme="night"), store)
    store.setValue("preferences/scale_pct", "3000")
    store.setValue("preferences/muted", "perhaps")
    with caplog.at_level(logging.WARNING):
        read = preferences.read(reopened(store))
    assert (read.theme, read.scale_pct, read.muted) == ("night", 100, False)
    named = [record.getMessage() for record in caplog.records]
    assert [any(word in line for line in named) for word in ("3000", "perhaps")] == [True, True]


def test_a_language_switched_in_any_window_is_that_of_the_next_and_the_command_goes_before(
    qapp: QApplication, store: QSettings
) -> None:
    preferences.keep(Preferences(theme="night"), store)
    spoken = translation_for("en", store, asked=False)
    assert spoken.language == "en"  # the system's
    spoken.switch()
    spoken.close()
    assert preferences.read(reopened(store)) == Preferences("ja", "night")
    told = []
    for asked in (False, True):
        then = translation_for("en", reopened(store), asked=asked)
        told.append(then.language)
        then.close()
    assert told == ["ja", "en"]


def test_a_choice_shows_at_once_and_keep_writes_it_down(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    dialog = dialog_of(window)
    dialog.box("theme").setFocus()
    qtbot.keyClick(dialog.box("theme"), Qt.Key.Key_Down)
    assert palette() is NIGHT
    qtbot.keyClick(dialog.box("scale_pct"), Qt.Key.Key_Down)
    qtbot.keyClick(dialog.box("language"), Qt.Key.Key_Down)
    assert (dialog.windowTitle(), window.language) == ("設定", "ja")
    qtbot.keyClick(dialog.box("volume_pct"), Qt.Key.Key_End)
    qtbot.mouseClick(dialog._keep, Qt.MouseButton.LeftButton)
    read = preferences.read(reopened(window._store))
    assert read == Preferences("ja", "night", 125, "power", "chime", 75, muted=True)


def test_esc_leaves_everything_as_it_was(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    dialog = dialog_of(window)
    for name in ("theme", "scale_pct", "switch_colours", "language"):
        qtbot.keyClick(dialog.box(name), Qt.Key.Key_End)
    look = appearance()
    assert (look.theme, look.scale_pct, look.switch_colours) == ("night", 200, "industrial")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (look.theme, look.scale_pct, look.switch_colours) == ("day", 100, "power")
    assert window.language == "en"
    assert preferences.read(window._store) == Preferences()


def test_the_window_is_drawn_in_the_colours_that_are_chosen(
    open_window: Open, picture: Snapshot
) -> None:
    """The ground of the one-line, a plot and the bar, read from the picture of the window."""
    window = open_window(picture, (1280, 800))
    places = [
        window.centre.one_line.mapTo(window, window.centre.one_line.rect().bottomLeft()),
        window.top_bar.mapTo(window, window.top_bar.rect().center()),
    ]
    shown = []
    for theme in ("day", "night", "day"):
        appearance().choose(theme=theme)
        image = window.grab().toImage()
        shown.append([image.pixelColor(place.x() + 9, place.y() - 9).name() for place in places])
    assert shown[0] == shown[2]
    assert all(day != night for day, night in zip(shown[0], shown[1], strict=True))
