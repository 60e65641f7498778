"""The instructor's window on a real drill: what is pressed there happens in the plant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.models.lead_tables import LeadTable
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.instructor.confirm_dialog import ConfirmDialog
from console.views.instructor.window import InstructorWindow
from console.views.reason_dialog import ReasonDialog
from console.wishes import SetSpeed, SplitOff, Wish
from devices.site import Site, load_site
from procedures.drill.at_work import Led
from procedures.drill.instructor_view import InjectLine, InstructorView
from procedures.forking import split_off
from procedures.intents import Select
from procedures.people import Sitter
from procedures.resuming import read_interrupted
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode, Snapshot

PERSON = "nakamura"


@dataclass
class Lesson:
    """A real sitting with the instructor's window on it, moved by hand instead of by a thread."""

    sitting: Sitting
    window: InstructorWindow
    asked: list[Wish]

    def show(self) -> None:
        view = self.view
        self.window.present(self.picture)
        self.window.present_view(view)
        QApplication.processEvents()

    def let_pass(self, seconds: float) -> None:
        self.sitting.advance(self.sitting.now_s + seconds)
        self.show()

    def press(self, button: object) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]
        self.show()

    @property
    def view(self) -> InstructorView:
        found = self.sitting.instructor_view()
        assert found is not None
        return found

    @property
    def picture(self) -> Snapshot:
        return self.sitting.snapshot()

    def inject(self, id: str) -> InjectLine:
        return next(line for line in self.view.injects if line.id == id)


@pytest.fixture(scope="module")
def town() -> Site:
    return load_site("odawara")


@pytest.fixture
def lesson(opened: Callable[..., Lesson]) -> Lesson:
    return opened("odawara-pv-step", "MGC")


@pytest.fixture
def opened(
    qtbot: QtBot, town: Site, translation: Translation, tmp_path: Path
) -> Iterator[Callable[..., Lesson]]:
    """Open the station on a drill in which somebody sits as a role."""
    open_ones: list[Lesson] = []

    def open_lesson(scenario: str, role: str) -> Lesson:
        lesson = lesson_of(scenario, role, town, translation, tmp_path)
        open_ones.append(lesson)
        qtbot.addWidget(lesson.window)
        lesson.window.show()
        qtbot.waitExposed(lesson.window)
        lesson.show()
        return lesson

    yield open_lesson
    for one in open_ones:
        one.window.close()
        one.sitting.close()


def lesson_of(name: str, role: str, town: Site, translation: Translation, folder: Path) -> Lesson:
    sitting = Sitting.open(
        town,
        load_scenario(name, town),
        mode=Mode.DRILL,
        sitter=Sitter.for_role(town, role),
        record=folder / "drill.sqlite",
        seed=1,
        led=Led(PERSON),
    )
    asked: list[Wish] = []

    def send(wish: Wish) -> None:
        asked.append(wish)
        if type(wish).__module__.startswith("procedures."):
            sitting.accept(wish)  # type: ignore[arg-type]

    return Lesson(sitting, InstructorWindow(town, translation, send, PERSON), asked)


def choose(list_: CalmList, fits: Callable[[object], bool]) -> None:
    table = list_.model()
    assert isinstance(table, LeadTable)
    list_.selectRow(next(at for at, row in enumerate(table.rows) if fits(row)))


def reason(window: InstructorWindow, words: str) -> None:
    (dialog,) = (one for one in window.findChildren(ReasonDialog) if one.isVisible())
    dialog.reason.setPlainText(words)
    dialog.go.click()


