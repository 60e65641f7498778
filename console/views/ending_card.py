"""What stands in place of the step when no procedure is at work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.icons import Mark
from console.translation import Translation
from console.views.text import label
from procedures.snapshot import Snapshot


class EndingCard(QFrame):
    """How the sitting ended and where its record is; or that nothing is at work."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._translation = translation
        self._mark = Mark("hourglass", 40, "ink_soft")
        self._head = label("step", wrap=True)
        self._text = label(wrap=True)
        self._record = label("soft", wrap=True)
        self._record.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addStretch(1)
        for part in (self._mark, self._head, self._text, self._record):
            rows.addWidget(part)
        rows.addStretch(2)

    def present_opening(self) -> None:
        """Say that the sitting is being opened: nothing is known of it yet."""
        self._mark.choose("hourglass", "ink_soft")
        self._head.setText(self.tr("The sitting is being opened"))
        self._text.setText(self.tr("The first start on a computer takes a minute or two."))
        self._record.setText("")

    def present_not_opened(self) -> None:
        """Say that the sitting could not be opened; why stands above."""
        self._mark.choose("broken", "wrong")
        self._head.setText(self.tr("The sitting could not be opened"))
        self._text.setText(self.tr("Close this window, put right what is said above, start again."))
        self._record.setText("")

    def present(self, snapshot: Snapshot) -> None:
        """Show the end of `snapshot`'s sitting, or its idling."""
        if snapshot.live is not None and not snapshot.finished and not snapshot.chapters:
            self._present_live(read_only=snapshot.live.read_only)
            return
        if not snapshot.finished and not snapshot.chapters:
            self._mark.choose("person", "ink_soft")
            self._head.setText(self.tr("Free operation"))
            self._text.setText(
                self.tr(
                    "No procedure leads here. Choose a device on the one-line: its values and"
                    " what it can do open below. What the scenario brings comes by itself."
                )
            )
            self._record.setText("")
            return
        if not snapshot.finished:
            self._mark.choose("hourglass", "ink_soft")
            self._head.setText(self.tr("No procedure is at work"))
            self._text.setText(self.tr("The next one opens when its turn comes."))
            self._record.setText("")
            return
        completed = snapshot.outcome == "completed"
        self._mark.choose(*(("tick", "good") if completed else ("stop", "wrong")))
        if completed:
            self._head.setText(self.tr("The sitting is complete"))
            self._text.setText(self.tr("Every procedure of the chain has ended well."))
        else:
            self._head.setText(self.tr("The sitting was aborted"))
            self._text.setText(self.tr("The devices were brought to their safe state."))
        self._record.setText(self.tr("Record:") + " " + snapshot.record)

    def _present_live(self, *, read_only: bool) -> None:
        """A real plant that no procedure leads: watched, or worked from its faceplates."""
        choose = self.tr("Choose a device on the one-line to see its values.")
        if read_only:
            self._mark.choose("eye", "ink_soft")
            self._head.setText(self.tr("Watching only"))
            rest = self.tr("Nothing can be commanded here, and no procedure runs.")
        else:
            self._mark.choose("person", "ink_soft")
            self._head.setText(self.tr("No procedure is at work"))
            rest = self.tr("What it can do opens below the one-line.")
        self._text.setText(f"{choose} {rest}")
        self._record.setText("")
