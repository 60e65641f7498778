"""A drill in the view of a caretaker: large easy words, one page each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from console.translation import Translation
from console.views.facility.window import FacilityWindow
from procedures.drill.views import DrillView
from procedures.drill.wishes import AnswerMessage, BeginDrill, GiveHint, HotWash
from procedures.snapshot import Snapshot
from tests.console.drills import drill_of, frozen, messages
from tests.console.every_panel import _at_a, _school

Shown = Callable[[DrillView], FacilityWindow]


@pytest.fixture
def heard() -> list[object]:
    return []


@pytest.fixture
def view(qtbot: QtBot, translation: Translation, heard: list[object]) -> Iterator[Shown]:
    clock = iter(range(10_000))
    window = FacilityWindow(_school(), translation, heard.append, lambda: 10.0 * next(clock))
    qtbot.addWidget(window)
    window.show()

    def shown(drill: DrillView) -> FacilityWindow:
        window.present(_picture(drill))
        return window

    yield shown
    window.close()


def _picture(drill: DrillView) -> Snapshot:
    return replace(_at_a("enter"), drill=drill)


def _press(window: FacilityWindow, way: str) -> None:
    window.question.shown[way].pressed_once.emit()


def test_a_call_stands_above_the_step_and_is_answered_on_a_page_of_its_own(
    view: Shown, heard: list[object]
) -> None:
    window = view(drill_of(messages=messages()[2:], hints=()))
    assert window.pages.currentWidget() is window.step
    assert "City disaster headquarters" in window.message.notice.words.text
    window.message.read.pressed_once.emit()
    assert window.pages.currentWidget() is window.question
    _press(window, "answer-go-on")
    sitter = _at_a("enter").sitter
    assert heard == [AnswerMessage("hurry", sitter, "go-on")]
    assert window.pages.currentWidget() is window.step


def test_what_wants_no_answer_goes_when_it_was_read(view: Shown) -> None:
    drill = drill_of(messages=messages()[:1], hints=())
    window = view(drill)
    assert window.message.isVisible()
    window.message.read.pressed_once.emit()
    _press(window, "seen")
    assert not view(drill).message.isVisible()


def test_back_leads_from_a_message_to_the_step(view: Shown) -> None:
    window = view(drill_of(messages=messages()[2:], hints=()))
    window.message.read.pressed_once.emit()
    assert window.foot.back.isEnabled()
    window.go_back()
    assert window.pages.currentWidget() is window.step


def test_it_begins_with_a_page_and_waits_for_whoever_leads(
    view: Shown, heard: list[object]
) -> None:
    led = drill_of(begun=False, messages=(), hints=())
    window = view(led)
    assert "begin" not in window.question.shown
    assert any("begins the drill" in line.text for line in window.question.lines)
    window = view(replace(led, instructor=""))
    _press(window, "begin")
    assert heard == [BeginDrill(_at_a("enter").sitter)]


def test_a_freeze_takes_the_step_away(view: Shown) -> None:
    window = view(drill_of(frozen=frozen()))
    assert window.pages.currentWidget() is window.question
    assert "stopped" in window.question.title.text
    assert not window.message.isVisible()


def test_a_hint_is_asked_for_in_the_help_with_its_price(view: Shown, heard: list[object]) -> None:
    window = view(drill_of())
    window.show_help()
    assert "2 points" in window.question.shown["hint"].words
    _press(window, "hint")
    assert heard == [GiveHint("hurry", _at_a("enter").sitter)]
    window = view(drill_of(help=frozenset()))
    window.show_help()
    assert "hint" not in window.question.shown
    assert any("without hints" in line.text for line in window.question.lines)


def test_the_hot_wash_is_one_question_a_page_and_each_can_be_left_out(
    view: Shown, heard: list[object]
) -> None:
    window = view(drill_of(ended=True))
    _press(window, "wash")
    _press(window, "before-2")
    for item in ("mental", "physical", "temporal", "performance", "effort"):
        _press(window, f"{item}-75")
    _press(window, "skip")
    window.go_back()
    _press(window, "frustration-0")
    _press(window, "after-4")
    for words in ("All went well.", "", "A torch."):
        window.question.field.setText(words)
        _press(window, "keep")
    workload = dict.fromkeys(("mental", "physical", "temporal", "performance", "effort"), 75)
    sitter = _at_a("enter").sitter
    wash = HotWash(sitter, "All went well.", "", "A torch.", workload | {"frustration": 0}, 2, 4)
    assert heard == [wash]
    assert "wash" not in window.question.shown


def test_the_help_of_a_drill_offers_what_is_urgent_first_also_while_a_message_is_read(
    view: Shown,
) -> None:
    drill = drill_of(messages=messages()[2:])
    window = view(drill)
    window.message.read.pressed_once.emit()
    window.show_help()
    window = view(drill)
    assert list(window.question.shown) == ["help_close", "hint", "real", "help_title"]
    _press(window, "help_title")
    assert any("0601" in line.text for line in window.question.lines)
    _press(window, "help_close")
    assert window.pages.currentWidget() is window.step


def test_the_last_page_can_be_closed(view: Shown) -> None:
    window = view(drill_of(ended=True))
    _press(window, "skip")
    _press(window, "close")
    assert not window.isVisible()


def test_the_way_out_stands_on_every_page_until_the_drill_has_ended(view: Shown) -> None:
    for drill in (
        drill_of(begun=False),
        drill_of(frozen=frozen()),
        drill_of(messages=messages()[2:]),
    ):
        window = view(drill)
        assert window.head.way_out.isVisible()
        window.head.way_out.pressed_once.emit()
        offered = set(window.question.shown)
        assert "real" in offered
        assert ("close" in offered) is not drill.begun
        _press(window, "help_close")
    assert not view(drill_of(ended=True)).head.way_out.isVisible()


def test_a_hint_is_read_in_easy_words_with_what_is_to_be_done_now(view: Shown) -> None:
    window = view(drill_of(messages=()))
    window.message.read.pressed_once.emit()
    step = window.run.current if window.run is not None else None
    assert step is not None
    assert any(step.title.en in line.text for line in window.question.lines)
