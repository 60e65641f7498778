"""The evaluator's window: the expected actions of now, large, and those of before to correct."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console import formatting
from console.appearance import appearance
from console.models.edge import edge_of
from console.models.evaluation import VERDICTS, ahead, current, judged
from console.models.people import name_of
from console.style_sheet import style_sheet
from console.theme import Density, density_for, palette, px
from console.translation import Translation
from console.views.drill.bar import DrillBar
from console.views.edge_border import EdgeBorder
from console.views.evaluator.late_desk import LateDesk
from console.views.evaluator.pace_line import PaceLine
from console.views.evaluator.task_list import TaskList
from console.views.start.background import Background
from console.views.text import button, frame, label, tight
from console.wishes import Wish
from devices.site.site import Site
from devices.words import Words
from procedures.drill.guide import Verdict
from procedures.drill.instructor_view import InstructorView, TaskLine
from procedures.drill.late import LateView
from procedures.drill.pacing import PacedStep, paced_steps
from procedures.drill.wishes import Judge
from procedures.snapshot import Snapshot

_LEAST_PX = (900, 600)
_WANTED_PX = (1280, 800)
_PACE_EVERY_MS = 5000


@dataclass(frozen=True, slots=True)
class Seen:
    """What the window shows. clock: the time of day, or how long a drill that is over was."""

    number: str
    title: Words
    clock: str
    time_s: float
    tasks: tuple[TaskLine, ...]


class EvaluatorWindow(QWidget):
    """Judges in the name of `person`; what is measured fills itself and can be overruled."""

    closing = Signal()

    def __init__(
        self, site: Site, translation: Translation, send: Callable[[Wish], None], person: str
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._site, self._translation, self._send = site, translation, send
        self.evaluator = person
        self._seen: Seen | None = None
        self._snapshot: Snapshot | None = None
        self._picked = self._chosen = ""  # the card of the keys; the one that somebody picked
        self._density: Density | None = None
        self._paced: tuple[PacedStep, ...] = ()
        self._pacing = Background(self)
        self._since_pace = QElapsedTimer()
        self.late = LateDesk(self)  # of a drill that is over, and is judged in its record
        self._badge = label("badge")
        self._title, self._who = label("words", wrap=True), label("soft", wrap=True)
        self._clock = label("figure")
        self.language = button("bar", "language")
        self.trouble = label("wrong", wrap=True)
        self.trouble.setContentsMargins(14, 6, 14, 6)
        self.trouble.hide()
        self.bar = DrillBar(site, translation, send, lambda: True)
        self.now = TaskList(translation, self._judge)
        self.before = TaskList(translation, self._judge)
        self.pace = PaceLine(translation)
        self._build()
        self.border = EdgeBorder(self)
        self.now.picked.connect(self._pick)
        self.before.picked.connect(self._pick)
        self._pacing.came.connect(self._take_pace)
        self.late.came.connect(self._take_late)
        self.language.clicked.connect(self._switch_language)
        translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*_LEAST_PX)
        self.resize(*_WANTED_PX)
        self.restyle()
        self.retranslate()

    def _build(self) -> None:
        head = QFrame()
        head.setObjectName("topbar")
        line = QHBoxLayout(head)
        line.setContentsMargins(10, 6, 10, 6)
        line.setSpacing(14)
        names = QVBoxLayout()
        tight(names, 0)
        names.addWidget(self._title)
        names.addWidget(self._who)
        line.addWidget(self._badge)
        line.addLayout(names, 1)
        line.addWidget(self._clock)
        line.addWidget(self.language)
        below = frame("panel")
        inside = QVBoxLayout(below)
        tight(inside, 0, 4)
        inside.addWidget(self.pace)
        columns = QHBoxLayout()
        columns.addWidget(self.now, 58)
        columns.addWidget(self.before, 42)
        self._columns = columns
        self._body = QVBoxLayout()
        self._body.addLayout(columns, 1)
        self._body.addWidget(below)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        self._rows.addWidget(head)
        self._rows.addWidget(self.bar)
        self._rows.addWidget(self.trouble)
        self._rows.addLayout(self._body, 1)

    # --- what comes in ------------------------------------------------------------------------

    def present(self, snapshot: Snapshot) -> None:
        """Take the picture that the trainee has, too."""
        self._snapshot = snapshot
        self.border.present(edge_of(snapshot))
        self.bar.present(snapshot)
        self._read_pace(snapshot)
        if snapshot.replay is not None and self.late.record is None:
            self.late.open(Path(snapshot.record))
            self._name_badge()

    def present_view(self, view: InstructorView) -> None:
        """Show the expected actions as they stand."""
        drill = view.drill
        clock = formatting.clock_time(view.clock)
        self._seen = Seen(drill.number, drill.title, clock, view.time_s, view.tasks)
        self._show()

    def _take_late(self, found: LateView | Words) -> None:
        """Show a drill that is over, or say why it cannot be judged."""
        self.trouble.setVisible(isinstance(found, Words))
        if isinstance(found, Words):
            self.trouble.setText(self._translation.of(found))
            return
        length = formatting.span(found.until_s)
        self._seen = Seen(found.number, found.title, length, found.until_s, found.tasks)
        self._show()

    def _show(self) -> None:
        seen = self._seen
        if seen is None:
            return
        open_now, past = current(seen.tasks), judged(seen.tasks)
        listed = [line.id for line in (*open_now, *past)]
        if self._chosen not in listed:
            self._chosen = ""  # nobody has picked one: it is the most urgent
        self._picked = self._chosen or (listed[0] if listed else "")
        self._title.setText(f"{seen.number}  {self._translation.of(seen.title)}".strip())
        self._clock.setText(seen.clock)
        count = self.tr("Not judged: %1") if self.late.record else self.tr("Expected now: %1")
        self.now.head.setText(count.replace("%1", str(len(open_now))))
        coming = ahead(seen.tasks)
        if coming:
            rest = self.tr("still to come: %1").replace("%1", str(coming))
            self.now.head.setText(f"{self.now.head.text()} · {rest}")
        self.before.head.setText(self.tr("Judged: %1").replace("%1", str(len(past))))
        self.now.present(open_now, self._picked, keys=True)
        self.before.present(past, self._picked, keys=False)
        self.pace.present(self._paced, seen.time_s)

    def _read_pace(self, snapshot: Snapshot) -> None:
        """Now and then read beside the sitting which steps the record has."""
        due = not self._since_pace.isValid() or self._since_pace.elapsed() > _PACE_EVERY_MS
        record = Path(snapshot.record)
        if due and not self._pacing.running and record.is_file():
            self._since_pace.start()
            self._pacing.start(lambda: (paced_steps(record),))

    def _take_pace(self, steps: tuple[PacedStep, ...]) -> None:
        self._paced = steps
        self._show()

    # --- what goes out ------------------------------------------------------------------------

    def _judge(self, task: str, verdict: Verdict, note: str) -> None:
        wish = Judge(task, verdict, self.evaluator, note)
        if self.late.record is None:
            self._send(wish)
        else:
            self.late.judge(wish)

    def _pick(self, task: str) -> None:
        if task != self._chosen:
            self._chosen = task
            self._show()

    # --- keys, language, size -----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 3 judge the card that is picked; the arrows pick another."""
        number = event.key() - Qt.Key.Key_1
        if isinstance(self.focusWidget(), QLineEdit) or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif 0 <= number < len(VERDICTS):
            card = self.now.cards.get(self._picked) or self.before.cards.get(self._picked)
            if card is not None:
                card.press(VERDICTS[number])
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._pick_next(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _pick_next(self, by: int) -> None:
        listed = (*self.now.order, *self.before.order)
        if listed:
            at = listed.index(self._picked) if self._picked in listed else 0
            self._pick(listed[max(0, min(len(listed) - 1, at + by))])
            for part in (self.now, self.before):
                part.show_card(self._picked)

    def _switch_language(self) -> None:
        self._translation.switch()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("[DRILL] Evaluator – Kairetsu"))
        self._name_badge()
        name = name_of(self._site, self.evaluator, self._translation.language)
        self._who.setText(self.tr("Evaluator: %1").replace("%1", name))
        other = "English" if self._translation.language == "ja" else "日本語"
        self.language.setText(other)
        self.language.setAccessibleName(other)
        self.before.nothing.setText(self.tr("Nothing has been judged yet."))
        self.bar.retranslate()
        self._show()

    def _name_badge(self) -> None:
        """Say whether the drill is at work, or over and judged in its record."""
        if self.late.record is None:
            self._badge.setText(self.tr("DRILL"))
            self.now.nothing.setText(self.tr("Nothing is expected of the trainee at this moment."))
        else:
            self._badge.setText(self.tr("REPLAY (DRILL)"))
            self.now.nothing.setText(self.tr("Everything is judged. Correct it at the right."))

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        density = density_for(self.width())
        self._density = density
        self.setStyleSheet(style_sheet(density))
        self.border.set_width(density.border)
        edge = self.border.room_px
        self._rows.setContentsMargins(edge, edge, edge, edge)
        tight(self._body, density.gap, density.gap)
        self._columns.setSpacing(density.gap)
        for part in (self.now, self.before, self.pace, self.bar):
            part.resize_to(density)
        self.setMinimumSize(max(_LEAST_PX[0], px(640)), max(_LEAST_PX[1], px(420)))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the sizes that suit the new width."""
        super().resizeEvent(event)
        if density_for(self.width()) is not self._density:
            self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(palette().window))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it closes."""
        super().closeEvent(event)
        self._pacing.close()
        self.late.close()
        self.closing.emit()
