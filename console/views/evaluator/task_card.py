"""One expected action: large while it is open, with 達成, 未達, 対象外 and a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.models.evaluation import OPEN, VERDICTS
from console.theme import Density
from console.translation import Translation
from console.views.text import button, label, set_frame, set_role, tight
from procedures.drill.guide import Verdict
from procedures.drill.instructor_view import TaskLine

_MARKS = {"met": ("tick", "good"), "unmet": ("cross", "wrong"), "not_applicable": ("minus", "")}


class TaskCard(QFrame):
    """judge: takes the verdict and the note. `picked` when somebody clicks it."""

    picked = Signal()

    def __init__(
        self,
        translation: Translation,
        judge: Callable[[Verdict, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._judge = judge
        self._line: TaskLine | None = None
        self.mark = Mark("current", 22, "ink")
        self.words = label("step", wrap=True)
        self.facts = label("soft", wrap=True)
        self.left = label("reading", wrap=True)
        self.evidence = label("soft", wrap=True)
        self.note = QLineEdit()
        self.note.setMaxLength(400)
        self.buttons: dict[Verdict, QPushButton] = {}
        for verdict in VERDICTS:
            made = button("finger")
            made.clicked.connect(lambda _=False, it=verdict: self.press(it))
            self.buttons[verdict] = made
        self._build()
        for part in (self.note, *self.buttons.values()):
            part.installEventFilter(self)

    def _build(self) -> None:
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.words, 1)
        ways = QHBoxLayout()
        tight(ways, 8)
        for one in self.buttons.values():
            ways.addWidget(one, 1)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        for part in (self.facts, self.left, self.evidence):
            self._rows.addWidget(part)
        self._rows.addLayout(ways)
        self._rows.addWidget(self.note)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap, density.gap + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever works at a card has picked it; nothing is held back."""
        if event.type() is QEvent.Type.FocusIn:
            self.picked.emit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick it."""
        super().mousePressEvent(event)
        self.picked.emit()

    def pick(self, *, on: bool) -> None:
        """Wear the strong edge: 1, 2 and 3 are for this card."""
        set_frame(self, "card" if on else "plain-card")

    def press(self, verdict: Verdict) -> None:
        """Judge, as the button does."""
        self._judge(verdict, self.note.text().strip())

    def present(self, line: TaskLine, *, keys: bool) -> None:
        """Show `line`. keys: 1, 2 and 3 are written on its buttons."""
        of = self._translation.of
        is_open = line.state == OPEN
        set_role(self.words, "step" if is_open else "strong")
        self.words.setText(of(line.words))
        self._show_mark(line)
        self.facts.setText(self._facts(line))
        self._show_left(line)
        evidence = of(line.evidence)
        self.evidence.setText(self.tr("Evidence: %1").replace("%1", evidence) if evidence else "")
        self.evidence.setVisible(bool(evidence))
        names = (self.tr("Met"), self.tr("Not met"), self.tr("Not applicable"))
        for number, (verdict, name) in enumerate(zip(VERDICTS, names, strict=True), start=1):
            made = self.buttons[verdict]
            made.setText(f"{number}  {name}" if keys else name)
            made.setEnabled(line.state != verdict.value)
        self.note.setPlaceholderText(self.tr("Note (goes with the verdict)"))
        self.note.setAccessibleName(self.tr("note to: %1").replace("%1", of(line.words)))
        if self._line is None or (line.note != self._line.note and not self.note.hasFocus()):
            self.note.setText(line.note)
        self._line = line

    def _show_mark(self, line: TaskLine) -> None:
        words = {
            "met": self.tr("met"),
            "unmet": self.tr("not met"),
            "not_applicable": self.tr("not applicable"),
        }
        mark, colour = _MARKS.get(line.state, ("current", "ink"))
        self.mark.choose(mark, colour, words.get(line.state, self.tr("expected now")))

    def _facts(self, line: TaskLine) -> str:
        """By what it is known, how long a good crew and how long the expert took."""
        how = self.tr("fills itself") if line.measured else self.tr("you judge")
        how = self.tr("judged by a person") if line.judged else how
        parts = [line.objective, how]
        if line.limit_s is not None:
            standard = self.tr("standard %1")
            parts.append(standard.replace("%1", formatting.span(line.limit_s)))
        if line.reference_s is not None:
            expert = self.tr("expert %1")
            parts.append(expert.replace("%1", formatting.span(line.reference_s)))
        if line.evaluator:
            parts.append(line.evaluator)
        if line.hinted:
            parts.append(self.tr("hint given"))
        return " · ".join(part for part in parts if part)

    def _show_left(self, line: TaskLine) -> None:
        """The time that is left, or over; of what is judged, how long it took."""
        words = ""
        if line.state != OPEN:
            if line.done_s is not None and line.since_s is not None and not line.judged:
                took = formatting.span(max(0.0, line.done_s - line.since_s))
                words = self.tr("took %1").replace("%1", took)
        elif line.left_s is not None and line.left_s >= 0:
            words = self.tr("%1 left").replace("%1", formatting.span(line.left_s))
        elif line.left_s is not None:
            words = self.tr("%1 over time").replace("%1", formatting.span(-line.left_s))
        over = line.left_s is not None and line.left_s < 0 and line.state == OPEN
        set_role(self.left, "wrong" if over else "reading" if line.state == OPEN else "soft")
        self.left.setText(words)
        self.left.setVisible(bool(words))
