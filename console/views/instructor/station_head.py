"""The head of the station: which drill, how far it is, and how it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.models.lead_tables import is_over_time, is_overdue
from console.theme import Density
from console.translation import Translation
from console.views.figure import Figure
from console.views.one_line_text import OneLineText
from console.views.text import button, label, set_role, tight
from procedures.drill.instructor_view import InstructorView
from procedures.drill.scoring.sheet import ScoreSheet
from procedures.drill.views import DrillView


class StationHead(QFrame):
    """Dark, as that of the main window: badge, names, figures."""

    language_asked = Signal()

    def __init__(
        self,
        translation: Translation,
        who: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self._translation, self._who = translation, who
        self._view: InstructorView | None = None
        self._sheet: ScoreSheet | None = None
        self._badge = label("badge")
        self._title, self._subtitle = OneLineText(), OneLineText()
        set_role(self._title, "header")
        set_role(self._subtitle, "soft")
        self._state, self._clock = Figure(in_words=True), Figure()
        self._passed, self._open, self._late = Figure(), Figure(), Figure()
        self.score = Figure()
        self.language = button("bar", "language")
        names = QVBoxLayout()
        tight(names, 1)
        names.addStretch(1)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        names.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(names, 1)
        for figure in (
            self._state, self._clock, self._passed, self._open, self._late, self.score,
        ):  # fmt: skip
            self._row.addWidget(figure)
        self._row.addWidget(self.language)
        self.language.clicked.connect(self.language_asked)

    def resize_to(self, density: Density) -> None:
        """Take the height and the gaps of `density`."""
        self.setFixedHeight(density.bar)
        tight(self._row, density.gap * 3)
        self._row.setContentsMargins(10, 0, 10, 0)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._badge.setText(self.tr("INSTRUCTOR"))
        for figure, words in (
            (self._state, self.tr("Drill")),
            (self._clock, self.tr("Plant time")),
            (self._passed, self.tr("Since the start")),
            (self._open, self.tr("Open")),
            (self._late, self.tr("Overdue")),
            (self.score, self.tr("Score")),
        ):
            figure.name(words)
        self.language.setText("日本語" if self._translation.language == "en" else "English")
        self.language.setAccessibleName(self.tr("switch to Japanese"))
        self._show_score()
        if self._view is not None:
            self.present(self._view)
        else:
            for figure in (self._state, self._clock, self._passed, self._open, self._late):
                figure.present(formatting.NOTHING, "")

    def present(self, view: InstructorView) -> None:
        """Show how the drill stands."""
        self._view = view
        of, drill = self._translation.of, view.drill
        self._title.setText(f"{drill.number}  {of(drill.title)}".strip())
        self._subtitle.setText(self.tr("instructor: %1").replace("%1", self._who()))
        self._state.present(self.state_word(drill), "")
        self._clock.present(formatting.clock_time(view.clock), "")
        self._passed.present(formatting.span(view.time_s), f"/ {formatting.span(drill.lasts_s)}")
        open_now = sum(1 for task in view.tasks if task.state == "open")
        late = sum(is_over_time(task) for task in view.tasks)
        late += sum(is_overdue(line, view.time_s) for line in view.injects)
        self._open.present(str(open_now), "")
        self._late.present(str(late), "")

    def show_score(self, sheet: ScoreSheet) -> None:
        """Show the score so far; a critical fail is said in words."""
        self._sheet = sheet
        self._show_score()

    def _show_score(self) -> None:
        sheet = self._sheet
        if sheet is None:
            self.score.present(formatting.NOTHING, "")
            return
        capped = self.tr("critical fail") if sheet.capped else ""
        self.score.present(formatting.plain(sheet.total, 0), capped)

    def state_word(self, drill: DrillView) -> str:
        """How the drill stands, in a word."""
        if drill.frozen is not None and drill.frozen.disaster:
            return self.tr("Real emergency")
        if drill.ended:
            return self.tr("Ended")
        if not drill.begun:
            return self.tr("Not begun")
        return self.tr("Frozen") if drill.frozen is not None else self.tr("Running")
