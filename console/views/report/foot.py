"""The foot of a report's window: who approves it, and in which forms it is saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.report_files import FORMS
from console.theme import px
from console.translation import Translation
from console.views.text import button, label, tight
from devices.phrases import said
from devices.words import Words
from procedures.drill.report import Report


class Foot(QWidget):
    """approved: a name was given; withdrawn: the approval is taken back; asked: save this form."""

    approved = Signal(str)
    withdrawn = Signal()
    asked = Signal(str)

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation
        self._report: Report | None = None
        self.name, self.approve = QLineEdit(), button("main", "tick")
        self.words = label("strong", wrap=True)
        self.saves = {form: button("big") for form in FORMS}
        line = QHBoxLayout(self)
        tight(line, 8)
        for part in (self.name, self.approve):
            line.addWidget(part)
        line.addWidget(self.words, 1)
        for form, one in self.saves.items():
            line.addWidget(one)
            one.clicked.connect(partial(self.asked.emit, form))
        self.name.textChanged.connect(lambda _: self._show())
        self.name.returnPressed.connect(self._act)
        self.approve.clicked.connect(self._act)

    def present(self, report: Report | None) -> None:
        """Show how far the approval of `report` is."""
        self._report = report
        self._show()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.name.setPlaceholderText(self.tr("Name of who approves"))
        self.name.setAccessibleName(self.name.placeholderText())
        for form, one in self.saves.items():
            one.setText(f"{form.upper()}…")
            one.setAccessibleName(self.tr("Save as %1").replace("%1", form.upper()))
        self._show()

    def resize_to_scale(self) -> None:
        """Take the size of the scale worn now."""
        self.name.setFixedWidth(px(250))

    def _act(self) -> None:
        """Approve what stands there, or take the approval back."""
        if self._report is None:
            return
        if self._report.approval is not None:
            self.withdrawn.emit()
        elif self.approve.isEnabled():
            self.approved.emit(self.name.text())

    def _show(self) -> None:
        report = self._report
        given = None if report is None else report.approval
        self.words.setText(self._translation.of(_standing(report)))
        self.approve.setText(self.tr("Approve") if given is None else self.tr("Take back"))
        named = bool(self.name.text().strip())
        ready = report is not None and not report.cover.to_close
        self.approve.setEnabled(given is not None or (ready and named))
        self.name.setEnabled(ready and given is None)
        for one in self.saves.values():
            one.setEnabled(report is not None)


def _standing(report: Report | None) -> Words:
    """Whether it is approved, was, or is a draft."""
    given = None if report is None else report.approval
    if given is not None:
        at = given.at[:16].replace("T", " ")
        return said("report.approved", by=given.by, at=at)
    if report is not None and report.cover.to_close:
        return said("report.approve_later")
    lapsed = report is not None and report.edits.approval is not None
    return said("report.approval_lapsed" if lapsed else "report.draft")
