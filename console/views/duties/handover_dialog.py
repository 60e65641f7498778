"""Handing the shift over: who takes over, what is said to him, and what he repeats."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.people import name_of
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.hatched_border import HatchedBorder
from console.views.text import button, label
from devices.site.site import Site
from procedures import intents
from procedures.snapshot import Snapshot


class HandoverDialog(QDialog):
    """Closes by itself when the next person sits."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[intents.Intent], None],
        *,
        hatched: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hand over the shift"))
        self.setMinimumWidth(680)
        self._site = site
        self._translation = translation
        self._send = send
        self._before = ""
        self._border = HatchedBorder(self) if hatched else None
        self._head = label("header", wrap=True)
        self._head.setText(self.windowTitle())
        self.person = ChoiceBox()
        self._text = label("say", wrap=True)
        self._expected = label("soft", wrap=True)
        self._differing = label("wrong", wrap=True)
        self.heard = QLineEdit()
        self.say = button("main", "speech")
        self.right = button("main", "tick")
        self.wrong = button("big", "cross")
        self.cancel = button("big")
        line = QHBoxLayout()
        line.addStretch(1)
        for one in (self.cancel, self.wrong, self.right, self.say):
            line.addWidget(one)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        for part in (
            self._head, self.person, self._text, self._expected, self._differing, self.heard,
        ):  # fmt: skip
            rows.addWidget(part)
        rows.addLayout(line)
        self.say.clicked.connect(self._begin)
        self.right.clicked.connect(lambda: self._repeated(True))
        self.wrong.clicked.connect(lambda: self._repeated(False))
        self.cancel.clicked.connect(self.reject)
        self.rejected.connect(lambda: self._send(intents.GiveUpHandOver()))
        self.finished.connect(self.deleteLater)
        self._name_buttons()

    def _name_buttons(self) -> None:
        self.say.setText(self.tr("Say what stands"))
        self.right.setText(self.tr("Repeated rightly"))
        self.wrong.setText(self.tr("Repeated wrongly"))
        self.cancel.setText(self.tr("Cancel"))
        self.heard.setPlaceholderText(self.tr("or write what was repeated"))
        self.heard.setAccessibleName(self.heard.placeholderText())

    def present(self, snapshot: Snapshot) -> None:
        """Show how far it is; close when somebody else sits."""
        view, language = snapshot.handover, self._translation.language
        self._before = self._before or snapshot.sitter
        if view is None or snapshot.sitter != self._before:
            self.accept()
            return
        if self.person.count() != len(view.may):
            self.person.clear()
            for person in view.may:
                self.person.addItem(name_of(self._site, person, language), person)
        telling = view.to != ""
        self.say.setVisible(not telling)
        self.say.setEnabled(bool(view.may))
        self.person.setEnabled(not telling)
        for part in (self.right, self.wrong, self.heard, self._text, self._expected):
            part.setVisible(telling)
        self._text.setText(self._translation.of(view.text))
        expected = self.tr("Expected read-back:") + " " + self._translation.of(view.read_back)
        self._expected.setText(expected)
        self._differing.setVisible(bool(view.differences))
        differs = self.tr("Differs, say it once more:") + " " + ", ".join(view.differences)
        self._differing.setText(differs)

    def _begin(self) -> None:
        self._send(intents.HandOver(self.person.currentData()))

    def _repeated(self, right: bool) -> None:
        self._send(intents.HandOverRepeated(self.heard.text() if right else "", right))
        self.heard.clear()
