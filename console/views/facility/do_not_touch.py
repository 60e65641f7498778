"""What a caretaker never touches: four small drawings in a red frame, always in sight."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.models.facility_step import easy
from console.theme import palette
from console.translation import Translation
from console.views.facility.drawing import DrawingView
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyLabel
from devices.phrases import said

_THINGS = ("cubicle", "pole", "wet", "smell")


class DoNotTouch(QWidget):
    """Each thing with its name; the frame is red, and the heading says it in words."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._head = RubyLabel(22, bold=True, ink="wrong")
        self._things = [_Thing(name) for name in _THINGS]
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._head)
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, thing in enumerate(self._things):
            grid.addWidget(thing, at // 2, at % 2)
        self._rows.addLayout(grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._rows.setContentsMargins(sizes.of(14), sizes.of(6), sizes.of(10), sizes.of(8))
        self._rows.setSpacing(sizes.of(4))
        self._head.set_size(sizes.of(22))
        for thing in self._things:
            thing.set_sizes(sizes)

    def retranslate(self) -> None:
        """Say it in the language of now."""
        language = self._translation.language
        self._head.set_text(easy(said("facility.do_not_touch"), language))
        for name, thing in zip(_THINGS, self._things, strict=True):
            thing.say(easy(said(f"facility.hands_off_{name}"), language))
        named = ", ".join(thing.words.accessibleName() for thing in self._things)
        self.setAccessibleName(f"{self._head.accessibleName()}: {named}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette().wrong), 3))
        painter.setBrush(QColor(palette().card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)


class _Thing(QWidget):
    """One small drawing and its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._mark = DrawingView()
        self._mark.present(f"hands-off-{name}", "", "")
        self._mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.words = RubyLabel(22)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)

    def say(self, words: str) -> None:
        """Name it."""
        self.words.set_text(words)
        self._mark.setAccessibleName(self.words.accessibleName())

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._mark.setFixedSize(QSize(sizes.of(46), sizes.of(40)))
        self.words.set_size(sizes.of(20))
