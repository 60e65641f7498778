"""The border around the window while a record is shown again: a band with holes, as of a film.

The hatching says that a sitting is simulated. What is past is neither: it cannot be worked at all.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from console.appearance import appearance
from console.theme import palette

_APART = 2.0  # between holes, in widths of the border
_HOLE = 0.45


class FilmBorder(QWidget):
    """Lies over its parent, paints its edge and lets every click through."""

    def __init__(self, parent: QWidget, width_px: int = 8) -> None:
        super().__init__(parent)
        self._around = parent
        self.width_px = width_px
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        appearance().changed.connect(self.update)
        parent.installEventFilter(self)
        self._cover()
        self._name()
        self.hide()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("border as of a film: this is a replay"))

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the language spoken now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()

    def set_width(self, width_px: int) -> None:
        """Paint a border of `width_px`."""
        self.width_px = width_px
        self._cover()

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
        """Paint the band and its holes."""
        painter = QPainter(self)
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
