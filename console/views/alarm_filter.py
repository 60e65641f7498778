"""What of the alarm list is shown, and in which order: all of it by keyboard too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.alarm_order import STATE_GROUPS, AlarmFilter, AlarmSort
from console.theme import px
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.text import button, label, tight
from devices.site.site import Site

_USUAL = -1
_TEXT_PX = 120  # the least of the field


class AlarmFilterBar(QWidget):
    """Text, priority, state, device; sorting. Esc takes every filter away."""

    changed = Signal(object)  # AlarmFilter
    sorted_by = Signal(object)  # AlarmSort

    def __init__(
        self,
        site: Site,
        translation: Translation,
        headings: Callable[[], tuple[str, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._headings = headings
        self._filling = False
        self.told = label("wrong")
        self.text = QLineEdit()
        self.priority, self.state, self.device = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.sort, self.down = ChoiceBox(), button("tool")
        self.down.setCheckable(True)
        self.clear = button("tool", "cross")
        self._rows = QVBoxLayout(self)
        tight(self._rows, 2)
        self._row = row = QHBoxLayout()
        tight(row, 6)
        self._rows.addLayout(row)
        row.addWidget(self.told)
        row.addWidget(self.text, 1)
        for box in (self.priority, self.state, self.device):
            row.addWidget(box)
            box.currentIndexChanged.connect(self._tell)
        row.addWidget(self.clear)
        row.addSpacing(12)
        row.addWidget(self.sort)
        row.addWidget(self.down)
        self.text.textChanged.connect(self._tell)
        self.sort.currentIndexChanged.connect(self._tell_sort)
        self.down.toggled.connect(self._tell_sort)
        self.clear.clicked.connect(self.take_away)
        self.retranslate()

    @property
    def wanted(self) -> AlarmFilter:
        """What is looked for now."""
        return AlarmFilter(
            self.text.text().strip(),
            self.priority.currentData() or 0,
            self.state.currentData() or "",
            self.device.currentData() or "",
        )

    def take_away(self) -> None:
        """Show everything again."""
        self._filling = True
        self.text.clear()
        for box in (self.priority, self.state, self.device):
            box.setCurrentIndex(0)
        self._filling = False
        self._tell()

    def show_sort(self, sort: AlarmSort) -> None:
        """Show by what somebody has sorted elsewhere, at the head of the list."""
        self._filling = True
        column = _USUAL if sort.column is None else sort.column
        self.sort.setCurrentIndex(self.sort.findData(column))
        self.down.setChecked(sort.down)
        self._filling = False
        self._say_direction()

    def tell(self, left_out: int) -> None:
        """Say that this is not all, and how much is missing."""
        self.told.setVisible(bool(self.wanted))
        self.told.setText(self.tr("FILTERED: %1 not shown").replace("%1", str(left_out)))
        self._place_told()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width of now."""
        super().resizeEvent(event)
        self._place_told()

    def _place_told(self) -> None:
        """Beside the fields, or above them where they take all the width."""
        parts = (self.told, self.priority, self.state, self.device, self.clear, self.sort,
                 self.down)  # fmt: skip
        wanted = sum(part.sizeHint().width() + self._row.spacing() for part in parts)
        beside = wanted + px(_TEXT_PX) <= self.width()
        if beside is (self._row.indexOf(self.told) < 0):
            if beside:
                self._row.insertWidget(0, self.told)
            else:
                self._rows.insertWidget(0, self.told)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.text.setPlaceholderText(self.tr("Find in the alarms"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.clear.setText(self.tr("Show all"))
        self.clear.setAccessibleName(self.tr("take every filter away"))
        priorities = (
            (self.tr("every priority"), 0),
            *((self.tr("priority %1").replace("%1", str(p)), p) for p in (1, 2, 3)),
        )
        states = {
            "waiting": self.tr("to acknowledge"),
            "acknowledged": self.tr("acknowledged"),
            "held_back": self.tr("held back"),
        }
        columns = [self.tr("priority"), *self._headings()[1:]]
        by = [(self.tr("by %1").replace("%1", words), n) for n, words in enumerate(columns)]
        for box, name, choices in (
            (self.priority, self.tr("priority"), priorities),
            (
                self.state,
                self.tr("state"),
                ((self.tr("every state"), ""), *((states[one], one) for one in STATE_GROUPS)),
            ),
            (self.device, self.tr("device"), self._devices()),
            (self.sort, self.tr("order of the alarms"), ((self.tr("usual order"), _USUAL), *by)),
        ):
            box.setAccessibleName(name)
            self._fill(box, tuple(choices))
        self._say_direction()

    def _devices(self) -> tuple[tuple[str, str], ...]:
        named = dict.fromkeys(rule.device for rule in self._site.alarms)
        known = (self._site.devices[one] for one in named if one in self._site.devices)
        found = ((self._translation.of(device.short), device.name) for device in known)
        return ((self.tr("every device"), ""), *sorted(found))

    def _fill(self, box: ChoiceBox, choices: tuple[tuple[str, object], ...]) -> None:
        """Write the choices; the one that is chosen stays."""
        chosen = box.currentData()
        self._filling = True
        box.clear()
        for words, value in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        self._filling = False

    def _tell(self) -> None:
        if not self._filling:
            self.clear.setEnabled(bool(self.wanted))
            self.changed.emit(self.wanted)

    def _tell_sort(self) -> None:
        self._say_direction()
        if not self._filling:
            column = self.sort.currentData()
            usual = column is None or column == _USUAL
            self.sorted_by.emit(AlarmSort(None if usual else column, self.down.isChecked()))

    def _say_direction(self) -> None:
        usual = self.sort.currentData() == _USUAL
        self.down.setEnabled(not usual)
        self.down.setText(self.tr("down") if self.down.isChecked() else self.tr("up"))
        self.down.setAccessibleName(self.tr("sort downwards"))
        self.clear.setEnabled(bool(self.wanted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the filters away, and then is for whoever is behind."""
        if event.key() == Qt.Key.Key_Escape and self.wanted:
            self.take_away()
        else:
            super().keyPressEvent(event)
