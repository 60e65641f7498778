"""The windows of trainee and evaluator at a real drill: what they press lands in the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from console.translation import Translation
from console.views.drill.hot_wash_dialog import HotWashDialog
from console.views.evaluator.window import EvaluatorWindow
from console.views.facility.window import FacilityWindow
from console.views.main_window import MainWindow
from devices.events import Event, EventKind
from devices.site import load_site
from procedures.drill.at_work import Led
from procedures.drill.guide import Verdict
from procedures.drill.late import late_view
from procedures.drill.pacing import paced_steps
from procedures.drill.wishes import BeginDrill, EndDrill, Freeze, SendMessage, Thaw
from procedures.record import Record, verify_record
from procedures.scenario import load_scenario, scenario_path
from procedures.sitting import Sitter, Sitting
from procedures.snapshot import Mode, ReplayView
from tests.console.looking import settle

_SITE = "toride-togashira-elementary"
_MINI = "toride-togashira-elementary-mini-drill"
_LEADER = "Mori"
_JUDGE = "Abe"


@dataclass
class Room:
    """A drill with three windows on it, moved by hand."""

    sitting: Sitting
    window: MainWindow
    facility: FacilityWindow
    judge: EvaluatorWindow

    def look(self, until_s: float | None = None) -> None:
        """Let plant time pass, and show everybody what is now."""
        if until_s is not None:
            self.sitting.advance(until_s)
        picture, view = self.sitting.snapshot(), self.sitting.instructor_view()
        assert view is not None
        for one in (self.window, self.facility, self.judge):
            one.present(picture)
        self.judge.present_view(view)
        settle()

    def wish(self, wish: object) -> None:
        """What the instructor wishes, and what is to be seen of it."""
        self.sitting.accept(wish)  # type: ignore[arg-type]
        self.look()

    def recorded(self, kind: EventKind) -> list[Event]:
        """The events of one kind that stand in the record now."""
        with Record(self.sitting.recording.path) as record:
            return record.events(kind)


@pytest.fixture(scope="module")
def room(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    place = tmp_path_factory.mktemp("drill")
    site = load_site(_SITE)
    sitter = Sitter.for_role(site, "FM")
    sitting = Sitting.open(
        site,
        load_scenario(scenario_path(_MINI), site),
        mode=Mode.DRILL,
        sitter=sitter,
        record=place / "drill.kairetsu",
        led=Led(instructor=_LEADER, evaluator=_JUDGE),
    )
    translation = Translation("en")
    store = QSettings(str(place / "layout.ini"), QSettings.Format.IniFormat)
    clock = iter(range(10_000))
    window = MainWindow(site, translation, store)
    facility = FacilityWindow(site, translation, sitting.accept, lambda: 10.0 * next(clock))
    judge = EvaluatorWindow(site, translation, sitting.accept, _JUDGE)
    window.wished.connect(lambda wish: sitting.accept(wish) if is_for_sitting(wish) else None)
    made = Room(sitting, window, facility, judge)
    for one in (window, facility, judge):
        one.show()
    made.look()
    yield made
    for one in (window, facility, judge):
        one.close()
        one.deleteLater()
    window.procedure.drill.score.close()
    sitting.close()
    translation.close()


def is_for_sitting(wish: object) -> bool:
    """Whether a wish is one of the sitting, and none of the thread that holds it."""
    return not type(wish).__module__.startswith("console.")


def test_the_briefing_stands_until_the_instructor_begins(room: Room) -> None:
    assert room.window.procedure.drill.briefing.isVisible()
    assert "quarter of an hour" in room.window.procedure.drill.briefing.briefing.text()
    assert room.facility.question.isVisible()
    before_s = room.sitting.now_s
    room.look(before_s + 10.0)
    assert room.sitting.now_s == before_s
    room.wish(BeginDrill(_LEADER))
    assert not room.window.procedure.drill.isVisible()
    bar = room.window.drill.bar
    assert bar.shown == "begun"
    room.look(before_s + 5.0)
    assert room.sitting.now_s == pytest.approx(before_s + 5.0, abs=0.2)
    bar.present(replace(room.sitting.snapshot(), time_s=before_s + 600.0))
    assert bar.shown == "begun", "what stands below it does not move by itself"
    bar.act.click()
    assert bar.shown == ""


def test_a_message_is_answered_by_a_click_in_either_window(room: Room) -> None:
    room.wish(SendMessage("CITY", "phone", "How many people are there?", _LEADER))
    panel = room.window.drill.messages
    (card,) = panel.cards.values()
    assert "How many people" in card.text.text()
    assert room.facility.message.isVisible()
    room.facility._read_message()
    settle()
    room.facility.question.shown["own"].pressed_once.emit()
    room.facility.question.field.setText("Sixty.")
    room.facility.question.shown["send"].pressed_once.emit()
    room.look()
    (answer,) = room.recorded(EventKind.ANSWER)
    assert answer.data["text"] == "Sixty."
    assert answer.who == room.sitting.snapshot().sitter
    assert not card.reply.isVisible()
    assert not room.facility.message.isVisible()


def test_a_frozen_drill_refuses_a_press_in_words(room: Room) -> None:
    room.wish(Freeze(_LEADER, "Let us look at this."))
    assert room.window.drill.bar.shown == "frozen"
    assert "Let us look" in room.window.drill.bar.text.text()
    before_s = room.sitting.now_s
    room.look(before_s + 30.0)
    assert room.sitting.now_s == before_s
    button = room.window.procedure.primary_button()
    assert button is not None
    button.click()
    room.look()
    refusal = room.sitting.snapshot().refusal
    assert refusal is not None
    assert refusal.reasons[0].en
    room.wish(Thaw(_LEADER))
    assert room.window.drill.bar.shown != "frozen"


def test_the_code_word_covers_every_window_but_the_leaders(room: Room) -> None:
    room.window.drill.messages.real.held.emit()
    room.look()
    drill = room.sitting.snapshot().drill
    assert drill is not None
    assert drill.frozen is not None
    assert drill.frozen.disaster
    assert room.window._snapshot is not None
    room.wish(Thaw(_LEADER))


def test_a_hint_is_asked_for_and_comes(room: Room) -> None:
    assert room.window.drill.messages.hint.isEnabled()
    room.window.drill.messages.hint.click()
    room.look()
    (hint,) = room.recorded(EventKind.HINT)
    assert hint.data["asked"] is True
    (card,) = room.window.drill.messages.hints.values()
    assert card.text.text()


def test_the_evaluators_press_lands_in_the_record_with_his_name_and_note(room: Room) -> None:
    assert room.judge.now.order
    task = room.judge.now.order[0]
    card = room.judge.now.cards[task]
    card.note.setText("He looked first.")
    card.buttons[next(iter(card.buttons))].click()
    room.look()
    told = [one for one in room.recorded(EventKind.TASK) if one.data.get("by") == "evaluator"]
    assert [(one.subject, one.who, one.data["what"], one.data["note"]) for one in told] == [
        (task, _JUDGE, "met", "He looked first.")
    ]
    assert task in room.judge.before.order
    room.judge.before.cards[task].press(list(card.buttons)[1])
    room.look()
    told = [one for one in room.recorded(EventKind.TASK) if one.data.get("by") == "evaluator"]
    assert told[-1].data["what"] == "unmet"


def test_after_the_end_the_score_stands_there_and_the_hot_wash_lands_in_the_record(
    room: Room, qtbot: object, wait_for: Callable[[Callable[[], bool]], None]
) -> None:
    room.wish(EndDrill(_LEADER))
    cards = room.window.procedure.drill
    assert cards.end.isVisible()
    wait_for(lambda: cards.score.sheet is not None or cards.score.trouble != "")
    assert cards.score.trouble == ""
    assert "of 100 points" in cards.end.total.text()
    assert "Ended before the end" in cards.end.remark.text()
    assert cards.end.remark.isVisible()
    assert any("ended before all" in line.text for line in room.facility.question.lines)
    cards.end.wash.click()
    (dialog,) = room.window.findChildren(HotWashDialog)
    dialog.fix.setPlainText("Put a torch beside the board.")
    dialog.keep.click()
    room.look()
    (wash,) = room.recorded(EventKind.HOT_WASH)
    assert wash.data["fix"] == "Put a torch beside the board."
    assert not cards.end.wash.isVisible()


@pytest.fixture
def wait_for(qtbot: object) -> Callable[[Callable[[], bool]], None]:
    """Let events pass until something is so."""
    return lambda so: qtbot.waitUntil(so, timeout=20_000)  # type: ignore[attr-defined]


def test_the_record_can_be_read_from_its_file_alone(room: Room) -> None:
    path: Path = room.sitting.recording.path
    with Record(path) as record:
        kinds = {entry.event.kind for entry in record.entries()}
    assert {EventKind.DRILL, EventKind.MESSAGE, EventKind.ANSWER, EventKind.HOT_WASH} <= kinds


def test_after_it_is_closed_the_record_itself_can_be_judged(
    room: Room, wait_for: Callable[[Callable[[], bool]], None]
) -> None:
    room.sitting.close()
    path = room.sitting.recording.path
    before = late_view(path)
    task = next(one.id for one in before.tasks if one.state == "not_applicable")
    window = EvaluatorWindow(room.sitting.site, room.judge._translation, room.sitting.accept, "Ito")
    picture = room.sitting.snapshot()
    replayed = replace(picture, replay=ReplayView(picture.time_s, 1))
    window.present(replayed)
    wait_for(lambda: task in window.before.cards)
    window.before.cards[task].note.setText("Seen on the video.")
    window.before.cards[task].press(Verdict.MET)
    wait_for(lambda: _state(path, task) == "met")
    window.close()
    window.deleteLater()
    with Record(path) as record:
        last = [entry.event for entry in record.entries()][-2:]
    assert (last[0].kind, last[0].subject, last[0].who) == (EventKind.TASK, task, "Ito")
    assert last[1].kind is EventKind.SITTING_CLOSED, "it still counts as closed"
    assert verify_record(path).whole


def test_the_experts_steps_stand_beside_those_of_the_record(room: Room) -> None:
    steps = paced_steps(room.sitting.recording.path)
    expert = [one for one in steps if one.expert_s is not None]
    assert expert[0].key == "toride-f0-mini-drill/F0.1"
    assert expert[0].title.en.startswith("F0.1 ")
    assert [one.expert_s for one in expert] == sorted(one.expert_s or 0.0 for one in expert)
    assert expert[-1].done_s is None, "this drill was ended long before"


def _state(path: Path, task: str) -> str:
    return next(one.state for one in late_view(path).tasks if one.id == task)
