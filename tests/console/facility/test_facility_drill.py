"""A caretaker goes through a card by pressing large buttons in easy Japanese."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.views.ruby_text import without_readings
from devices.words import same
from procedures.intents import Abort, Confirm, GoBack, Note, Pause, Resume, TakeUp
from procedures.snapshot import DifferenceView, ReplayView, RunState, TakingUpView

Open = Callable[..., Any]
_CARD = "toride-f1-blackout"


def answer(desk: Any) -> str:
    """Press what a careful person presses at this step; say what was asked."""
    step, asked = desk.window.step, desk.window.step.asked
    now = desk.window.run.current
    if asked.kind == "number":
        for figure in f"{now.enter.seen:g}":
            desk.press(step.pad.keys[figure])
    if asked.kind == "look":
        name = f"state-{now.enter.seen}".lower() if now.enter.seen is not None else "state-true"
    else:
        name = next((one.name for one in step.offered if one.main), "")
    if not name:
        desk.pass_time(10.0)
        return asked.kind
    button = step.answers.button_of(name)
    if button.hold:
        button.pressed_once.emit()  # a finger that stays for a second
        desk.look()
    else:
        desk.press(button)
    desk.pass_time(1.0)
    return asked.kind


def test_a_whole_blackout_card_is_done_with_the_large_buttons(open_desk: Open) -> None:
    desk = open_desk("ja")
    desk.pass_time(62.0)  # until the lights go out
    asked: set[str] = set()
    for _ in range(200):
        run = desk.window.run
        if run is None or run.procedure != _CARD:
            break
        asked.add(answer(desk))
    assert desk.window.run.procedure == "toride-f1b-until-restored"
    assert "終(お)わりました" in desk.window.question.title.text
    desk.press(desk.window.question.shown["go_on"])
    assert desk.window.pages.currentWidget() is desk.window.step
    assert {"act", "look", "number", "say", "judge", "choose", "command", "tick"} <= asked
    values = desk.sitting.snapshot().values
    assert values["island.supply"].value == "island"
    assert values["main.position"].value == "open"


def begun(desk: Any) -> Any:
    """The view at the first step that asks for something: look whether everybody is well."""
    desk.pass_time(62.0)
    assert desk.window.run.current.id == "F1.1"
    desk.clock.now_s += 1.0
    return desk.window


def test_it_says_by_badge_title_border_and_easy_words_what_is_going_on(open_desk: Open) -> None:
    desk = open_desk("ja")
    window = begun(desk)
    assert window.head.badge.text == "訓練"
    assert window.border.isVisible()
    past = replace(desk.sitting.snapshot(), replay=ReplayView(ends_s=900.0, branch=1))
    window.present(past)
    assert window.border.edge == "film"
    assert not window.step.answers.shown
    for tool in (window.step.answers.different, window.alarm.seen):
        assert not tool.isVisibleTo(window)
    assert not window.foot.back.isEnabled()
    desk.look()
    assert "訓練" in window.windowTitle()
    assert window.head.count.text == "2 / 13"
    words = window.step.words
    assert words.title.text == "人(ひと)が 安全(あんぜん)か 見(み)ます。ライトを 持(も)ちます。"
    assert words.title.accessibleName() == without_readings(words.title.text)
    assert words.title.type.size_px >= 32
    assert window.step.answers.button_of("done").words == "できました"
    assert window.step.answers.different.words == "ちがう"
    assert "000-0000-0601" in window.foot.telephone.text
    # one alarm, one sentence, until somebody has understood it
    assert window.alarm.notice.words.text.startswith("電気(でんき)が 止(と)まりました。")
    desk.press(window.alarm.seen)
    assert not window.alarm.isVisible()
    # the other language and dark colours at a press
    window.foot.language.click()
    assert window.step.answers.button_of("done").words == "Done"
    window.foot.night.click()
    assert window.foot.night.words == "Light"


def test_two_taps_tick_one_step_and_keys_do_what_the_buttons_do(open_desk: Open) -> None:
    desk = open_desk("ja")
    window = begun(desk)
    done = window.step.answers.button_of("done")
    done.click()
    desk.clock.now_s += 0.3
    done.click()
    desk.look()
    desk.clock.now_s += 0.3  # the next step has been on the screen for less than half a second
    window.step.answers.button_of("done").click()
    assert [wish for wish in desk.sent if isinstance(wish, Confirm)] == [Confirm(_CARD, ok=True)]
    assert window.run.current.id == "F1.2a"
    desk.clock.now_s += 1.0
    QTest.keyClick(window, Qt.Key.Key_Escape)  # asks before it goes back
    desk.look()
    assert window.question.title.text == "一(ひと)つ 前(まえ)に もどりますか。"
    desk.press(window.question.shown["back_yes"])
    assert isinstance(desk.sent[-1], GoBack)
    assert window.run.current.id == "F1.1"
    desk.clock.now_s += 1.0
    QTest.keyClick(window, Qt.Key.Key_Return)
    desk.look()
    assert window.run.current.id == "F1.2a"
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    desk.clock.now_s += 1.0
    QApplication.sendEvent(window, held)  # a key that stays down repeats by itself
    desk.look()
    assert window.run.current.id == "F1.2a"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert {"real", "close", "help_title"} <= set(window.question.shown)
    desk.clock.now_s += 1.0
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    assert window.pages.currentWidget() is window.step


def test_what_is_different_is_written_down_and_danger_stops_everything_only_when_said_so(
    open_desk: Open,
) -> None:
    desk = open_desk("ja")
    window = begun(desk)
    desk.press(window.step.answers.different)
    desk.press(window.question.shown["not_like_picture"])
    assert desk.sent == [Note("施設の画面、手順F1.1：絵と ちがう")]
    assert any("000-0000-0601" in line.text for line in window.question.lines)
    desk.press(window.question.shown["phone_done"])
    assert window.pages.currentWidget() is window.step
    # what cannot be done fails the step, and it can be done once more
    desk.press(window.step.answers.different)
    desk.press(window.question.shown["cannot"])
    desk.press(window.question.shown["phone_done"])
    assert window.step.asked.kind == "again"
    assert "できない" in window.step.words.trouble.words.text
    desk.press(window.step.answers.button_of("again"))
    assert window.step.asked.kind == "act"
    # danger
    desk.press(window.step.answers.different)
    desk.press(window.question.shown["danger"])
    assert isinstance(desk.sent[-1], Pause)
    desk.press(window.question.shown["no_danger"])
    assert isinstance(desk.sent[-1], Resume)
    desk.press(window.step.answers.different)
    desk.press(window.question.shown["danger"])
    desk.press(window.question.shown["stop_everything"])
    assert isinstance(desk.sent[-1], Abort)
    states = {run.procedure: run.state for run in desk.sitting.snapshot().runs}
    assert states.get(_CARD) in (None, RunState.ABORTING, RunState.ENDED)
    # what is off now, whom to call, and how to go on
    desk.pass_time(60.0)
    assert window.question.title.text == "止(と)めました。はなれて 待(ま)ちます。"
    told = " ".join(line.text for line in window.question.lines)
    for words in ("止(と)まって います", "119", "000-0000-0601", "カードF4"):
        assert words in told
    assert "card-toride-f4-restoration" in window.question.shown


def test_a_sitting_that_was_cut_off_goes_on_when_somebody_has_seen_what_is_different(
    open_desk: Open,
) -> None:
    desk = open_desk("en")
    window = begun(desk)
    differs = DifferenceView(same("Main breaker"), same("off"), same("on"), state=True)
    taken = replace(desk.sitting.snapshot(), taking_up=TakingUpView(None, (differs,)))
    window.present(taken)
    assert window.question.lines[0].text == "Main breaker: off → on"
    window.question.shown["take_up"].click()
    assert desk.sent == [TakeUp()]
