"""The board of a live sitting in the real window: what nobody reported, and the way to enter it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.models.board import board_of
from console.views.choice_box import ChoiceBox
from console.views.main_window import MainWindow
from devices.signals import Quality, Reading, Value
from devices.site import Site
from devices.words import same
from procedures.intents import EnterPoint
from procedures.snapshot import Refusal, Snapshot

LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., MainWindow]
Wishes = Callable[[MainWindow], list[object]]


def entered(picture: Snapshot, point: str, value: Value) -> Snapshot:
    """Return the picture after somebody reported `point`."""
    reading = Reading(value, Quality.MANUAL, picture.time_s, "ozawa")
    return replace(picture, values={**picture.values, point: reading})


@pytest.fixture
def empty(site: Site, live_picture: Snapshot) -> Snapshot:
    """A live sitting at its start: nobody has reported anything."""
    manual = {name for name, signal in site.signals.items() if signal.manual}
    measured = {n: r for n, r in live_picture.values.items() if n not in manual}
    return replace(live_picture, values=measured, refusal=None)


def test_the_strip_counts_what_nobody_reported(
    open_window: Open, empty: Snapshot, site: Site
) -> None:
    window = open_window(empty)
    points = len(board_of(site, empty))
    assert window.live.board.text() == f"Board · {points} not reported yet"
    window.present(entered(empty, "k12.position", "open"))
    assert window.live.board.text() == f"Board · {points - 1} not reported yet"


def test_the_board_holds_every_point_that_people_report_but_those_read_out_by_telephone(
    empty: Snapshot, site: Site
) -> None:
    named = {point.signal.name for point in board_of(site, empty)}
    manual = {name for name, signal in site.signals.items() if signal.manual}
    assert named == {name for name in manual if site.device_of(name).kind != "telephone"}


def test_after_an_entry_the_keyboard_is_at_the_next_point_that_nobody_reported(
    open_window: Open, wishes: Wishes, empty: Snapshot
) -> None:
    window = open_window(entered(empty, "grid.reclose", "blocked"))
    heard = wishes(window)
    QTest.mouseClick(window.live.board, LEFT)
    board = window.live.open_board()
    board.ask_for(("k12.position",))
    field = board.field.state
    field.setCurrentIndex(field.findData("open"))
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert heard == [EnterPoint("k12.position", "open")]
    assert board.list.currentIndex().row() == board.table.place_of("k12.position")
    window.present(entered(empty, "k12.position", "open"))
    row = board.table.rows[board.list.currentIndex().row()]
    assert row.signal.name == "k12.locked"
    assert board.field.state.currentData() is None, "nothing is chosen before somebody does"
    board.close()


def test_a_refusal_for_want_of_a_report_leads_to_its_point(
    open_window: Open, empty: Snapshot
) -> None:
    refusal = Refusal(empty.time_s, "bess.reset", same("Reset"), (same("x"),), ("k12.position",))
    window = open_window(empty)
    window.centre.one_line.choose("bess")
    refused = replace(empty, refusal=refusal)
    window.present(refused)
    hint = window.centre.faceplate.hint
    assert hint.isVisible()
    QTest.mouseClick(hint.enter, LEFT)
    board = window.live.open_board(("k12.position",))
    assert board.isVisible()
    assert board.table.rows[board.list.currentIndex().row()].signal.name == "k12.position"
    window.present(entered(refused, "k12.position", "open"))
    assert not hint.isVisible(), "once it is reported nothing has to be entered any more"
    board.close()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_list_of_a_choice_shows_each_row_in_full(
    open_window: Open, empty: Snapshot, language: str
) -> None:
    window = open_window(empty, (1280, 800), language)
    board = window.live.open_board(("ev3.place",))
    box = board.field.state
    assert isinstance(box, ChoiceBox)
    box.showPopup()
    QApplication.processEvents()
    view = box.view()
    last = view.visualRect(box.model().index(box.count() - 1, 0))
    assert view.viewport().rect().contains(last), "the last row is cut"
    box.hidePopup()
    board.close()
