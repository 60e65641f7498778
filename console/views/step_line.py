"""One line of the step list: its state as a drawn mark, its title, who and when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.icons import Mark
from console.views.one_line_text import OneLineText
from console.views.text import label, tight
from procedures.snapshot import StepState, StepView

MARKS = {
    StepState.WAITING: "waiting",
    StepState.CURRENT: "current",
    StepState.DONE: "tick",
    StepState.SKIPPED: "skipped",
    StepState.FAILED: "cross",
}


class StepLine(QWidget):
    """A step before or after the current one. An eye or a gauge tells how it was verified."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Mark("waiting", 16)
        self._title = OneLineText()
        self._how = Mark("", 15)
        self._who = label("soft")
        row = QHBoxLayout(self)
        tight(row, 8)
        row.setContentsMargins(10, 1, 10, 1)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._title, 1)
        row.addWidget(self._how, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._who, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def present(self, step: StepView, title: str, who: str, when: str) -> None:
        """Show `step`, done by `who` at `when`; "" for both while it lies ahead."""
        words = {
            StepState.WAITING: self.tr("not started"),
            StepState.CURRENT: self.tr("current"),
            StepState.DONE: self.tr("done"),
            StepState.SKIPPED: self.tr("skipped"),
            StepState.FAILED: self.tr("failed"),
        }
        wrong = step.state is StepState.FAILED
        self._mark.choose(MARKS[step.state], "wrong" if wrong else "ink_soft", words[step.state])
        inset = "└ " * step.depth  # of a procedure that is called and returns
        self._title.setText(f"{inset}{step.id}  {title}")
        self._how.setVisible(step.state is StepState.DONE)
        if step.measured:
            self._how.choose("gauge", "ink_soft", self.tr("verified by measurement"))
        else:
            self._how.choose("eye", "ink_soft", self.tr("verified by eye"))
        self._who.setText(f"{who or step.role} {when}".strip())
        self.setAccessibleName(f"{words[step.state]}: {step.id} {title}")
