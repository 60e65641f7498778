"""Keys, signs and words: what one needs while the drill runs."""

from __future__ import annotations

import csv
from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.icons import Mark
from console.views.dialog_size import open_at
from console.views.hatched_border import HatchedBorder
from console.views.text import button, label


def glossary() -> list[tuple[str, str, str]]:
    """Return (English, Japanese, reading) of every word of the glossary that ships."""
    file = resources.files("resources").joinpath("glossary.csv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return [(row["en"], row["ja"], row["reading"]) for row in rows]


class HelpDialog(QDialog):
    """Keys at the left, signs at the right, the glossary below."""

    def __init__(self, *, hatched: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        open_at(self, 900, 640)
        self._border = HatchedBorder(self) if hatched else None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(8)
        tops = QHBoxLayout()
        tops.setSpacing(24)
        tops.addLayout(self._keys())
        tops.addLayout(self._signs())
        tops.addStretch(1)
        rows.addLayout(tops)
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Find a word"))
        self._find.setAccessibleName(self._find.placeholderText())
        self._find.textChanged.connect(self._filter)
        rows.addWidget(self._find)
        self._words = self._table()
        rows.addWidget(self._words, 1)
        close = button("big")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        rows.addLayout(line)
        self.finished.connect(self.deleteLater)

    def _keys(self) -> QGridLayout:
        keys = (
            ("Space, Enter", self.tr("go on: press the main button of the step")),
            ("F2", self.tr("say the words on the screen")),
            ("F5", self.tr("confirm: that is right, or seen")),
            ("Ctrl+B", self.tr("go back to an earlier moment of a drill")),
            ("Ctrl+K", self.tr("acknowledge an alarm")),
            ("/", self.tr("find a device by its number")),
            ("F1", self.tr("this help")),
            ("Ctrl+L", self.tr("switch the language")),
            ("Ctrl+P", self.tr("pause plant time and go on")),
            ("F6", self.tr("next part of the window")),
            ("F9", self.tr("disarm live control, at once")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        head = label("strong")
        head.setText(self.tr("Keys"))
        grid.addWidget(head, 0, 0, 1, 2)
        for row, (key, words) in enumerate(keys, start=1):
            name, text = label("strong"), label()
            name.setText(key)
            text.setText(words)
            grid.addWidget(name, row, 0)
            grid.addWidget(text, row, 1)
        grid.setRowStretch(len(keys) + 1, 1)
        return grid

    def _signs(self) -> QGridLayout:
        signs = (
            ("tick", self.tr("done, true, matches")),
            ("cross", self.tr("failed, not true, differs")),
            ("unknown", self.tr("not known, or too old (grey, slanted, with its age)")),
            ("hourglass", self.tr("waits for somebody or for time")),
            ("gauge", self.tr("verified by measurement")),
            ("eye", self.tr("verified by eye")),
            ("pencil", self.tr("reported and entered by a person")),
            ("lock", self.tr("locked")),
            ("tag", self.tr("tagged: do not operate")),
            ("unplugged", self.tr("the device does not answer")),
            ("mismatch", self.tr("another device answers")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        head = label("strong")
        head.setText(self.tr("Signs"))
        grid.addWidget(head, 0, 0, 1, 2)
        for row, (name, words) in enumerate(signs, start=1):
            text = label()
            text.setText(words)
            grid.addWidget(Mark(name, 18, "ink"), row, 0)
            grid.addWidget(text, row, 1)
        grid.setRowStretch(len(signs) + 1, 1)
        return grid

    def _table(self) -> QTableWidget:
        words = glossary()
        table = QTableWidget(len(words), 3)
        table.setHorizontalHeaderLabels(
            [self.tr("English"), self.tr("Japanese"), self.tr("Reading")]
        )
        for row, texts in enumerate(words):
            for column, text in enumerate(texts):
                table.setItem(row, column, QTableWidgetItem(text))
        table.setAccessibleName(self.tr("glossary"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        return table

    def _filter(self, wanted: str) -> None:
        for row in range(self._words.rowCount()):
            cells = [self._words.item(row, column) for column in range(3)]
            texts = " ".join(cell.text() for cell in cells if cell is not None)
            self._words.setRowHidden(row, wanted.lower() not in texts.lower())
