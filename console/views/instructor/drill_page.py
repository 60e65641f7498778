"""What the drill is about, and the score so far: by group, and what was lost last."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from console import formatting
from console.models.lead_lists import LossTable
from console.theme import Density, palette, px
from console.translation import Translation
from console.views.instructor.lead_list import REST, LeadList
from console.views.steady_scroll import SteadyScroll
from console.views.text import label, tight
from devices.phrases import said
from devices.words import Words
from procedures.drill.guide import Group
from procedures.drill.instructor_view import InstructorView
from procedures.drill.scoring.sheet import GroupScore, ScoreSheet

EVERY_MS = 5000
_WIDTHS_EM = (6.7, 5.0, REST)


class DrillPage(QWidget):
    """The score is asked for every few seconds while somebody sees this window.

    `score_wanted` asks for it: never again before the last answer has come.
    """

    score_wanted = Signal()

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._waits = False
        self._found: ScoreSheet | Words | None = None
        self.about = label(wrap=True)
        self.told = label("soft", wrap=True)
        self._names = {group: label("small") for group in Group}
        self._bars = {group: _Bar() for group in Group}
        self._points = {group: label("strong") for group in Group}
        self.table = LossTable(translation, self)
        self.list = LeadList(self.table, _WIDTHS_EM, wraps=True)
        grid = QGridLayout()
        grid.setSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, group in enumerate(Group):
            grid.addWidget(self._names[group], row, 0)
            grid.addWidget(self._bars[group], row, 1)
            grid.addWidget(self._points[group], row, 2)
        words = QWidget()
        inside = QVBoxLayout(words)
        tight(inside)
        inside.addWidget(self.about)
        inside.addStretch(1)
        self._scroll = SteadyScroll(words)
        for part in (self._scroll, self.list):
            part.setMinimumHeight(1)  # what tells the points is never squeezed
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._scroll, 2)
        self._rows.addLayout(grid)
        self._rows.addWidget(self.told)
        self._rows.addWidget(self.list, 3)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._ask)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2)
        self.list.resize_to(density)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for group, name in self._names.items():
            words = self._translation.of(said(f"score.group_{group.value}"))
            name.setText(words)
            self._bars[group].setAccessibleName(words)
        self.list.setAccessibleName(self.tr("points that were lost, the last ones first"))
        self.table.tell_all_changed()
        self._show_score()

    def present(self, view: InstructorView) -> None:
        """Show what the drill is about."""
        of, drill = self._translation.of, view.drill
        parts = (of(view.for_instructor), of(drill.briefing))
        words = "\n".join(part for part in parts if part)
        if words != self.about.text():
            self.about.setText(words)
        self.table.keep_time(view)

    def present_score(self, found: ScoreSheet | Words) -> None:
        """Show the score so far, or why there is none."""
        self._waits = False
        self._found = found
        self._show_score()

    def _show_score(self) -> None:
        found = self._found
        if found is None:
            self.told.setText(self.tr("No score yet."))
            return
        if isinstance(found, Words):
            self.told.setText(self._translation.of(found))
            return
        for one in found.groups:
            self._points[one.group].setText(_points(one))
            self._bars[one.group].show_score(one)
        self.told.setText(self._summary(found))
        self.table.take_losses(found.losses)

    def _summary(self, sheet: ScoreSheet) -> str:
        words = self.tr("Score so far: %1 of 100").replace("%1", formatting.plain(sheet.total, 1))
        if sheet.capped:
            words += " · " + self.tr("a critical fail caps it at 59")
        return words

    def watch(self, on: bool) -> None:
        """Ask for the score while the window is seen."""
        if on:
            self._timer.start()
            self._ask()
        else:
            self._timer.stop()

    def _ask(self) -> None:
        if not self._waits:
            self._waits = True
            self.score_wanted.emit()


class _Bar(QWidget):
    """How much of its points a group still has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, score: GroupScore) -> None:
        """Show the points of a group; empty where nothing measures it."""
        self._share = score.points / score.of if score.measured and score.of else None
        self.setAccessibleDescription(_points(score))
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(px(80), px(11))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter, colours = QPainter(self), palette()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(box, QColor(colours.card))
        if self._share is not None:
            full = QRectF(box)
            full.setWidth(box.width() * max(0.0, min(1.0, self._share)))
            painter.fillRect(full, QColor(colours.layer_1))
        painter.setPen(QPen(QColor(colours.edge_strong), 1))
        painter.drawRect(box)


def _points(score: GroupScore) -> str:
    if not score.measured:
        return f"{formatting.NOTHING} / {score.of:g}"
    return f"{formatting.plain(score.points, 1)} / {score.of:g}"
