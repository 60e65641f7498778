"""The border around every window that is not live: stripes where it is simulated, film where past.

The hatching says that a sitting is simulated. What is past is neither: it cannot be worked at all,
and has a band with holes, as of a film.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from console.appearance import appearance
from console.models.edge import Edge
from console.theme import Palette, palette

_TILE_PX = 16
_APART = 2.0  # between the holes of the film, in widths of the border
_HOLE = 0.45


class EdgeBorder(QWidget):
    """Lies over its parent, paints its edge and lets every click through; hidden for ""."""

    def __init__(self, parent: QWidget, edge: Edge = "hatched", width_px: int = 8) -> None:
        super().__init__(parent)
        self._around = parent
        self.width_px = width_px
        self.edge: Edge = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._brush = QBrush(_tile(palette()))
        appearance().changed.connect(self._paint_anew)
        parent.installEventFilter(self)
        self.hide()
        self._cover()
        self.present(edge)

    def present(self, edge: Edge) -> None:
        """Paint this kind of border from now on."""
        if edge != self.edge:
            self.edge = edge
            self._name()
            self.update()
            self.setVisible(bool(edge))

    @property
    def room_px(self) -> int:
        """The room that it takes at each side."""
        return self.width_px if self.edge else 0

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
        names: dict[Edge, str] = {
            "hatched": self.tr("hatched border: this is not the real plant"),
            "film": self.tr("border as of a film: this is a replay"),
        }
        self.setAccessibleName(names.get(self.edge, ""))

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
        painter = QPainter(self)
        if self.edge == "film":
            self._paint_film(painter)
        else:
            painter.fillRect(QRectF(self.rect()), self._brush)

    def _paint_film(self, painter: QPainter) -> None:
        """The band and its holes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette().ink_soft))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette().window))
        edge, hole = self.width_px, self.width_px * _HOLE / 2
        middles = edge / 2, self.width() - edge / 2, self.height() - edge / 2
        for number in range(round(self.width() / (_APART * edge)) + 1):
            for y in (middles[0], middles[2]):
                painter.drawEllipse(QPointF((number + 0.5) * _APART * edge, y), hole, hole)
        for number in range(round(self.height() / (_APART * edge)) + 1):
            for x in (middles[0], middles[1]):
                painter.drawEllipse(QPointF(x, (number + 0.5) * _APART * edge), hole, hole)


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