def test_the_drill_waits_for_its_beginning_and_stands_while_it_is_frozen(lesson: Lesson) -> None:
    run, start_s = lesson.window.run, lesson.sitting.now_s
    lesson.let_pass(30.0)
    assert lesson.sitting.now_s == start_s
    assert not run.freeze.isVisible()
    run.begin.setFocus()
    lesson.press(run.begin)
    assert run.freeze.hasFocus()
    lesson.let_pass(30.0)
    assert lesson.sitting.now_s == start_s + 30.0
    lesson.press(run.freeze)
    lesson.let_pass(30.0)
    assert lesson.sitting.now_s == start_s + 30.0
    assert lesson.view.drill.frozen is not None
    lesson.press(run.steps[0])
    assert lesson.sitting.now_s == pytest.approx(start_s + 40.0, abs=0.01)
    lesson.let_pass(30.0)
    assert lesson.sitting.now_s == pytest.approx(start_s + 40.0, abs=0.01)
    QTest.keyClick(lesson.window, Qt.Key.Key_F7)
    lesson.let_pass(10.0)
    assert lesson.sitting.now_s == pytest.approx(start_s + 50.0, abs=0.01)
    run.speeds.setCurrentIndex(3)
    run.speeds.activated.emit(3)
    assert lesson.asked[-1] == SetSpeed(10.0)


def test_the_code_word_is_held_and_whoever_goes_on_says_that_it_is_a_drill(
    lesson: Lesson, qtbot: QtBot
) -> None:
    run = lesson.window.run
    lesson.press(run.begin)
    lesson.press(run.disaster)  # a mis-press is too short
    assert lesson.view.drill.frozen is None
    run.disaster.held.emit()
    lesson.show()
    assert lesson.view.drill.frozen is not None
    assert lesson.view.drill.frozen.disaster
    assert not run.disaster.isEnabled()
    assert not any(step.isEnabled() for step in run.steps)
    run.thaw.click()
    (dialog,) = lesson.window.findChildren(ConfirmDialog)
    dialog.cancel.click()
    lesson.show()
    assert lesson.view.drill.frozen is not None
    run.thaw.click()
    dialog = lesson.window.findChildren(ConfirmDialog)[-1]
    dialog.go.click()
    lesson.show()
    assert lesson.view.drill.frozen is None


def test_an_inject_is_sent_early_and_again_and_another_is_skipped(lesson: Lesson) -> None:
    panel = lesson.window.injects
    lesson.press(lesson.window.run.begin)
    lesson.let_pass(5.0)
    panel.choose("nowhere-to-go")
    lesson.press(panel.send_now)
    assert lesson.inject("nowhere-to-go").state == "sent"
    drill = lesson.picture.drill
    assert drill is not None
    assert drill.messages
    lesson.press(panel.send_now)
    assert len(lesson.inject("nowhere-to-go").sent_s) == 2
    panel.choose("resident-asks")
    panel.skip.click()
    reason(lesson.window, "it is late")
    lesson.show()
    assert lesson.inject("resident-asks").state == "skipped"
    assert not panel.skip.isEnabled()


def test_all_go_back_together_to_a_moment_that_was_kept_and_stand_there(lesson: Lesson) -> None:
    page = lesson.window.moments
    lesson.window.tabs.setCurrentWidget(page)
    lesson.press(lesson.window.run.begin)
    lesson.let_pass(20.0)
    kept_s = lesson.sitting.now_s
    page.note.setText("before the talk")
    lesson.press(page.keep)
    lesson.let_pass(60.0)
    assert any(one.note == "before the talk" for one in lesson.view.moments)
    choose(page.list, lambda one: getattr(one, "note", "") == "before the talk")
    page.go_back.click()
    reason(lesson.window, "once more")
    lesson.show()
    assert lesson.sitting.now_s == pytest.approx(kept_s, abs=0.5)
    assert lesson.picture.branch == 2
    assert lesson.view.drill.frozen is not None
    choose(page.list, lambda one: getattr(one, "note", "") == "before the talk")
    lesson.press(page.split)
    wish = lesson.asked[-1]
    assert isinstance(wish, SplitOff)
    apart = lesson.sitting.recording.path.with_name("apart.sqlite")
    sitter = Sitter(wish.person, wish.roles)
    split_off(lesson.sitting.recording.path, wish.time_s, sitter, apart)
    waiting = read_interrupted(apart)
    assert waiting.sitter == sitter
    assert waiting.moment.time_s == pytest.approx(kept_s, abs=0.5)
    page.present_split(apart)
    assert apart.name in page.told.text()


def test_the_drill_ends_with_a_reason_and_its_report_is_at_hand(lesson: Lesson) -> None:
    run = lesson.window.run
    lesson.press(run.begin)
    lesson.let_pass(5.0)
    assert not run.report.isVisible()
    run.end.click()
    reason(lesson.window, "the hour is over")
    lesson.show()
    assert lesson.view.drill.ended
    assert run.report.isVisible()
    assert not run.freeze.isVisible()
    assert not run.end.isEnabled()


