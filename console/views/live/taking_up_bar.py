"""A sitting goes on that was cut off: what is different now, and the word that it was seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.icons import Mark
from console.theme import Density
from console.translation import Translation
from console.views.steady_scroll import SteadyScroll
from console.views.text import button, label, tight
from procedures.intents import Intent, TakeUp
from procedures.snapshot import DifferenceView, Snapshot, TakingUpView

_MOST_LINES = 3  # more of them are scrolled: plant and step stay in sight


class TakingUpBar(QFrame):
    """Hidden in a sitting that was not cut off, and once somebody has looked."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self.setProperty("frame", "caution")
        self._waits: TakingUpView | None = None
        self.heading = label("caution-head", wrap=True)
        self.differences = label(wrap=True)
        self.differences.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = SteadyScroll(self.differences)
        self.seen = button()
        words = tight(QVBoxLayout(), 2)
        words.addWidget(self.heading)
        words.addWidget(self._scroll)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 4, 14, 4)
        self._row.addWidget(Mark("hourglass", 24, "caution_ink"), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignVCenter)
        self.seen.clicked.connect(lambda: send(TakeUp()))
        self.hide()

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._row.setSpacing(density.gap + 4)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.seen.setText(self.tr("I have seen it: go on"))
        self._show()

    def present(self, snapshot: Snapshot) -> None:
        """Show what is different as long as nobody has seen it."""
        self._waits = snapshot.taking_up
        self.setVisible(self._waits is not None)
        self._show()

    def _show(self) -> None:
        waits = self._waits
        if waits is None:
            return
        self.heading.setText(self._heading(waits.gap_s))
        lines = [self._line(one) for one in waits.differences]
        if waits.unread:
            unread = ", ".join(map(self._translation.of, waits.unread))
            lines.insert(0, self.tr("Not read yet: %1").replace("%1", unread))
        told = "\n".join(lines) or self._nothing_differs(waits.gap_s)
        if self.differences.text() != told:
            self.differences.setText(told)
        shown = min(_MOST_LINES, told.count("\n") + 1)
        self._scroll.setFixedHeight(self.differences.fontMetrics().lineSpacing() * shown + 2)
        self.seen.setEnabled(not waits.unread)

    def _heading(self, gap_s: float | None) -> str:
        if gap_s is None:
            return self.tr(
                "The drill was cut off and stands where its record ends. Plant time waits for you."
            )
        heading = self.tr(
            "The sitting was cut off, and nobody looked for %1. Nothing is armed."
            " The board stands as it was reported before."
        )
        minutes, seconds = divmod(round(gap_s), 60)
        return heading.replace("%1", f"{minutes}:{seconds:02}")

    def _nothing_differs(self, gap_s: float | None) -> str:
        if gap_s is None:
            return self.tr("Plant and record agree in every value.")
        return self.tr("Every device says what it said before.")

    def _line(self, one: DifferenceView) -> str:
        of = self._translation.of
        return f"{of(one.label)}: {of(one.before)} → {of(one.now)}"
