"""The improvement plan: a table that is written into, with what earlier drills left open."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console.models.action_table import CHOICES, FIELDS, ActionTable
from console.models.report_book import ReportBook
from console.theme import px
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.choice_box import ChoiceBox
from console.views.text import button, label, tight
from procedures.drill.report.analysis import area_words

_ROW_PX = 46
_WIDTHS_PX = {"element": 96, "owner": 110, "contact": 110, "start": 118, "end": 118, "status": 92}
_ORIGIN_PX = 150
_AnyIndex = QModelIndex | QPersistentModelIndex
_Edit = QAbstractItemView.EditTrigger


class _Cells(QStyledItemDelegate):
    """A list to choose from where there is one; elsewhere the usual line."""

    def __init__(self, table: ActionTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex
    ) -> QWidget:
        """Make the editor of a cell."""
        name = FIELDS[index.column()]
        if name not in CHOICES:
            return super().createEditor(parent, option, index)
        box = ChoiceBox(parent)
        for value in CHOICES[name]:
            box.addItem(self._table.words_of(name, value), value)
        box.activated.connect(lambda _: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: _AnyIndex) -> None:
        """Show what is chosen."""
        if isinstance(editor, QComboBox):
            value = index.data(Qt.ItemDataRole.EditRole)
            editor.setCurrentIndex(max(0, editor.findData(value)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _AnyIndex) -> None:
        """Keep what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)


class ImprovementsPage(QWidget):
    """The table, and buttons to add a line and to take one away."""

    def __init__(self, book: ReportBook, translation: Translation) -> None:
        super().__init__()
        self._book, self._translation = book, translation
        self.about = label("soft", wrap=True)
        self.table = ActionTable(book.report.identity, translation, book.put, self)
        self.list = CalmList(self.table)
        self.add, self.remove = button("big", "plus"), button("big", "cross")
        self.take_over = button("big", "arrow")
        self._build()

    def _build(self) -> None:
        view = self.list
        view.setItemDelegate(_Cells(self.table, view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        view.setEditTriggers(
            _Edit.DoubleClicked | _Edit.EditKeyPressed | _Edit.AnyKeyPressed | _Edit.SelectedClicked
        )
        view.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addWidget(self.take_over)
        line.addWidget(self.remove)
        line.addStretch(1)
        rows = tight(QVBoxLayout(self), 8, 12)
        rows.addWidget(self.about)
        rows.addWidget(view, 1)
        rows.addLayout(line)
        self.add.clicked.connect(self.add_line)
        self.remove.clicked.connect(self.remove_line)
        self.take_over.clicked.connect(self.take_areas_over)
        view.selectionModel().currentChanged.connect(lambda *_: self._look())
        for keys, act in (("Ins", self.add_line), ("Ctrl+Del", self.remove_line)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._take_sizes()

    def _take_sizes(self) -> None:
        header = self.list.horizontalHeader()
        self.list.verticalHeader().setDefaultSectionSize(px(_ROW_PX))
        for column, name in enumerate(FIELDS):
            if name in ("area", "action"):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                self.list.setColumnWidth(column, px(_WIDTHS_PX.get(name, _ORIGIN_PX)))

    def add_line(self) -> None:
        """Begin a line and write into it."""
        made = self._book.add()
        for row, one in enumerate(self.table.rows):
            if one.id == made.id:
                index = self.table.index(row, 0)
                self.list.setCurrentIndex(index)
                self.list.setFocus()
                self.list.edit(index)

    def take_areas_over(self) -> None:
        """Begin a line for each area for improvement that the report names."""
        self._book.take_over(area_words(self._book.report, self._translation.language))

    def remove_line(self) -> None:
        """Take the chosen line away; undo brings it back."""
        index = self.list.selectionModel().currentIndex()
        if index.isValid():
            self._book.remove(self.table.rows[index.row()].id)

    def present(self) -> None:
        """Show the lines as they stand."""
        self.table.follow(self._book.report.actions)
        self._look()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.about.setText(
            self.tr(
                "What earlier drills at this site left open stands here, too, until it is done or"
                " dropped. Write into a cell; dates as 2026-05-30. Insert adds a line, Ctrl+Delete"
                " takes one away."
            )
        )
        self.list.setAccessibleName(self.tr("Improvement plan"))
        self.add.setText(self.tr("Add a line"))
        self.take_over.setText(self.tr("Take the areas over"))
        self.remove.setText(self.tr("Remove the line"))
        self.table.tell_all_changed()
        self._take_sizes()
        self.present()

    def _look(self) -> None:
        areas = area_words(self._book.report, self._translation.language)
        self.take_over.setEnabled(bool(set(areas) - {one.area for one in self.table.rows}))
        self.remove.setEnabled(self.list.selectionModel().currentIndex().isValid())
