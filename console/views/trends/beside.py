"""The legend of two branches in the trends, and how the other one is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from console import formatting
from console.models.other_way import OtherWay
from console.theme import palette
from console.views.text import button, label
from procedures.snapshot import Snapshot

_SAMPLE = QSize(34, 12)


def other_pen(*, filled: bool = False) -> QPen:
    """The pen of the other branch: grey and dash-dotted; over a filled pile in black."""
    colour = palette().ink if filled else palette().dead
    pen: QPen = pg.mkPen(colour, width=1, style=Qt.PenStyle.DashDotLine)
    return pen


def _own_pen() -> QPen:
    pen: QPen = pg.mkPen(palette().ink, width=1)
    return pen


class _LineSample(QWidget):
    """A short piece of a line as the plots draw it."""

    def __init__(self, pen: Callable[[], QPen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pen = pen
        self.setFixedSize(_SAMPLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette().card))
        painter.setPen(self._pen())
        painter.drawLine(3, self.height() // 2, self.width() - 3, self.height() // 2)


class BesideLegend(QFrame):
    """Which branch is which. `closed`: the other one is not wanted any more."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._now, self._other = label("small", wrap=True), label("small", wrap=True)
        self.hide_button = button("quiet", "cross")
        self.hide_button.clicked.connect(self.closed)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 6, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for row, (sample, text) in enumerate(((_own_pen, self._now), (other_pen, self._other))):
            grid.addWidget(_LineSample(sample), row, 0)
            grid.addWidget(text, row, 1)
        grid.addWidget(self.hide_button, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)
        self.hide()

    def present(self, other: OtherWay, snapshot: Snapshot) -> None:
        """Name the two branches."""
        self._now.setText(self.tr("Branch %1: now").replace("%1", str(snapshot.branch)))
        words = self.tr("Branch %1: left at %2, from %3 on in grey")
        words = words.replace("%1", str(other.branch))
        for place, time_s in (("%2", other.to_s), ("%3", other.from_s)):
            clock = formatting.time_at(snapshot.clock, snapshot.time_s, time_s)
            words = words.replace(place, clock)
        self._other.setText(words)
        self.hide_button.setText(self.tr("Hide"))
