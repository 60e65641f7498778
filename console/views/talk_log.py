"""The talk log: who said what to whom, newest at the foot."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console import icons
from console.models.line_tables import TalkTable
from console.theme import ROOMY, Density, font, palette
from console.translation import Translation
from console.views.follow_foot import FollowFoot
from console.views.text import label
from procedures.snapshot import Snapshot, TalkLine

_EDGE = 8
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class _TalkDelegate(QStyledItemDelegate):
    """Paints an utterance on two lines or more: heading, then the words in full."""

    def __init__(self, table: TalkTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self.density: Density = ROOMY
        self.width_px = 300

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The size that shows everything."""
        words = str(index.data() or "")
        metrics = QFontMetrics(font(self.density.text))
        box = metrics.boundingRect(QRect(0, 0, self.width_px - 2 * _EDGE, 10_000), _WRAP, words)
        return QSize(self.width_px, box.height() + self.density.small + 14)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint it as it stands."""
        line: TalkLine = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect.adjusted(_EDGE, 4, -_EDGE, -3)
        painter.save()
        painter.setFont(font(self.density.small))
        painter.setPen(QColor(palette().ink_soft))
        room = box.width() - (20 if line.right is not None else 0)
        heading = painter.fontMetrics().elidedText(
            self._table.heading(line), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), heading)
        if line.right is not None:
            mark, colour = ("tick", palette().good) if line.right else ("cross", palette().wrong)
            icons.paint(painter, mark, QRectF(box.right() - 16, box.top(), 14, 14), colour)
        painter.setFont(font(self.density.text))
        painter.setPen(QColor(palette().ink))
        words = box.adjusted(0, self.density.small + 5, 0, 0)
        painter.drawText(words, _WRAP, str(index.data() or ""))
        painter.setPen(QColor(palette().edge))
        painter.drawLine(box.left(), box.bottom() + 2, box.right(), box.bottom() + 2)
        painter.restore()


class TalkLog(QFrame):
    """Follows the newest utterance unless somebody has scrolled up to read."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self.table = TalkTable(translation, self)
        self._head = label("strong")
        self.list = QListView()
        self.list.setModel(self.table)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._delegate = _TalkDelegate(self.table, self)
        self.list.setItemDelegate(self._delegate)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 6, 8, 8)
        rows.setSpacing(4)
        rows.addWidget(self._head)
        rows.addWidget(self.list, 1)
        self._foot = FollowFoot(self.list)
        self.retranslate()

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`."""
        self._delegate.density = density
        self._measure()

    def show_title(self, on: bool) -> None:
        """Write the name of the panel, or leave it to what stands above it."""
        self._head.setVisible(on)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._head.setText(self.tr("Talk"))
        self.list.setAccessibleName(self._head.text())
        self.list.doItemsLayout()
        self.list.viewport().update()

    def present(self, snapshot: Snapshot) -> None:
        """Show the newest talk of a picture."""
        self.table.take(snapshot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure with the style that is in force by now."""
        super().showEvent(event)
        self._measure()

    def _measure(self) -> None:
        # Without the bar's room a bar that appears would make the lines narrower than measured.
        room = self.list.width() - self.list.verticalScrollBar().sizeHint().width() - 4
        self._delegate.width_px = max(120, room)
        self.list.doItemsLayout()
        self._foot.follow()
