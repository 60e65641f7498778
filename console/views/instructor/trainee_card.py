"""What the trainee is doing, and what he has selected: with reason, an instructor lets it pass."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.models.edge import HasEdge
from console.models.overriding import Wanted, step_of, wanted_by_trainee
from console.models.people import name_of
from console.theme import Density
from console.translation import Translation
from console.views.one_line_text import OneLineText
from console.views.reason_dialog import ReasonDialog
from console.views.text import button, label, tight
from console.wishes import Wish
from devices.site.site import Site
from procedures.drill.instructor_view import InstructorView
from procedures.drill.wishes import Override
from procedures.snapshot import Snapshot


class TraineeCard(QFrame):
    """Two lines: his step, and his command with what stands in its way."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        person: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._site, self._translation, self._send = site, translation, send
        self._person = person
        self._wanted: Wanted | None = None
        self._head = label("header")
        self._who = label("soft")
        self.step, self.selected = OneLineText(), OneLineText()
        self.against = label("wrong", wrap=True)
        self.override = button("quiet", "key")
        head, line = QHBoxLayout(), QHBoxLayout()
        tight(head, 8)
        tight(line, 8)
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._who)
        line.addWidget(self.selected, 1)
        line.addWidget(self.override)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addWidget(self.step)
        self._rows.addLayout(line)
        self._rows.addWidget(self.against)
        self.override.clicked.connect(self._ask)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._rows.setContentsMargins(density.gap + 2, density.gap, density.gap + 2, density.gap)
        self._rows.setSpacing(max(2, density.gap - 4))

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._head.setText(self.tr("Trainee"))
        self.override.setText(self.tr("Override…"))
        self.override.setAccessibleName(self.tr("let his command pass its interlocks"))
        self.against.setVisible(bool(self.against.text()))
        self.override.setEnabled(self._wanted is not None)

    def present(self, snapshot: Snapshot, view: InstructorView) -> None:
        """Show what he does now."""
        language = self._translation.language
        who = name_of(self._site, snapshot.sitter, language) if snapshot.sitter else ""
        roles = " / ".join(snapshot.sitter_roles)
        self._who.setText(f"{who}  {roles}".strip() or self.tr("everybody is simulated"))
        self.step.setText(self._doing(snapshot))
        wanted = self._wanted = wanted_by_trainee(self._site, snapshot, view)
        self.selected.setText(self._said(wanted))
        against = "" if wanted is None else formatting.joined(wanted.against, language)
        self.against.setText(self.tr("Against it: %1").replace("%1", against) if against else "")
        self.against.setVisible(bool(against))
        self.override.setEnabled(bool(against))

    def _said(self, wanted: Wanted | None) -> str:
        if wanted is None:
            return self.tr("No command is selected.")
        words = {
            "selected": self.tr("Selected: %1"),
            "refused": self.tr("Refused: %1"),
            "offered": self.tr("Offered: %1"),
        }
        return words[wanted.how].replace("%1", self._translation.of(wanted.words))

    def _doing(self, snapshot: Snapshot) -> str:
        step = step_of(snapshot)
        if step is None:
            return self.tr("No step waits for him.")
        words = f"{step.id}  {self._translation.of(step.title)}"
        return f"{words} · {formatting.span(step.elapsed_s)}"

    def _ask(self) -> None:
        wanted, window = self._wanted, self.window()
        if wanted is None:
            return
        words = self.tr("Let it pass its interlocks: %1")
        ReasonDialog(
            words.replace("%1", self._translation.of(wanted.words)),
            self.tr("Let it pass"),
            lambda _, reason: self._send(
                Override(wanted.device, wanted.verb, reason, self._person, dict(wanted.arguments))
            ),
            edge=window.edge if isinstance(window, HasEdge) else "hatched",
            parent=window,
        ).open()
