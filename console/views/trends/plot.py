"""One plot: curves of some signals, marks, bands, the look-ahead, what happened and the cursor."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.models.marks import PlotMark
from console.models.other_way import OtherWay
from console.models.plot_data import PlotData
from console.theme import Density, font, palette, px
from console.translation import Translation
from console.views.text import button, label, set_stage, tight
from console.views.trends.curves import Curves
from console.views.trends.gestures import Gestures
from console.views.trends.ground import colour_ground, lay_ground, marked
from console.views.trends.head_value import HeadValue
from console.views.trends.hours_line import HoursLine
from console.views.trends.mark_items import MarkItems
from console.views.trends.off_scale import OffScale
from console.views.trends.other_items import OtherItems
from console.views.trends.outlook import OutlookBand
from console.views.trends.readout import Readout
from console.views.trends.time_axis import shown_span, ticks
from devices.site.site import Site, Trend
from procedures.snapshot import Snapshot

_LEAST_POINTS = 600
_TICK_PX = 13
_LOW_PX = 130
_AFTER_TITLE, _ALL_THE_ROOM = 2, 100  # place and stretch in the head
_NARROW_PX = 520  # beside the name of the other plot there is no room for the clock
_WORDS_UP_TO_PCT = 125
_OUTLOOK_SIGNAL = "bess.soc_pct"
_NEAR = 1 / 60  # of the window: what the cursor points at


class TrendPlot(QFrame):
    """A trend of the site file, in the time that the window of `data` says.

    looks_ahead: a charge is drawn with what is to come. large: it has room for all that is known.

    `pointed`: the time under the mouse in s; `zoomed`: steps, about; `panned`: by s; `chosen`,
    `opened`: it was clicked once, or twice.
    """

    pointed = Signal(float)
    zoomed = Signal(float, float)
    panned = Signal(float)
    chosen = Signal()
    opened = Signal()
    other_asked = Signal()

    def __init__(
        self,
        site: Site,
        trend: Trend,
        data: PlotData,
        translation: Translation,
        *,
        looks_ahead: bool = True,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self.trend = trend
        ahead = looks_ahead and _OUTLOOK_SIGNAL in trend.signals
        self.own_s = trend.span_s  # how long it is while it follows
        self.shown: tuple[float, float] = (0.0, trend.span_s)
        self._site = site
        self._history, self._marks, self._window = data.history, data.marks, data.window
        self._translation = translation
        self._opened: datetime | None = None
        self._timed = True
        self._half_px = 7
        self._range: tuple[float, float] | None = None
        self._values = (trend.low, trend.high)
        self._head = label("strong")
        self.head_value = HeadValue(site, trend)
        self._other = button("quiet", "repeat")
        self._other_title = ""
        self._other.hide()
        self._other.clicked.connect(self.other_asked)
        self.hours = HoursLine(site, trend, every=large) if ahead else None
        self.plot = pg.PlotWidget(background=palette().card, enableMenu=False)
        self._build()
        item = self.plot.getPlotItem()
        self._other_items = OtherItems(item, trend)
        self._curves = Curves(item, site, trend, translation)
        self._outlook = OutlookBand(item, translation) if self.hours is not None else None
        self._mark_items = MarkItems(item)
        self.off_scale = OffScale(item)
        self._cursor, self._now = pg.InfiniteLine(), pg.InfiniteLine()
        self._cursor.hide()
        self._now.setVisible(self._outlook is not None)
        for line in (self._cursor, self._now):
            item.addItem(line, ignoreBounds=True)
        self.readout = Readout(translation, self, self.plot)
        self._pointed_s: float | None = None
        self._here = False
        self._colour()
        self.retranslate()

    # --- making ---

    def _build(self) -> None:
        self._head_row = head = QHBoxLayout()
        tight(head, 6)
        head.addWidget(self._head)
        head.addWidget(self._other)
        head.addStretch(1)
        head.addWidget(self.head_value)
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 4, 8, 4)
        rows.setSpacing(2)
        rows.addLayout(head)
        if self.hours is not None:
            rows.addWidget(self.hours)
        rows.addWidget(self.plot, 1)
        self._limits = lay_ground(self.plot, self.trend, least_px=40)
        for side in ("left", "bottom"):
            # Else a label at the very end of an axis is cut in half.
            self.plot.getPlotItem().getAxis(side).setStyle(hideOverlappingLabels=False)
        self.gestures = Gestures(self.plot)
        self.gestures.pointed.connect(self.pointed)
        self.gestures.zoomed.connect(self.zoomed)
        self.gestures.dragged.connect(self.panned)
        self.gestures.clicked.connect(self.chosen)
        self.gestures.opened.connect(self.opened)
        self._mark_values()

    def _colour(self) -> None:
        """Give everything that is drawn the colours that are worn now."""
        colour_ground(self.plot, self.trend, self._limits)
        parts = (self._curves, self._other_items, self._mark_items, self.off_scale)
        for part in (*parts, self._outlook):
            if part is not None:
                part.colour()
        self._cursor.setPen(_pen(palette().select, Qt.PenStyle.SolidLine))
        self._now.setPen(_pen(palette().ink_soft, Qt.PenStyle.DotLine))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._place_hours()
        self._mark_values()
        self._range = None

    def _place_hours(self) -> None:
        """In a low plot the hours left stand in its head: the curve needs the line."""
        if self.hours is None:
            return
        low = self.height() < px(_LOW_PX)
        if low is (self._head_row.indexOf(self.hours) >= 0):
            return
        if low:
            self._head_row.insertWidget(_AFTER_TITLE, self.hours, _ALL_THE_ROOM)
        else:
            self._rows.insertWidget(1, self.hours)

    def show_times(self, on: bool) -> None:
        """Show or leave out the time axis: the plot below has the same one."""
        if self._timed != on:
            self._timed = on
            self.plot.getPlotItem().showAxis("bottom", on)
            self._leave_margins()

    def widen_axis(self, width_px: int) -> None:
        """Give the axis of the values the room that another plot beside this one needs."""
        self.plot.getPlotItem().getAxis("left").setWidth(width_px)

    @property
    def states(self) -> tuple[str, ...]:
        """The states of the only signal that is drawn, in words; none for numbers."""
        signal = self._site.signals[self.trend.signals[0]]
        return tuple(self._translation.of(signal.words(state)) for state in signal.states)

    def _leave_margins(self) -> None:
        """So that half a label at the end of an axis is not cut off."""
        half = self._half_px
        margins = (0, half, 18, 0 if self._timed else half)
        self.plot.getPlotItem().layout.setContentsMargins(*margins)

    def name_other(self, title: str) -> None:
        """Offer the plot that shares this place, by its title; "" where none does."""
        self._other_title = title
        self._other.setAccessibleName(title)
        self._other.setToolTip(title)
        self._name_other()
        self._other.setVisible(bool(title))

    def _name_other(self) -> None:
        """At a large scale the mark alone: the heads of the plots have no room for both."""
        self._other.setText("" if px(100) > _WORDS_UP_TO_PCT else self._other_title)

    def mark_chosen(self, on: bool) -> None:
        """Show whether keys and buttons mean this plot."""
        set_stage(self, "chosen" if on else "")

    def fit_values(self, low: float, high: float) -> None:
        """Show the values between `low` and `high` instead of those of the site file."""
        if (low, high) != self._values:
            self._values = (low, high)
            self.plot.getPlotItem().setYRange(low, high, padding=0)
            self._mark_values()

    def _mark_values(self) -> None:
        """Ticks at both ends always; between them at the marks of a style, if all have room."""
        low, high = self._values
        axis = self.plot.getPlotItem().getAxis("left")
        if self.states:
            axis.setTicks([list(enumerate(self.states))])
            return
        apart = (high - low) * px(_TICK_PX) / max(self.plot.height() - px(34), 30)
        shown = marked(self.trend.marks, (low, high), apart)
        inside = [min(max(v, low + 1e-6 * (high - low)), high - 1e-6 * (high - low)) for v in shown]
        texts = [f"{value:.6g}".replace("-", "−") for value in shown]
        axis.setTicks([list(zip(inside, texts, strict=True))])

    # --- showing ---

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`, and the colours of now."""
        item = self.plot.getPlotItem()
        for side in ("left", "bottom"):
            item.getAxis(side).setStyle(tickFont=font(density.small - 2))
        for part in (self._curves, self._mark_items, self.off_scale, self._outlook):
            if part is not None:
                part.resize_to(density)
        self._colour()
        self._name_other()
        item.getAxis("left").setWidth(density.small * 3)
        item.getAxis("bottom").setHeight(density.small + 5)
        self._half_px = density.small // 2 + 1
        self._leave_margins()
        self._mark_values()
        self._range = None

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        span_s = self.shown[1] - self.shown[0]
        title = self._translation.of(self.trend.title)
        self._head.setText(f"{title} · {self._span_words(span_s)}")
        self.setAccessibleName(self._head.text())
        if self.states:
            self._mark_values()
        if self.hours is not None:
            self.hours.retranslate(self._translation)

    def _span_words(self, span_s: float) -> str:
        for unit_s, words in ((3600.0, self.tr("%1 h")), (60.0, self.tr("%1 min"))):
            if span_s >= unit_s:
                return words.replace("%1", f"{span_s / unit_s:.3g}")
        return self.tr("%1 s").replace("%1", f"{span_s:.3g}")

    @property
    def points(self) -> int:
        """So many lows and highs are drawn at most: two for each pixel are enough."""
        return max(_LEAST_POINTS, 2 * int(self.plot.getPlotItem().vb.width()))

    def present(self, snapshot: Snapshot) -> None:
        """Redraw everything for the time of a picture."""
        self._opened = snapshot.clock - timedelta(seconds=snapshot.time_s)
        self._show_window(snapshot.time_s)
        start_s, end_s = self.shown
        self._curves.draw(self._history, start_s, min(end_s, snapshot.time_s), self.points)
        if not self.states:
            self.off_scale.draw(self._curves.lines(), self._values, self.shown)
            self.setAccessibleDescription(self.off_scale.told)
        self._other_items.draw(self.shown, self._values, self.points)
        self._mark_items.draw(self._marks.between(start_s, end_s), self.shown, self._values)
        if self._outlook is not None and self.hours is not None:
            self._now.setValue(snapshot.time_s)
            self._outlook.present(snapshot.outlook, snapshot.time_s, self.shown)
            self.hours.present(snapshot.outlook, self._translation)
        self.present_value(snapshot)

    def _show_window(self, now_s: float) -> None:
        """Move the time axis, if it shows another time than before."""
        ahead = 0.0 if self._outlook is None else self._window.ahead(self.own_s)
        following = shown_span(now_s, self._window.span_s(self.own_s), ahead)
        wanted = self._window.held or following
        if wanted == self._range:
            return
        self._range = self.shown = wanted
        item = self.plot.getPlotItem()
        item.setXRange(*wanted, padding=0)
        if self._opened is not None:
            most = max(2, self.plot.width() // px(90))
            item.getAxis("bottom").setTicks([ticks(*wanted, self._opened, most)])
        self.retranslate()
        self.point_at(self._pointed_s, here=self._here)
        self.gestures.point_again()

    def present_value(self, snapshot: Snapshot) -> None:
        """Show the present value in the head; that costs nothing, and is never left behind."""
        if not self._cursor.isVisible():
            self.head_value.present_now(snapshot, self._translation.language, self._values)

    def lay_beside(self, other: OtherWay | None) -> None:
        """Draw another branch too, with the next picture; None takes it away."""
        self._other_items.choose(other)

    @property
    def extremes(self) -> tuple[float, float] | None:
        """The lowest and highest value that is drawn."""
        return self._curves.extremes()

    @property
    def legend(self) -> list[str]:
        """What the curves are called, in their order; nothing where there is one alone."""
        names = self.trend.signals
        return [self._curves.short(name) for name in names] if len(names) > 1 else []

    # --- the cursor ---

    def point_at(self, time_s: float | None, *, here: bool = False) -> None:
        """Show the cursor at `time_s`; None takes it away. here: this is the plot pointed at.

        A time that the plot does not show is told nowhere in it.
        """
        self._pointed_s, self._here = time_s, here
        seen = time_s is not None and self.shown[0] <= time_s <= self.shown[1]
        self._cursor.setVisible(seen)
        if time_s is None or not seen:
            self.readout.hide()
            return
        self._cursor.setValue(time_s)
        values = [self._history.at(name, time_s) for name in self.trend.signals]
        moment = None if self._opened is None else self._opened + timedelta(seconds=time_s)
        clock = "" if moment is None else formatting.clock_time(moment)
        narrow = not self._other.isHidden() and self.width() < px(_NARROW_PX)
        self.head_value.present_past("" if narrow else clock, values, self._values)
        parts = self._curves.parts(values) if len(values) > 1 else ()
        marks = self.marks_near(time_s) if here else []
        share = (time_s - self.shown[0]) / (self.shown[1] - self.shown[0])
        self.readout.present(parts, marks, share, here=here)

    def hideEvent(self, event: QHideEvent) -> None:
        """What stands outside of it goes with it."""
        super().hideEvent(event)
        self.readout.hide()

    def marks_near(self, time_s: float) -> list[PlotMark]:
        """What happened where the cursor points, the most urgent first."""
        near_s = (self.shown[1] - self.shown[0]) * _NEAR
        found = self._marks.between(time_s - near_s, time_s + near_s)
        return sorted(found, key=lambda mark: (mark.priority or 9, mark.time_s))[:4]


def _pen(colour: str, style: Qt.PenStyle) -> QPen:
    pen: QPen = pg.mkPen(colour, width=1, style=style)
    return pen
