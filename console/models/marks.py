"""What happened, as marks in the plots: steps that were done and alarms that were raised."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from devices.events import Event, EventKind
from devices.site.site import Site
from devices.words import Words
from procedures.event_words import event_words
from procedures.snapshot import Snapshot

_MOST = 4000
_KINDS = (EventKind.STEP_DONE.value, EventKind.ALARM_RAISED.value)


@dataclass(frozen=True, slots=True, order=True)
class PlotMark:
    """What happened at plant time `time_s`. priority: of an alarm 1 to 3; 0 for a step."""

    time_s: float
    priority: int
    subject: str
    words: Words


class PlotMarks:
    """A fold over the events that pictures bring, and those that the record has before them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._priorities = {rule.id: rule.priority for rule in site.alarms}
        self._marks: list[PlotMark] = []
        self._number = 0
        self._branch = 0
        self._stood_s = 0.0

    @property
    def branch(self) -> int:
        """The branch of the newest picture; 0 before there is one."""
        return self._branch

    def take(self, snapshot: Snapshot) -> None:
        """Take what is new in a picture; on another branch, what was later is forgotten."""
        if snapshot.branch != self._branch:
            if self._branch:
                self._cut(snapshot.time_s)
            self._branch, self._number = snapshot.branch, 0
        if snapshot.time_s < self._stood_s:  # a record that is shown again stands earlier
            self._cut(snapshot.time_s)
            self._number = 0
        self._stood_s = snapshot.time_s
        if not snapshot.events or snapshot.events[-1].number <= self._number:
            return
        new: list[PlotMark] = []
        for line in reversed(snapshot.events):
            if line.number <= self._number:
                break
            if line.kind in _KINDS:
                priority = self._priority(line.kind, line.subject)
                new.append(PlotMark(line.time_s, priority, line.subject, line.words))
        self._number = snapshot.events[-1].number
        self._put(new)

    def put_before(self, events: Iterable[Event]) -> None:
        """Take what the record has; what is here already is not taken twice."""
        self._put(
            PlotMark(
                event.time_s,
                self._priority(event.kind.value, event.subject),
                event.subject,
                event_words(event, self._site),
            )
            for event in events
        )

    def _priority(self, kind: str, subject: str) -> int:
        return self._priorities.get(subject, 3) if kind == EventKind.ALARM_RAISED.value else 0

    def _put(self, marks: Iterable[PlotMark]) -> None:
        known = {(mark.time_s, mark.subject) for mark in self._marks}
        new = [mark for mark in marks if (mark.time_s, mark.subject) not in known]
        if new:
            self._marks = sorted((*self._marks, *new), key=_when)[-_MOST:]

    def _cut(self, time_s: float) -> None:
        del self._marks[bisect_right(self._marks, time_s, key=_when) :]

    def between(self, start_s: float, end_s: float) -> list[PlotMark]:
        """The marks between two plant times, oldest first."""
        first = bisect_left(self._marks, start_s, key=_when)
        return self._marks[first : bisect_right(self._marks, end_s, key=_when)]


def _when(mark: PlotMark) -> float:
    return mark.time_s
