"""A push button whose text may take several lines: commands repeat their object in full."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from console import icons
from console.theme import palette, px

_EDGE_PX = 12
_MARK_PX = 16
_SLACK_PX = 4  # a glyph may lean out of its advance
_LEAST_PX = 110
_HEIGHTS_PX = {"main": (44, 14), "tool": (28, 8)}  # the least, and what stands around the lines
_WRAP = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class WideButton(QPushButton):
    """roles: main, big or tool. The drawn mark stands at the left of the text."""

    def __init__(self, role: str = "main", mark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self._mark = mark
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text_box(self) -> QRect:
        """The room for the text, in the button's own pixels."""
        left = _EDGE_PX + (px(_MARK_PX) + 8 if self._mark else 0)
        return self.rect().adjusted(left, 3, -_EDGE_PX, -3)

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._around_px()
        return QSize(max(width, 60), self._height_px(1))

    def minimumSizeHint(self) -> QSize:
        """The least size that can still be read: no word is broken."""
        words = [word for word in self.text().split() if word.isascii()]  # Japanese breaks anywhere
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        least = max(_LEAST_PX, widest + self._around_px())
        return QSize(min(self.sizeHint().width(), least), self._height_px(1))

    def hasHeightForWidth(self) -> bool:
        """True: a narrow button is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height for text wrapped to `width`."""
        room = QRect(0, 0, max(20, width - self._around_px()), 10_000)
        box = self.fontMetrics().boundingRect(room, _WRAP, self.text())
        return self._height_px(max(1, round(box.height() / self.fontMetrics().lineSpacing())))

    def _around_px(self) -> int:
        return 2 * _EDGE_PX + _SLACK_PX + (px(_MARK_PX) + 8 if self._mark else 0)

    def _height_px(self, lines: int) -> int:
        metrics = QFontMetrics(self.font())
        least_px, around_px = _HEIGHTS_PX.get(self.property("role"), (36, 14))
        return max(px(least_px), lines * metrics.lineSpacing() + around_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        colour = self._ink()
        painter.setPen(QColor(colour))
        box = self.text_box()
        painter.drawText(box, _WRAP, self.text())
        if self._mark:
            text = self.fontMetrics().boundingRect(box, _WRAP, self.text())
            side = px(_MARK_PX)
            left = max(_EDGE_PX, text.left() - side - 8)
            mark = QRect(left, (self.height() - side) // 2, side, side)
            icons.paint(painter, self._mark, mark.toRectF(), colour)

    def _ink(self) -> str:
        if not self.isEnabled():
            return palette().dead
        return palette().card if self.property("role") == "main" else palette().ink
