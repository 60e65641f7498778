"""Drawn marks: the program's own SVG files, in any colour and at any scale.

A colour is "#RRGGBB" or the name of a field of `console.theme.Palette`, "" for ink. By name a mark
follows when the windows wear other colours.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import colour_of, palette, px

_ON_PLATE = "alarm-"  # alarm colours are read on their plate only


def renderer(name: str, colour: str = "") -> QSvgRenderer:
    """Return the renderer of icon `name` in `colour`; raises where there is no such icon."""
    return _rendered(name, colour_of(colour))


@cache
def _rendered(name: str, colour: str) -> QSvgRenderer:
    file = resources.files("resources").joinpath("icons", f"{name}.svg")
    source = file.read_text(encoding="utf-8").replace("currentColor", colour)
    made = QSvgRenderer(QByteArray(source.encode()))
    if not made.isValid():
        raise ValueError(f"the icon {name} cannot be read")
    return made


def paint(painter: QPainter, name: str, box: QRectF, colour: str = "") -> None:
    """Paint icon `name` into `box`, an alarm on its plate."""
    if name.startswith(_ON_PLATE):
        painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(palette().plate))
    renderer(name, colour).render(painter, box)


class _LiveEngine(QIconEngine):
    """Draws a mark anew whenever it is painted, so that it has the colours worn then."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        """Return another of the same."""
        return _LiveEngine(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint it into `rect`, paler where nothing can be pressed."""
        colour = "dead" if mode is QIcon.Mode.Disabled else self._colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._name, rect.toRectF(), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return it as a picture."""
        made = QPixmap(size)
        if size.isEmpty():  # a small window shows its tools without marks
            return made
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, made.rect(), mode, state)
        painter.end()
        return made


def icon(name: str, colour: str = "") -> QIcon:
    """Return icon `name` for a button."""
    return QIcon(_LiveEngine(name, colour))


class Mark(QWidget):
    """One drawn mark beside a text. It carries a word for screen readers."""

    def __init__(
        self,
        name: str = "",
        size_px: int = 18,
        colour: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size_px = size_px
        self._word = ""
        self._name_it()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def name(self) -> str:
        """The icon shown now, "" for none."""
        return self._name

    def choose(self, name: str, colour: str = "", word: str = "") -> None:
        """Show icon `name` in `colour`; `word` says the same to a screen reader."""
        changed = (name, colour, word) != (self._name, self._colour, self._word)
        if changed:
            self._name, self._colour, self._word = name, colour, word
            self._name_it()
            self.update()

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        side = px(self._size_px)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size when the look is another, and another name with the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
        elif event.type() is QEvent.Type.LanguageChange:
            self._name_it()

    def _name_it(self) -> None:
        """Say to a screen reader what the mark shows, where nobody said it better."""
        usual = {
            "alarm-1": self.tr("alarm of priority 1"),
            "alarm-2": self.tr("alarm of priority 2"),
            "alarm-3": self.tr("alarm of priority 3"),
            "broken": self.tr("trouble"),
            "caution": self.tr("caution"),
            "clock": self.tr("time"),
            "cross": self.tr("no"),
            "earth": self.tr("earth"),
            "eye": self.tr("by eye"),
            "gauge": self.tr("by measurement"),
            "hourglass": self.tr("waiting"),
            "key": self.tr("key"),
            "lock": self.tr("locked"),
            "mismatch": self.tr("another device answers"),
            "pencil": self.tr("entered by a person"),
            "person": self.tr("person"),
            "speech": self.tr("say"),
            "stop": self.tr("stop"),
            "tag": self.tr("tagged"),
            "tick": self.tr("yes"),
            "unknown": self.tr("not known"),
            "unplugged": self.tr("no answer"),
        }
        self.setAccessibleName(self._word or usual.get(self._name, "") or self.tr("mark"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        if not self._name:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._name, QRectF(self.rect()), self._colour)
