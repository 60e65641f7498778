"""What a drill adds to the main window: the bar, the messages, the curtain, and the night."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from console.appearance import appearance
from console.models.presets import MESSAGES
from console.theme import Density
from console.translation import Translation
from console.views.arrangement import Arrangement
from console.views.drill.bar import DrillBar
from console.views.drill.curtain import Curtains
from console.views.drill.messages_panel import MessagesPanel
from console.wishes import Wish
from devices.site.site import Site
from procedures.snapshot import Snapshot


class Arranged(Protocol):
    """A window whose panels can be brought forward."""

    arrangement: Arrangement


class NightDrill:
    """Lets the windows open in the night theme, once: whoever changes it then has his way."""

    def __init__(self) -> None:
        self._seen = False

    def present(self, snapshot: Snapshot) -> None:
        """Look at the first picture of a drill."""
        if self._seen or snapshot.drill is None or snapshot.replay is not None:
            return
        self._seen = True
        if snapshot.drill.night:
            appearance().choose(theme="night")


class TraineeSide:
    """One part of the main window, whose widgets stand at three places of it."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        window: Arranged,
        over: QWidget,
        *,
        ring: Callable[[], None],
    ) -> None:
        """over: the window that a curtain covers; ring: lets a telephone ring."""
        self._window = window
        self.messages = MessagesPanel(translation, send)
        self.bar = DrillBar(site, translation, send, self._in_sight, keeps_room=self._stands_behind)
        self.bar.read_asked.connect(self.read)
        self._curtains = Curtains(over, send)
        self._night = NightDrill()
        self._ring = ring
        self._called: frozenset[str] | None = None  # who has called so far
        self._stage: tuple[bool, bool] | None = None  # begun, ended
        self._spreading = QTimer(over, singleShot=True, interval=0)
        self._spreading.timeout.connect(self._spread)

    def present(self, snapshot: Snapshot) -> None:
        """Show what the trainee knows of the drill; nothing of it where there is none."""
        self._night.present(snapshot)
        self._window.arrangement.offer(MESSAGES, on=snapshot.drill is not None)
        self.messages.present(snapshot)
        self.bar.present(snapshot)
        self._curtains.present(snapshot)
        self._look_at_stage(snapshot)
        self._listen(snapshot)

    def _listen(self, snapshot: Snapshot) -> None:
        """Ring for a call that was not there with the last picture."""
        if snapshot.drill is None or snapshot.replay is not None:
            return
        calls = frozenset(one.id for one in snapshot.drill.messages if one.channel == "phone")
        if self._called is not None and calls - self._called:
            self._ring()
        self._called = calls

    def _look_at_stage(self, snapshot: Snapshot) -> None:
        """Where the step takes the place of a card, or a card its place, nothing stays shifted."""
        drill = snapshot.drill
        stage = None if drill is None else (drill.begun, drill.ended)
        if stage != self._stage:
            self._stage = stage
            self._spreading.start()

    def read(self) -> None:
        """Bring the messages forward, and give the keys to the one that waits longest."""
        if MESSAGES not in self._window.arrangement.absent:
            self._window.arrangement.bring_forward(MESSAGES)
            self.messages.window().activateWindow()
            self.messages.first().setFocus()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.messages.retranslate()
        self.bar.retranslate()

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self.messages.resize_to(density)
        self.bar.resize_to(density)

    def _spread(self) -> None:
        self._window.arrangement.spread()

    def _stands_behind(self) -> bool:
        """Whether a tab of something else may hide the messages, or they are closed."""
        return not self._window.arrangement.stands_alone(MESSAGES)

    def _in_sight(self) -> bool:
        return self.messages.isVisible() and not self.messages.visibleRegion().isEmpty()
