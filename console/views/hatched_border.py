"""The hatched border around every window of a simulated sitting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from console.appearance import appearance
from console.theme import Palette, palette

_TILE_PX = 16


class HatchedBorder(QWidget):
    """Lies over its parent, paints its edge and lets every click through."""

    def __init__(self, parent: QWidget, width_px: int = 8) -> None:
        super().__init__(parent)
        self._around = parent
        self.width_px = width_px
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._brush = QBrush(_tile(palette()))
        appearance().changed.connect(self._paint_anew)
        self._name()
        parent.installEventFilter(self)
        self._cover()

    def set_width(self, width_px: int) -> None:
        """Paint a border of `width_px`."""
        self.width_px = width_px
        self._cover()

    def _paint_anew(self) -> None:
        self._brush = QBrush(_tile(palette()))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Say what it is in the language spoken now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("hatched border: this is not the real plant"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what happens to the watched widget; nothing is held back."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._cover()
        return False

    def _cover(self) -> None:
        box = self._around.rect()
        self.setGeometry(box)
        edge = self.width_px
        self.setMask(QRegion(box) - QRegion(box.adjusted(edge, edge, -edge, -edge)))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        QPainter(self).fillRect(QRectF(self.rect()), self._brush)


def _tile(colours: Palette) -> QPixmap:
    """One tile of diagonal stripes that joins with itself on all four sides."""
    tile = QPixmap(_TILE_PX, _TILE_PX)
    tile.fill(QColor(colours.hatch_light))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.hatch), _TILE_PX * 0.36))
    for shift in (-_TILE_PX, 0, _TILE_PX):
        painter.drawLine(shift - 2, _TILE_PX + 2, shift + _TILE_PX + 2, -2)
    painter.end()
    return tile
