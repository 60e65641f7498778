"""The drawing of what the caretaker stands before, in the colours of day or night."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import DAY, Palette, palette

_LARGE = "large"  # the folder of those that are drawn for this view
_NUMBER = "@NUMBER@"
# The colours in which pictures are drawn, and what each of them is in a palette.
_INKS = {
    "#202020": "ink",
    "#ffffff": "card",
    "#d9d9d9": "panel",
    "#606060": "ink_soft",
    "#1458a8": "select",
    "#8e0000": "wrong",
}


@cache
def drawing_names() -> frozenset[str]:
    """The large drawings that ship."""
    folder = resources.files("resources").joinpath("pictures", _LARGE)
    return frozenset(one.name.removesuffix(".svg") for one in folder.iterdir())


@cache
def drawing_source(name: str, number: str, worn: Palette = DAY) -> str:
    """The SVG of a drawing with the number of its device on its plate, in the colours of `worn`."""
    parts = ("pictures", _LARGE) if name in drawing_names() else ("pictures",)
    file = resources.files("resources").joinpath(*parts, f"{name}.svg")
    source = file.read_text(encoding="utf-8").replace(_NUMBER, escape(number))
    for drawn, meant in _INKS.items():
        source = source.replace(drawn, getattr(worn, meant))
    return source


@cache
def _rendered(name: str, number: str, worn: Palette) -> QSvgRenderer:
    made = QSvgRenderer(QByteArray(drawing_source(name, number, worn).encode()))
    if not made.isValid():
        raise ValueError(f"the drawing {name} cannot be read")
    made.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return made


class DrawingView(QWidget):
    """As large as its room. A screen reader hears `words`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self._number = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def present(self, name: str, number: str, words: str) -> None:
        """Show the drawing `name` with `number` on its plate."""
        self.setAccessibleName(words)
        if (name, number) != (self.name, self._number):
            self.name, self._number = name, number
            self.update()

    def sizeHint(self) -> QSize:
        """Small: it takes what is left."""
        return QSize(200, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the middle of its room."""
        if not self.name:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn = _rendered(self.name, self._number, palette())
        drawn.render(painter, QRectF(self.rect()))
