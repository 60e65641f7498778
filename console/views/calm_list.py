"""A list of rows to read and choose from: no grid, no editing, whole rows, a mark where wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from console import icons
from console.appearance import appearance
from console.theme import palette, px

_SIDE_PX = 18.0
_EMPTY_PX = 24
_PAD_PX = 9  # as the style sheet has it beside every cell


@dataclass(frozen=True, slots=True)
class Mark:
    """How a row stands out: an icon in its first column, on white if `plate`, and bold words."""

    icon: str = ""
    colour: str = ""  # that of soft ink
    bold: bool = False
    plate: bool = False


class _MarkDelegate(QStyledItemDelegate):
    """Asks for the mark of what the model gives as the row's user role."""

    def __init__(self, mark: Callable[[Any], Mark], parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = mark

    def initStyleOption(  # noqa: N802 - Qt's spelling
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Set what is to be noticed in bold; Qt sets lines too close, so they are drawn here."""
        super().initStyleOption(option, index)
        option.font.setBold(self._mark(index.data(Qt.ItemDataRole.UserRole)).bold)
        if "\u2028" in option.text:  # what Qt makes of a new line
            option.text = ""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint it as it stands."""
        super().paint(painter, option, index)
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if isinstance(words, str) and "\n" in words:
            self._write(painter, option, index, words.split("\n"))
        mark = self._mark(index.data(Qt.ItemDataRole.UserRole))
        if index.column() != 0 or not mark.icon:
            return
        middle = QRectF(option.rect).center()
        side = px(_SIDE_PX)
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mark.plate:
            painter.fillRect(box.adjusted(-2, -2, 2, 2), QColor(_plate_of(mark)))
        icons.paint(painter, mark.icon, box, mark.colour or palette().ink_soft)

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        lines: Sequence[str],
    ) -> None:
        """Write lines one below the other, each cut where it is too long."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        metrics = QFontMetrics(own.font)
        left, wide = option.rect.left() + _PAD_PX, option.rect.width() - 2 * _PAD_PX
        top = option.rect.center().y() - metrics.lineSpacing() * len(lines) // 2
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(own.font)
        painter.setPen(QColor(palette().card if chosen else palette().ink))
        for number, line in enumerate(lines):
            place = QRect(left, top + metrics.lineSpacing() * number, wide, metrics.lineSpacing())
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide),
            )
        painter.restore()


def _plate_of(mark: Mark) -> str:
    return palette().plate if mark.icon.startswith("alarm-") else palette().card


class CalmList(QTableView):
    """Shows a model. mark: how a row stands out, of what its user role gives."""

    def __init__(
        self,
        model: QAbstractTableModel,
        mark: Callable[[Any], Mark] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._empty = ""
        self._fitted: tuple[int, ...] = ()
        super().__init__(parent)
        self.setModel(model)
        if mark is not None:
            self.setItemDelegate(_MarkDelegate(mark, self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def lay_out(self, widths_px: Sequence[int], row_px: int) -> None:
        """Give the first columns their widths, the next one the rest, and every row its height.

        Sizes are those at 100 %, and follow the scale.
        """
        self._sizes = (tuple(widths_px), row_px)
        self.horizontalHeader().setSectionResizeMode(len(widths_px), QHeaderView.ResizeMode.Stretch)
        appearance().changed.connect(self._take_sizes)
        self._take_sizes()

    def fit(self, *columns: int) -> None:
        """Let these columns be as wide as what stands in them.

        Qt's own way looks only once where rows come one by one.
        """
        model = self.model()
        for changed in (model.rowsInserted, model.dataChanged, model.modelReset):
            changed.connect(self._fit)
        self._fitted = columns
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again where the letters are others."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        for column in self._fitted:
            self.resizeColumnToContents(column)

    def say_empty(self, words: str) -> None:
        """Say in the middle, while there is no row, why there is none."""
        self._empty = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or why there is none."""
        super().paintEvent(event)
        if self._empty and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(palette().ink))
            room = self.viewport().rect().adjusted(_EMPTY_PX, 0, -_EMPTY_PX, 0)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty
            )
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the first arrow choose a row: Qt leaves it without one where there is but one."""
        arrow = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        if arrow and not self.selectionModel().hasSelection() and self.model().rowCount():
            self.selectRow(max(0, self.currentIndex().row()))
        elif event.text() == "/":
            event.ignore()  # the window looks for a device
        else:
            super().keyPressEvent(event)

    def _take_sizes(self) -> None:
        widths_px, row_px = self._sizes
        self.verticalHeader().setDefaultSectionSize(px(row_px))
        for column, width in enumerate(widths_px):
            self.setColumnWidth(column, px(width))
