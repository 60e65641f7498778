"""After Enter or a signature the keyboard is at what comes next, never at a way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.models.board import asked
from console.views.main_window import MainWindow
from devices.site import Site
from devices.words import Words, same
from procedures.snapshot import ChapterView, CommandView, HoldView, Refusal, Snapshot

Open = Callable[..., MainWindow]
Wishes = Callable[[MainWindow], list[object]]
Step = Callable[..., Snapshot]
LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def test_after_one_value_the_keyboard_is_at_the_next(
    open_window: Open, live_picture: Snapshot, with_step: Step, site: Site
) -> None:
    can = frozenset({"enter", "deny", "pause", "abort"})

    def asks(point: str) -> Snapshot:
        field = asked(site.signals[point])
        return with_step(live_picture, enter=field, can=can, command=None)

    window = open_window(asks("share.state"))
    window.activateWindow()
    step = window.procedure.step
    step.enter.state.setCurrentIndex(1)
    step.enter.enter_button.setFocus()
    QTest.mouseClick(step.enter.enter_button, LEFT)
    window.present(asks("ev3.place"))
    assert not step.enter.enter_button.isEnabled()
    assert QApplication.focusWidget() is step.enter.state
    window.present(asks("ev3.soc_pct"))
    assert QApplication.focusWidget() is step.enter.number


def test_after_a_signature_the_keyboard_is_at_the_next_name_and_then_at_the_step(
    open_window: Open, live_picture: Snapshot, with_step: Step
) -> None:
    def hold(**signed: str) -> Snapshot:
        view = HoldView("H4", ("MGC", "CHIEF"), signed)
        can = frozenset({"sign", "pause", "abort"})
        return with_step(live_picture, hold=view, can=can, command=None)

    window = open_window(hold())
    window.activateWindow()
    bar = window.procedure.step.hold
    bar.who.setCurrentIndex(bar.who.findData("ozawa"))
    bar.sign_button.setFocus()
    window.present(hold(MGC="ozawa"))
    assert QApplication.focusWidget() is bar.who
    bar.who.setCurrentIndex(bar.who.findData("mori"))
    bar.sign_button.setFocus()
    proceeds = frozenset({"proceed", "pause", "abort"})
    window.present(with_step(live_picture, hold=None, can=proceeds, command=None))
    assert QApplication.focusWidget() is window, "where Space and Enter press the main button"


def test_a_command_that_is_selected_by_key_takes_the_keys_and_one_press_does_nothing(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    offered = CommandView("b2", "close", {}, Words("Close B2", "B2を投入します"), "offered")
    selected = replace(offered, stage="selected", seconds_left=29.0)
    step = with_step(picture, can=frozenset({"select"}), command=offered, say=None)
    window = open_window(replace(step, selection=None))
    window.activateWindow()
    window.setFocus()
    can = frozenset({"execute", "cancel"})
    window.present(with_step(picture, can=can, command=selected, say=None))
    assert QApplication.focusWidget() is window.procedure.step.command.execute_button
    heard = wishes(window)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert heard == []


def test_the_space_bar_that_is_held_executes_however_often_it_repeats(
    qtbot: QtBot, open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    window.activateWindow()
    execute = window.procedure.step.command.execute_button
    execute.setFocus()
    repeat = partial(QKeyEvent, QEvent.Type.KeyPress, Qt.Key.Key_Space, _NONE, " ", True)
    repeats = QTimer(interval=30)
    repeats.timeout.connect(lambda: QApplication.sendEvent(window.focusWidget(), repeat()))
    with qtbot.waitSignal(execute.held, timeout=3000):
        QTest.keyPress(execute, Qt.Key.Key_Space)
        repeats.start()
    repeats.stop()
    QTest.keyRelease(execute, Qt.Key.Key_Space)


def test_what_is_hidden_leaves_the_keys_to_the_step(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    refusal = Refusal(live_picture.time_s, "fire", same("Fire"), (same("Not now."),))
    window.present(replace(live_picture, refusal=refusal))
    window.activateWindow()
    window.refusal.understood.setFocus()
    QTest.mouseClick(window.refusal.understood, LEFT)
    assert not window.refusal.isVisible()
    assert QApplication.focusWidget() is window, "Qt would give them to the next button"


def test_the_key_of_the_procedure_leads_to_no_button_of_it(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.procedure, "else Enter would pause the step"


def test_a_chapter_that_somebody_shortened_has_a_mark_of_its_own_and_says_so(
    open_window: Open, live_picture: Snapshot
) -> None:
    title = Words("Activation", "発動")
    whole, shortened = ChapterView("P1", title, "done"), ChapterView("P2", title, "done", ("2.3",))
    window = open_window(replace(live_picture, chapters=(whole, shortened)))
    first, second = window.procedure._chapters._tabs[:2]
    assert first._mark._name == "tick"
    assert second._mark._name == "skipped"
    assert second.toolTip() == "Activation: done (without 2.3)"


def test_a_live_window_without_a_procedure_speaks_of_no_scenario(
    open_window: Open, live_picture: Snapshot
) -> None:
    assert live_picture.live is not None
    watching = replace(live_picture.live, read_only=True, may_arm=())
    window = open_window(replace(live_picture, live=watching, chapters=(), runs=()))
    card = window.procedure._ending
    assert card._head.text() == "Watching only"
    assert "scenario" not in card._text.text()
    window.present(replace(live_picture, chapters=(), runs=()))
    assert "scenario" not in card._text.text()
