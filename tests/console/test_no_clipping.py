"""No text is cut off: every label and button has the room its text needs, by font metrics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QTabBar, QWidget

from console.views.live.arm_dialog import ArmDialog
from console.views.main_window import MainWindow
from console.views.one_line_text import OneLineText
from console.views.point_dialog import PointDialog
from console.views.wide_button import WideButton
from devices.alarms import AlarmFigures
from devices.signals import Quality
from devices.words import same
from procedures.snapshot import AlarmState, EventLine, HoldView, Refusal, Snapshot

SIZES = ((1920, 1080), (1280, 800))
LIVE: tuple[dict[str, object], ...] = (
    {},
    {"armed_by": "nakamura", "armed_since_s": 7000.0},
    {"read_only": True, "may_arm": ()},
)
_WRAP = int(Qt.TextFlag.TextWordWrap)


def settle() -> None:
    """Let layouts that ask for a new turn have it."""
    for _ in range(4):
        QApplication.processEvents()


def needed(label: QLabel) -> tuple[int, int]:
    """Width and height that the text of a label takes."""
    room = label.contentsRect()
    if label.textFormat() is Qt.TextFormat.RichText:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(label.font())
        document.setHtml(label.text())
        document.setTextWidth(room.width())
        return int(document.idealWidth()), int(document.size().height())
    if label.wordWrap():
        box = label.fontMetrics().boundingRect(
            QRect(0, 0, room.width(), 10_000), _WRAP, label.text()
        )
        return box.width(), box.height()
    return label.fontMetrics().horizontalAdvance(label.text()), label.fontMetrics().height()


def clipped(window: QWidget) -> list[str]:
    """Name every visible label and button whose text does not fit."""
    found = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, OneLineText):
            continue
        width, height = needed(label)
        room = label.contentsRect()
        if width > room.width() + 1 or height > room.height() + 2:
            found.append(f"{label.text()!r}: {width}x{height} in {room.width()}x{room.height()}")
    for button in window.findChildren(QPushButton):
        if not button.isVisible() or not button.text():
            continue
        if isinstance(button, WideButton):
            room = button.text_box()
            box = button.fontMetrics().boundingRect(room, _WRAP, button.text())
            fits = room.adjusted(-1, -1, 1, 1).contains(box)
        else:
            fits = button.minimumSizeHint().width() <= button.width() + 1
        if not fits:
            found.append(f"{button.text()!r} in {button.width()}x{button.height()}")
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.widget().width() > area.viewport().width() + 1:
            found.append(f"{area.widget().width()} px wide in {area.viewport().width()}")
    for tabs in window.findChildren(QTabBar):
        if tabs.isVisible() and tabs.sizeHint().width() > tabs.width() + 1:
            found.append(f"tabs {tabs.width()} px wide, not {tabs.sizeHint().width()}")
    return found


def outside(window: MainWindow) -> list[str]:
    """Name every panel part that sticks out of its parent, scrolled contents aside."""
    found = []
    for label in window.findChildren(QLabel):
        parent = label.parentWidget()
        scrolled = isinstance(parent.parentWidget(), QWidget) and isinstance(
            parent.parentWidget().parentWidget(), QScrollArea
        )
        if label.isVisible() and not scrolled and not parent.rect().contains(label.geometry()):
            found.append(f"{label.text()!r} at {label.geometry()} in {parent.rect()}")
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut_off(
    open_window: Callable[..., MainWindow],
    picture: Snapshot,
    language: str,
    size: tuple[int, int],
) -> None:
    window = open_window(picture, size, language)
    settle()
    assert (window.width(), window.height()) == size
    assert clipped(window) == []
    assert outside(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("device", ["k12", "bess", "b4"])
def test_no_faceplate_is_cut_off(
    open_window: Callable[..., MainWindow],
    picture: Snapshot,
    language: str,
    size: tuple[int, int],
    device: str,
) -> None:
    window = open_window(picture, size, language)
    window.centre.one_line.choose(device)
    window.present(picture)
    settle()
    assert clipped(window) == []


def test_a_wall_screen_window_shrinks_to_a_laptop_and_grows_again(
    open_window: Callable[..., MainWindow], picture: Snapshot
) -> None:
    window = open_window(picture, SIZES[0])
    for size in (SIZES[1], SIZES[0]):
        window.resize(*size)
        settle()
        assert (window.width(), window.height()) == size
        assert clipped(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_faceplate_of_stale_values_fits_after_the_window_was_small(
    open_window: Callable[..., MainWindow], picture: Snapshot, language: str
) -> None:
    values = {
        name: replace(reading, quality=Quality.STALE, time_s=picture.time_s - 42.0)
        for name, reading in picture.values.items()
    }
    window = open_window(replace(picture, values=values), SIZES[1], language)
    window.centre.one_line.choose("bess")
    window.present(replace(picture, values=values))
    for size in SIZES:
        window.resize(*size)
        settle()
        assert clipped(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_help_is_not_cut_off(
    open_window: Callable[..., MainWindow], picture: Snapshot, language: str
) -> None:
    window = open_window(picture, SIZES[1], language)
    window.show_help()
    settle()
    assert clipped(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("changes", LIVE, ids=["locked", "armed", "read-only"])
def test_a_live_window_is_not_cut_off(
    open_window: Callable[..., MainWindow],
    live_picture: Snapshot,
    language: str,
    size: tuple[int, int],
    changes: dict[str, object],
) -> None:
    assert live_picture.live is not None
    picture = replace(live_picture, live=replace(live_picture.live, **changes))
    window = open_window(picture, size, language)
    settle()
    assert (window.width(), window.height()) == size
    assert clipped(window) == []
    assert outside(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("device", ["k12", "b4"])
def test_no_faceplate_of_a_live_window_is_cut_off(
    open_window: Callable[..., MainWindow],
    live_picture: Snapshot,
    language: str,
    size: tuple[int, int],
    device: str,
) -> None:
    window = open_window(live_picture, size, language)
    window.centre.one_line.choose(device)
    window.present(live_picture)
    settle()
    assert clipped(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
def test_a_window_full_of_stale_values_is_not_cut_off(
    open_window: Callable[..., MainWindow],
    live_picture: Snapshot,
    language: str,
    size: tuple[int, int],
) -> None:
    values = {
        name: replace(reading, quality=Quality.STALE, time_s=live_picture.time_s - 5999.0)
        for name, reading in live_picture.values.items()
    }
    window = open_window(replace(live_picture, values=values), size, language)
    settle()
    assert (window.width(), window.height()) == size
    assert clipped(window) == []
    assert outside(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_dialogs_of_a_live_window_are_not_cut_off(
    open_window: Callable[..., MainWindow], live_picture: Snapshot, language: str
) -> None:
    window = open_window(live_picture, SIZES[1], language)
    window.live.key.arm.click()
    dialog = window.findChild(ArmDialog)
    assert dialog is not None
    dialog.persons.setCurrentRow(0)
    listed = window.live.open_list()
    window.centre.one_line.choose("k12")
    window.centre.faceplate._signals._rows[0].enter.click()
    point = window.findChild(PointDialog)
    assert point is not None
    settle()
    for opened in (dialog, listed, point):
        assert clipped(opened) == []
        opened.close()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("state", [AlarmState.SHELVED, AlarmState.OUT_OF_SERVICE])
def test_the_verbs_of_an_alarm_are_not_cut_off(
    open_window: Callable[..., MainWindow], picture: Snapshot, language: str, state: AlarmState
) -> None:
    figures = AlarmFigures(shown=14, raw=40, flood=True, chattering=(), standing=())
    rows = tuple(replace(alarm, state=state) for alarm in picture.alarms)
    shown = replace(picture, alarms=rows, alarm_figures=figures)
    window = open_window(shown, SIZES[1], language)
    window.alarms.list.selectRow(0)
    settle()
    assert window.width() == SIZES[1][0]
    assert clipped(window) == []
    assert outside(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
def test_a_hold_point_below_two_bars_is_not_pressed_flat(
    open_window: Callable[..., MainWindow],
    live_picture: Snapshot,
    with_step: Callable[..., Snapshot],
    language: str,
    size: tuple[int, int],
) -> None:
    hold = HoldView("H4", ("MGC", "CHIEF"), {"MGC": "ozawa"}, same("SoC is below 30 %."))
    asked = with_step(live_picture, hold=hold, can=frozenset({"sign"}), command=None, say=None)
    slept = EventLine(90, asked.time_s, "clock", "suspended", "", same("It slept for 40 s."))
    window = open_window(live_picture, size, language)
    refusal = Refusal(asked.time_s, "fire", same("Fire"), (same("It cannot be shelved."),))
    window.present(replace(asked, events=(*asked.events, slept), refusal=refusal))
    settle()
    assert window.notice.isVisible()
    assert window.refusal.isVisible()
    assert (window.width(), window.height()) == size
    assert clipped(window) == []
    assert outside(window) == []
