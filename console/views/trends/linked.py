"""Several plots with one time to move, one cursor, and one that keys and buttons mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from console.models.time_window import TimeWindow
from console.translation import Translation
from console.views.trends.plot import TrendPlot
from console.views.trends.span_bar import SpanBar
from procedures.snapshot import Snapshot

_KEY_SHARE = 0.01  # of the window: a step of the cursor by key
_DAY_S = 86_400.0


class LinkedPlots(QObject):
    """`changed`: the plots are to be drawn anew; `opened`: the chosen one is wanted large.

    owner: whose plots they are; bar and links go with it.
    """

    changed = Signal()
    opened = Signal()

    def __init__(self, translation: Translation, owner: QWidget, *, larger: bool = True) -> None:
        super().__init__(owner)
        self._translation = translation
        self.window_of_time = TimeWindow()
        self.bar = SpanBar(larger=larger, parent=owner)
        self._bars: dict[SpanBar, TrendPlot | None] = {}
        self.plots: list[TrendPlot] = []
        self.chosen = 0
        self.cursor_s: float | None = None
        self._snapshot: Snapshot | None = None
        self.listen_to(self.bar)

    def listen_to(self, bar: SpanBar, plot: TrendPlot | None = None) -> None:
        """Do what `bar` asks for: for the chosen plot, or for the one that it stands over."""
        self._bars[bar] = plot

        def chosen() -> TrendPlot | None:
            if plot is not None:
                self.choose(plot)
            return self._chosen_plot()

        bar.span_asked.connect(self._choose_span)
        bar.own_asked.connect(lambda span_s: self._choose_own_span(chosen(), span_s))
        bar.zoom_asked.connect(lambda steps: self._zoom(chosen(), steps))
        bar.pan_asked.connect(lambda steps: self._pan(chosen(), steps))
        bar.now_asked.connect(self.back_to_now)
        self._name_on_bars()

    def leave(self, bar: SpanBar) -> None:
        """The bar goes."""
        del self._bars[bar]

    def take(self, plots: Sequence[TrendPlot]) -> None:
        """Link `plots` instead of those before."""
        self.plots = list(plots)
        self.chosen = min(self.chosen, max(len(self.plots) - 1, 0))
        for plot in plots:
            plot.pointed.connect(lambda time_s, one=plot: self.point(time_s, one))
            plot.zoomed.connect(lambda steps, about_s, one=plot: self._zoom(one, steps, about_s))
            plot.panned.connect(lambda by_s, one=plot: self._drag(one, by_s))
            plot.chosen.connect(lambda one=plot: self.choose(one))
            plot.opened.connect(lambda one=plot: self._open(one))
        self._mark_chosen()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for bar in self._bars:
            bar.retranslate()
        self._mark_chosen()

    def set_time(self, snapshot: Snapshot) -> None:
        """The time goes on."""
        self._snapshot = snapshot
        window = self.window_of_time
        window.now_s = snapshot.time_s
        held = window.held or (0.0, 0.0)
        for bar in self._bars:
            bar.present(window, (self._clock(held[0], held), self._clock(held[1], held)))

    def _clock(self, time_s: float, window: tuple[float, float]) -> str:
        if self._snapshot is None:
            return ""
        moment = self._snapshot.clock + timedelta(seconds=time_s - self._snapshot.time_s)
        return moment.strftime("%m-%d %H:%M" if window[1] - window[0] > _DAY_S / 4 else "%H:%M:%S")

    # --- which time ---

    def _choose_span(self, span_s: float | None) -> None:
        self.window_of_time.choose(span_s)
        if span_s is None:
            for plot in self.plots:
                plot.own_s = plot.trend.span_s
        self.changed.emit()

    def _choose_own_span(self, plot: TrendPlot | None, span_s: float) -> None:
        if plot is not None:
            if self.window_of_time.all_s is not None:  # the others stay as they are
                for other in self.plots:
                    other.own_s = self.window_of_time.all_s
            plot.own_s = span_s
            self.window_of_time.choose(None)
            self.changed.emit()

    def _zoom(self, plot: TrendPlot | None, steps: float, about_s: float | None = None) -> None:
        if plot is not None:
            about_s = self.cursor_s if about_s is None else about_s
            self.window_of_time.zoom(plot.shown, steps, about_s)
            self.changed.emit()

    def _pan(self, plot: TrendPlot | None, steps: float) -> None:
        if plot is not None:
            self.window_of_time.pan(plot.shown, steps)
            self.changed.emit()

    def _drag(self, plot: TrendPlot, by_s: float) -> None:
        start_s, end_s = plot.shown
        self.window_of_time.hold(start_s + by_s, end_s - start_s)
        self.changed.emit()

    def back_to_now(self) -> None:
        """Follow the time again."""
        self.window_of_time.back_to_now()
        self.changed.emit()

    # --- which plot ---

    def _chosen_plot(self) -> TrendPlot | None:
        return self.plots[self.chosen] if self.plots else None

    def choose(self, plot: TrendPlot) -> None:
        """Let keys and buttons mean `plot`."""
        self.chosen = self.plots.index(plot)
        self._mark_chosen()

    def _open(self, plot: TrendPlot) -> None:
        self.choose(plot)
        self.opened.emit()

    def _mark_chosen(self) -> None:
        for number, plot in enumerate(self.plots):
            plot.mark_chosen(number == self.chosen and len(self.plots) > 1)
        self._name_on_bars()

    def _name_on_bars(self) -> None:
        for bar, own in self._bars.items():
            meant = own or self._chosen_plot()
            if meant is not None:
                bar.name_chosen(self._translation.of(meant.trend.title))

    # --- the cursor, and the keys ---

    def point(self, time_s: float, plot: TrendPlot | None = None) -> None:
        """Show the cursor at `time_s` in every plot, NaN takes it away. plot: pointed at."""
        self.cursor_s = None if math.isnan(time_s) else time_s
        for each in self.plots:
            each.point_at(self.cursor_s, here=each is (plot or self._chosen_plot()))

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False when it means nothing."""
        key, plot = Qt.Key(event.key()), self._chosen_plot()
        if plot is None or self._snapshot is None:
            return False
        act = self.bar.keys().get(key)
        if act is not None:
            act()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_cursor(plot, 1 if key is Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            shown = [n for n, one in enumerate(self.plots) if one.isVisible()] or [self.chosen]
            at = shown.index(self.chosen) if self.chosen in shown else 0
            step = 1 if key is Qt.Key.Key_Down else -1
            self.choose(self.plots[shown[min(max(at + step, 0), len(shown) - 1)]])
        elif key is Qt.Key.Key_Escape and self.cursor_s is not None:
            self.point(math.nan)
        else:
            return False
        return True

    def _move_cursor(self, plot: TrendPlot, way: int) -> None:
        """By a hundredth of the window, which goes along when the cursor leaves it."""
        for each in self.plots:
            each.gestures.forget_pointer()
        start_s, end_s = plot.shown
        span_s = end_s - start_s
        now_s = self.window_of_time.now_s
        at_s = min(now_s, end_s) if self.cursor_s is None else self.cursor_s
        at_s = min(max(at_s, start_s), end_s) + way * _KEY_SHARE * span_s
        if not start_s <= at_s <= end_s:
            self.window_of_time.hold(start_s + way * span_s / 4, span_s)
            self.changed.emit()
        self.point(at_s, plot)
