"""F1: the words that stand here and in the step, the keys, the signs, and how things are done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from console.icons import Mark
from console.models.drill import GLOSSARY, allows
from console.models.edge import Edge
from console.models.glossary import GlossaryRow, GlossaryTable, terms_in, words_within
from console.theme import px
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.calm_list import Mark as RowMark
from console.views.dialog_size import open_at
from console.views.edge_border import EdgeBorder
from console.views.help_texts import HelpTexts
from console.views.text import button, label
from devices.words import Words, same
from procedures.snapshot import RunView, Snapshot

_ENGLISH = 2
_PAGE = 10
_COLUMNS_PX = (180, 185, 0, 180, 125, 115)
_SHARE = 0.62  # of the window: the step at the left stays in sight
_EDGE_PX = 20


class HelpDialog(QDialog):
    """Words, keys, signs and ways in four tabs; typing looks for a word, arrows go through them."""

    def __init__(
        self,
        translation: Translation,
        snapshot: Snapshot | None = None,
        focus: QWidget | None = None,
        run: str = "",
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        open_at(self, 1180, 720)
        self._border = EdgeBorder(self, edge)
        here = terms_in(_focus_words(focus))
        self.table = GlossaryTable(translation, here, terms_in(_step_words(snapshot, run)), self)
        self.words = CalmList(self.table, _stands_near)
        self.wanted = _WordField(self.words)
        self.tabs = QTabWidget()
        texts = HelpTexts(self)
        words = self._glossary() if allows(snapshot, GLOSSARY) else self._no_glossary()
        for page, title in (
            (words, self.tr("Words")),
            (_grid([(_strong(k), w) for k, w in texts.shortcuts()]), self.tr("Keys")),
            (_grid([(Mark(n, px(18), "ink"), w) for n, w in texts.signs()]), self.tr("Signs")),
            (_grid([(_strong(q), a) for q, a in texts.ways()]), self.tr("How to")),
        ):
            self.tabs.addTab(page, title)
        close = button("big")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        rows.addWidget(self.tabs, 1)
        rows.addLayout(line)
        self.finished.connect(self.deleteLater)
        translation.changed.connect(self.close)  # its words are those of one language
        self.wanted.setFocus()

    def stand_beside(self) -> None:
        """Come up at the right of its window, and lock nothing: the step goes on meanwhile."""
        parent = self.parentWidget()
        if parent is not None:
            behind = parent.window()
            self.resize(min(self.width(), round(behind.width() * _SHARE)), self.height())
            corner = behind.mapToGlobal(behind.rect().topRight())
            self.move(corner.x() - self.width() - px(_EDGE_PX), corner.y() + px(_EDGE_PX))
        self.show()
        self.raise_()
        self.activateWindow()

    def _glossary(self) -> QWidget:
        self.wanted.setPlaceholderText(self.tr("Find a word"))
        self.wanted.setAccessibleName(self.wanted.placeholderText())
        self.wanted.textChanged.connect(self._look_for)
        self.words.setAccessibleName(self.tr("glossary"))
        self.words.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.words.verticalHeader().setDefaultSectionSize(px(26))
        for column, wide in enumerate(_COLUMNS_PX):
            self.words.setColumnWidth(column, px(wide))
        header = self.words.horizontalHeader()
        header.setSectionResizeMode(_ENGLISH, QHeaderView.ResizeMode.Stretch)
        self.words.selectRow(0)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 10, 0, 0)
        note = label("soft", wrap=True)
        note.setText(self.tr("Words of what you look at and of the current step come first."))
        rows.addWidget(note)
        rows.addWidget(self.wanted)
        rows.addWidget(self.words, 1)
        return page

    def _no_glossary(self) -> QWidget:
        """Say that this drill goes without; the keys and signs of the program stay."""
        for withheld in (self.wanted, self.words):
            withheld.setParent(self)
            withheld.hide()
        page = label("header", wrap=True)
        page.setText(self.tr("There is no glossary in this drill."))
        page.setAlignment(Qt.AlignmentFlag.AlignTop)
        page.setContentsMargins(8, 12, 8, 8)
        return page

    def _look_for(self, text: str) -> None:
        self.table.look_for(text)
        self.words.selectRow(0)
        self.words.scrollToTop()


class _WordField(QLineEdit):
    """A field whose arrows go through a list while the word is typed."""

    def __init__(self, words: CalmList) -> None:
        super().__init__()
        self._words = words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list."""
        by = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_PAGE,
            Qt.Key.Key_PageDown: _PAGE,
        }.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        last = self._words.model().rowCount() - 1
        self._words.selectRow(max(0, min(last, self._words.currentIndex().row() + by)))


def _stands_near(row: GlossaryRow) -> RowMark:
    return RowMark(bold=bool(row.where))


def _step_words(snapshot: Snapshot | None, run: str) -> list[Words]:
    """What is written about the step that is shown, else about every step at work."""
    runs: Sequence[RunView] = snapshot.runs if snapshot is not None else ()
    shown = [one for one in runs if one.id == run] or runs
    return [words for one in shown for words in words_within(one.current)]


def _focus_words(focus: QWidget | None) -> list[Words]:
    """What is written where the keyboard is: a button, a row of a list, words that are marked."""
    if focus is None:
        return []
    texts = [focus.accessibleName(), str(focus.property("text") or "")]
    if isinstance(focus, QLineEdit):
        texts = [focus.selectedText() or focus.text()]
    if isinstance(focus, QAbstractItemView):
        index, model = focus.currentIndex(), focus.model()
        columns = range(model.columnCount()) if index.isValid() else ()
        texts = [str(index.siblingAtColumn(at).data() or "") for at in columns]
    return [same(text) for text in texts]


def _strong(words: str) -> QLabel:
    made = label("strong")
    made.setText(words)
    return made


def _grid(lines: Sequence[tuple[QWidget, str]]) -> QScrollArea:
    """Two columns that scroll where they must."""
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(4, 12, 12, 4)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(9)
    for row, (left, words) in enumerate(lines):
        text = label(wrap=True)
        text.setText(words)
        grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(lines), 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area
