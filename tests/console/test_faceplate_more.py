"""Limits of a bar, the small trend and the history of commands in a faceplate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.models.signal_limits import limits_of
from console.views.main_window import MainWindow
from devices.events import Event, EventKind
from devices.site import Site
from devices.words import Words
from procedures.command_log import CommandLog
from procedures.snapshot import CommandLine, ConditionView, Snapshot, VerbView
from tests.console.looking import settle

Open = Callable[..., MainWindow]


def test_the_limits_of_a_signal_are_those_of_the_alarms_and_of_the_plot(site: Site) -> None:
    limits = limits_of(site)
    assert limits["island.f_hz"].band == (49.8, 50.2)
    marks = {(mark.value, mark.priority, mark.above) for mark in limits["bess.soc_pct"].marks}
    assert {(15.0, 2, False), (30.0, 3, False), (95.0, 3, True)} <= marks
    assert limits["bess.soc_pct"].band == (30.0, 95.0)


def test_a_command_keeps_one_line_from_its_selection_to_its_outcome(site: Site) -> None:
    log = CommandLog(site)

    def tell(kind: EventKind, time_s: float, **data: object) -> None:
        log.observe(Event(time_s, kind, "b2", "ozawa", {"verb": "close", "arguments": {}, **data}))  # type: ignore[dict-item]

    tell(EventKind.COMMAND_SELECTED, 1.0)
    tell(EventKind.COMMAND_SENT, 2.0)
    tell(EventKind.COMMAND_CONFIRMED, 3.0)
    tell(EventKind.COMMAND_REFUSED, 9.0, reasons=[{"en": "Too much.", "ja": "過大。"}])
    log.observe(Event(12.0, EventKind.ENTRY, "k12.position", "kato", {"value": "open"}))
    lines = log.lines()
    told = [(line.device, line.outcome, line.time_s) for line in lines]
    assert told == [("k12", "entered", 12.0), ("b2", "refused", 9.0), ("b2", "confirmed", 1.0)]
    assert lines[1].why == Words("Too much.", "過大。")
    assert lines[2].title == site.verb("b2.close").title


def test_a_faceplate_shows_trend_and_history_of_its_device(
    open_window: Open, picture: Snapshot, site: Site
) -> None:
    window = open_window(picture, (1280, 800), "ja")
    title = site.verb("bess.start_black").title
    lines = tuple(
        CommandLine(number, 7000.0 + number, device, "start_black", "ozawa", title, "confirmed")
        for number, device in ((2, "b2"), (1, "bess"))
    )
    window.centre.one_line.choose("bess")
    window.present(replace(picture, commands=lines, selection=None, selected_by=""))
    face = window.centre.faceplate
    row = face._signals._rows[2]
    QTest.mouseClick(row.value, Qt.MouseButton.LeftButton)
    assert face.tabs.currentIndex() == 1
    assert face.trend.plot is not None
    assert face.trend.plot.trend.signals == ("bess.p_kw",)
    assert not face.foot.isVisible()
    face.tabs.setCurrentIndex(2)
    assert [line.device for line in face._commands.rows] == ["bess"]
    assert face._commands.data(face._commands.index(0, 3)) == "確認済み"
    window.present(replace(picture, selection=replace(picture.selection, device="bess")))
    assert (face.tabs.currentIndex(), face.foot.isVisible()) == (0, True)


def test_nothing_that_stands_in_the_way_of_a_command_is_cut_off_at_its_side(
    open_window: Open, picture: Snapshot, site: Site
) -> None:
    window = open_window(replace(picture, selection=None), (1920, 1080), "ja")
    window.centre.one_line.choose("k12")
    verb = site.verb("k12.order_open")
    live = Words("agreement: no", "合意：いいえ")
    why = [Words(f"not agreed {one}", f"合意{one}がありません。") for one in range(10)]
    locks = tuple(ConditionView(words, live, at > 6) for at, words in enumerate(why))
    window.present_verbs(
        "k12", (VerbView("k12", verb.name, verb.title, {}, {}, verb.roles, locks),)
    )
    face = window.centre.faceplate
    settle()
    card = face.verbs.cards[verb.name]
    assert card.held.isVisible()
    assert card.override.isVisible()
    body = face._scroll.widget()
    assert body.minimumSizeHint().width() <= face._scroll.viewport().width()
