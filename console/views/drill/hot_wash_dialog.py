"""直後の振り返り: what somebody says right after a drill, as far as he wants to say it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from console.models.edge import Edge
from console.models.workload import WORKLOAD, ends_of
from console.theme import px
from console.translation import Translation
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, label, set_stage, tight
from console.wishes import Wish
from devices.phrases import said
from procedures.drill.wishes import HotWash

_STEP = 5  # the scale of NASA-TLX has 21 marks
_SURE = range(1, 6)


class Scale(QWidget):
    """One question with a slider from 0 to 100; unanswered until somebody moves it."""

    def __init__(self, question: str, low: str, high: str) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100 // _STEP)
        self.slider.setValue(50 // _STEP)
        self.slider.setPageStep(4)
        self.slider.setAccessibleName(f"{question} ({low} – {high})")
        self.answer: int | None = None
        self._value = label("strong")
        self._value.setText("–")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._value.setMinimumWidth(px(32))
        words, least, most = label(wrap=True), label("soft"), label("soft")
        words.setText(question)
        least.setText(low)
        most.setText(high)
        most.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.slider.setMinimumHeight(px(22))
        grid = QGridLayout(self)
        tight_grid(grid)
        grid.addWidget(words, 0, 0)
        grid.addWidget(self._value, 0, 1)
        grid.addWidget(self.slider, 1, 0, 1, 2)
        grid.addWidget(least, 2, 0)
        grid.addWidget(most, 2, 1)
        grid.setColumnStretch(0, 1)
        self.slider.valueChanged.connect(self._take)
        self.slider.sliderPressed.connect(lambda: self._take(self.slider.value()))

    def _take(self, at: int) -> None:
        self.answer = at * _STEP
        set_stage(self.slider, "said")
        self._value.setText(str(self.answer))


class Sureness(QWidget):
    """One to five, or nothing."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        tight(row, 10)
        words = label()
        words.setText(question)
        row.addWidget(words)
        row.addStretch(1)
        for number in _SURE:
            made = QRadioButton(str(number))
            made.setAccessibleName(f"{question} {number}")
            self._group.addButton(made, number)
            row.addWidget(made)

    @property
    def answer(self) -> int | None:
        """The number that was chosen."""
        at = self._group.checkedId()
        return at if at in _SURE else None

    def choose(self, number: int) -> None:
        """Choose `number`, as a click does."""
        self._group.button(number).click()


class HotWashDialog(WordsDialog):
    """Everything may be left out; what is said stands in the record with the name."""

    def __init__(
        self,
        translation: Translation,
        who: str,
        send: Callable[[Wish], None],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(980, parent)
        self._who = who
        self._send = send
        self.setWindowTitle(self.tr("Right after the drill"))
        self._border = EdgeBorder(self, edge)
        head, remark = label("header", wrap=True), label("soft", wrap=True)
        head.setText(self.tr("How was it? Nobody is blamed."))
        remark.setText(
            self.tr("Leave out what you like. What you write goes into the record and the report.")
        )
        self.well, self.badly, self.fix = QPlainTextEdit(), QPlainTextEdit(), QPlainTextEdit()
        of = translation.of
        self.scales = {
            item: Scale(of(said(f"trainee.tlx_{item}")), *map(of, ends_of(item)))
            for item in WORKLOAD
        }
        self.before = Sureness(self.tr("How sure of yourself before the drill? (1-5)"))
        self.after = Sureness(self.tr("How sure of yourself now? (1-5)"))
        self.keep, self.skip = button("main"), button("big")
        self.keep.setText(self.tr("Write it into the record"))
        self.skip.setText(self.tr("Skip"))
        columns = QHBoxLayout()
        columns.setSpacing(px(24))
        columns.addLayout(self._texts(), 1)
        columns.addLayout(self._numbers(), 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.skip)
        line.addWidget(self.keep)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 18, 22, 18)
        rows.setSpacing(8)
        rows.addWidget(head)
        rows.addWidget(remark)
        rows.addLayout(columns, 1)
        rows.addLayout(line)
        self.keep.clicked.connect(self._keep)
        self.skip.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        translation.changed.connect(self.close)  # its words are those of one language
        self.well.setFocus()

    def _texts(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        tight(rows, 4)
        for field, question in (
            (self.well, self.tr("What went well?")),
            (self.badly, self.tr("What went badly?")),
            (self.fix, self.tr("One thing to put right by tomorrow")),
        ):
            words = label("strong")
            words.setText(question)
            field.setAccessibleName(question)
            field.setTabChangesFocus(True)
            field.setMinimumHeight(px(70))
            rows.addWidget(words)
            rows.addWidget(field, 1)
        return rows

    def _numbers(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        tight(rows, 6)
        words = label("strong")
        words.setText(self.tr("Workload (NASA-TLX)"))
        rows.addWidget(words)
        for scale in self.scales.values():
            rows.addWidget(scale)
            rows.addStretch(1)
        rows.addWidget(self.before)
        rows.addWidget(self.after)
        return rows

    def _keep(self) -> None:
        said_now = HotWash(
            self._who,
            self.well.toPlainText().strip(),
            self.badly.toPlainText().strip(),
            self.fix.toPlainText().strip(),
            {item: one.answer for item, one in self.scales.items() if one.answer is not None},
            self.before.answer,
            self.after.answer,
        )
        self.accept()
        self._send(said_now)


def tight_grid(grid: QGridLayout) -> None:
    """No margins, small gaps."""
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(1)
