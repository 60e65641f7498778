"""What the lines of the drawing mean, always in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import ROOMY, Density, font, palette
from console.views.one_line.links import stroke_conductor

_SAMPLE_PX = 26
_GAP_PX = 6
_SPACE_PX = 14


class Legend(QWidget):
    """Four samples of line with a word each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._density = ROOMY
        self._words: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def resize_to(self, density: Density) -> None:
        """Take the text size of `density`."""
        self._density = density
        self.updateGeometry()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._words = (
            ("utility", self.tr("utility")),
            ("island", self.tr("island")),
            ("dead", self.tr("dead")),
            ("unknown", self.tr("not known")),
        )
        self.setAccessibleName(self.tr("legend of the lines"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        metrics = QFontMetrics(font(self._density.small))
        width = sum(
            _SAMPLE_PX + _GAP_PX + metrics.horizontalAdvance(words) + _SPACE_PX
            for _, words in self._words
        )
        return QSize(width, self._density.small + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(self._density.small))
        metrics = painter.fontMetrics()
        x, middle = 0, self.height() / 2
        for state, words in self._words:
            path = QPainterPath()
            path.moveTo(x, middle)
            path.lineTo(x + _SAMPLE_PX, middle)
            stroke_conductor(painter, path, state)
            x += _SAMPLE_PX + _GAP_PX
            painter.setPen(QColor(palette().ink_soft))
            width = metrics.horizontalAdvance(words)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(x, 0, width + 4, self.height(), align, words)
            x += width + _SPACE_PX
