"""What stands in place of the step when no procedure is at work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.icons import Mark
from console.translation import Translation
from console.views.text import button, label
from procedures.snapshot import Snapshot, StartView

_LISTED = 9  # so many fit a laptop; the button shows them all, with what stands against each


class EndingCard(QFrame):
    """How the sitting ended and where its record is; or that nothing is at work."""

    start_asked = Signal()
    report_asked = Signal(str)  # path of the record

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._translation = translation
        self._mark = Mark("hourglass", 40, "ink_soft")
        self._head = label("step", wrap=True)
        self._text = label(wrap=True)
        self._record = label("soft", wrap=True)
        self._record.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._startable = label("soft", wrap=True)
        self.start, self.report = button("big"), button("big", "list")
        self._path = ""
        self.start.clicked.connect(self.start_asked)
        self.report.clicked.connect(lambda: self.report_asked.emit(self._path))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addStretch(1)
        for part in (self._mark, self._head, self._text, self._record):
            rows.addWidget(part)
        rows.addWidget(self._startable)
        rows.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.report, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(2)
        self._offer(())
        self.report.hide()

    def present_opening(self, *, replay: bool = False) -> None:
        """Say that the sitting, or its record, is being opened: nothing is known of it yet."""
        self._mark.choose("hourglass", "ink_soft")
        sitting, record = (
            self.tr("The sitting is being opened"),
            self.tr("The record is being opened"),
        )
        self._head.setText(record if replay else sitting)
        self._text.setText(self.tr("The first start on a computer takes a minute or two."))
        self._record.setText("")

    def present_not_opened(self) -> None:
        """Say that the sitting could not be opened; why stands above."""
        self._mark.choose("broken", "wrong")
        self._head.setText(self.tr("The sitting could not be opened"))
        self._text.setText(self.tr("Close this window, put right what is said above, start again."))
        self._record.setText("")

    def _offer(self, startable: Sequence[StartView]) -> None:
        """List what can be started by hand: what nothing stands against, in its order."""
        of = self._translation.of
        open_now = [one for one in startable if one.against is None and one.called_for is not False]
        lines = [f"{one.chain}  {of(one.title)}" for one in open_now[:_LISTED]]
        if len(startable) > len(lines):
            lines.append(self.tr("and %1 more").replace("%1", str(len(startable) - len(lines))))
        self._startable.setText("\n".join(lines))
        self.start.setText(self.tr("Start a procedure…"))
        self._startable.setVisible(bool(startable))
        self.start.setVisible(bool(startable))

    def present(self, snapshot: Snapshot) -> None:
        """Show the end of `snapshot`'s sitting, or its idling."""
        self._path = snapshot.record
        self.report.setText(self.tr("Report of the drill…"))
        self.report.setVisible(snapshot.finished and snapshot.record != "")
        live_or_led = snapshot.live is not None or bool(snapshot.chapters) or snapshot.finished
        self._offer(() if live_or_led else snapshot.startable)
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
