"""Which alarms the list shows and in which order: filters, and sorting by any column.

An emergency cannot be filtered away: priority 1 stands in the list whatever somebody looks for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from procedures.snapshot import AlarmState, AlarmView

_STATES = {
    AlarmState.UNACKNOWLEDGED: 0,
    AlarmState.RETURNED: 1,
    AlarmState.ACKNOWLEDGED: 2,
    AlarmState.SHELVED: 3,
    AlarmState.OUT_OF_SERVICE: 4,
    AlarmState.SUPPRESSED: 5,
}
EMERGENCY = 1
# What one can look for: each is a name in the filter, and the states that it stands for.
STATE_GROUPS: dict[str, tuple[AlarmState, ...]] = {
    "waiting": (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED),
    "acknowledged": (AlarmState.ACKNOWLEDGED,),
    "held_back": (AlarmState.SHELVED, AlarmState.OUT_OF_SERVICE, AlarmState.SUPPRESSED),
}
Text = Callable[[AlarmView, int], str]


@dataclass(frozen=True, slots=True)
class AlarmFilter:
    """What to look for; what is empty lets everything through.

    priority: 1 to 3, 0 for all. state: a name of STATE_GROUPS. device: its id. text: words that
    stand anywhere in the row, in any order.
    """

    text: str = ""
    priority: int = 0
    state: str = ""
    device: str = ""

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return self != AlarmFilter()

    def lets(self, alarm: AlarmView, words: Callable[[], str]) -> bool:
        """Whether `alarm` is shown; `words` gives all that stands in its row."""
        if alarm.priority == EMERGENCY or not self:
            return True
        if self.priority and alarm.priority != self.priority:
            return False
        if self.state and alarm.state not in STATE_GROUPS[self.state]:
            return False
        if self.device and alarm.device != self.device:
            return False
        row = words().casefold() if self.text else ""
        return all(part in row for part in self.text.casefold().split())


@dataclass(frozen=True, slots=True)
class AlarmSort:
    """By which column, and whether downwards. column None: what needs a person first."""

    column: int | None = None
    down: bool = False


PRIORITY, TIME = 0, 1


def arranged(
    alarms: Sequence[AlarmView],
    text: Text,
    columns: int,
    wanted: AlarmFilter,
    sort: AlarmSort,
    *,
    unfolded: Collection[str],
    suppressed: bool,
) -> list[AlarmView]:
    """What the list shows, the children of an unfolded first-out right below it.

    A first-out stays while one of its children is looked for. text: what a column of a row says.
    """

    def lets(alarm: AlarmView) -> bool:
        return wanted.lets(alarm, lambda: " ".join(text(alarm, n) for n in range(columns)))

    children: dict[str, list[AlarmView]] = {}
    heads: list[AlarmView] = []
    for alarm in alarms:
        if alarm.parent:
            if not wanted or lets(alarm):
                children.setdefault(alarm.parent, []).append(alarm)
        elif suppressed or alarm.folded or alarm.state is not AlarmState.SUPPRESSED:
            heads.append(alarm)
    if wanted:
        heads = [head for head in heads if head.id in children or lets(head)]
    _sort(heads, sort, text)
    shown: list[AlarmView] = []
    for head in heads:
        shown.append(head)
        if head.id in unfolded:
            shown += sorted(children.get(head.id, ()), key=lambda a: (a.time_s, a.priority))
    return shown


def _sort(heads: list[AlarmView], sort: AlarmSort, text: Text) -> None:
    """First as usual, so that equal rows stand as they would."""
    heads.sort(key=lambda a: (_STATES[a.state], a.priority, -a.time_s))
    if sort.column is None:
        return
    keys: dict[int, Callable[[AlarmView], Any]] = {
        PRIORITY: lambda a: a.priority,
        TIME: lambda a: a.time_s,
    }
    column = sort.column
    heads.sort(key=keys.get(column, lambda a: text(a, column)), reverse=sort.down)
    heads.sort(key=lambda a: not _waits_as_emergency(a))


def _waits_as_emergency(alarm: AlarmView) -> bool:
    """One that nobody has seen yet stands above everything, however the rest is sorted."""
    return alarm.priority == EMERGENCY and alarm.state in STATE_GROUPS["waiting"]
