"""One plot large, beside the window: with every signal of the site to be drawn with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.appearance import appearance
from console.models.chosen_trends import fitted, trends_of
from console.models.edge import edge_of
from console.models.plot_data import PlotData
from console.style_sheet import style_sheet
from console.theme import density_for, font, px
from console.translation import Translation
from console.views.edge_border import EdgeBorder
from console.views.text import button, label, tight
from console.views.trends.linked import LinkedPlots
from console.views.trends.plot import TrendPlot
from console.views.trends.reading import RecordReading
from console.views.trends.signal_picker import SignalPicker
from devices.site.site import Site, Trend
from devices.words import Words
from procedures.snapshot import Mode, Snapshot

_TITLES = {
    Mode.REHEARSAL: Words("[DRILL REHEARSAL]", "【訓練リハーサル】"),
    Mode.DRILL: Words("[DRILL]", "【訓練】"),
    Mode.LIVE: Words("[LIVE]", "【実】"),
}
_SPANS_S = (600.0, 1800.0, 7200.0, 21_600.0, 86_400.0)
_EDGE_PX = 16
_WANTED = (1280, 760)
_LEAVE_PX = 60


class LargeView(QDialog):
    """It stays open beside the window and follows it. `save_asked`: what it shows is to be saved.

    mode: what kind of sitting it belongs to; it says so like every window.
    """

    save_asked = Signal()

    def __init__(
        self,
        site: Site,
        translation: Translation,
        data: PlotData,
        reading: RecordReading,
        trend: Trend,
        *,
        mode: Mode,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._reading = reading
        self._snapshot: Snapshot | None = None
        self._mode = mode
        self.linked = LinkedPlots(translation, self, larger=False)
        self._data = PlotData(data.history, data.marks, self.linked.window_of_time)
        self.plots: list[TrendPlot] = []
        self.picker = SignalPicker(site, translation)
        self.fit = QCheckBox()
        self._basis = label("small", wrap=True)
        self._close = button("quiet", "cross")
        self._build()
        self._border = EdgeBorder(self, "" if mode is Mode.LIVE else "hatched")
        self._connect()
        free = self.screen().availableSize()
        self.resize(
            min(px(_WANTED[0]), free.width() - _LEAVE_PX),
            min(px(_WANTED[1]), free.height() - _LEAVE_PX),
        )
        self.picker.choose(trend.signals)
        self._lay_out(trend.signals, trend.span_s)
        self.retranslate()

    def _build(self) -> None:
        self._column = QVBoxLayout()
        tight(self._column, 4)
        foot = QHBoxLayout()
        foot.addWidget(self.fit)
        foot.addStretch(1)
        foot.addWidget(self._close)
        left = QVBoxLayout()
        tight(left, 6)
        left.addWidget(self.linked.bar)
        left.addLayout(self._column, 1)
        left.addWidget(self._basis)  # over the whole width: a large scale wraps it
        left.addLayout(foot)
        both = QHBoxLayout(self)
        edge = px(_EDGE_PX)
        both.setContentsMargins(edge, edge, edge, edge)
        both.setSpacing(12)
        both.addLayout(left, 4)
        both.addWidget(self.picker, 1)

    def _connect(self) -> None:
        self.linked.changed.connect(self._look_again)
        self.linked.bar.save_asked.connect(self.save_asked)
        self.picker.chosen.connect(self._choose)
        self.fit.toggled.connect(lambda _: self._choose(self.picker.names))
        self._close.clicked.connect(self.close)
        QShortcut(QKeySequence("Ctrl+L"), self, self._switch_language)
        self._translation.changed.connect(self.retranslate)
        appearance().changed.connect(self._restyle)

    def _choose(self, names: tuple[str, ...]) -> None:
        added = set(names) - {name for plot in self.plots for name in plot.trend.signals}
        span_s = self.plots[0].own_s if self.plots else _SPANS_S[0]
        if added and self._snapshot is not None:  # what has been fills the window, or it is a dot
            past_s = self._snapshot.time_s
            span_s = min(span_s, next((s for s in _SPANS_S if s >= past_s), span_s))
        self._lay_out(names, span_s)
        self._look_again()

    def _lay_out(self, names: tuple[str, ...], span_s: float) -> None:
        """One plot for each unit, all of the same time."""
        for plot in self.plots:
            self._column.removeWidget(plot)
            plot.hide()
            plot.deleteLater()
        trends = trends_of(self._site, names, span_s)
        self.plots = [
            TrendPlot(self._site, one, self._data, self._translation, large=True) for one in trends
        ]
        for plot in self.plots:
            plot.own_s = span_s
            plot.resize_to(density_for(self.width()))
            self._column.addWidget(plot, 1)
        self.linked.take(self.plots)
        self._basis.setVisible(any(plot.hours is not None for plot in self.plots))
        self._align()

    def _align(self) -> None:
        """Let all plots begin at the same place, however long the words of a state are."""
        small = density_for(self.width()).small
        metrics = QFontMetrics(font(small - 2))
        words = [word for plot in self.plots for word in plot.states]
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        for plot in self.plots:
            plot.widen_axis(max(small * 4, widest + 12))

    def _switch_language(self) -> None:
        """Between Japanese and English, as in the main window."""
        self._translation.switch()

    def _restyle(self) -> None:
        density = density_for(self.width())
        self.setStyleSheet(style_sheet(density))
        self.linked.bar.resize_to(density)
        for plot in self.plots:
            plot.resize_to(density)
        self._align()
        self._look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._restyle()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        title = self.tr("Large view of the trends")
        self.setWindowTitle(f"{self._translation.of(_TITLES[self._mode])} {title}")
        self._close.setText(self.tr("Close"))
        self.fit.setText(self.tr("Fit to the values"))
        self._basis.setText(
            self.tr(
                "P10, P50, P90: 40 futures reckoned hour by hour from what is connected now, each "
                "with its own load (±15 %) and its own light for each day (25–100 %); with the "
                "losses of the inverter. Nobody switches anything in them."
            )
        )
        self.linked.retranslate()
        self.picker.retranslate()
        for plot in self.plots:
            plot.retranslate()
        self._align()
        self._look_again()

    def present(self, snapshot: Snapshot) -> None:
        """Redraw for a picture."""
        self._snapshot = snapshot
        self._border.present(edge_of(snapshot))
        self.linked.set_time(snapshot)
        if not self.isVisible():
            return
        for plot in self.plots:
            plot.present(snapshot)
            self._fit(plot)
        self._show_values(snapshot)

    def _fit(self, plot: TrendPlot) -> None:
        """The site's own plots have fixed bounds, unless somebody wants them fitted."""
        own, found = plot.trend in self._site.trends, plot.extremes
        if found is None or (own and not self.fit.isChecked()):
            return
        signal = self._site.signals[plot.trend.signals[0]]
        if signal.low is not None:
            plot.fit_values(*fitted(*found, signal.decimals))

    def _show_values(self, snapshot: Snapshot) -> None:
        """Beside each curve its value now, or where the cursor stands."""
        cursor_s, language = self.linked.cursor_s, self._translation.language
        values: dict[str, str] = {}
        for name in self.picker.names:
            signal = self._site.signals[name]
            if cursor_s is None:
                reading = snapshot.values.get(name)
                values[name] = formatting.shown(signal, reading, snapshot.time_s, language).text
                continue
            at = self._data.history.at(name, cursor_s)
            text = formatting.NOTHING
            if at is not None and signal.states:
                state = signal.states[min(max(round(at), 0), len(signal.states) - 1)]
                text = formatting.value_text(signal, state, language)
            elif at is not None:
                text = f"{formatting.plain(at, signal.decimals)} {signal.unit}"
            values[name] = text
        self.picker.present([plot.trend for plot in self.plots], values)

    def _look_again(self) -> None:
        if self._snapshot is not None:
            self.present(self._snapshot)
            self._reading.look_into(self.plots)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here; Enter in the search looks for nothing more."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        if not self.linked.take_key(event):
            super().keyPressEvent(event)
