"""One plot: curves of some signals, marks, bands, the look-ahead, step marks and the cursor."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.models.history import Array, History
from console.models.other_way import OtherWay
from console.theme import Density, colour_of, font, palette, px
from console.translation import Translation
from console.views.text import button, label, tight
from console.views.trends.beside import other_pen
from console.views.trends.ground import colour_ground, lay_ground
from console.views.trends.head_value import HeadValue
from console.views.trends.outlook import OutlookBand
from console.views.trends.time_axis import shown_span, ticks
from devices.site.site import Site, Trend
from procedures.snapshot import Snapshot

_POINTS = 600
_LAYERS = ("layer_1", "layer_2", "layer_3")
_LOOK_AHEAD = 2 / 3
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_LABEL_SHARE = 0.16
_TICK_PX = 13
_OUTLOOK_SIGNAL = "bess.soc_pct"
_STEPS_APART = 1 / 40  # of the span: closer marks would run into bars
_STEPS_HIGH = 0.09  # of the height: at the foot, clear of the curves
_STEPS_UP_TO_S = 86_400.0


class TrendPlot(QFrame):
    """A trend of the site file. `pointed` tells the time under the mouse, in seconds."""

    pointed = Signal(float)
    other_asked = Signal()

    def __init__(
        self,
        site: Site,
        trend: Trend,
        history: History,
        translation: Translation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self.trend = trend
        self._site = site
        self._history = history
        self._translation = translation
        self._opened: datetime | None = None
        self._timed = True
        self._range: tuple[float, float] | None = None
        self._ahead = _LOOK_AHEAD if _OUTLOOK_SIGNAL in trend.signals else 0.0
        self._head = label("strong")
        self._value = HeadValue(site, trend)
        self._other = button("quiet", "repeat")
        self._other.hide()
        self._other.clicked.connect(self.other_asked)
        self.plot = pg.PlotWidget(background=palette().card)
        head = QHBoxLayout()
        tight(head, 6)
        head.addWidget(self._head)
        head.addWidget(self._other)
        head.addStretch(1)
        head.addWidget(self._value)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 5, 8, 5)
        rows.setSpacing(3)
        rows.addLayout(head)
        rows.addWidget(self.plot, 1)
        self._prepare_plot()
        self._other_way: OtherWay | None = None
        self._other_curves = self._new_other_curves()
        self._curves = self._new_curves()
        self._outlook = OutlookBand(self.plot.getPlotItem(), translation)
        self._steps, self._other_steps = self._new_line(), self._new_line()
        self._parted = pg.InfiniteLine()
        self._parted.hide()
        self._cursor = pg.InfiniteLine()
        self._cursor.hide()
        self._now = pg.InfiniteLine()
        self._now.setVisible(self._ahead > 0)
        self._names: list[pg.TextItem] = []
        for item in (self._cursor, self._now, self._parted):
            self.plot.getPlotItem().addItem(item, ignoreBounds=True)
        self._colour()
        self.retranslate()

    # --- making ---

    def _prepare_plot(self) -> None:
        self._limits = lay_ground(self.plot, self.trend, least_px=40)
        for side in ("left", "bottom"):
            # Else a label at the very end of an axis is cut in half.
            self.plot.getPlotItem().getAxis(side).setStyle(hideOverlappingLabels=False)
        self.plot.viewport().installEventFilter(self)
        self._mark_values()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._mark_values()
        self._range = None

    def show_times(self, on: bool) -> None:
        """Show or leave out the time axis: the plot below has the same one."""
        self._timed = on
        self.plot.getPlotItem().showAxis("bottom", on)

    def name_other(self, title: str) -> None:
        """Offer the plot that shares this place, by its title."""
        self._other.setText(title)
        self._other.show()

    def _mark_values(self) -> None:
        """Ticks at the marks and the ends, as many as have room; the middle ones go first."""
        values = [mark.value for mark in self.trend.marks]
        span = self.trend.high - self.trend.low
        apart = span * px(_TICK_PX) / max(self.plot.height() - px(34), 30)
        shown: list[float] = []
        for value in (*values, self.trend.high, self.trend.low):
            if all(abs(value - other) >= apart for other in shown):
                shown.append(value)
        axis = self.plot.getPlotItem().getAxis("left")
        axis.setTicks([[(value, f"{value:g}".replace("-", "−")) for value in shown]])

    def _new_curves(self) -> list[pg.PlotCurveItem]:
        """Stacked curves are drawn from the top of the pile down, each filled to the ground."""
        curves = []
        for number in range(len(self.trend.signals)):
            curve = pg.PlotCurveItem(connect="finite")
            if self.trend.stacked:
                curve.setFillLevel(0.0)
                curve.setZValue(-number)
            self.plot.getPlotItem().addItem(curve, ignoreBounds=True)
            curves.append(curve)
        return curves

    def _new_other_curves(self) -> list[pg.PlotCurveItem]:
        """One for each signal, behind the others; of a pile the top alone, in front."""
        stacked = self.trend.stacked
        curves = []
        for _ in self.trend.signals[:1] if stacked else self.trend.signals:
            curve = pg.PlotCurveItem(connect="finite")
            curve.setZValue(10 if stacked else -10)
            self.plot.getPlotItem().addItem(curve, ignoreBounds=True)
            curves.append(curve)
        return curves

    def _new_line(self) -> pg.PlotCurveItem:
        curve = pg.PlotCurveItem(connect="finite")
        self.plot.getPlotItem().addItem(curve, ignoreBounds=True)
        return curve

    def _colour(self) -> None:
        """Give everything that is drawn the colours that are worn now."""
        p, stacked = palette(), self.trend.stacked
        colour_ground(self.plot, self.trend, self._limits)
        for number, curve in enumerate(self._curves):
            style = Qt.PenStyle.SolidLine if stacked else _STYLES[number % len(_STYLES)]
            curve.setPen(_pen(p.ink, style))
            if stacked:
                curve.setBrush(QColor(colour_of(_LAYERS[number % len(_LAYERS)])))
        for curve in self._other_curves:
            curve.setPen(other_pen(filled=stacked))
        self._steps.setPen(_pen(p.ink_soft, Qt.PenStyle.SolidLine))
        self._other_steps.setPen(_pen(p.dead, Qt.PenStyle.SolidLine))
        self._parted.setPen(_pen(p.ink, Qt.PenStyle.DashLine))
        self._cursor.setPen(_pen(p.select, Qt.PenStyle.SolidLine))
        self._now.setPen(_pen(p.ink_soft, Qt.PenStyle.DotLine))
        for text in self._names:
            text.setColor(p.ink)
            text.fill = pg.mkBrush(p.card)
            text.update()

    # --- showing ---

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`, and the colours of now."""
        self._colour()
        for side in ("left", "bottom"):
            axis = self.plot.getPlotItem().getAxis(side)
            axis.setStyle(tickFont=font(density.small - 2))
        self._outlook.resize_to(density)
        self.plot.getPlotItem().getAxis("left").setWidth(density.small * 3)
        self.plot.getPlotItem().getAxis("bottom").setHeight(density.small + 5)
        half = density.small // 2 + 1
        self.plot.getPlotItem().layout.setContentsMargins(0, half, 18, 0 if self._timed else half)
        self._mark_values()
        self._range = None

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        hours = self.trend.span_s / 3600
        span = (
            self.tr("%1 h").replace("%1", f"{hours:g}")
            if hours >= 1
            else self.tr("%1 min").replace("%1", f"{self.trend.span_s / 60:g}")
        )
        title = self._translation.of(self.trend.title)
        self._head.setText(f"{title} · {span}")
        self.setAccessibleName(self._head.text())

    def present(self, snapshot: Snapshot) -> None:
        """Redraw everything for the time of a picture."""
        self._opened = snapshot.clock - timedelta(seconds=snapshot.time_s)
        start_s, end_s = shown_span(snapshot.time_s, self.trend.span_s, self._ahead)
        if self._range != (start_s, end_s):
            self._range = (start_s, end_s)
            self.plot.getPlotItem().setXRange(start_s, end_s, padding=0)
            most = max(2, self.plot.width() // px(90))
            axis = self.plot.getPlotItem().getAxis("bottom")
            axis.setTicks([ticks(start_s, end_s, self._opened, most)])
        self._draw_curves(start_s, min(end_s, snapshot.time_s))
        self._draw_other(start_s, end_s)
        self._draw_steps(snapshot)
        if self._ahead:
            self._now.setValue(snapshot.time_s)
            middle = (self.trend.low + self.trend.high) / 2
            place = ((snapshot.time_s + end_s) / 2, middle)
            self._outlook.present(snapshot.outlook, snapshot.time_s, place)
        self.present_value(snapshot)

    def present_value(self, snapshot: Snapshot) -> None:
        """Show the present value in the head; that costs nothing, and is never left behind."""
        if not self._cursor.isVisible():
            self._value.present_now(snapshot, self._translation.language)

    def _draw_curves(self, start_s: float, end_s: float) -> None:
        total: Array | None = None
        times_s: Array = np.empty(0)
        tops: list[tuple[str, float, float]] = []
        for name, curve in zip(self.trend.signals, self._curves, strict=True):
            times_s, values = self._history.curve(name, start_s, end_s, _POINTS)
            if self.trend.stacked:
                below = np.zeros_like(values) if total is None else total
                total = below + values
                if len(total):
                    tops.append((name, float(below[-1]), float(total[-1])))
                values = total
            curve.setData(times_s, values)
        if self.trend.stacked:
            self._name_layers(tops, end_s)

    def lay_beside(self, other: OtherWay | None) -> None:
        """Draw another branch too, with the next picture; None takes it away."""
        self._other_way = other
        self._parted.setVisible(other is not None)
        if other is None:
            for curve in (*self._other_curves, self._other_steps):
                curve.setData([], [])
        else:
            self._parted.setValue(other.from_s)

    def _draw_other(self, start_s: float, end_s: float) -> None:
        """The other branch over all the time that is shown; its steps hang from the ceiling."""
        other = self._other_way
        if other is None:
            return
        signals = self.trend.signals
        piles = [signals] if self.trend.stacked else [(name,) for name in signals]
        for names, curve in zip(piles, self._other_curves, strict=True):
            curve.setData(*other.curve(names, start_s, end_s, _POINTS))
        foot = self.trend.high - (self.trend.high - self.trend.low) * _STEPS_HIGH
        self._draw_uprights(self._other_steps, other.steps_s.tolist(), foot, self.trend.high)

    def _name_layers(self, tops: list[tuple[str, float, float]], end_s: float) -> None:
        """Write the device's number into every layer that is thick enough."""
        thin = (self.trend.high - self.trend.low) * _LABEL_SHARE
        layers = [(name, (low + top) / 2) for name, low, top in tops if top - low >= thin]
        while len(self._names) < len(layers):
            text = pg.TextItem(anchor=(1, 0.5), color=palette().ink, fill=palette().card)
            text.setFont(font(px(11)))
            self.plot.getPlotItem().addItem(text, ignoreBounds=True)
            self._names.append(text)
        for number, text in enumerate(self._names):
            text.setVisible(number < len(layers))
            if number < len(layers):
                name, middle = layers[number]
                text.setText(self._translation.of(self._site.device_of(name).short))
                text.setPos(end_s, middle)

    def _draw_steps(self, snapshot: Snapshot) -> None:
        """A short upright at the foot for the steps that were done."""
        done_s = sorted(
            step.time_s for run in snapshot.runs for step in run.steps if step.time_s is not None
        )
        top = self.trend.low + (self.trend.high - self.trend.low) * _STEPS_HIGH
        self._draw_uprights(self._steps, done_s, self.trend.low, top)

    def _draw_uprights(
        self, curve: pg.PlotCurveItem, done_s: list[float], low: float, high: float
    ) -> None:
        """Where they have room, and not in a plot of days."""
        if self.trend.span_s > _STEPS_UP_TO_S:
            return
        times_s: list[float] = []
        for time_s in done_s:
            if not times_s or time_s - times_s[-1] >= self.trend.span_s * _STEPS_APART:
                times_s.append(time_s)
        upright = np.repeat(np.array(times_s, dtype=float), 3)
        curve.setData(upright, np.tile([low, high, np.nan], len(times_s)))

    # --- the cursor ---

    def point_at(self, time_s: float | None) -> None:
        """Show the cursor at `time_s`; None takes it away."""
        self._cursor.setVisible(time_s is not None)
        if time_s is not None:
            self._cursor.setValue(time_s)
            self._show_value(time_s)

    def _show_value(self, time_s: float) -> None:
        moment = None if self._opened is None else self._opened + timedelta(seconds=time_s)
        self._value.present_past(
            "" if moment is None else formatting.clock_time(moment),
            [self._history.at(name, time_s) for name in self.trend.signals],
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what happens to the watched widget; nothing is held back."""
        if event.type() is QEvent.Type.MouseMove:
            place: QPointF = event.position()  # type: ignore[attr-defined]
            box = self.plot.getPlotItem().vb
            self.pointed.emit(float(box.mapSceneToView(self.plot.mapToScene(place.toPoint())).x()))
        elif event.type() is QEvent.Type.Leave:
            self.pointed.emit(float("nan"))
        return False


def _pen(colour: str, style: Qt.PenStyle) -> object:
    return pg.mkPen(colour, width=1, style=style)
