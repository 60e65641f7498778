"""A plot that was taken out of the trends: with its own tools, in the time of all the others."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.theme import Density, px
from console.views.text import tight
from console.views.trends.linked import LinkedPlots
from console.views.trends.plot import TrendPlot
from console.views.trends.span_bar import SpanBar

_WANTED = (620, 380)


class LonePlot(QWidget):
    """Buttons and keys mean its plot; time and cursor are those of `linked`."""

    def __init__(self, plot: TrendPlot, linked: LinkedPlots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = plot
        self._linked = linked
        self.bar = SpanBar(out=True)
        linked.listen_to(self.bar, plot)
        rows = QVBoxLayout(self)
        tight(rows, 4)
        rows.addWidget(self.bar)
        rows.addWidget(plot, 1)
        plot.name_other("")
        plot.show_times(True)
        plot.show()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def let_go(self) -> None:
        """The plot goes back; nothing of this is used any more."""
        self._linked.leave(self.bar)

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`."""
        self.bar.resize_to(density)

    def say(self, title: str, keys: str) -> None:
        """Be named for a screen reader, and say what the keys do."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(keys)

    def sizeHint(self) -> QSize:
        """Twice as wide as in the column of the trends, about."""
        return QSize(px(_WANTED[0]), px(_WANTED[1]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here by key means this plot."""
        super().focusInEvent(event)
        self._linked.choose(self.plot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if not self._linked.take_key(event):
            super().keyPressEvent(event)
