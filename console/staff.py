"""The windows of those who lead and judge a drill; the trainee sees nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.placing import stand_apart
from console.translation import Translation
from console.windows import Door, OtherWindow
from console.wishes import WatchDrill, Wish
from devices.site.site import Site
from devices.words import Words
from procedures.drill.instructor_view import InstructorView
from procedures.drill.scoring import ScoreSheet
from procedures.snapshot import Snapshot

# Classes called with (site, translation, send, person).
STAFF: tuple[Door, ...] = (
    Door(
        "instructor",
        Words("Instructor station", "進行管理者の画面"),
        "console.views.instructor.window:InstructorWindow",
    ),
    Door(
        "evaluator",
        Words("Evaluator", "評価者の画面"),
        "console.views.evaluator.window:EvaluatorWindow",
    ),
)


class StaffWindow(OtherWindow, Protocol):
    """What every window of those who lead or judge has."""

    def present_view(self, view: InstructorView) -> None:
        """Show the drill as those who lead and judge it see it."""


@runtime_checkable
class Leads(Protocol):
    """A window that leads: it has the speed, asks for the score, and splits off records."""

    def choose_speed(self, speed: float) -> None:
        """Show how fast plant time passes when the window opens."""

    def present_score(self, found: ScoreSheet | Words) -> None:
        """Show the score so far, or tell why there is none."""

    def present_split(self, found: Path | Words) -> None:
        """Tell where the record is that was split off, or why there is none."""


class Staff(QObject):
    """Opens them, each at most once, and lets the sitting know whether anybody watches."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        speed: float = 1.0,
    ) -> None:
        super().__init__()
        self._speed = speed
        self._site = site
        self._translation = translation
        self._send = send
        self._open: dict[str, StaffWindow] = {}
        self._snapshot: Snapshot | None = None

    @property
    def windows(self) -> tuple[StaffWindow, ...]:
        """Those that are open."""
        return tuple(self._open.values())

    def bring_forward(self, name: str) -> bool:
        """Bring the window of that name before the others; False where it is not open."""
        window = self._open.get(name)
        if window is None:
            return False
        window.show()
        window.raise_()
        window.activateWindow()
        return True

    def open(self, name: str, person: str, trainee: QWidget | None = None) -> StaffWindow:
        """Open the window of that name for `person`, or bring it forward.

        trainee: his window; the new one opens on another screen where there is one.
        """
        window = self._open.get(name)
        if window is None:
            door = next(door for door in STAFF if door.name == name)
            window = door.load()(self._site, self._translation, self._send, person)
            window.closing.connect(lambda: self._gone(name))
            self._open[name] = window
            if isinstance(window, QWidget) and trainee is not None:
                stand_apart(window, trainee, name)
            if isinstance(window, Leads):
                window.choose_speed(self._speed)
            if self._snapshot is not None:
                window.present(self._snapshot)
            self._send(WatchDrill(True))
        self.bring_forward(name)
        return window

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture in all of them."""
        self._snapshot = snapshot
        for window in self.windows:
            window.present(snapshot)

    def present_view(self, view: InstructorView) -> None:
        """Show the drill in all of them."""
        for window in self.windows:
            window.present_view(view)

    def present_score(self, found: ScoreSheet | Words) -> None:
        """Show the score so far where it was asked for."""
        for window in self.windows:
            if isinstance(window, Leads):
                window.present_score(found)

    def present_split(self, found: Path | Words) -> None:
        """Tell where a record was split off."""
        for window in self.windows:
            if isinstance(window, Leads):
                window.present_split(found)

    def close(self) -> None:
        """Close them all: the sitting is over."""
        for window in self.windows:
            window.close()

    def _gone(self, name: str) -> None:
        window = self._open.pop(name, None)
        if window is not None:
            window.deleteLater()
        if not self._open:
            self._send(WatchDrill(False))
