"""A hand at the real window: it agrees with everything, and presses what a person would press.

Every press goes to the window of the platform at a place on the screen, or to whatever has the
keyboard: what is covered, disabled, out of sight or not in the tab order cannot be pressed.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from waiting import wait, wait_until

from console.views.main_window import MainWindow
from procedures.snapshot import CurrentStep, Snapshot

_HOLD_MS = 1200  # at most: a button that is held acts after a second
_LEFT = Qt.MouseButton.LeftButton
_ANSWER_MS = 400  # at most: else a button is pressed again before the answer is seen
_SEEN_MS = 60  # until the answer of the sitting stands on the screen
_MOST_TABS = 200


class Fingers(Protocol):
    """How a hand reaches a part of the window."""

    def press(self, button: QAbstractButton) -> None:
        """Press a button once."""

    def hold(self, button: QAbstractButton) -> None:
        """Hold a button down until it acts."""

    def write(self, field: QLineEdit, text: str) -> None:
        """Write `text` into a field."""

    def choose(self, box: QComboBox, row: int) -> None:
        """Choose a row of a box."""


class Mouse:
    """The mouse, at places on the window; numbers are typed where it clicked."""

    def press(self, button: QAbstractButton) -> None:
        """Click its middle."""
        window, place = _place_of(button)
        QTest.mouseClick(window, _LEFT, Qt.KeyboardModifier.NoModifier, place)

    def hold(self, button: QAbstractButton) -> None:
        """Keep the mouse down on it."""
        window, place = _place_of(button)
        QTest.mousePress(window, _LEFT, Qt.KeyboardModifier.NoModifier, place)
        _until_it_acts(button)
        QTest.mouseRelease(window, _LEFT, Qt.KeyboardModifier.NoModifier, place)

    def write(self, field: QLineEdit, text: str) -> None:
        """Click the field, and type."""
        window, place = _place_of(field)
        QTest.mouseDClick(window, _LEFT, Qt.KeyboardModifier.NoModifier, place)
        _type(field, text)

    def choose(self, box: QComboBox, row: int) -> None:
        """Open the list with a click, and click the row."""
        window, place = _place_of(box)
        QTest.mouseClick(window, _LEFT, Qt.KeyboardModifier.NoModifier, place)
        view = box.view()
        where = view.visualRect(box.model().index(row, box.modelColumn())).center()
        QTest.mouseClick(view.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, where)


class Keyboard:
    """The keyboard alone: Tab goes there, space presses, arrows choose."""

    def press(self, button: QAbstractButton) -> None:
        """Go there and press space."""
        _tab_to(button)
        QTest.keyClick(button.window().windowHandle(), Qt.Key.Key_Space)

    def hold(self, button: QAbstractButton) -> None:
        """Keep space down."""
        _tab_to(button)
        window = button.window().windowHandle()
        QTest.keyPress(window, Qt.Key.Key_Space)
        _until_it_acts(button)
        QTest.keyRelease(window, Qt.Key.Key_Space)

    def write(self, field: QLineEdit, text: str) -> None:
        """Go there and type."""
        _tab_to(field)
        _type(field, text)

    def choose(self, box: QComboBox, row: int) -> None:
        """Go there and press the arrow until the row stands in the box."""
        _tab_to(box)
        window = box.window().windowHandle()
        for _ in range(box.count()):
            if box.currentIndex() == row:
                return
            down = box.currentIndex() < row
            QTest.keyClick(window, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        raise AssertionError(f"the arrows did not reach row {row} of {box.accessibleName()}")


class Hand:
    """Leads through the steps of the sitter, as one who agrees with everything."""

    def __init__(self, window: MainWindow, fingers: Fingers) -> None:
        self._window = window
        self._fingers = fingers
        self.pressed = 0

    def act(self, picture: Snapshot) -> None:
        """Do the one thing that the current step of `picture` wants, if it wants anything."""
        step = step_in_hand(picture)
        if step is not None and self._do(step, picture):
            self.pressed += 1
        wait(_SEEN_MS)

    def _do(self, step: CurrentStep, picture: Snapshot) -> bool:
        card = self._window.procedure.step
        if "enter" in step.can and step.enter is not None and card.enter.enter_button.isVisible():
            self._enter(step, picture)
            return True
        if card.command.execute_button.isVisible():
            self._fingers.hold(card.command.execute_button)
            _until_answered(card.command.execute_button)
            return True
        button = next(iter(card.answers.options), None) or self._window.procedure.primary_button()
        if button is None:
            return False
        self._fingers.press(button)
        if button is card.command.select_button:
            _until_answered(button)
        return True

    def _enter(self, step: CurrentStep, picture: Snapshot) -> None:
        field, enter = self._window.procedure.step.enter, step.enter
        assert enter is not None
        if enter.states or enter.is_flag:
            wanted = next((one for one in (enter.seen, step.reaches) if one in enter.states), None)
            row = 1 if wanted is None else 1 + enter.states.index(str(wanted))
            self._fingers.choose(field.state, row)
        else:
            low, high = enter.low or 0.0, enter.high or 0.0
            known = picture.values[enter.signal].known
            value = known if isinstance(known, float) and known > low else (low + high) / 2
            self._fingers.write(field.number, f"{value:.1f}")
        if field.enter_button.isEnabled():
            self._fingers.press(field.enter_button)


def _until_it_acts(button: QAbstractButton) -> None:
    wait_until(lambda: not button.isDown(), _HOLD_MS)


def _until_answered(button: QAbstractButton) -> None:
    wait_until(lambda: not button.isVisible(), _ANSWER_MS)


def step_in_hand(picture: Snapshot) -> CurrentStep | None:
    """The sitter's step; where he has none, the step that somebody else is at."""
    steps = [run.current for run in picture.runs if run.current is not None]
    return next((step for step in steps if step.mine), next(iter(steps), None))


def _place_of(part: QWidget) -> tuple[object, QPoint]:
    """The platform's window and the middle of a part in it; what is covered is not there."""
    window = part.window()
    place = part.mapTo(window, part.rect().center())
    under = window.childAt(place)
    reached = under is part or (under is not None and part.isAncestorOf(under))
    assert reached, f"{part.accessibleName() or part} cannot be clicked: {under} lies there"
    return window.windowHandle(), place


def _tab_to(part: QWidget) -> None:
    """Press Tab until the part has the keyboard."""
    window = part.window().windowHandle()
    for _ in range(_MOST_TABS):
        if QApplication.focusWidget() is part:
            return
        QTest.keyClick(window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {part.accessibleName() or part}")


def _type(field: QLineEdit, text: str) -> None:
    window = field.window().windowHandle()
    assert QApplication.focusWidget() is field
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for letter in text:
        QTest.keyClick(window, letter)
