"""One verb of a faceplate: its button, its arguments, and all that stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.icons import icon
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.condition_table import ConditionTable
from console.views.reason_dialog import ReasonDialog
from console.views.text import button, label, tight
from console.views.wide_button import WideButton
from devices.signals import Value
from devices.site.site import Argument, Verb
from devices.words import Words
from procedures.intents import Intent, Select
from procedures.snapshot import ConditionView, VerbView


class VerbCard(QFrame):
    """The button selects; executing is a second action elsewhere.

    instructors: id and name of those who may let it pass its interlocks; none outside of a drill.
    """

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Intent], None],
        view: VerbView,
        verb: Verb,
        *,
        instructors: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "plain-card")
        self._translation = translation
        self._send = send
        self._view = view
        self._instructors = instructors
        self._fields: dict[str, QLineEdit | QComboBox] = {}
        self.role = ""
        self.select_button = WideButton("big")
        self.held = button("quiet")
        self.held.setCheckable(True)
        self.override = button("quiet", "person")
        self._roles = label("soft", wrap=True)
        self._locks = ConditionTable(translation, small=True)
        line = QHBoxLayout()
        tight(line, 8)
        line.addWidget(self.select_button, 3)
        line.addWidget(self._roles, 1)
        fields = QHBoxLayout()
        tight(fields, 8)
        for name, argument in verb.arguments.items():
            self._add_field(fields, name, argument)
        fields.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 5, 8, 5)
        rows.setSpacing(4)
        if verb.arguments:
            rows.addLayout(fields)
        rows.addLayout(line)
        rows.addWidget(self._locks)
        for more in (self.held, self.override):  # beside each other they would widen the card
            rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.select_button.clicked.connect(self._select)
        self.override.clicked.connect(self._ask_override)
        self.held.toggled.connect(lambda _: self._show_locks())
        self.present(view)

    def _add_field(self, line: QHBoxLayout, name: str, argument: Argument) -> None:
        caption = label("soft")
        caption.setText(self._translation.of(argument.label))
        line.addWidget(caption)
        field: QLineEdit | QComboBox
        if argument.states:
            field = ChoiceBox()
            words = argument.state_words or tuple(Words(s, s) for s in argument.states)
            for state, word in zip(argument.states, words, strict=False):
                field.addItem(self._translation.of(word), state)
        else:
            field = QLineEdit()
            field.setFixedWidth(84)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            low = -1e9 if argument.low is None else argument.low
            high = 1e9 if argument.high is None else argument.high
            validator = QDoubleValidator(low, high, argument.decimals, field)
            validator.setNotation(QDoubleValidator.Notation.StandardNotation)
            field.setValidator(validator)
            if argument.low is not None and argument.high is not None:
                field.setPlaceholderText(f"{argument.low:g}…{argument.high:g}")
            field.textChanged.connect(lambda _: self._look())
        field.setAccessibleName(caption.text())
        self._fields[name] = field
        line.addWidget(field)
        unit = label("soft")
        unit.setText(argument.unit)
        unit.setVisible(bool(argument.unit))
        line.addWidget(unit)

    def follow(self, view: VerbView) -> None:
        """Show the verb, if anything of it is other than before: ten times a second is much."""
        if view != self._view:
            self.present(view)

    def present(self, view: VerbView) -> None:
        """Show the verb with its interlocks as they stand."""
        self._view = view
        self.select_button.setText(self._translation.of(view.title))
        self._roles.setText(" / ".join(view.roles))
        self._show_locks()
        blocked = any(lock.truth is not True for lock in view.interlocks)
        self.override.setVisible(bool(self._instructors) and blocked and not view.past)
        self.override.setText(self.tr("Instructor overrides…"))
        self._look()

    def _show_locks(self) -> None:
        """What stands in the way, in full; of the rest how many, until they are asked for."""
        told = _told(self._view.interlocks)
        open_ones = tuple(lock for lock in told if lock.truth is not True)
        unfolded = self.held.isChecked()
        self._locks.present("", told if unfolded else open_ones)
        words = self.tr("%1 of %2 interlocks hold").replace("%1", str(len(told) - len(open_ones)))
        self.held.setText(words.replace("%2", str(len(told))))
        self.held.setIcon(icon("fold" if unfolded else "unfold", "ink"))
        self.held.setVisible(len(open_ones) < len(told))

    def _look(self) -> None:
        self.select_button.setEnabled(self._arguments() is not None and not self._view.past)

    def _arguments(self) -> dict[str, Value] | None:
        """The arguments as they stand in the fields, None while one is missing or out of bounds."""
        found: dict[str, Value] = {}
        for name, field in self._fields.items():
            if isinstance(field, QComboBox):
                found[name] = field.currentData()
            elif field.hasAcceptableInput():
                found[name] = float(field.text())
            else:
                return None
        return found

    def _select(self) -> None:
        arguments = self._arguments()
        if arguments is not None:
            self._send(Select(self._view.device, self._view.verb, arguments, self.role))

    def _ask_override(self) -> None:
        """An instructor gives his name and his reason; both stand in the record."""
        title = self.tr("Instructor overrides the interlocks: %1")
        ReasonDialog(
            title.replace("%1", self._translation.of(self._view.title)),
            self.tr("Override and select"),
            self._select_over,
            self._instructors,
            edge="hatched",  # nothing is overridden but in a drill
            parent=self.window(),
        ).open()

    def _select_over(self, instructor: str, reason: str) -> None:
        arguments = self._arguments()
        if arguments is not None:
            view = self._view
            self._send(Select(view.device, view.verb, arguments, self.role, reason, instructor))


def _told(interlocks: Sequence[ConditionView]) -> tuple[ConditionView, ...]:
    """What stands in the way first, with its reason; of the rest only how it stands.

    The words of an interlock are those of its refusal: beside a tick they would say the opposite.
    """
    blocking = [lock for lock in interlocks if lock.truth is not True]
    nothing = Words("", "")
    held = [
        replace(lock, words=lock.live if lock.live.en else lock.words, live=nothing)
        for lock in interlocks
        if lock.truth is True
    ]
    return (*blocking, *held)
