"""Entering a reading or a reported state into a manual point."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.icons import Mark
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.text import label, tight
from console.views.wide_button import WideButton
from devices.signals import Value
from procedures.snapshot import EnterView


class EnterField(QWidget):
    """A number with bounds and unit, or one of several states. Empty until somebody fills it.

    Its button goes into the row `buttons`.
    """

    def __init__(
        self,
        translation: Translation,
        enter: Callable[[Value], None],
        buttons: QHBoxLayout,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._enter = enter
        self._shown: tuple[EnterView, str] | None = None
        self._caption = label("strong", wrap=True)
        self._bounds = label("soft")
        self.number = QLineEdit()
        self.number.setMaximumWidth(140)
        self._validator = QDoubleValidator(self)
        self._validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        self.number.setValidator(self._validator)
        self._unit = label()
        self.state = ChoiceBox()
        self.enter_button = WideButton("main", "pencil")
        rows = QVBoxLayout(self)
        tight(rows, 4)
        rows.addWidget(self._caption)
        row = QHBoxLayout()
        tight(row, 8)
        row.addWidget(Mark("pencil", 18, "ink_soft"))
        for part in (self.number, self._unit, self.state, self._bounds):
            row.addWidget(part)
        row.addStretch(1)
        rows.addLayout(row)
        buttons.addWidget(self.enter_button, 2)
        self.enter_button.clicked.connect(self.submit)
        self.number.returnPressed.connect(self.submit)
        self.number.textChanged.connect(lambda _: self._look())
        self.state.currentIndexChanged.connect(lambda _: self._look())
        self.hide()
        self.enter_button.hide()

    def present(self, enter: EnterView | None) -> None:
        """Show the field of `enter`; hide for None."""
        self.setVisible(enter is not None)
        self.enter_button.setVisible(enter is not None)
        language = self._translation.language
        if enter is None:
            self._shown = None
            return
        if self._shown == (enter, language):
            return
        same_point = self._shown is not None and self._shown[0].signal == enter.signal
        self._shown = (enter, language)
        numeric = not enter.states and not enter.is_flag
        self._caption.setText(self._translation.of(enter.label))
        self._unit.setText(enter.unit)
        self._bounds.setText(_bounds(enter))
        self.enter_button.setText(self.tr("Enter"))
        for part in (self.number, self._unit, self._bounds):
            part.setVisible(numeric)
        self.state.setVisible(not numeric)
        self._fill_states(enter, keep=same_point)
        if numeric and not same_point:
            self.number.clear()
            self.number.setFocus()
        if enter.low is not None and enter.high is not None:
            self._validator.setRange(enter.low, enter.high, 3)
        self.number.setAccessibleName(self._caption.text())
        self.state.setAccessibleName(self._caption.text())
        self._look()

    def take_focus(self) -> None:
        """Give the keyboard to what has to be filled."""
        field = self.number if self.number.isVisibleTo(self) else self.state
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Enter what stands in the field, if it is allowed."""
        value = self._value()
        if value is not None:
            self._enter(value)

    def _fill_states(self, enter: EnterView, *, keep: bool) -> None:
        chosen = self.state.currentIndex() if keep else 0
        self.state.blockSignals(True)
        self.state.clear()
        self.state.addItem(self.tr("choose…"), None)
        if enter.is_flag:
            self.state.addItem(self.tr("yes"), True)
            self.state.addItem(self.tr("no"), False)
        for state, words in zip(enter.states, enter.state_words, strict=False):
            self.state.addItem(self._translation.of(words), state)
        self.state.setCurrentIndex(chosen)
        self.state.blockSignals(False)

    def _value(self) -> Value | None:
        if self._shown is None:
            return None
        enter = self._shown[0]
        if enter.states or enter.is_flag:
            chosen: Value | None = self.state.currentData()
            return chosen
        if not self.number.hasAcceptableInput():
            return None
        return float(self.number.text())

    def _look(self) -> None:
        self.enter_button.setEnabled(self._value() is not None)


def _bounds(enter: EnterView) -> str:
    if enter.low is None or enter.high is None:
        return ""
    return f"{enter.low:g} … {enter.high:g} {enter.unit}".rstrip()
