"""The bar below a record that is shown again: its time, how fast it runs, where to go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console import formatting
from console.icons import Mark, icon
from console.models.replay_marks import ANY, LIKES, ReplayMarks
from console.theme import Density
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.replay.events_dialog import EventsDialog
from console.views.replay.fork_dialog import ForkDialog
from console.views.replay.kinds import kind_words
from console.views.replay.timeline import STEP_S, Timeline
from console.views.report.opening import open_report
from console.views.text import button, label
from console.wishes import SPEEDS, ForkFrom, Seek, SetSpeed, TakeBranch, Wish
from devices.site.site import Site
from procedures.snapshot import ReplayView, Snapshot

_SEEK_EVERY_MS = 40  # of all that a dragged slider says, the newest
_JUST_BEFORE_S = 0.5  # who asks for the event before means not the one that he stands on


class ReplayBar(QFrame):
    """Hidden until a record is shown again. It owns whether the replay runs, and how fast."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        speed: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._site, self._translation, self._send = site, translation, send
        self._snapshot: Snapshot | None = None
        self._view: ReplayView | None = None
        self._sought_s: float | None = None  # wanted, and not shown yet
        self._sent_s: float | None = None  # asked for last
        self._runs = speed > 0
        self._events: EventsDialog | None = None
        self.marks = ReplayMarks()
        self.timeline = Timeline(self.marks)
        self.to_start, self.before = button("quiet", "film-start"), button("quiet", "event-before")
        self.play = button("", "play")
        self.after, self.to_end = button("quiet", "event-after"), button("quiet", "film-end")
        self.speeds, self.likes, self.branch = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.events, self.fork = button("quiet", "list"), button("", "fork")
        self.report = button("quiet", "note")
        self.time, self.about = label("strong"), label("soft")
        self.happened = label("soft")
        self.note_mark, self.note = Mark("caution", 18, "caution_ink"), label("caution", wrap=True)
        # one that was asked for by the command line is offered too
        for one in sorted({*SPEEDS, speed} - {0.0}):
            self.speeds.addItem(f"{one:g}×", one)
        self.speeds.setCurrentIndex(max(0, self.speeds.findData(speed)))
        self._later = QTimer(self, singleShot=True, interval=_SEEK_EVERY_MS)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(10, 4, 10, 6)
        self._rows.setSpacing(4)
        said = QHBoxLayout()
        said.addWidget(self.note_mark)
        said.addWidget(self.note, 1)
        self._rows.addLayout(said)
        upper, self._line = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.time)
        upper.addWidget(self.timeline, 1)
        upper.addWidget(self.about)
        upper.addWidget(self.report)
        for part in (self.to_start, self.before, self.play, self.after, self.to_end):
            self._line.addWidget(part)
        for box in (self.speeds, self.likes):
            self._line.addWidget(box)
        self._line.addWidget(self.happened, 1)
        self._line.addWidget(self.branch)
        self._line.addWidget(self.events)
        self._line.addWidget(self.fork)
        self._rows.addLayout(upper)
        self._rows.addLayout(self._line)

    def _connect(self) -> None:
        self.timeline.sought.connect(self.seek)
        self._later.timeout.connect(self._send_seek)
        self.to_start.clicked.connect(lambda: self.seek(0.0))
        self.to_end.clicked.connect(self.go_to_end)
        self.before.clicked.connect(lambda: self.jump(-1))
        self.after.clicked.connect(lambda: self.jump(1))
        self.play.clicked.connect(self.toggle)
        self.speeds.activated.connect(lambda _: self._tell_speed())
        self.branch.activated.connect(
            lambda _: self._send(TakeBranch(int(self.branch.currentData())))
        )
        self.events.clicked.connect(self.show_events)
        self.report.clicked.connect(self.show_report)
        self.fork.clicked.connect(self.ask_fork)

    # --- what comes in --------------------------------------------------------------------------

    def present(self, snapshot: Snapshot) -> None:
        """Show where the replay stands; nothing of it in any other sitting."""
        view, before = snapshot.replay, self._view
        self._snapshot, self._view = snapshot, view
        self.setVisible(view is not None)
        if view is None:
            return
        if before is None or before.marks is not view.marks:
            self.marks.take(view.marks)
            self.timeline.take(view.ends_s, view.branches)
            self._name_branches(view)
            self._say_notes(view)
        self._show_time(snapshot, view)
        if self._runs and snapshot.time_s >= view.ends_s:
            self.stop()
        if self._events is not None:
            self._events.present(snapshot)

    def _show_time(self, snapshot: Snapshot, view: ReplayView) -> None:
        if self._sought_s is not None:
            far_s = abs(snapshot.time_s - self._sought_s)
            if far_s > 1.0 + self.speed:
                return  # a picture from before somebody moved it
            self._sought_s = self._sent_s = None
        self.timeline.stand_at(snapshot.time_s)
        since = formatting.span(snapshot.blackout_s) if snapshot.blackout_s is not None else ""
        clock = formatting.clock_time(snapshot.clock)
        self.time.setText(f"{clock}  +{since}" if since else clock)
        end = snapshot.clock + timedelta(seconds=view.ends_s - snapshot.time_s)
        self.about.setText(formatting.clock_time(end))
        self.timeline.setAccessibleDescription(self.time.text())
        mark = self.marks.at(snapshot.time_s, self.like)
        self.happened.setText("" if mark is None else self._line_of(snapshot, mark.time_s))

    def _line_of(self, snapshot: Snapshot, time_s: float) -> str:
        mark = self.marks.at(time_s, self.like)
        if mark is None:
            return ""
        when = formatting.time_at(snapshot.clock, snapshot.time_s, mark.time_s)
        return f"{when}  {self._translation.of(mark.words)}"

    def _name_branches(self, view: ReplayView) -> None:
        self.branch.clear()
        for one in view.branches:
            words = self.tr("branch %1").replace("%1", str(one.number))
            self.branch.addItem(words, one.number)
        self.branch.setVisible(len(view.branches) > 1)
        self.branch.setCurrentIndex(self.branch.findData(view.branch))

    def _say_notes(self, view: ReplayView) -> None:
        words = " ".join(self._translation.of(note) for note in view.notes)
        self.note.setText(words)
        for part in (self.note, self.note_mark):
            part.setVisible(bool(words))

    # --- looks ----------------------------------------------------------------------------------

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._line.setSpacing(density.gap)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        names: tuple[tuple[QPushButton, str, str], ...] = (
            (self.to_start, self.tr("to the beginning"), "Home"),
            (self.before, self.tr("to the event before"), "Ctrl+←"),
            (self.after, self.tr("to the next event"), "Ctrl+→"),
            (self.to_end, self.tr("to the end"), "End"),
            (self.fork, self.tr("fork from here"), "F"),
        )
        for part, name, keys in names:
            part.setAccessibleName(name)
            part.setToolTip(f"{name} ({keys})")
        self.timeline.setAccessibleName(self.tr("time of the record"))
        self.speeds.setAccessibleName(self.tr("speed of the replay"))
        self.likes.setAccessibleName(self.tr("kind of event to jump to"))
        self.branch.setAccessibleName(self.tr("branch of the record"))
        self.events.setText(self.tr("Events..."))
        self.report.setText(self.tr("Report…"))
        self.fork.setText(self.tr("Fork from here..."))
        chosen = self.like
        self.likes.clear()
        self.likes.addItem(self.tr("every event"), ANY)
        for like in LIKES:
            self.likes.addItem(kind_words(like), like)
        self.likes.setCurrentIndex(max(0, self.likes.findData(chosen)))
        self._draw_play()
        if self._view is not None:
            self._name_branches(self._view)
            self._say_notes(self._view)

    def _draw_play(self) -> None:
        self.play.setText(self.tr("Pause") if self._runs else self.tr("Play"))
        self.play.setToolTip(self.tr("Space"))
        self.play.setIcon(icon("pause" if self._runs else "play"))

    # --- what a person wants --------------------------------------------------------------------

    @property
    def speed(self) -> float:
        """How fast the replay runs, 0 while it stands."""
        return float(self.speeds.currentData()) if self._runs else 0.0

    @property
    def like(self) -> str:
        """The kind of event to jump to; ANY for every one."""
        return str(self.likes.currentData() or ANY)

    def toggle(self) -> None:
        """Let it run or stand; at its end it begins anew."""
        if self._snapshot is None or self._view is None:
            return
        if not self._runs and self._snapshot.time_s >= self._view.ends_s:
            self.seek(0.0)
        self._runs = not self._runs
        self._tell_speed()

    def stop(self) -> None:
        """Let it stand."""
        self._runs = False
        self._tell_speed()

    def _tell_speed(self) -> None:
        self._draw_play()
        self._send(SetSpeed(self.speed))

    def seek(self, time_s: float) -> None:
        """Stand at `time_s` of plant time; what is asked for in a hurry is asked for once."""
        if self._view is None:
            return
        self._sought_s = min(max(time_s, 0.0), self._view.ends_s)
        self.timeline.stand_at(self._sought_s)
        if not self._later.isActive():
            self._send_seek()

    def _send_seek(self) -> None:
        """Ask at once, and then for the newest only, as long as it is dragged."""
        if self._sought_s is not None and self._sought_s != self._sent_s:
            self._sent_s = self._sought_s
            self._send(Seek(self._sought_s))
            self._later.start()

    @property
    def _stands_s(self) -> float:
        if self._sought_s is not None:
            return self._sought_s
        return 0.0 if self._snapshot is None else self._snapshot.time_s

    def go(self, seconds: float) -> None:
        """Go on or back by some seconds."""
        self.seek(self._stands_s + seconds)

    def go_to_end(self) -> None:
        """Stand at the end of the record."""
        if self._view is not None:
            self.seek(self._view.ends_s)

    def jump(self, way: int) -> None:
        """Go to the next event of the chosen kind (1), or to the one before (-1)."""
        stands_s = self._stands_s
        if way > 0:
            found = self.marks.after_s(stands_s, self.like)
        else:
            found = self.marks.before_s(stands_s - _JUST_BEFORE_S - self.speed, self.like)
        if found is not None:
            self.seek(found)

    def step(self, way: int) -> None:
        """Go on (1) or back (-1) by ten seconds."""
        self.go(way * STEP_S)

    def take_key(self, event: QKeyEvent, focus: QWidget | None) -> bool:
        """Space, arrows, Home, End and F, where nothing that has the focus wanted them."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: self.toggle,
            Qt.Key.Key_Left: lambda: self.jump(-1) if ctrl else self.step(-1),
            Qt.Key.Key_Right: lambda: self.jump(1) if ctrl else self.step(1),
            Qt.Key.Key_Home: lambda: self.seek(0.0),
            Qt.Key.Key_End: self.go_to_end,
            Qt.Key.Key_F: self.ask_fork,
        }
        if key not in acts or (key == Qt.Key.Key_Space and isinstance(focus, QAbstractButton)):
            return False
        acts[key]()
        return True

    def show_events(self) -> None:
        """Open the list of events; choosing one goes there."""
        if self._events is None and self._snapshot is not None:
            self._events = EventsDialog(self._translation, self.seek, self.parentWidget())
            self._events.finished.connect(self._events_closed)
            self._events.present(self._snapshot)
            self._events.open()

    def show_report(self) -> None:
        """Open the report of the record that is shown."""
        if self._snapshot is not None and self._snapshot.record:
            self.stop()
            open_report(self, self._translation, self._snapshot.record)

    def _events_closed(self) -> None:
        self._events = None

    def ask_fork(self) -> None:
        """Ask who goes on from here; where nobody can, the sitting says why."""
        snapshot, view = self._snapshot, self._view
        if snapshot is None or view is None:
            return
        self.stop()
        if view.against_fork:
            self._send(ForkFrom(snapshot.time_s, "", (), Path()))
            return
        ForkDialog(self._site, self._translation, self._send, snapshot, self.parentWidget()).open()
