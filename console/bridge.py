"""From the I/O thread to the windows: newest picture wins, trends are never dropped."""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from console.io_thread import Trend
from devices.words import Words
from procedures.branches import Overlay
from procedures.drill.instructor_view import InstructorView
from procedures.drill.scoring import ScoreSheet
from procedures.past import Past
from procedures.snapshot import Snapshot, VerbView
from procedures.stretches import Stretch

REDRAW_MS = 100
BREATH_MS = 30  # between two pictures for hands and eyes, on a computer that cannot keep up

# In this order they are handed over; of those in _EVERY_ONE none is dropped for a newer one.
_ORDER = (
    "trend",
    "snapshot",
    "drawings",
    "faceplate",
    "past",
    "overlay",
    "stretch",
    "instructor",
    "score",
    "split",
    "failed",
    "ended",
)
_EVERY_ONE = ("trend", "stretch")


class Bridge(QObject):
    """A feed whose signals come out on the GUI thread, at most ten times a second.

    Each signal has a turn of the event loop for itself: between them hands and eyes are served.
    """

    snapshot = Signal(object)  # Snapshot
    drawings = Signal()  # after a snapshot: what is dear to draw has this turn
    trend = Signal(object)  # Trend
    faceplate = Signal(str, object)  # device, tuple[VerbView, ...]
    past = Signal(object)  # Past, or the Words why there is none
    overlay = Signal(object)  # Overlay, or the Words why there is none
    stretch = Signal(object)  # Stretch, or the Words why there is none
    instructor = Signal(object)  # InstructorView
    score = Signal(object)  # ScoreSheet, or the Words why there is none
    split = Signal(object)  # Path of the record that was made, or the Words why there is none
    failed = Signal(object)  # Words
    ended = Signal()  # the sitting is closed; the last of all
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._told: dict[str, list[tuple[object, ...]]] = {}
        self._called = False
        self._turns: deque[tuple[str, list[tuple[object, ...]]]] = deque()
        self._since_last, self._since_done = QElapsedTimer(), QElapsedTimer()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._take_turn)
        self._arrived.connect(self._throttle)

    def publish(self, snapshot: Snapshot) -> None:
        """Offer the newest picture. From the I/O thread."""
        self._tell("snapshot", snapshot)
        self._tell("drawings")
        self._call()

    def add_trend(self, trend: Trend) -> None:
        """Hand over samples; they wait for the next picture. From the I/O thread."""
        if len(trend.times_s):
            self._tell("trend", trend)

    def show_faceplate(self, device: str, verbs: tuple[VerbView, ...]) -> None:
        """Hand over a device's verbs; they wait for the next picture. From the I/O thread."""
        self._tell("faceplate", device, verbs)

    def show_past(self, found: Past | Words) -> None:
        """Hand over the past of the sitting, or why there is none. From the I/O thread."""
        self._tell("past", found)
        self._call()

    def show_overlay(self, found: Overlay | Words) -> None:
        """Hand over two branches, or why there are none. From the I/O thread."""
        self._tell("overlay", found)
        self._call()

    def show_stretch(self, found: Stretch | Words) -> None:
        """Hand over a stretch of the record, or why there is none. From the I/O thread."""
        self._tell("stretch", found)
        self._call()

    def show_instructor(self, view: InstructorView) -> None:
        """Hand over the drill as its leader sees it; it waits for the next picture."""
        self._tell("instructor", view)

    def show_score(self, found: ScoreSheet | Words) -> None:
        """Hand over the score so far, or why there is none. From the I/O thread."""
        self._tell("score", found)
        self._call()

    def show_split(self, found: Path | Words) -> None:
        """Hand over the record that was split off, or why there is none. From the I/O thread."""
        self._tell("split", found)
        self._call()

    def fail(self, trouble: Words) -> None:
        """Tell that the sitting ended with an error. From the I/O thread."""
        self._tell("failed", trouble)
        self._call()

    def end(self) -> None:
        """Tell that the sitting is closed. From the I/O thread."""
        self._tell("ended")
        self._call()

    def _tell(self, name: str, *what: object) -> None:
        with self._lock:
            if name not in _EVERY_ONE:
                self._told.pop(name, None)
            self._told.setdefault(name, []).append(what)

    def _call(self) -> None:
        with self._lock:
            if self._called:
                return
            self._called = True
        self._arrived.emit()

    # --- on the GUI thread ---

    def _throttle(self) -> None:
        """Never hand over at once: what arrives while the window paints would all be one turn."""
        if self._turns:
            return  # after them
        wait_ms = 0
        if self._since_last.isValid():
            since_last_ms, since_done_ms = self._since_last.elapsed(), self._since_done.elapsed()
            wait_ms = max(0, REDRAW_MS - since_last_ms, BREATH_MS - since_done_ms)
        self._later.start(wait_ms)

    def _take_turn(self) -> None:
        if not self._turns:
            self._since_last.start()
            with self._lock:
                told, self._told = self._told, {}
                self._called = False
            self._turns.extend((name, told[name]) for name in _ORDER if name in told)
        if self._turns:
            name, all_of_it = self._turns.popleft()
            if self._turns:
                self._later.start(0)
            for what in all_of_it:
                getattr(self, name).emit(*what)
        self._since_done.start()
        if self._called and not self._turns:
            self._throttle()
