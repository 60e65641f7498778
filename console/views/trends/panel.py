"""All plots of the site below each other, with one cursor."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.io_thread import Trend as Batch
from console.models.history import History
from console.models.other_way import OtherWay
from console.theme import Density
from console.translation import Translation
from console.views.text import tight
from console.views.trends.beside import BesideLegend
from console.views.trends.plot import TrendPlot
from devices.site.site import Site
from procedures.snapshot import Snapshot

_SLOW_SPAN_S = 1800.0  # plots of hours change little: they are redrawn every tenth time
_SLOW_EVERY = 10
_KEY_SHARE = 0.01
_PLACES = 4  # more plots than these share the last place: low curves cannot be read


class TrendPanel(QWidget):
    """Takes batches as they come and redraws with the pictures. Arrow keys move the cursor.

    The last place holds one of several plots; a button in its head shows the next.
    """

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = dict.fromkeys(name for trend in site.trends for name in trend.signals)
        self.history = History(tuple(names))
        self._snapshot: Snapshot | None = None
        self._turn = 0
        self._cursor_s: float | None = None
        self._other: OtherWay | None = None
        self.legend = BesideLegend()
        self.legend.closed.connect(lambda: self.lay_beside(None))
        self._rows = QVBoxLayout(self)
        tight(self._rows, 6)
        self._rows.addWidget(self.legend)
        self.plots = [TrendPlot(site, one, self.history, translation) for one in site.trends]
        self._translation = translation
        self._last = QStackedWidget()
        for number, plot in enumerate(self.plots):
            if number < _PLACES - 1:
                self._rows.addWidget(plot, 1)
            else:
                self._last.addWidget(plot)
                plot.other_asked.connect(self._show_next)
            plot.pointed.connect(self._point)
        if self._last.count():
            self._rows.addWidget(self._last, 1)
        self._link()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def _link(self) -> None:
        """Plots of the same span share their time axis."""
        leaders: dict[tuple[float, bool], TrendPlot] = {}
        for plot in self.plots:
            key = (plot.trend.span_s, plot.trend.stacked)
            leader = leaders.setdefault(key, plot)
            if leader is not plot:
                plot.plot.setXLink(leader.plot)
        for plot, below in pairwise(self.plots):
            shares = below in self._sharing
            plot.show_times(shares or plot.trend.span_s != below.trend.span_s)

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`."""
        self._rows.setSpacing(density.gap - 2)
        for plot in self.plots:
            plot.resize_to(density)
        self._turn = 0

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("trends"))
        for plot in self.plots:
            plot.retranslate()
        sharing = self._sharing
        for number, plot in enumerate(sharing):
            other = sharing[(number + 1) % len(sharing)]
            if other is not plot:
                plot.name_other(self._translation.of(other.trend.title))

    def add(self, batch: Batch) -> None:
        """Take samples into the history."""
        self.history.add(batch.names, batch.times_s, batch.values)

    def lay_beside(self, other: OtherWay | None) -> None:
        """Draw another branch in grey behind the present one; None takes it away."""
        self._other = other
        self._turn = 0
        self.legend.setVisible(other is not None)
        for plot in self.plots:
            plot.lay_beside(other)
        if self._snapshot is not None:
            self.present(self._snapshot)

    def present(self, snapshot: Snapshot) -> None:
        """Redraw for a picture."""
        self._snapshot = snapshot
        if self._other is not None:
            self.legend.present(self._other, snapshot)
        slow_too = self._turn % _SLOW_EVERY == 0
        self._turn += 1
        if not self.isVisible():
            return
        for plot in self.plots:
            if slow_too or plot.trend.span_s <= _SLOW_SPAN_S:
                plot.present(snapshot)
            else:
                plot.present_value(snapshot)

    @property
    def _sharing(self) -> list[TrendPlot]:
        return self.plots[_PLACES - 1 :]

    def _show_next(self) -> None:
        self._last.setCurrentIndex((self._last.currentIndex() + 1) % self._last.count())
        if self._snapshot is not None:
            self._sharing[self._last.currentIndex()].present(self._snapshot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._snapshot is None or not self.plots:
            if event.key() == Qt.Key.Key_Escape:
                self._point(math.nan)
                return
            super().keyPressEvent(event)
            return
        span_s = min(plot.trend.span_s for plot in self.plots)
        start_s = self._snapshot.time_s if self._cursor_s is None else self._cursor_s
        self._point(start_s + step * span_s * _KEY_SHARE)

    def _point(self, time_s: float) -> None:
        self._cursor_s = None if math.isnan(time_s) else time_s
        for plot in self.plots:
            plot.point_at(self._cursor_s)
