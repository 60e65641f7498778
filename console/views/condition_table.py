"""Conditions with the live value beside them: expected, now, preview."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from console.icons import Mark
from console.translation import Translation
from console.views.calm_layout import at_once, keep_column, keep_row, stretch_column
from console.views.text import frame, label, set_trust
from procedures.snapshot import ConditionView

_FIRST_JAPANESE = "\u2e80"  # from here on a line may break between any two signs


@dataclass(frozen=True, slots=True)
class _Line:
    mark: Mark
    words: QLabel
    live: QLabel
    preview: QLabel
    rule: QWidget

    def set_visible(self, on: bool, *, mark: bool, preview: bool) -> None:
        for part in (self.words, self.live, self.rule):
            part.setVisible(on)
        self.mark.setVisible(on and mark)
        self.preview.setVisible(on and preview)


class ConditionTable(QWidget):
    """A small table whose lines are made once and used again."""

    def __init__(
        self, translation: Translation, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._roles = ("small", "strong") if small else ("condition", "reading")
        self._lines: list[_Line] = []
        self._told: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(7)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 5)
        self._grid.setColumnStretch(2, 3)
        self._grid.setColumnStretch(3, 3)
        self._heads = tuple(label("soft") for _ in range(3))
        for column, head in enumerate(self._heads, start=1):
            self._grid.addWidget(head, 0, column)
        self.hide()

    def present(
        self,
        heading: str,
        conditions: tuple[ConditionView, ...],
        *,
        live: bool = True,
        awaited: bool = False,
    ) -> None:
        """Show `conditions` under `heading`; hide when there are none. live: they are of now.

        awaited: what is not true is expected to become so, and is no fault. An empty heading takes
        no line: where there is little room the conditions say it themselves.
        """
        told = (heading, conditions, live, awaited, self._translation.language)
        if told == self._told:
            return
        self._told = told
        if not conditions:
            self.hide()
            return
        previews = any(condition.preview.en for condition in conditions)
        with at_once(self._grid):
            self._show_heads(heading, live=live, previews=previews)
            while len(self._lines) < len(conditions):
                self._lines.append(self._new_line())
            for line in self._lines[len(conditions) :]:
                line.set_visible(False, mark=False, preview=False)
            for line, condition in zip(self._lines, conditions, strict=False):
                self._show(line, condition, live=live, awaited=awaited)
                mark = live or condition.truth is not None
                line.set_visible(True, mark=mark, preview=previews)
            self._fit()
        self.show()

    def _show_heads(self, heading: str, *, live: bool, previews: bool) -> None:
        self._heads[0].setText(heading)
        self._heads[1].setText(self.tr("Now") if live else "")
        self._heads[2].setText(self.tr("Preview, next 60 s") if previews else "")
        for head in self._heads:
            head.setVisible(bool(heading))
        stretch_column(self._grid, 2, 2 if previews else 3)
        stretch_column(self._grid, 3, 4 if previews else 0)

    def event(self, event: QEvent) -> bool:
        """Laid out anew, by another style or other texts, its lines want another height."""
        taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep every line as high as its texts: nested layouts guess too low for many of them."""
        for number, line in enumerate(self._lines):
            parts = (line.words, line.live, line.preview)
            texts = [part for part in parts if not part.isHidden()]
            high = max((part.heightForWidth(part.width()) for part in texts), default=0)
            keep_row(self._grid, 1 + 2 * number, high)
        for column, part in enumerate(("words", "live", "preview"), start=1):
            shown = [one for line in self._lines if not (one := getattr(line, part)).isHidden()]
            keep_column(self._grid, column, max(map(_widest_word, shown), default=0))

    def _show(self, line: _Line, condition: ConditionView, *, live: bool, awaited: bool) -> None:
        not_so = ("cross", "wrong", self.tr("not true"))
        words = {
            True: ("tick", "good", self.tr("true")),
            False: ("hourglass", "ink_soft", self.tr("not yet")) if awaited else not_so,
            None: ("unknown", "ink_soft", self.tr("unknown")),
        }
        line.mark.choose(*words[condition.truth])
        line.words.setText(self._translation.of(condition.words))
        line.live.setText(self._translation.of(condition.live))
        set_trust(line.live, "stale" if condition.truth is None and live else "")
        line.preview.setText(self._translation.of(condition.preview))

    def _new_line(self) -> _Line:
        row = 1 + 2 * len(self._lines)
        words, reading = self._roles
        made = _Line(
            Mark("", 16),
            label(words, wrap=True),
            label(reading, wrap=True),
            label(words, wrap=True),
            frame("line"),
        )
        top = Qt.AlignmentFlag.AlignTop
        for text in (made.words, made.live, made.preview):
            text.setAlignment(top)
        self._grid.addWidget(made.mark, row, 0, top)
        self._grid.addWidget(made.words, row, 1)
        self._grid.addWidget(made.live, row, 2)
        self._grid.addWidget(made.preview, row, 3)
        self._grid.addWidget(made.rule, row + 1, 0, 1, 4)
        return made


def _widest_word(text: QLabel) -> int:
    """What cannot be broken: a word of Latin letters, or numbers with a dash between them."""
    words = [word for word in text.text().split() if max(word) < _FIRST_JAPANESE]
    return max(map(text.fontMetrics().horizontalAdvance, words), default=0)
