"""How many alarms there are, against what a person can take in."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Json

WINDOW_S = 600.0
FLOOD_BEGINS_ABOVE = 10
FLOOD_ENDS_BELOW = 5


@dataclass(frozen=True, slots=True)
class AlarmFigures:
    """Counts over the last ten minutes.

    shown: what the operator saw. raw: what came, suppressed and folded ones included; the
    evaluator sees these. standing: ids active for more than 24 h. chattering: ids that came or
    went three times within a minute.
    """

    shown: int
    raw: int
    flood: bool
    chattering: tuple[str, ...]
    standing: tuple[str, ...]


class Counter:
    """Counts what comes, and says when a flood begins (over 10 in 10 min) and ends (under 5)."""

    def __init__(self) -> None:
        self._shown: deque[float] = deque()
        self._raw: deque[float] = deque()
        self.flood = False

    def count_raw(self, now_s: float) -> None:
        """An alarm came."""
        self._raw.append(now_s)

    def count_shown(self, now_s: float) -> None:
        """An alarm came into the list."""
        self._shown.append(now_s)

    def advance(self, now_s: float) -> None:
        """Forget what is older than the window."""
        for times in (self._shown, self._raw):
            while times and now_s - times[0] > WINDOW_S:
                times.popleft()
        if len(self._shown) > FLOOD_BEGINS_ABOVE:
            self.flood = True
        elif len(self._shown) < FLOOD_ENDS_BELOW:
            self.flood = False

    @property
    def shown(self) -> int:
        """Alarms that came into the list in the last ten minutes."""
        return len(self._shown)

    @property
    def raw(self) -> int:
        """Alarms that came at all in the last ten minutes."""
        return len(self._raw)

    def export_state(self) -> dict[str, Json]:
        """The counts as JSON."""
        return {"shown": list(self._shown), "raw": list(self._raw), "flood": self.flood}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave."""
        self._shown, self._raw = deque(state["shown"]), deque(state["raw"])
        self.flood = state["flood"]
