"""What the trainee sees of a drill in the main window, and what his presses send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.appearance import appearance
from console.models.drill import as_listed
from console.models.presets import LAPTOP, MESSAGES
from console.views.drill.curtain import Curtain
from console.views.drill.hot_wash_dialog import HotWashDialog
from console.views.main_window import MainWindow
from devices.words import Words
from procedures.drill.views import HintView
from procedures.drill.wishes import (
    AnswerMessage,
    BeginDrill,
    EndDrill,
    Freeze,
    GiveHint,
    HotWash,
    Thaw,
)
from procedures.snapshot import ReplayView, Snapshot
from tests.console.drills import drill_of, frozen, messages
from tests.console.looking import settle

Open = Callable[..., MainWindow]
Wishes = Callable[[MainWindow], list[object]]


def test_a_sitting_without_a_drill_has_no_messages_and_one_with_a_drill_has(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    assert not window.drill.messages.isVisible()
    assert MESSAGES in window.arrangement.absent
    window.present(replace(picture, drill=drill_of()))
    assert window.drill.messages.isVisible()
    window.present(picture)
    assert not window.drill.messages.isVisible()


def test_a_message_is_answered_by_a_click_or_in_own_words(
    open_window: Open, picture: Snapshot, wishes: Wishes
) -> None:
    window = open_window(replace(picture, drill=drill_of()))
    heard = wishes(window)
    card = window.drill.messages.cards["hurry"]
    card.buttons[0].click()
    QTest.keyClicks(card.words, "Not before the permit.")
    QTest.keyClick(card.words, Qt.Key.Key_Return)
    assert heard == [
        AnswerMessage("hurry", "ozawa", "go-on", ""),
        AnswerMessage("hurry", "ozawa", "", "Not before the permit."),
    ]
    assert not window.drill.messages.cards["tree"].reply.isVisible()


def test_a_message_that_is_out_of_sight_is_announced_beside_the_procedure_until_it_is_read(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture, (1280, 800))
    drill = drill_of()
    window.present(replace(picture, drill=replace(drill, messages=())))
    window.arrangement.close_panel(MESSAGES)
    settle()
    step = window.procedure.step
    window.present(replace(picture, drill=drill))
    assert window.drill.bar.shown == "message"
    assert "Please hurry" in window.drill.bar.line.text()
    assert step.isVisible()
    assert not step.visibleRegion().isEmpty()
    QTest.keyClick(window, Qt.Key.Key_F7)
    settle()
    window.present(replace(picture, drill=drill))
    assert window.drill.messages.isVisible()
    assert window.drill.bar.shown == ""


def test_where_a_tab_may_hide_the_messages_the_bar_keeps_its_room_through_the_drill(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture, (1280, 800))
    window.choose_preset(LAPTOP)
    heights = set()
    for told in ((), messages()):
        window.present(replace(picture, drill=drill_of(messages=told)))
        settle()
        heights.add((window.drill.bar.height(), window.arrangement.y()))
        window.drill.bar.act.click()  # it has begun: understood; who calls: read
        window.present(replace(picture, drill=drill_of(messages=told)))
        settle()
        heights.add((window.drill.bar.height(), window.arrangement.y()))
        assert window.drill.bar.shown == ""
    assert len(heights) == 1
    assert "City disaster headquarters" in window.drill.bar.line.text()


def test_a_press_right_after_a_bar_came_lands_on_nothing(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(replace(picture, drill=drill_of()))
    tabs, handle, before = window.alarms.tabs, window.windowHandle(), window.arrangement.y()
    clock_s = 100.0
    window.steady_hand._now_s = lambda: clock_s
    window.present(replace(picture, drill=drill_of(frozen=frozen())))
    settle()
    assert window.arrangement.y() > before
    for after_s, turned in ((0.1, 0), (1.0, 1)):
        clock_s = 100.0 + after_s
        place = tabs.mapTo(window, tabs.tabRect(1).center())
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=place)
        assert tabs.currentIndex() == turned


def test_a_hint_that_helps_now_stands_above_the_next_call_and_what_waits_above_the_rest() -> None:
    hints = (
        HintView("tag", 7600.0, Words("Ask whether it is tagged.", "札の有無を尋ねます。"), False),
        HintView("hurry", 7800.0, Words("Nobody is in danger.", "危険はありません。")),
    )
    quiet = replace(messages()[0], id="later", time_s=7950.0)
    listed = as_listed(drill_of(messages=(*messages(), quiet), hints=hints))
    named = [one.task if isinstance(one, HintView) else one.id for one in listed]
    assert named == ["hurry", "later", "hurry", "tag", "tree", "cause"]
    assert isinstance(listed[0], HintView)


def test_a_hint_says_its_price_is_asked_for_once_and_says_why_there_is_none(
    open_window: Open, picture: Snapshot, wishes: Wishes
) -> None:
    window = open_window(replace(picture, drill=drill_of()))
    heard = wishes(window)
    panel = window.drill.messages
    assert "2 points" in panel.hint.text()
    panel.hint.click()
    assert heard == [GiveHint("hurry", "ozawa")]
    window.present(replace(picture, drill=drill_of(hints=drill_of().hints[:1])))
    assert not panel.hint.isEnabled()
    assert "no hint" in panel._why.text()
    window.present(replace(picture, drill=drill_of(help=frozenset())))
    assert not panel.hint.isEnabled()
    assert "without hints" in panel._why.text()


def test_who_is_led_waits_for_the_instructor_and_who_is_alone_begins_himself(
    open_window: Open, picture: Snapshot, wishes: Wishes
) -> None:
    led = drill_of(begun=False, messages=(), hints=())
    window = open_window(replace(picture, drill=led))
    cards = window.procedure.drill
    assert cards.briefing.isVisible()
    assert not window.procedure.step.isVisible()
    assert "typhoon" in cards.briefing.briefing.text()
    assert not cards.briefing.begin.isVisible()
    assert "Mori" in cards.briefing.waits.text()
    heard = wishes(window)
    window.present(replace(picture, drill=replace(led, instructor="")))
    assert window.procedure.primary_button() is cards.briefing.begin  # what Enter and Space press
    cards.briefing.begin.click()
    assert heard == [BeginDrill("ozawa")]
    window.present(replace(picture, drill=drill_of(messages=())))
    assert window.procedure.step.isVisible()
    assert not cards.isVisible()


def test_a_freeze_says_that_time_stands_and_leaves_the_picture_in_sight(
    open_window: Open, picture: Snapshot, wishes: Wishes
) -> None:
    window = open_window(replace(picture, drill=drill_of(frozen=frozen())))
    assert window.drill.bar.shown == "frozen"
    assert window.drill.bar.text.text().startswith("Drill, drill.")
    assert "10:50:00" in window.drill.bar.text.text()
    assert window.procedure.step.isVisible()
    assert not window.drill.bar.act.isVisible()
    heard = wishes(window)
    window.present(replace(picture, drill=drill_of(frozen=frozen(), instructor="ozawa")))
    window.drill.bar.act.click()
    assert heard == [Thaw("ozawa")]


def test_a_real_event_covers_the_window_and_its_dialogs_until_it_is_over(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(replace(picture, drill=drill_of()))
    window.show_help()
    window.present(replace(picture, drill=drill_of(frozen=frozen(disaster=True))))
    settle()
    curtains = window.findChildren(Curtain)
    assert len(curtains) == 2
    assert all(one.isVisible() and one.size() == one.parentWidget().size() for one in curtains)
    assert curtains[0].head.text == "REAL EVENT"
    assert not curtains[0].go_on.isVisible()
    window.present(replace(picture, drill=drill_of()))
    settle()
    assert not any(one.isVisible() for one in window.findChildren(Curtain))


def test_anybody_can_say_that_something_real_happens_by_holding_a_button(
    open_window: Open, picture: Snapshot, wishes: Wishes
) -> None:
    window = open_window(replace(picture, drill=drill_of()))
    heard = wishes(window)
    assert not window.drill.messages.end.isVisible()
    window.drill.messages.real.held.emit()
    window.present(replace(picture, drill=drill_of(instructor="")))
    assert window.drill.messages.end.isVisible()
    window.drill.messages.end.held.emit()
    assert heard == [Freeze("ozawa", disaster=True), EndDrill("ozawa")]


def test_what_was_said_in_the_hot_wash_is_sent_and_only_that(
    open_window: Open, picture: Snapshot, wishes: Wishes
) -> None:
    window = open_window(replace(picture, drill=drill_of(ended=True), finished=True))
    heard = wishes(window)
    assert window.drill.bar.shown == "ended"
    window.procedure.drill.end.wash.click()
    (dialog,) = window.findChildren(HotWashDialog)
    dialog.well.setPlainText("The read-backs.")
    dialog.scales["effort"].slider.setValue(14)
    dialog.after.choose(4)
    dialog.keep.click()
    wash = HotWash("ozawa", "The read-backs.", "", "", {"effort": 70}, None, 4)
    assert heard == [wash]
    washed = drill_of(ended=True, hot_wash=("ozawa",))
    window.present(replace(picture, drill=washed, finished=True))
    assert not window.procedure.drill.end.wash.isVisible()


def test_a_drill_by_night_opens_dark_once_and_leaves_it_to_the_trainee_then(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(replace(picture, drill=drill_of(night=True)))
    assert appearance().theme == "night"
    appearance().choose(theme="day")
    window.present(replace(picture, drill=drill_of(night=True)))
    assert appearance().theme == "day"


def test_the_speed_of_a_drill_is_the_instructors(open_window: Open, picture: Snapshot) -> None:
    window = open_window(replace(picture, drill=drill_of()))
    assert not window.top_bar._speed.isVisible()
    window.present(replace(picture, drill=drill_of(instructor="")))
    assert window.top_bar._speed.isVisible()


def test_a_message_of_the_past_is_read_and_not_answered(
    open_window: Open, picture: Snapshot
) -> None:
    past = replace(picture, drill=drill_of(), replay=ReplayView(9000.0, 1))
    window = open_window(past)
    card = window.drill.messages.cards["hurry"]
    assert card.isVisibleTo(window.drill.messages)
    assert not card.buttons[0].isVisible()
    assert not card.reply.isVisible()
    assert not window.drill.messages.real.isVisible()
    assert window.drill.bar.shown == ""


def test_the_telephone_rings_for_a_new_call_and_for_nothing_else(
    open_window: Open, picture: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cause, tree, hurry = drill_of().messages
    window = open_window(picture)
    rung: list[None] = []
    monkeypatch.setattr(window.drill, "_ring", lambda: rung.append(None))
    for told in ((cause,), (cause, tree), (cause, tree, hurry), (cause, tree, hurry)):
        window.present(replace(picture, drill=drill_of(messages=told)))
    assert len(rung) == 1, "the first was there before; the second is a picture"


def test_who_goes_on_from_a_replay_is_not_told_that_the_drill_begins(
    open_window: Open, picture: Snapshot
) -> None:
    past = replace(picture, drill=drill_of(messages=(), hints=()), replay=ReplayView(9000.0, 1))
    window = open_window(past)
    window.present(replace(past, replay=None))
    assert window.drill.bar.shown == ""
