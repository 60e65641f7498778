"""Every signal of the site to be drawn: found by name, ticked, with its line and its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from console.models.chosen_trends import offered, signal_title
from console.translation import Translation
from console.views.text import label, tight
from console.views.trends.curves import sample
from devices.site.site import Site, Trend

_MOST = 12
_APART_PX = 2
_LINE = QSize(30, 12)
_NAME = Qt.ItemDataRole.UserRole


class SignalPicker(QWidget):
    """`chosen`: the names that are ticked, in the order in which they were."""

    chosen = Signal(tuple)

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self.names: tuple[str, ...] = ()
        self._head, self._note = label("strong"), label("small", wrap=True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.drawn, self.list = QListWidget(), QListWidget()
        self._rows: dict[str, QListWidgetItem] = {}
        for each in (self.drawn, self.list):
            each.setIconSize(_LINE)
            each.setWordWrap(True)
            each.setSpacing(_APART_PX)
        rows = QVBoxLayout(self)
        tight(rows, 4)
        rows.addWidget(self._head)
        rows.addWidget(self.drawn, 2)
        rows.addWidget(self.search)
        rows.addWidget(self.list, 3)
        rows.addWidget(self._note)
        self._fill()
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(self._take_tick)
        self.retranslate()

    def _fill(self) -> None:
        for signal in offered(self._site):
            item = QListWidgetItem()
            item.setData(_NAME, signal.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._rows[signal.name] = item
            self.list.addItem(item)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._head.setText(self.tr("Curves"))
        self.search.setPlaceholderText(self.tr("Search a signal by name"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.drawn.setAccessibleName(self.tr("curves with their values"))
        self.list.setAccessibleName(self.tr("all signals of the site"))
        self._note.setText(self.tr("Up to %1 curves; one plot for each unit.").replace("%1", "12"))
        self.list.blockSignals(True)
        for name, item in self._rows.items():
            title = self._translation.of(signal_title(self._site, name))
            unit = self._site.signals[name].unit
            item.setText(f"{title} ({unit})" if unit else title)
        self.list.blockSignals(False)

    def choose(self, names: Sequence[str]) -> None:
        """Tick `names` and no others."""
        self.names = tuple(names)
        self.list.blockSignals(True)
        for name, item in self._rows.items():
            ticked = name in self.names
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)

    def _take_tick(self, item: QListWidgetItem) -> None:
        name = str(item.data(_NAME))
        kept = tuple(one for one in self.names if one != name)
        ticked = item.checkState() is Qt.CheckState.Checked
        names = (*kept, name) if ticked and len(kept) < _MOST else kept
        self.choose(names)
        self.chosen.emit(names)

    def _filter(self, text: str) -> None:
        """Every word must be found, in the name that is shown or in that of the site file."""
        words = text.casefold().split()
        for name, item in self._rows.items():
            title = f"{item.text()} {name}".casefold()
            item.setHidden(not all(word in title for word in words))

    def present(self, trends: Sequence[Trend], values: Mapping[str, str]) -> None:
        """Show the lines of the curves with their values."""
        wanted = [
            (name, QIcon(sample(number, _LINE, stacked=trend.stacked)))
            for trend in trends
            for number, name in enumerate(trend.signals)
        ]
        while self.drawn.count() > len(wanted):
            self.drawn.takeItem(self.drawn.count() - 1)
        for place, (name, line) in enumerate(wanted):
            if place == self.drawn.count():
                self.drawn.addItem(QListWidgetItem())
            title = self._translation.of(signal_title(self._site, name))
            item = self.drawn.item(place)
            text = f"{title}\n{values.get(name, '')}"
            if item.text() != text:
                item.setText(text)
            item.setIcon(line)
