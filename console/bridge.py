"""From the I/O thread to the windows: newest picture wins, trends are never dropped."""

from __future__ import annotations

import threading
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


class Bridge(QObject):
    """A feed whose signals come out on the GUI thread, at most ten times a second."""

    snapshot = Signal(object)  # Snapshot
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
        self._newest: Snapshot | None = None
        self._trends: list[Trend] = []
        self._verbs: tuple[str, tuple[VerbView, ...]] | None = None
        self._past: Past | Words | None = None
        self._overlay: Overlay | Words | None = None
        self._stretches: list[Stretch | Words] = []
        self._instructor: InstructorView | None = None
        self._score: ScoreSheet | Words | None = None
        self._split: Path | Words | None = None
        self._trouble: Words | None = None
        self._ended = False
        self._called = False
        self._since_last, self._since_done = QElapsedTimer(), QElapsedTimer()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._deliver)
        self._arrived.connect(self._throttle)

    def publish(self, snapshot: Snapshot) -> None:
        """Offer the newest picture. From the I/O thread."""
        with self._lock:
            self._newest = snapshot
        self._call()

    def add_trend(self, trend: Trend) -> None:
        """Hand over samples; they wait for the next picture. From the I/O thread."""
        with self._lock:
            if len(trend.times_s):
                self._trends.append(trend)

    def show_faceplate(self, device: str, verbs: tuple[VerbView, ...]) -> None:
        """Hand over a device's verbs; they wait for the next picture. From the I/O thread."""
        with self._lock:
            self._verbs = (device, verbs)

    def show_past(self, found: Past | Words) -> None:
        """Hand over the past of the sitting, or why there is none. From the I/O thread."""
        with self._lock:
            self._past = found
        self._call()

    def show_overlay(self, found: Overlay | Words) -> None:
        """Hand over two branches, or why there are none. From the I/O thread."""
        with self._lock:
            self._overlay = found
        self._call()

    def show_stretch(self, found: Stretch | Words) -> None:
        """Hand over a stretch of the record, or why there is none. From the I/O thread."""
        with self._lock:
            self._stretches.append(found)
        self._call()

    def show_instructor(self, view: InstructorView) -> None:
        """Hand over the drill as its leader sees it; it waits for the next picture."""
        with self._lock:
            self._instructor = view

    def show_score(self, found: ScoreSheet | Words) -> None:
        """Hand over the score so far, or why there is none. From the I/O thread."""
        with self._lock:
            self._score = found
        self._call()

    def show_split(self, found: Path | Words) -> None:
        """Hand over the record that was split off, or why there is none. From the I/O thread."""
        with self._lock:
            self._split = found
        self._call()

    def fail(self, trouble: Words) -> None:
        """Tell that the sitting ended with an error. From the I/O thread."""
        with self._lock:
            self._trouble = trouble
        self._call()

    def end(self) -> None:
        """Tell that the sitting is closed. From the I/O thread."""
        with self._lock:
            self._ended = True
        self._call()

    def _call(self) -> None:
        with self._lock:
            if self._called:
                return
            self._called = True
        self._arrived.emit()

    def _throttle(self) -> None:
        if not self._since_last.isValid():
            self._deliver()
            return
        wait_ms = max(
            REDRAW_MS - self._since_last.elapsed(), BREATH_MS - self._since_done.elapsed()
        )
        if wait_ms <= 0:
            self._deliver()
        else:
            self._later.start(wait_ms)

    def _deliver(self) -> None:
        with self._lock:
            snapshot, self._newest = self._newest, None
            trends, self._trends = self._trends, []
            verbs, self._verbs = self._verbs, None
            past, self._past = self._past, None
            overlay, self._overlay = self._overlay, None
            stretches, self._stretches = self._stretches, []
            instructor, self._instructor = self._instructor, None
            score, self._score = self._score, None
            split, self._split = self._split, None
            trouble, self._trouble = self._trouble, None
            ended, self._ended = self._ended, False
            self._called = False
        self._since_last.start()
        self._since_done.start()
        for trend in trends:
            self.trend.emit(trend)
        if snapshot is not None:
            self.snapshot.emit(snapshot)
        if verbs is not None:
            self.faceplate.emit(*verbs)
        if past is not None:
            self.past.emit(past)
        if overlay is not None:
            self.overlay.emit(overlay)
        for found in stretches:
            self.stretch.emit(found)
        for told, signal in (
            (instructor, self.instructor),
            (score, self.score),
            (split, self.split),
        ):
            if told is not None:
                signal.emit(told)
        if trouble is not None:
            self.failed.emit(trouble)
        self._since_done.start()
        if ended:
            self.ended.emit()
