"""Exercises in stages: what was done, what comes next, and the button that goes on with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from console import formatting
from console.models.programme import exercise_text, stage_cells
from console.models.start_page import WordTable
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.text import button, label, tight
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.exercise import (
    Exercise,
    StageDone,
    exercise_names,
    following,
    load_exercise,
    progress,
)

_ROW_PX, _MARK_PX, _LENGTH_PX, _DONE_PX = 34, 30, 110, 300


def _mark(done: StageDone) -> Mark:
    return Mark("tick" if done.done else "waiting", "good" if done.done else "ink_soft", plate=True)


class ExercisesPanel(QWidget):
    """A list of stages. opened: the words that begin the exercise, or go on with its next stage."""

    opened = Signal(object)  # tuple[str, ...]

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation
        self._exercises: tuple[Exercise, ...] = ()
        self._read: Sequence[Digest] = ()
        self.choice = QComboBox()
        self.about = label("soft", wrap=True)
        self.table: WordTable[StageDone] = WordTable(
            lambda done: done.stage.id,
            lambda done: stage_cells(done, self.table.rows.index(done) + 1, translation),
            self._headings,
            self,
        )
        self.list = CalmList(self.table, _mark)
        self.list.setProperty("role", "choice")
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.next = label("strong", wrap=True)
        self.whole, self.go = button("big"), button("main")
        self._build()
        self.choice.currentIndexChanged.connect(lambda _: self._show())
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.go.clicked.connect(self._open)
        self.whole.clicked.connect(self._open_whole)

    def _build(self) -> None:
        self.list.lay_out((_MARK_PX,), _ROW_PX)
        foot = QHBoxLayout()
        foot.addWidget(self.next, 1)
        foot.addWidget(self.whole)
        foot.addWidget(self.go)
        rows = tight(QVBoxLayout(self), 8, 8)
        rows.addWidget(self.choice)
        rows.addWidget(self.about)
        rows.addWidget(self.list, 5)
        rows.addWidget(self.told, 3)
        rows.addLayout(foot)

    def take(self, read: Sequence[Digest]) -> None:
        """Show how far each exercise has come; raises DocumentError."""
        self._read = tuple(read)
        if not self._exercises:
            self._exercises = tuple(load_exercise(name) for name in exercise_names())
        self._fill()

    def only_look(self) -> None:
        """Offer nothing that opens a sitting."""
        self.whole.hide()
        self.go.hide()

    def exercise(self) -> Exercise | None:
        """The exercise that is chosen."""
        at = self.choice.currentIndex()
        return self._exercises[at] if 0 <= at < len(self._exercises) else None

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.choice.setAccessibleName(self.tr("Exercise"))
        self.list.setAccessibleName(self.tr("Stages of the exercise"))
        self.told.setAccessibleName(self.tr("What the stage is about"))
        self.whole.setText(self.tr("All in one sitting"))
        self._fill()

    def resize_columns(self) -> None:
        """Give the columns behind the title their widths."""
        for column, width in ((2, _LENGTH_PX), (3, _DONE_PX)):
            self.list.setColumnWidth(column, width)

    def _fill(self) -> None:
        kept = max(0, self.choice.currentIndex())
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in self._exercises:
            title = self._translation.of(one.title)
            self.choice.addItem(title, one.name)
        self.choice.setCurrentIndex(min(kept, self.choice.count() - 1))
        self.choice.blockSignals(False)
        self._show()

    def _show(self) -> None:
        exercise = self.exercise()
        self.about.setText("" if exercise is None else self._translation.of(exercise.about))
        done = () if exercise is None else progress(exercise, self._read)
        self.table.follow(done)
        self.table.tell_all_changed()
        self.resize_columns()
        if done and not self.list.selectionModel().currentIndex().isValid():
            self.list.selectRow(0)
        self._name_next()
        self._tell()

    def _name_next(self) -> None:
        """What the buttons do: begin, go on with the next stage, or begin again."""
        rows = self.table.rows
        exercise = self.exercise()
        self.go.setEnabled(bool(rows))
        self.whole.setEnabled(exercise is not None and bool(exercise.whole))
        at = following(rows)
        if at == 0:
            all_done = bool(rows) and rows[0].done
            self.go.setText(self.tr("Begin with the first stage"))
            self.next.setText(self.tr("All stages are done.") if all_done else "")
            return
        before = rows[at - 1]
        self.go.setText(self.tr("Go on with the next stage"))
        words = self.tr("Next: %1, from where the stage before ended on %2 (%3).")
        words = words.replace("%1", self._translation.of(rows[at].stage.title))
        words = words.replace("%2", formatting.NOTHING if before.day is None else f"{before.day}")
        self.next.setText(words.replace("%3", before.record))

    def _open(self) -> None:
        exercise = self.exercise()
        if exercise is not None:
            stage = str(following(self.table.rows) + 1)
            self.opened.emit(("exercise", exercise.name, "--stage", stage))

    def _open_whole(self) -> None:
        exercise = self.exercise()
        if exercise is not None:
            self.opened.emit(("run", exercise.site, "--scenario", exercise.whole))

    def _tell(self) -> None:
        index = self.list.selectionModel().currentIndex()
        row = self.table.rows[index.row()] if index.isValid() else None
        self.told.setPlainText("" if row is None else exercise_text(row, self._translation))

    def _headings(self) -> tuple[str, ...]:
        return ("", self.tr("Stage"), self.tr("Length"), self.tr("Done"))
