"""A refusal that no panel in sight shows: arming, an alarm, a device that nobody looks at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.translation import Translation
from console.views.current_step import concerns
from console.views.reasons_box import ReasonsBox
from console.views.text import button, tight
from procedures.snapshot import Refusal, Snapshot


class RefusalBar(QFrame):
    """Says why a wish was refused until somebody has understood it, or another is granted."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._snapshot: Snapshot | None = None
        self._looked_at = ""
        self._understood_s = -1.0
        self.reasons = ReasonsBox()
        self.understood = button()
        row = QHBoxLayout(self)
        tight(row, 10)
        row.setContentsMargins(8, 4, 8, 0)
        row.addWidget(self.reasons, 1)
        row.addWidget(self.understood, 0, Qt.AlignmentFlag.AlignVCenter)
        self.understood.clicked.connect(self._take_note)
        self.hide()

    def look_at(self, device: str) -> None:
        """Leave the refusals of `device` to its faceplate, which is open now."""
        self._looked_at = device

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.understood.setText(self.tr("Understood"))
        if self._snapshot is not None:
            self.present(self._snapshot)

    def present(self, snapshot: Snapshot) -> None:
        """Show the newest refusal, if nobody else does."""
        if self._snapshot is None and snapshot.refusal is not None:
            self._understood_s = snapshot.refusal.time_s  # from before this window looked
        self._snapshot = snapshot
        refusal = snapshot.refusal
        shown = refusal is not None and self._is_ours(refusal, snapshot)
        self.setVisible(shown)
        if refusal is not None and shown:
            of = self._translation.of
            head = self.tr("Refused: %1").replace("%1", of(refusal.title))
            self.reasons.present(head, tuple(of(reason) for reason in refusal.reasons))

    def _is_ours(self, refusal: Refusal, snapshot: Snapshot) -> bool:
        """Whether neither the faceplate nor the step at work shows it."""
        if refusal.time_s <= self._understood_s:
            return False
        if self._looked_at and refusal.target.partition(".")[0] == self._looked_at:
            return False
        steps = [run.current for run in snapshot.runs if run.current is not None]
        return not any(concerns(refusal, step) for step in steps)

    def _take_note(self) -> None:
        refusal = self._snapshot.refusal if self._snapshot is not None else None
        if refusal is not None:
            self._understood_s = refusal.time_s
        self.hide()
