"""The signals of one device: name, value, a bar in its limits, who reported it or how old it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from console import formatting
from console.icons import Mark
from console.models.people import name_of
from console.models.signal_limits import NO_LIMITS, SignalLimits, limits_of
from console.theme import px
from console.translation import Translation
from console.views.calm_layout import keep_column, keep_row
from console.views.text import button, label, set_trust
from console.views.value_bar import ValueBar
from devices.signals import Reading, Signal
from devices.site.site import Device, Site
from procedures.snapshot import Snapshot

_NAME_PX = 52
_BAR_PX = 36
_WHOLE_PX = 76
_NARROW_PX = 380  # in a list as narrow as this a note stands below its value
_GAP_PX = 8
_ANY_PX = 16777215  # Qt's word for no limit
_EDGE_PX = 3  # a letter may lean out of its advance
_POINT = "point"  # the button's own property that names its manual point


@dataclass(frozen=True, slots=True)
class _Row:
    name: QLabel
    value: QLabel
    mark: Mark
    bar: ValueBar
    note: QLabel
    enter: QPushButton

    def hide(self) -> None:
        """Hide every part: this device has fewer signals than another had."""
        for part in (self.name, self.value, self.mark, self.bar, self.note, self.enter):
            part.hide()


class SignalList(QWidget):
    """Rows that are made once and used again for every device.

    `enter_asked` names the manual point whose button was pressed; `chosen` the signal whose row was
    clicked.
    """

    enter_asked = QtSignal(str)
    chosen = QtSignal(str)

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._limits = limits_of(site)
        self._names: dict[QObject, str] = {}
        self._rows: list[_Row] = []
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP_PX)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(3, 2)
        self._grid.setColumnMinimumWidth(3, _BAR_PX)

    def present(self, device: Device, snapshot: Snapshot) -> None:
        """Show every signal of `device`."""
        signals = list(device.signals.values())
        while len(self._rows) < len(signals):
            self._rows.append(self._new_row())
        for row in self._rows[len(signals) :]:
            row.hide()
        for row, signal in zip(self._rows, signals, strict=False):
            # Each part is shown or hidden once: to show one lays the whole list out anew.
            row.name.show()
            row.value.show()
            self._show(row, signal, snapshot)
            of = self._translation.of
            row.name.setText(_without(of(device.short), of(signal.label)))
            for part in (row.name, row.value, row.bar):
                self._names[part] = "" if signal.manual else signal.name
            row.enter.setVisible(signal.manual)
            row.enter.setText(self.tr("Enter…"))
            words = self.tr("enter what was reported: %1").replace("%1", row.name.text())
            row.enter.setAccessibleName(words)
            row.enter.setProperty(_POINT, signal.name)

        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW_PX)
        if narrow is not self._narrow:
            self._narrow = narrow
            for number, row in enumerate(self._rows):
                self._place(number, row)
        self._fit()

    def _place(self, number: int, row: _Row) -> None:
        """Lay note and button beside the value, or on a line of their own below it."""
        middle = Qt.AlignmentFlag.AlignVCenter
        for part in (row.note, row.enter):
            self._grid.removeWidget(part)
        if self._narrow:
            self._grid.addWidget(row.note, 2 * number + 1, 0, 1, 2)
            right = middle | Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(row.enter, 2 * number + 1, 1, 1, 4, right)
        else:
            self._grid.addWidget(row.note, 2 * number, 3, middle)
            self._grid.addWidget(row.enter, 2 * number, 4, middle)

    def _fit(self) -> None:
        """Keep every line as high as its texts: nested layouts guess too low for many of them.

        And the values as wide: a value that has just become stale is longer than it was.
        """
        shown = [row.value.sizeHint().width() for row in self._rows if not row.value.isHidden()]
        keep_column(self._grid, 1, max(shown, default=0))
        names = [row.name for row in self._rows if not row.name.isHidden()]
        notes = [row.note for row in self._rows if not row.note.isHidden()]
        keep_column(self._grid, 0, max(map(_widest_word, names), default=_NAME_PX))
        beside = [] if self._narrow else notes
        bars = any(not row.bar.isHidden() for row in self._rows)
        least = _BAR_PX if bars else 0
        keep_column(self._grid, 3, max((least, *map(_widest_word, beside))))
        for number, row in enumerate(self._rows):
            high = 0
            if not row.name.isHidden():
                high = max(row.name.heightForWidth(row.name.width()), row.value.sizeHint().height())
            low, taken = 0, 0
            if not row.enter.isHidden():
                low, taken = row.enter.sizeHint().height(), row.enter.sizeHint().width() + _GAP_PX
            if not row.note.isHidden():
                row.note.setMaximumWidth(self.width() - taken if self._narrow else _ANY_PX)
                low = max(low, row.note.heightForWidth(row.note.width()))
            keep_row(self._grid, 2 * number, high if self._narrow else max(high, low))
            keep_row(self._grid, 2 * number + 1, low if self._narrow else 0)

    def _show(self, row: _Row, signal: Signal, snapshot: Snapshot) -> None:
        reading = snapshot.values.get(signal.name)
        shown = formatting.shown(signal, reading, snapshot.time_s, self._translation.language)
        row.value.setText(shown.text)
        row.mark.setVisible(shown.manual or not (shown.known or shown.trust == "stale"))
        if shown.manual:
            row.mark.choose("pencil", "ink_soft", self.tr("reported by a person"))
        elif shown.bad:
            row.mark.choose("broken", "ink_soft", self.tr("not valid"))
        elif not shown.known:
            row.mark.choose("unknown", "ink_soft", self.tr("not known"))
        note = self._note(reading, shown, snapshot)
        row.note.setText(note)
        row.note.setVisible(bool(note))
        self._show_bar(row.bar, signal, None if note else reading)
        for part in (row.value, row.note):
            set_trust(part, shown.trust)

    def _show_bar(self, bar: ValueBar, signal: Signal, reading: Reading | None) -> None:
        """A bar for what is live; what is stale or reported has its age or its author instead."""
        known = reading.known if reading is not None else None
        numeric = signal.low is not None and signal.high is not None
        bar.setVisible(numeric and known is not None)
        if signal.low is not None and signal.high is not None and isinstance(known, int | float):
            limits = self._limits.get(signal.name, NO_LIMITS)
            bar.present(signal.low, signal.high, float(known), limits)
            bar.setAccessibleDescription(self._limits_in_words(limits, signal.unit))

    def _limits_in_words(self, limits: SignalLimits, unit: str) -> str:
        """The same for those who do not see the bar."""
        low, high = limits.band
        parts = []
        if low is not None:
            parts.append(self.tr("normal from %1").replace("%1", f"{low:g} {unit}".strip()))
        if high is not None:
            parts.append(self.tr("normal up to %1").replace("%1", f"{high:g} {unit}".strip()))
        return ", ".join(parts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a row wants to see what its signal did."""
        if event.type() is QEvent.Type.MouseButtonRelease and self._names.get(watched):
            self.chosen.emit(self._names[watched])
        return False

    def _note(self, reading: Reading | None, shown: formatting.Shown, snapshot: Snapshot) -> str:
        if shown.age_s is not None:
            return self.tr("%1 old").replace("%1", shown.age)
        if shown.bad:
            return self.tr("not valid")
        if shown.manual and reading is not None:
            when = formatting.time_at(snapshot.clock, snapshot.time_s, reading.time_s)
            who = name_of(self._site, reading.who, self._translation.language)
            return f"{who} {when}".strip()
        return ""

    def _new_row(self) -> _Row:
        number = 2 * len(self._rows)
        made = _Row(
            label(wrap=True),
            label("strong"),
            Mark("", 14),
            ValueBar(),
            label("soft", wrap=True),
            button("quiet", "pencil"),
        )
        made.enter.clicked.connect(lambda: self.enter_asked.emit(made.enter.property(_POINT)))
        made.name.setMinimumWidth(_NAME_PX)
        for part in (made.name, made.value, made.bar):
            part.installEventFilter(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(made.name, number, 0, middle)
        self._grid.addWidget(made.value, number, 1, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(made.mark, number, 2, middle)
        self._grid.addWidget(made.bar, number, 3, middle)
        self._place(number // 2, made)
        return made


def _widest_word(text: QLabel) -> int:
    """The least width, in px, in which no word of `text` is cut; Japanese breaks anywhere.

    A short Japanese text stays in one piece: "42秒前" would be cut below its second line.
    """
    whole = text.fontMetrics().horizontalAdvance(text.text()) + 2 * _EDGE_PX
    if whole <= px(_WHOLE_PX):
        return whole
    words = [word for word in text.text().split() if word.isascii()]
    return max((text.fontMetrics().horizontalAdvance(word) for word in words), default=0) + _EDGE_PX


def _without(number: str, words: str) -> str:
    """Leave the device's number out of a signal's name: the faceplate's head bears it."""
    rest = words.removeprefix(number).lstrip()
    if rest != words:
        rest = rest.removeprefix("の")  # of the number: nothing is left to belong to
    return rest[:1].upper() + rest[1:] if rest else words
