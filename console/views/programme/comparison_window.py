"""Two or more runs side by side: figures, the times of the steps, and the curves overlaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from console.appearance import appearance
from console.models.comparison import Line, figures, heading, step_lines
from console.models.start_page import WordTable
from console.style_sheet import style_sheet
from console.theme import density_for
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.programme.run_curves import RunCurves
from console.views.start.background import Background
from console.views.text import button, label, tight
from devices import messages
from devices.words import Words
from procedures.drill.programme.comparison import CannotCompare, Comparison, compare
from procedures.record import RecordError

_ROW_PX = 28
_SIZE_PX, _LEAST_PX = (1280, 800), (1000, 600)


class _LineTable(WordTable[Line]):
    """Lines of runs; where a run is behind the first, its cell is bold."""

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """What a cell shows."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            bold = QFont()
            bold.setBold(index.column() - 1 in self.rows[index.row()].worse)
            return bold
        return super().data(index, role)


class ComparisonWindow(QWidget):
    """Reads the records beside itself. The first is what the others are measured by.

    found: the runs, where somebody has read them already.
    """

    closing = Signal()

    def __init__(
        self, translation: Translation, paths: Sequence[Path], found: Comparison | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._translation = translation
        self._found: Comparison | None = None
        self._why: Words | None = None
        self.title, self.told = label("step"), label("soft", wrap=True)
        self.done = button("big")
        made = (
            _LineTable(lambda line: line.key, self._cells, partial(self._headings, steps=steps))
            for steps in (False, True)
        )
        self.figures, self.steps = made
        self.figure_list, self.step_list = CalmList(self.figures), CalmList(self.steps)
        self.curves = RunCurves(translation)
        self.tabs = QTabWidget()
        self.background = Background(self)
        self._build()
        self._translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        self.background.came.connect(self._take)
        self.background.failed.connect(lambda words: self._take(Words(words, words)))
        self.done.clicked.connect(self.close)
        for key in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(key), self).activated.connect(self.close)
        self.setMinimumSize(*_LEAST_PX)
        self.resize(*_SIZE_PX)
        self.restyle()
        self.retranslate()
        if found is None:
            self.background.start(lambda: _compared(paths))
        else:
            self._take(found)

    def _build(self) -> None:
        above = QWidget()
        rows = tight(QVBoxLayout(above), 8, 8)
        rows.addWidget(self.figure_list, 6)
        rows.addWidget(self.curves, 5)
        self.tabs.addTab(above, "")
        self.tabs.addTab(self.step_list, "")
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.done)
        rows = tight(QVBoxLayout(self), 10, 14)
        rows.addWidget(self.title)
        rows.addWidget(self.tabs, 1)
        rows.addLayout(foot)
        for view in (self.figure_list, self.step_list):
            view.lay_out((), _ROW_PX)

    def _take(self, found: object) -> None:
        """What was read: the runs side by side, or why not."""
        if isinstance(found, Comparison):
            self._found = found
            self.figures.follow(list(figures(found)))
            self.steps.follow(list(step_lines(found)))
            for table in (self.figures, self.steps):
                table.beginResetModel()  # as many columns as runs
                table.endResetModel()
            self.curves.take(found)
        elif isinstance(found, Words):
            self._why = found
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("Kairetsu – runs side by side"))
        self.title.setText(self.tr("Runs side by side"))
        self.tabs.setTabText(0, self.tr("Score and curves"))
        self.tabs.setTabText(1, self.tr("Times of the steps"))
        self.figure_list.setAccessibleName(self.tabs.tabText(0))
        self.step_list.setAccessibleName(self.tabs.tabText(1))
        self.done.setText(self.tr("Close"))
        for table in (self.figures, self.steps):
            table.tell_all_changed()
        self.curves.retranslate()
        self.told.setText(self._said() if self._why is None else "")
        for view in (self.figure_list, self.step_list):
            view.say_empty(self._said())
        self.curves.setVisible(self._why is None)

    def _said(self) -> str:
        if self._why is not None:
            return self._translation.of(self._why)
        if self._found is None:
            return self.tr("The records are being read…")
        bold = self.tr("Bold: worse than the first run, too late, failed, left out or not done.")
        if self._found.same_scenario:
            return bold
        other = messages.text(self._translation.language, "programme.compare_other")
        return f"{other} {bold}"

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        density = density_for(self.width())
        self.setStyleSheet(style_sheet(density))
        runs = 1 if self._found is None else len(self._found.runs)
        room = max(9.0, 42.0 / runs)
        for view in (self.figure_list, self.step_list):
            for column in range(1, runs + 1):
                view.setColumnWidth(column, round(min(18.0, room) * density.text))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing at work."""
        self.background.close()
        self.closing.emit()
        super().closeEvent(event)

    def _cells(self, line: Line) -> tuple[str, ...]:
        of = self._translation.of
        return (of(line.title), *(of(cell) for cell in line.cells))

    def _headings(self, *, steps: bool) -> tuple[str, ...]:
        runs = () if self._found is None else self._found.runs
        first = self.tr("Step") if steps else ""
        named = (self._translation.of(heading(run)) for run in runs)
        return (first, *(f"{place}: {words}" for place, words in enumerate(named, 1)))


def _compared(paths: Sequence[Path]) -> Iterator[object]:
    """The runs side by side, or why they cannot be."""
    try:
        yield compare(paths)
    except CannotCompare as error:
        yield error.words
    except RecordError as error:
        said = (messages.text(language, error.key, **error.arguments) for language in ("en", "ja"))
        yield Words(*said)
