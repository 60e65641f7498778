"""Figures for fingers: a display and twelve keys. The keyboard works too."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from console.models.facility_step import easy
from console.theme import palette
from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyLabel
from devices.phrases import said
from procedures.snapshot import EnterView

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", ".", "0")
_LONGEST = 8


class NumberPad(QWidget):
    """Emits `changed` with every key; `value` is None until what stands there is allowed."""

    changed = Signal()

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._enter: EnterView | None = None
        self._typed = ""
        self._display = RubyLabel(44, bold=True, align=Qt.AlignmentFlag.AlignRight)
        self._bounds = RubyLabel(20, ink="ink_soft", align=Qt.AlignmentFlag.AlignRight)
        self.keys = {key: BigButton("plain", 34) for key in _KEYS}
        self.rub_out = BigButton("plain", 26)
        self._grid = QGridLayout()
        for at, key in enumerate(self.keys.values()):
            self._grid.addWidget(key, at // 3, at % 3)
        self._grid.addWidget(self.rub_out, 3, 2)
        for name, key in self.keys.items():
            key.set_words(name)
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            key.pressed_once.connect(lambda figure=name: self.type_in(figure))
        self.rub_out.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.rub_out.pressed_once.connect(self._rub_out)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._display)
        self._rows.addWidget(self._bounds)
        self._rows.addLayout(self._grid, 1)

    @property
    def value(self) -> float | None:
        """The number that stands there, if it is one that may be entered."""
        if self._enter is None:
            return None
        try:
            number = float(self._typed)
        except ValueError:
            return None
        low, high = self._enter.low, self._enter.high
        inside = (low is None or number >= low) and (high is None or number <= high)
        return number if inside else None

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._rows.setContentsMargins(*(sizes.of(14),) * 4)
        self._rows.setSpacing(sizes.of(8))
        self._grid.setSpacing(sizes.of(8))
        self._display.set_size(sizes.of(44))
        self._bounds.set_size(sizes.of(20))
        for key in (*self.keys.values(), self.rub_out):
            key.set_sizes(sizes)

    def present(self, enter: EnterView) -> None:
        """Ask for a number; another point begins with an empty display."""
        if self._enter is None or self._enter.signal != enter.signal:
            self._typed = ""
        self._enter = enter
        self.setAccessibleName(self._translation.of(enter.label))
        self.rub_out.set_words(easy(said("facility.rub_out"), self._translation.language))
        self._show()

    def begin_anew(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self._enter = None

    def type_in(self, figure: str) -> None:
        """Write a figure, or the point, behind what stands there."""
        if len(self._typed) < _LONGEST and not (figure == "." and "." in self._typed):
            self._typed += figure
            self._show()
            self.changed.emit()

    def _rub_out(self) -> None:
        self._typed = self._typed[:-1]
        self._show()
        self.changed.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Write what a key of the keyboard says; False for any other key."""
        if event.text() in _KEYS and event.text():
            self.type_in(event.text())
            return True
        if event.key() == Qt.Key.Key_Backspace and self._typed:
            self._rub_out()
            return True
        return False

    def _show(self) -> None:
        enter = self._enter
        if enter is None:
            return
        self._display.set_text(f"{self._typed or '–'} {enter.unit}".rstrip())
        words = said("facility.please_enter")
        if enter.low is not None and enter.high is not None:
            low, high = f"{enter.low:g}", f"{enter.high:g}"
            words = said("facility.between", low=low, high=high, unit=enter.unit)
        self._bounds.set_text(self._translation.of(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the edge of the display."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(palette().edge_strong), 2))
        painter.setBrush(QColor(palette().card))
        box = self._display.geometry().united(self._bounds.geometry())
        painter.drawRoundedRect(QRectF(box).adjusted(-6, -4, 6, 4), 6, 6)
