"""Plots below each other, as many as can be read; the others share the last place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.theme import Density, px
from console.translation import Translation
from console.views.text import label, tight
from console.views.trends.plot import TrendPlot

_PLACES = 4
_LEAST_PX = 72  # of a place: lower curves cannot be read


class PlotColumn(QWidget):
    """A button in the head of the last plot shows the next one there; `turned` after that."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plots: list[TrendPlot] = []
        self._places = _PLACES
        self._wanted: QWidget | None = None  # that somebody turned to
        self._translation: Translation | None = None
        self._last = QStackedWidget()
        self._note = label("soft", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rows = QVBoxLayout(self)
        tight(self._rows, 6)
        self._rows.addWidget(self._note)
        self._rows.addWidget(self._last, 1)

    def show_plots(self, plots: Sequence[TrendPlot]) -> None:
        """Show `plots` and no others; whoever took one away has it now."""
        for plot in self.plots:
            self._rows.removeWidget(plot)
            self._last.removeWidget(plot)
        self.plots = list(plots)
        for place, plot in enumerate(self.plots):
            if plot in self._sharing:
                self._last.addWidget(plot)
            else:
                self._rows.insertWidget(1 + place, plot, 1)
                plot.show()
        if self._wanted in self._sharing:
            self._last.setCurrentWidget(self._wanted)
        self._last.setVisible(bool(self._sharing))
        self._note.setVisible(not self.plots)

    @property
    def _sharing(self) -> list[TrendPlot]:
        return self.plots[self._places - 1 :]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have as many places as can be read."""
        super().resizeEvent(event)
        places = min(max(self.height() // px(_LEAST_PX), 1), _PLACES)
        if places != self._places:
            self._places = places
            self.show_plots(self.plots)
            if self._translation is not None:
                self.retranslate(self._translation)
            self.turned.emit()

    def minimumSizeHint(self) -> QSize:
        """One place is enough, if need be."""
        heights = [plot.minimumSizeHint().height() for plot in self.plots]
        return QSize(super().minimumSizeHint().width(), max(heights, default=0))

    def turn(self) -> None:
        """Show the next of the plots that share the last place."""
        self._last.setCurrentIndex((self._last.currentIndex() + 1) % max(self._last.count(), 1))
        self._wanted = self._last.currentWidget()
        self.turned.emit()

    def show_axes(self) -> None:
        """A plot leaves its time axis out where the one below it shows the same time."""
        for plot, below in pairwise(self.plots):
            same = plot.shown == below.shown and below not in self._sharing
            plot.show_times(not same)
        for plot in self._sharing[-1:]:
            plot.show_times(True)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._rows.setSpacing(density.gap - 2)

    def retranslate(self, translation: Translation) -> None:
        """Say everything in the language spoken now."""
        self._translation = translation
        self._note.setText(self.tr("Every plot has a place of its own now."))
        sharing = self._sharing
        for number, plot in enumerate(sharing):
            other = sharing[(number + 1) % len(sharing)]
            plot.name_other(translation.of(other.trend.title) if other is not plot else "")
        for plot in self.plots[: self._places - 1]:
            plot.name_other("")
