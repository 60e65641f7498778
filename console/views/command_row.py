"""Select, then execute: the two actions of every command, and the way out of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.icons import Mark
from console.models.people import name_of
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.hold_button import HoldButton
from console.views.text import label, tight
from console.views.wide_button import WideButton
from devices.site.site import Site
from procedures.intents import CancelSelection, Execute, Intent, Select
from procedures.snapshot import CommandView


class CommandRow(QWidget):
    """One command: first a button that repeats object and verb, then one to be held down.

    buttons: the row that takes the buttons, where they share a place with others.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        buttons: QHBoxLayout | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._send = send
        self._command: CommandView | None = None
        self._needs_second = False
        self.role = ""
        self.select_button = WideButton("main")
        self.execute_button = HoldButton()
        self.cancel_button = WideButton("big")
        self.second = ChoiceBox()
        self._mark = Mark("", 20)
        self._state = label("strong", wrap=True)
        own = buttons is None
        if buttons is None:
            buttons = QHBoxLayout()
            tight(buttons, 8)
        state = QHBoxLayout()
        tight(state, 8)
        state.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self._state, 1)
        rows = QVBoxLayout(self)
        if own:  # the buttons at the foot stand still, whatever is told above them
            tight(rows, 4)
            state.addWidget(self.second)
            rows.addLayout(state)
            rows.addLayout(buttons, 1)
        else:
            tight(rows, 6)
            rows.addWidget(self.second)
            rows.addLayout(state)
        buttons.addWidget(self.select_button, 2)
        buttons.addWidget(self.execute_button, 2)
        buttons.addWidget(self.cancel_button)
        self.select_button.clicked.connect(self._select)
        self.execute_button.held.connect(self._execute)
        self.second.currentIndexChanged.connect(lambda _: self._look())
        self.cancel_button.clicked.connect(lambda: self._send(CancelSelection()))
        self.hide()

    def present(
        self, command: CommandView | None, sitter: str, *, can_select: bool, can_execute: bool
    ) -> None:
        """Show a command and what can be done with it now; hide for None."""
        self._command = command
        self.setVisible(command is not None)
        if command is None:
            for part in (self.select_button, self.execute_button, self.cancel_button):
                part.hide()
            return
        words = self._translation.of(command.button)
        selected = command.stage == "selected"
        self.select_button.setVisible(can_select and not selected)
        self.select_button.setText(self.tr("Select:") + " " + words)
        self.execute_button.setVisible(can_execute and selected)
        self.execute_button.setText(words)
        self.execute_button.setAccessibleDescription(self.tr("hold down for one second"))
        self.cancel_button.setVisible(can_execute and selected)
        self.cancel_button.setText(self.tr("Cancel"))
        self._offer_second(command.second_roles if selected else (), sitter)
        self._show_stage(command)

    def _offer_second(self, roles: tuple[str, ...], sitter: str) -> None:
        """Who can stand by where somebody must: by name, and nobody is chosen before he is."""
        persons = [
            person
            for person in self._site.persons
            if person.id != sitter and set(person.roles) & set(roles)
        ]
        self.second.setVisible(bool(roles))
        self.second.setAccessibleName(self.tr("who stands by"))
        offered = ["", *(person.id for person in persons)]
        if [self.second.itemData(at) for at in range(self.second.count())] != offered:
            self.second.clear()
            for identity in offered:
                self.second.addItem("", identity)
        self.second.setItemText(0, self.tr("A second person must stand by: who?"))
        for at, person in enumerate(persons, start=1):
            name = name_of(self._site, person.id, self._translation.language)
            self.second.setItemText(at, f"{name} ({' / '.join(person.roles)})")
        self._needs_second = bool(roles)
        self._look()

    def _look(self) -> None:
        self.execute_button.setEnabled(not self._needs_second or bool(self.second.currentData()))

    def _execute(self) -> None:
        command = self._command
        if command is None:
            return
        second = self.second.currentData() or "" if self._needs_second else ""
        self._send(Execute(second, command.device, command.verb, dict(command.arguments)))

    def _select(self) -> None:
        command = self._command
        if command is not None:
            self._send(Select(command.device, command.verb, dict(command.arguments), self.role))

    def _show_stage(self, command: CommandView) -> None:
        left = "" if command.seconds_left is None else f"{command.seconds_left:.0f}"
        selected = self.tr("Selected: hold the button for 1 s · %1 s left")
        stages = {
            "selected": ("hand", "ink", selected.replace("%1", left)),
            "was_selected": ("hand", "ink", self.tr("Selected")),
            "sent": ("hourglass", "ink", self.tr("Command sent, waiting for its feedback")),
            "confirmed": ("tick", "good", self.tr("Confirmed by feedback")),
            "refused": ("cross", "wrong", self.tr("Refused")),
            "no_answer": ("caution", "wrong", self.tr("No answer from the device")),
        }
        shown = stages.get(command.stage)
        self._mark.setVisible(shown is not None)
        self._state.setVisible(shown is not None)
        if shown is not None:
            self._mark.choose(*shown)
            self._state.setText(shown[2])
