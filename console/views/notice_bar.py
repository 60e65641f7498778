"""A bar for what a person must have read: no answer to a command, a clock that was set, the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.theme import Density
from console.translation import Translation
from console.views.text import button, label
from procedures.snapshot import EventLine, Snapshot

_CLOCK = "clock"
_DISARMED = "sitting.disarmed"
_MARKS = {_CLOCK: "clock", "command.no_answer": "caution", _DISARMED: "lock"}
_NOTICES = frozenset(_MARKS)


class NoticeBar(QFrame):
    """Shows the newest trouble, of a command or of the clock, until somebody has understood it."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self.setProperty("frame", "caution")
        self._snapshot: Snapshot | None = None
        self._read = 0  # the number of the last event that somebody has understood
        self.closing = False
        self._mark = Mark("clock", 24, "caution_ink")
        self.text = label("caution-head", wrap=True)
        self.understood = button()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 4, 14, 4)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.understood, 0, Qt.AlignmentFlag.AlignVCenter)
        self.understood.clicked.connect(self._take_note)
        self.hide()

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._row.setSpacing(density.gap + 4)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.understood.setText(self.tr("Understood"))
        if self.closing:
            self.present_closing()
        elif self._snapshot is not None:
            self.present(self._snapshot)

    def present(self, snapshot: Snapshot) -> None:
        """Show what is not understood yet."""
        self._snapshot = snapshot
        if self.closing:
            return
        line = self._newest(snapshot)
        self.setVisible(line is not None)
        if line is not None:
            when = formatting.time_at(snapshot.clock, snapshot.time_s, line.time_s)
            words = f"{when}  {self._translation.of(line.words)}"
            self._mark.choose(_MARKS.get(line.kind, "clock"), "caution_ink")
            if line.kind == _CLOCK:
                disarmed = self.tr("Nothing is armed any more; look at the plant before you go on.")
                words = f"{words} {disarmed}"
            self.text.setText(words)

    def present_closing(self) -> None:
        """Say that the sitting is being closed; nothing else is shown from now on."""
        self.closing = True
        self._mark.choose("hourglass", "caution_ink")
        self.understood.hide()
        self.text.setText(
            self.tr("Closing: the record is being completed and the connections are let go.")
        )
        self.show()

    def _newest(self, snapshot: Snapshot) -> EventLine | None:
        events = snapshot.events
        for place in range(len(events) - 1, -1, -1):
            line = events[place]
            if line.number <= self._read:
                return None
            before = events[place - 1].kind if place else ""
            # who disarms himself knows it, and of the clock its own line tells more
            known = line.kind == _DISARMED and (line.who != "" or before == _CLOCK)
            if line.kind in _NOTICES and not known:
                return line
        self._read = events[-1].number if events else self._read  # they need no second look
        return None

    def _take_note(self) -> None:
        line = self._newest(self._snapshot) if self._snapshot is not None else None
        if line is not None:
            self._read = line.number
        self.hide()
