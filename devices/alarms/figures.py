"""How many alarms there are, against what a person can take in."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Json

WINDOW_S = 600.0
HOUR_S = 3600.0
FLOOD_BEGINS_ABOVE = 10
FLOOD_ENDS_BELOW = 5
TOP_SOURCES = 10
PRIORITIES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class AlarmFigures:
    """How the alarms of a sitting compare with what a person can take in.

    shown: what the operator saw in the last ten minutes. raw: what came in them, suppressed and
    folded ones included; the evaluator sees these. standing: ids active for more than 24 h.
    chattering: ids that came or went three times within a minute. The rest is over the whole
    sitting: total that the operator saw, their mean over ten minutes, the most in any minute, ten
    minutes and hour, the share of time in flood (0..1), how many of each priority (1, 2, 3), and
    the ten ids that came most often with how often each did.
    """

    shown: int
    raw: int
    flood: bool
    chattering: tuple[str, ...]
    standing: tuple[str, ...]
    total: int = 0
    average_per_10_min: float = 0.0
    peak_per_min: int = 0
    peak_per_10_min: int = 0
    peak_per_hour: int = 0
    flood_share: float = 0.0
    by_priority: tuple[int, int, int] = (0, 0, 0)
    top_sources: tuple[tuple[str, int], ...] = ()


class Window:
    """How many came within the last `length_s` seconds, and the most that ever did."""

    def __init__(self, length_s: float) -> None:
        self._length_s = length_s
        self._times: deque[float] = deque()
        self.peak = 0

    def add(self, now_s: float) -> None:
        """One came."""
        self._times.append(now_s)
        self.forget(now_s)
        self.peak = max(self.peak, len(self._times))

    def forget(self, now_s: float) -> None:
        """Drop what is older than the window."""
        while self._times and now_s - self._times[0] > self._length_s:
            self._times.popleft()

    @property
    def count(self) -> int:
        """How many are in the window."""
        return len(self._times)

    def export_state(self) -> dict[str, Json]:
        """The window as JSON."""
        return {"times_s": list(self._times), "peak": self.peak}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self._times, self.peak = deque(state["times_s"]), state["peak"]


class Tally:
    """Counts what comes, and says when a flood begins (over 10 in 10 min) and ends (under 5)."""

    def __init__(self) -> None:
        self._shown = {"min": Window(60.0), "ten": Window(WINDOW_S), "hour": Window(HOUR_S)}
        self._raw = Window(WINDOW_S)
        self._priorities: Counter[int] = Counter()
        self._sources: Counter[str] = Counter()
        self._began_s: float | None = None
        self._now_s = 0.0
        self._flood_s = 0.0
        self.flood = False

    def count_raw(self, now_s: float) -> None:
        """An alarm came."""
        self._raw.add(now_s)

    def count_shown(self, alarm: str, priority: int, now_s: float) -> None:
        """An alarm came into the list."""
        for window in self._shown.values():
            window.add(now_s)
        self._priorities[priority] += 1
        self._sources[alarm] += 1

    def advance(self, now_s: float) -> bool:
        """Let time pass; True when a flood begins or ends at this moment."""
        if self._began_s is None:
            self._began_s = now_s
        elif self.flood:
            self._flood_s += now_s - self._now_s
        self._now_s = now_s
        for window in (self._raw, *self._shown.values()):
            window.forget(now_s)
        before, count = self.flood, self.shown
        if count > FLOOD_BEGINS_ABOVE:
            self.flood = True
        elif count < FLOOD_ENDS_BELOW:
            self.flood = False
        return self.flood != before

    @property
    def shown(self) -> int:
        """Alarms that came into the list in the last ten minutes."""
        return self._shown["ten"].count

    def figures(self, chattering: tuple[str, ...], standing: tuple[str, ...]) -> AlarmFigures:
        """Everything counted up to the last `advance`."""
        passed_s = 0.0 if self._began_s is None else self._now_s - self._began_s
        total = self._sources.total()
        one, two, three = (self._priorities[priority] for priority in PRIORITIES)
        return AlarmFigures(
            shown=self.shown,
            raw=self._raw.count,
            flood=self.flood,
            chattering=chattering,
            standing=standing,
            total=total,
            average_per_10_min=total * WINDOW_S / max(passed_s, WINDOW_S),
            peak_per_min=self._shown["min"].peak,
            peak_per_10_min=self._shown["ten"].peak,
            peak_per_hour=self._shown["hour"].peak,
            flood_share=self._flood_s / passed_s if passed_s > 0 else 0.0,
            by_priority=(one, two, three),
            top_sources=tuple(self._sources.most_common(TOP_SOURCES)),
        )

    def export_state(self) -> dict[str, Json]:
        """The counts as JSON."""
        return {
            "shown": {name: window.export_state() for name, window in self._shown.items()},
            "raw": self._raw.export_state(),
            "priorities": {str(priority): n for priority, n in self._priorities.items()},
            "sources": dict(self._sources),
            "began_s": self._began_s,
            "now_s": self._now_s,
            "flood_s": self._flood_s,
            "flood": self.flood,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        for name, window in self._shown.items():
            window.import_state(state["shown"][name])
        self._raw.import_state(state["raw"])
        self._priorities = Counter({int(p): n for p, n in state["priorities"].items()})
        self._sources = Counter(state["sources"])
        self._began_s, self._now_s = state["began_s"], state["now_s"]
        self._flood_s, self.flood = state["flood_s"], state["flood"]
