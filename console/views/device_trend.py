"""The last half hour of one signal of the chosen device, small, in its faceplate."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.chosen_trends import fitted, trends_of
from console.models.history import History
from console.models.marks import PlotMarks
from console.models.plot_data import PlotData
from console.theme import Density
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.text import label, tight
from console.views.trends.linked import LinkedPlots
from console.views.trends.plot import TrendPlot
from devices.signals import Signal
from devices.site.site import Device, Site
from procedures.snapshot import Snapshot

SPAN_S = 1800.0


class DeviceTrend(QWidget):
    """One plot, and a box to choose which of the device's signals it draws."""

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._data: tuple[History, PlotMarks] | None = None
        self._density: Density | None = None
        self._device: Device | None = None
        self._linked = LinkedPlots(translation, self, larger=False)
        self._linked.bar.hide()  # keys alone: there is no room
        self._linked.changed.connect(self._look_again)
        self._snapshot: Snapshot | None = None
        self.plot: TrendPlot | None = None
        self.box = ChoiceBox()
        self._none = label("soft", wrap=True)
        self._caption = label("soft")
        line = QHBoxLayout()
        tight(line, 8)
        line.addWidget(self._caption)
        line.addWidget(self.box)
        line.addStretch(1)
        self._rows = QVBoxLayout(self)
        tight(self._rows, 4)
        self._rows.addLayout(line)
        self._rows.addWidget(self._none)
        self.box.currentIndexChanged.connect(lambda _: self._lay_out())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def draw_from(self, history: History, marks: PlotMarks) -> None:
        """Take samples and marks from those of the trends."""
        self._data = (history, marks)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._caption.setText(self.tr("Last 30 min of"))
        self.box.setAccessibleName(self._caption.text())
        self.setAccessibleName(self.tr("trend of the device"))
        self._none.setText(self.tr("Nothing of this device is sampled."))
        self.look_at(self._device)

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`."""
        self._density = density
        if self.plot is not None:
            self.plot.resize_to(density)

    def look_at(self, device: Device | None) -> None:
        """Offer the signals of `device`; the main one is drawn."""
        kept = self.box.currentData() if device is self._device else None
        self._device = device
        signals = [] if device is None else [s for s in device.signals.values() if not s.manual]
        signals.sort(key=_rank)
        self.box.blockSignals(True)
        self.box.clear()
        for signal in signals:
            self.box.addItem(self._translation.of(signal.label), signal.name)
        self.box.setCurrentIndex(max(0, self.box.findData(kept)))
        self.box.blockSignals(False)
        for part in (self.box, self._caption):
            part.setVisible(bool(signals))
        self._none.setVisible(not signals)
        self._lay_out()

    def choose(self, name: str) -> None:
        """Draw the signal `name`."""
        self.box.setCurrentIndex(max(0, self.box.findData(name)))

    def _lay_out(self) -> None:
        if self.plot is not None:
            self._rows.removeWidget(self.plot)
            self.plot.hide()
            self.plot.deleteLater()
            self.plot = None
        name = self.box.currentData()
        if name is None or self._data is None:
            return
        trend = trends_of(self._site, (name,), SPAN_S)[0]
        data = PlotData(*self._data, self._linked.window_of_time)
        self.plot = TrendPlot(self._site, trend, data, self._translation, looks_ahead=False)
        self.plot.own_s = SPAN_S
        if self._density is not None:
            self.plot.resize_to(self._density)
        self._linked.take([self.plot])
        self._rows.addWidget(self.plot, 1)
        self._look_again()

    def _look_again(self) -> None:
        if self._snapshot is not None:
            self.present(self._snapshot)

    def present(self, snapshot: Snapshot) -> None:
        """Redraw for a picture."""
        self._snapshot = snapshot
        if self.plot is None or not self.isVisible():
            return
        self._linked.set_time(snapshot)
        self.plot.present(snapshot)
        found, signal = self.plot.extremes, self._site.signals[self.plot.trend.signals[0]]
        if found is not None and signal.low is not None:
            self.plot.fit_values(*fitted(*found, signal.decimals))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self._linked.take_key(event):
            super().keyPressEvent(event)


def _rank(signal: Signal) -> int:
    """The main signal first: the charge, then power, frequency, voltage, then any number."""
    for rank, end in enumerate((".soc_pct", ".p_kw", ".f_hz", ".v_kv")):
        if signal.name.endswith(end):
            return rank
    return 8 if signal.low is not None else 9
