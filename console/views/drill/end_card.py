"""After a drill: 訓練終了, the score, and the ways on: hot wash, report, replay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from console.icons import Mark
from console.theme import Density
from console.translation import Translation
from console.views.drill.score_reading import ScoreReading
from console.views.steady_scroll import SteadyScroll
from console.views.text import button, label, tight
from devices.phrases import said
from procedures.drill.views import DrillView
from procedures.snapshot import Snapshot

if TYPE_CHECKING:
    from procedures.drill.scoring.sheet import GroupScore, ScoreSheet


class EndCard(QFrame):
    """Reads the score on a thread, once the drill is over."""

    wash_asked = Signal()
    report_asked = Signal(str)  # path of the record
    replay_asked = Signal(str)

    def __init__(
        self, translation: Translation, score: ScoreReading, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._translation = translation
        self._score = score
        self._record = ""
        self._mark = Mark("stop", 32, "ink_soft")
        self.head = label("step", wrap=True)
        self.total = label("step", wrap=True)
        self.remark = label("wrong", wrap=True)
        self._names: list[QLabel] = []
        self._points: list[QLabel] = []
        self.wash, self.report, self.replay = button("main"), button("big"), button("big")
        self._place = label("soft", wrap=True)
        self._build()
        score.changed.connect(self._show_score)
        self.wash.clicked.connect(self.wash_asked)
        self.report.clicked.connect(lambda: self.report_asked.emit(self._record))
        self.replay.clicked.connect(lambda: self.replay_asked.emit(self._record))

    def _build(self) -> None:
        self._groups = QGridLayout()
        self._groups.setColumnStretch(2, 1)
        self._groups.setHorizontalSpacing(24)
        self._ways = QGridLayout()  # two rows: in one they are wider than the card on a laptop
        self._ways.addWidget(self.wash, 0, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._ways.addWidget(self.report, 1, 0)
        self._ways.addWidget(self.replay, 1, 1)
        self._ways.setColumnStretch(2, 1)
        body = QWidget()
        self._rows = QVBoxLayout(body)
        for part in (self._mark, self.head, self.total, self.remark):
            self._rows.addWidget(part)
        self._rows.addLayout(self._groups)
        self._rows.addLayout(self._ways)
        self._rows.addWidget(self._place)
        self._rows.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SteadyScroll(body))

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap + 2, 2 * density.gap)

    @property
    def sheet(self) -> ScoreSheet | None:
        """The score that is shown; None while it is being read."""
        return self._score.sheet

    def present(self, snapshot: Snapshot, drill: DrillView) -> None:
        """Show how `drill` ended; read its score anew after something was written since."""
        self._record = snapshot.record
        self._score.look(snapshot)
        self.head.setText(self._translation.of(said("trainee.said_ended")))
        self._show_score()
        done = snapshot.sitter in drill.hot_wash
        self.wash.setText(self.tr("Say how it was…"))
        self.wash.setVisible(not done)
        self.report.setText(self.tr("Report…"))
        self.replay.setText(self.tr("Watch the replay…"))
        self._place.setText(self.tr("Record:") + " " + snapshot.record)

    def _show_score(self) -> None:
        sheet, trouble = self._score.sheet, self._score.trouble
        if sheet is None:
            words = self.tr("The score is being read…")
            if trouble:
                words = self.tr("The score cannot be read: %1").replace("%1", trouble)
            self.total.setText(words)
            self.remark.hide()
            return
        of = self._translation.of
        words = self.tr("%1 of 100 points").replace("%1", f"{sheet.total:.0f}")
        self.total.setText(words)
        lines = [of(one.words) for one in sheet.criticals]
        if sheet.capped:
            lines.insert(0, self.tr("Train again: a critical fail allows no more than 59 points."))
        if sheet.cut_short:
            lines.append(of(said("score.cut_short")))
        self.remark.setText("\n".join(lines))
        self.remark.setVisible(bool(lines))
        self._show_groups(sheet.groups)

    def _show_groups(self, groups: Sequence[GroupScore]) -> None:
        while len(self._names) < len(groups):
            row = len(self._names)
            name, points = label(), label("strong")
            points.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._groups.addWidget(name, row, 0)
            self._groups.addWidget(points, row, 1)
            self._names.append(name)
            self._points.append(points)
        for group, name, points in zip(groups, self._names, self._points, strict=False):
            name.setText(self._translation.of(said(f"score.group_{group.group.value}")))
            figures = f"{group.points:.1f} / {group.of:.0f}"
            points.setText(figures if group.measured else self.tr("not measured"))
