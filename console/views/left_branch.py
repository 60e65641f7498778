"""After going back: the branch that was left, laid beside the one that is lived now."""

from __future__ import annotations

from collections.abc import Callable

from console.models.other_way import other_way
from console.views.trends.panel import TrendPanel
from console.wishes import LayOver, Wish
from devices.words import Words
from procedures.branches import Overlay
from procedures.snapshot import Snapshot


class LeftBranch:
    """Asks for it when somebody has gone back, and gives it to the curves when it comes."""

    def __init__(self, trends: TrendPanel, send: Callable[[Wish], None]) -> None:
        self._trends = trends
        self._send = send
        self._left = 0  # the branch of the record that was left and is to be read

    def follow(self, before: Snapshot | None, now: Snapshot) -> None:
        """Compare two pictures, one after the other; a record that is shown again has none."""
        if before is None or before.replay is not None or now.replay is not None:
            return
        if now.branch > before.branch:
            self._left = before.branch
            self._send(LayOver(now.branch, before.branch, both=False))

    def take(self, found: Overlay | Words, here: int) -> None:
        """Lay it beside the branch `here`, or tell why it cannot be read."""
        if not isinstance(found, Overlay):
            self._trends.tell(found)
        elif (found.first.branch, found.second.branch) == (here, self._left):
            self._left = 0
            self._trends.lay_beside(other_way(found))
