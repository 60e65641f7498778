"""Where and by whom something unsafe was done: from the act right before each hazard that came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devices.events import EventKind
from procedures.drill.report.rows import HazardRow
from procedures.hazards.at_work import RECENT_S
from procedures.record import Entry

_ACTS = frozenset({EventKind.FIELD, EventKind.COMMAND_SENT, EventKind.HAPPENING})


@dataclass(frozen=True, slots=True)
class Unsafe:
    """One unsafe act: when, by whom ("" for nobody), at which device ("" where none is known)."""

    time_s: float
    who: str
    device: str


def unsafe_of(entries: Sequence[Entry], hazards: Sequence[HazardRow]) -> tuple[Unsafe, ...]:
    """What came and counts, in its order; a near miss is none."""
    wanted = {one.evidence.event for one in hazards if one.counted and not one.near}
    last: dict[str, Entry] = {}  # the last act of each
    found: list[Unsafe] = []
    for entry in entries:
        if entry.event.kind in _ACTS:
            last[entry.event.who] = entry
        elif entry.number in wanted:
            found.append(_unsafe(entry, last))
    return tuple(found)


def _unsafe(hazard: Entry, last: Mapping[str, Entry]) -> Unsafe:
    event = hazard.event
    act = last.get(event.who)
    if act is None or act.event.time_s < event.time_s - RECENT_S:
        return Unsafe(event.time_s, event.who, "")
    return Unsafe(act.event.time_s, event.who, act.event.subject.partition(".")[0])
