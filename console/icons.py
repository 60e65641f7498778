"""Drawn marks: the program's own SVG files, in any colour and at any scale."""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import palette

_SHARPNESS = 3  # an icon is rendered at three times its size and scales down from there


def renderer(name: str, colour: str = "") -> QSvgRenderer:
    """Return the renderer of icon `name` in `colour`, "" for ink; raises where there is no such."""
    return _rendered(name, colour or palette().ink)


@cache
def _rendered(name: str, colour: str) -> QSvgRenderer:
    file = resources.files("resources").joinpath("icons", f"{name}.svg")
    source = file.read_text(encoding="utf-8").replace("currentColor", colour)
    made = QSvgRenderer(QByteArray(source.encode()))
    if not made.isValid():
        raise ValueError(f"the icon {name} cannot be read")
    return made


def paint(painter: QPainter, name: str, box: QRectF, colour: str = "") -> None:
    """Paint icon `name` into `box`."""
    renderer(name, colour).render(painter, box)


def icon(name: str, colour: str = "", size_px: int = 20) -> QIcon:
    """Return icon `name` for a button."""
    pixmap = QPixmap(size_px * _SHARPNESS, size_px * _SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, name, QRectF(pixmap.rect()), colour)
    painter.end()
    return QIcon(pixmap)


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
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def name(self) -> str:
        """The icon shown now, "" for none."""
        return self._name

    def choose(self, name: str, colour: str = "", word: str = "") -> None:
        """Show icon `name` in `colour`; `word` says the same to a screen reader."""
        if word:
            self.setAccessibleName(word)
        if (name, colour) != (self._name, self._colour):
            self._name, self._colour = name, colour
            self.update()

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        if not self._name:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._name, QRectF(self.rect()), self._colour)
