"""All plots of the site below each other, with one time axis to move and one cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.io_thread import Trend as Batch
from console.models.history import History
from console.models.marks import PlotMarks
from console.models.other_way import OtherWay
from console.models.panel_layout import LENT
from console.models.plot_data import PlotData
from console.models.presets import TRENDS
from console.theme import Density
from console.translation import Translation
from console.views.text import label, tight
from console.views.trends.beside import BesideLegend
from console.views.trends.column import PlotColumn
from console.views.trends.large_view import LargeView
from console.views.trends.linked import LinkedPlots
from console.views.trends.lone_plot import LonePlot
from console.views.trends.plot import TrendPlot
from console.views.trends.reading import RecordReading
from console.views.trends.save_dialog import SaveDialog
from console.wishes import Wish
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import Snapshot
from procedures.stretches import Stretch

_SLOW_SPAN_S = 1800.0  # plots of hours change little: they are redrawn every tenth time
_SLOW_EVERY = 10
_FAST_EVERY = 2  # the others five times a second


class TrendPanel(QWidget):
    """Takes batches as they come and redraws with the pictures.

    Any plot can be taken out, to be a panel of its own meanwhile. send: takes wishes for what the
    record has; without it only what is in memory is drawn.
    """

    out_asked = Signal(str)  # a plot is to be taken out, or put back
    home = TRENDS

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self.history = History([s.name for s in site.signals.values() if not s.manual])
        self.marks = PlotMarks(site)
        self.reading = RecordReading(self.history, self.marks, send)
        self._snapshot: Snapshot | None = None
        self._turn = 0
        self._due: list[TrendPlot] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._draw_next)
        self._other: OtherWay | None = None
        self.trouble = label("soft", wrap=True)
        self.trouble.hide()
        self._told: Words | None = None
        self.legend = BesideLegend()
        self.legend.closed.connect(lambda: self.lay_beside(None))
        self.linked = LinkedPlots(translation, self)
        self.linked.changed.connect(self._look_again)
        self.linked.bar.larger_asked.connect(self.enlarge)
        self.linked.opened.connect(self.enlarge)
        self.linked.bar.out_asked.connect(self._ask_chosen_out)
        self.linked.bar.save_asked.connect(self.save)
        self._large: list[LargeView] = []
        self._data = PlotData(self.history, self.marks, self.linked.window_of_time)
        self._plots: list[TrendPlot] = []
        self._lone: dict[str, LonePlot] = {}
        self._density: Density | None = None
        self._column = PlotColumn()
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def _build(self) -> None:
        self._rows = QVBoxLayout(self)
        tight(self._rows, 6)
        self._rows.addWidget(self.linked.bar)
        self._rows.addWidget(self.trouble)
        self._rows.addWidget(self.legend)
        self._rows.addWidget(self._column, 1)
        self._column.turned.connect(self._look_again)

    @property
    def plots(self) -> Sequence[TrendPlot]:
        """One for each trend of the site, made when somebody first looks: the dearest part."""
        self._make_plots()
        return self._plots

    def _make_plots(self) -> None:
        if self._plots:
            return
        site, data = self._site, self._data
        self._plots = [TrendPlot(site, one, data, self._translation) for one in site.trends]
        for plot in self._plots:
            plot.other_asked.connect(self._column.turn)
            plot.lay_beside(self._other)
            if self._density is not None:
                plot.resize_to(self._density)
        self.linked.take(self._plots)
        self._place_plots()

    def showEvent(self, event: QShowEvent) -> None:
        """Have something to show."""
        super().showEvent(event)
        self._make_plots()

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`."""
        self._density = density
        self._rows.setSpacing(density.gap - 2)
        self.linked.bar.resize_to(density)
        self._column.resize_to(density)
        for plot in self._plots:
            plot.resize_to(density)
        for lone in self._lone.values():
            lone.resize_to(density)
        self._turn = 0

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("trends"))
        keys = self.tr(
            "Left and right move the cursor, up and down choose a plot, plus and minus zoom, "
            "page up and page down go through time, Home goes back to now, Enter enlarges, "
            "W takes the plot into a window of its own and back."
        )
        self.setAccessibleDescription(keys)
        self.linked.retranslate()
        self.tell(self._told)
        for plot in self._plots:
            plot.retranslate()
        self._column.retranslate(self._translation)
        for lone in self._lone.values():
            lone.say(self._translation.of(lone.plot.trend.title), keys)

    # --- what comes in ---

    def add(self, batch: Batch) -> None:
        """Take samples into the history."""
        self.history.add(batch.names, batch.times_s, batch.values)

    def present_stretch(self, found: Stretch | Words) -> None:
        """Take what the record has, and draw with it."""
        self.reading.take(found)
        self.tell(self.reading.trouble)
        self._look_again()

    def tell(self, trouble: Words | None) -> None:
        """Say why something of the record cannot be drawn; None when it can."""
        self._told = trouble
        words = self.tr("Older curves cannot be read now: %1")
        self.trouble.setText(words.replace("%1", self._translation.of(trouble)))
        self.trouble.setVisible(trouble is not None)

    def lay_beside(self, other: OtherWay | None) -> None:
        """Draw another branch in grey behind the present one; None takes it away."""
        self._other = other
        self.legend.setVisible(other is not None)
        for plot in self._plots:
            plot.lay_beside(other)
        self._look_again()

    def present(self, snapshot: Snapshot) -> None:
        """Redraw for a picture, at once."""
        self.follow(snapshot)
        self.catch_up()

    def catch_up(self) -> None:
        """Redraw now what would have its turn later."""
        self._next.stop()
        while self._due:
            self._draw_first()
        self._column.show_axes()

    def follow(self, snapshot: Snapshot) -> None:
        """Take a picture; the plots that are due are redrawn in turns of the event loop."""
        self._snapshot = snapshot
        self.marks.take(snapshot)
        self.linked.set_time(snapshot)
        if self._other is not None:
            self.legend.present(self._other, snapshot)
        turn, self._turn = self._turn, self._turn + 1
        self.reading.look_before()
        for view in self._large:
            view.present(snapshot)
        if not any(plot.isVisible() for plot in self._plots):
            return
        held = self.linked.window_of_time.held is not None
        for number, plot in enumerate(self._plots):
            due = turn % _SLOW_EVERY == (1 + 2 * number) % _SLOW_EVERY
            if not held and plot.shown[1] - plot.shown[0] <= _SLOW_SPAN_S:
                due = turn % _FAST_EVERY == number % _FAST_EVERY
            if (due or turn == 0) and plot.isVisible() and plot not in self._due:
                self._due.append(plot)
            plot.present_value(snapshot)
        self._next.start()

    def _draw_next(self) -> None:
        """Redraw one plot and let the loop turn: all together they would be felt."""
        self._draw_first()
        if self._due:
            self._next.start()
        else:
            self._column.show_axes()

    def _draw_first(self) -> None:
        if self._due and self._snapshot is not None:
            self._due.pop(0).present(self._snapshot)

    def _look_again(self) -> None:
        """Draw everything anew, and ask the record for what memory does not have."""
        self._turn = 0
        if self._snapshot is not None:
            self.present(self._snapshot)
            self.reading.look_into([plot for plot in self._plots if plot.isVisible()])

    # --- what is shown where ---

    def titles(self) -> Mapping[str, str]:
        """Every plot that can be taken out, in the language spoken now."""
        of = self._translation.of
        return {f"{LENT}{trend.id}": of(trend.title) for trend in self._site.trends}

    def lend(self, name: str) -> QWidget:
        """Take a plot out of the column."""
        plot = next(one for one in self.plots if f"{LENT}{one.trend.id}" == name)
        self._lone[name] = lone = LonePlot(plot, self.linked)
        lone.bar.larger_asked.connect(partial(self._enlarge, plot))
        lone.bar.save_asked.connect(partial(self._save, [plot]))
        lone.bar.out_asked.connect(partial(self.out_asked.emit, name))
        if self._density is not None:
            lone.resize_to(self._density)
        self._place_plots()
        return lone

    def take_back(self, name: str) -> None:
        """Put a plot into the column again, where it was; the keys that meant it still do."""
        lone = self._lone.pop(name)
        lone.let_go()
        self._place_plots()
        focus = QApplication.focusWidget()
        if focus is not None and (focus is lone or lone.isAncestorOf(focus)):
            self.window().activateWindow()
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _place_plots(self) -> None:
        out = [lone.plot for lone in self._lone.values()]
        self._column.show_plots([plot for plot in self._plots if plot not in out])
        self.retranslate()
        self._look_again()

    def _ask_chosen_out(self) -> None:
        if self.plots:
            self.out_asked.emit(f"{LENT}{self.plots[self.linked.chosen].trend.id}")

    def _enlarge(self, plot: TrendPlot) -> None:
        self.linked.choose(plot)
        self.enlarge()

    def enlarge(self) -> None:
        """Open the large view of the chosen plot beside the window."""
        if self._snapshot is None or not self.plots:
            return
        view = LargeView(
            self._site,
            self._translation,
            self._data,
            self.reading,
            self.plots[self.linked.chosen].trend,
            mode=self._snapshot.mode,
            parent=self.window(),
        )
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.save_asked.connect(lambda: self._save(view.plots))
        view.finished.connect(lambda _: self._large.remove(view))
        self._large.append(view)
        view.show()
        view.present(self._snapshot)

    def save(self) -> None:
        """Open the dialog that saves what is shown."""
        self._save([plot for plot in self._plots if plot.isVisible()])

    def _save(self, plots: Sequence[TrendPlot]) -> None:
        if self._snapshot is not None and plots:
            SaveDialog(plots, self._snapshot, self._translation, plots[0].window()).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if not self.linked.take_key(event):
            super().keyPressEvent(event)