def test_a_fault_of_the_library_really_happens_once_it_is_confirmed(lesson: Lesson) -> None:
    page = lesson.window.faults
    lesson.window.tabs.setCurrentWidget(page)
    lesson.press(lesson.window.run.begin)
    lesson.let_pass(5.0)
    page.search.setText("bess soc")
    choose(page.list, lambda one: getattr(one, "act", "") == "soc")
    page.happen.click()
    (dialog,) = lesson.window.findChildren(ConfirmDialog)
    before = lesson.picture.values["bess.soc_pct"].value
    dialog.go.click()
    lesson.let_pass(5.0)
    after = lesson.picture.values["bess.soc_pct"].value
    assert isinstance(before, float)
    assert isinstance(after, float)
    assert before > 21.0 > after > 19.0
    (trace,) = lesson.view.by_hand
    assert trace.time_s > 0.0
    assert page.happened.isVisible()
    assert trace.words.en in page.happened.text()


def test_a_mark_is_one_key_and_a_message_comes_from_any_role(lesson: Lesson) -> None:
    window = lesson.window
    lesson.press(window.run.begin)
    lesson.let_pass(5.0)
    window.marking.text.setText("asked for the tag")
    QTest.keyClick(window, Qt.Key.Key_F4)
    lesson.show()
    assert [mark.text for mark in lesson.view.marks] == ["asked for the tag"]
    QTest.keyClick(window, Qt.Key.Key_F4)
    lesson.show()
    assert [mark.text for mark in lesson.view.marks] == ["asked for the tag", ""]
    assert all(mark.time_s > 0.0 for mark in lesson.view.marks)
    window.tabs.setCurrentWidget(window.talk)
    window.talk.role.setCurrentIndex(window.talk.role.findData("CITY"))
    window.talk.text.setText("How long will it last?")
    lesson.press(window.talk.say)
    drill = lesson.picture.drill
    assert drill is not None
    assert drill.messages[-1].text.en == "How long will it last?"


def test_roles_are_taken_over_their_steps_done_here_and_given_back(
    opened: Callable[..., Lesson],
) -> None:
    lesson = opened("odawara-first-activation", "CITY")
    page = lesson.window.people
    lesson.window.tabs.setCurrentWidget(page)
    for role in ("MGC", "TSO-D"):
        choose(page.list, lambda one, role=role: getattr(one, "role", "") == role)
        lesson.press(page.take)
    lesson.press(lesson.window.run.begin)
    lesson.let_pass(10.0)
    lesson.press(page.step.answers.proceed)
    lesson.let_pass(1.0)
    lesson.press(page.step.answers.speak)
    lesson.let_pass(1.0)
    lesson.press(page.step.answers.read_back)
    lesson.let_pass(1.0)
    spoken = [(line.speaker, line.listener, line.part) for line in lesson.view.talk]
    assert spoken[:2] == [("MGC", "TSO-D", "order"), ("TSO-D", "MGC", "read_back")]
    assert not page.list.isVisible(), "no room for both: the step and all its buttons"
    lesson.press(page.roles)
    choose(page.list, lambda one: getattr(one, "role", "") == "TSO-D")
    lesson.press(page.give_back)
    holders = {line.role: line.holder for line in lesson.view.roles}
    assert holders["TSO-D"] == "simulated"
    assert holders["MGC"] == "instructor"


def test_the_selected_command_of_the_trainee_passes_its_interlocks_with_a_reason(
    lesson: Lesson,
) -> None:
    card = lesson.window.trainee
    lesson.press(lesson.window.run.begin)
    lesson.let_pass(5.0)
    refused = Select("b1", "close", {}, "MGC")
    lesson.sitting.accept(refused)
    lesson.show()
    assert lesson.picture.selection is None
    assert card.against.isVisible()
    card.override.click()
    reason(lesson.window, "to see what happens")
    lesson.show()
    selected = lesson.picture.selection
    assert selected is not None
    assert (selected.device, selected.verb) == ("b1", "close")
