"""What a score is made of: events and samples of the last branch, from the record alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.events import Event, EventKind
from procedures.drill.scoring.facts import Facts, facts_of
from procedures.drill.scoring.given import number
from procedures.record import Entry, Record, RecordError

LONGEST_GAP_S = 60.0  # nobody measured in between: nothing is counted
Column = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Samples:
    """Samples by signal: times_s [n], values [n, signals] with NaN for unknown; states by name."""

    times_s: Column
    values: NDArray[np.floating]
    place: Mapping[str, int]
    states: Mapping[str, tuple[str, ...]]

    def of(self, name: str) -> Column | None:
        """The samples of a signal, shape [n]; None where it was not recorded."""
        at = self.place.get(name)
        return None if at is None else self.values[:, at].astype(np.float64)

    def is_in(self, name: str, state: str) -> Mask | None:
        """Where an enumeration has this state; None where it was not recorded."""
        column, states = self.of(name), self.states.get(name, ())
        if column is None or state not in states:
            return None
        return np.asarray(column == states.index(state))

    @cached_property
    def lasts_s(self) -> Column:
        """How long each sample stands: until the next one, 0 for the last and over a gap."""
        steps_s = np.diff(self.times_s, append=self.times_s[-1:])
        return np.where((steps_s > 0) & (steps_s <= LONGEST_GAP_S), steps_s, 0.0)


NO_SAMPLES = Samples(np.empty(0), np.empty((0, 0)), {}, {})


@dataclass(frozen=True)
class Case:
    """One drill as it went. sitter: the trainee; "" when everybody was simulated: a whole crew.

    nominal: f in Hz, V in kV. left: the events of ways that were left when somebody went back.
    """

    facts: Facts
    entries: tuple[Entry, ...]
    samples: Samples
    sitter: str = ""
    sitter_roles: tuple[str, ...] = ()
    f_nominal_hz: float = 50.0
    v_nominal_kv: float = 6.6
    branch: int = 1
    left: tuple[Entry, ...] = ()

    @cached_property
    def by_kind(self) -> Mapping[EventKind, tuple[Entry, ...]]:
        """The events of each kind in their order."""
        found: dict[EventKind, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.event.kind, []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    def of(self, kind: EventKind) -> tuple[Entry, ...]:
        """The events of one kind in their order."""
        return self.by_kind.get(kind, ())

    @cached_property
    def ended(self) -> bool:
        """Whether 訓練終了 was said, or the sitting was closed."""
        said = any(one.event.data.get("what") == "ended" for one in self.of(EventKind.DRILL))
        return said or bool(self.of(EventKind.SITTING_CLOSED))

    @cached_property
    def outcome(self) -> str:
        """How the chain came to its end: completed or aborted; "" where one could have gone on."""
        ends = (*self.of(EventKind.DRILL), *self.of(EventKind.SITTING_CLOSED))
        told = (str(one.event.data.get("outcome", "")) for one in ends)
        return next((one for one in told if one in ("completed", "aborted")), "")

    @property
    def over(self) -> bool:
        """Whether the chain came to its end, well or aborted."""
        return self.outcome != ""

    @cached_property
    def until_s(self) -> float:
        """How far it went, in plant time."""
        times = [self.entries[-1].event.time_s] if self.entries else [0.0]
        return max(*times, *(float(one) for one in self.samples.times_s[-1:]), 0.0)

    @cached_property
    def _times_s(self) -> Column:
        return np.array([entry.event.time_s for entry in self.entries])

    def number_at(self, time_s: float) -> int:
        """The number of the last event until then; 0 when there is none."""
        at = int(np.searchsorted(self._times_s, time_s + 1e-6, side="right"))
        return self.entries[at - 1].number if at else 0

    def is_own(self, event: Event) -> bool:
        """Whether the trainee did it, or one of the crew where everybody is judged."""
        return not self.sitter or event.who == self.sitter


def read_case(path: Path) -> Case:
    """Read the record at `path`; raises RecordError, also for a sitting that was no drill."""
    with Record(path) as record:
        drill = record.header.get("drill")
        if not isinstance(drill, dict):
            raise RecordError("score.no_drill", path=str(path))
        entries = tuple(record.entries())
        if any(not isinstance(entry.event.data, dict) for entry in entries):
            raise RecordError("record_damaged", path=str(path), why="event")
        branch = entries[-1].branch if entries else 1
        every = entries
        if any(entry.branch != branch for entry in every):
            entries = tuple(record.entries(branch))
        led_here = {entry.number for entry in entries}
        roles = record.header.get("sitter_roles")
        return Case(
            facts=facts_of(drill),
            entries=entries,
            samples=_samples(record, branch if entries else None),
            sitter=str(record.header.get("sitter") or ""),
            sitter_roles=tuple(map(str, roles)) if isinstance(roles, list) else (),
            f_nominal_hz=_nominal(record, "f_nominal_hz", 50.0),
            v_nominal_kv=_nominal(record, "v_nominal_kv", 6.6),
            branch=branch,
            left=tuple(entry for entry in every if entry.number not in led_here),
        )


def _samples(record: Record, branch: int | None) -> Samples:
    found = record.telemetry(branch)
    place = {column.name: at for at, column in enumerate(found.columns)}
    states = {column.name: column.states for column in found.columns}
    return Samples(found.times_s, found.values, place, states)


def _nominal(record: Record, name: str, usual: float) -> float:
    return number(record.header.get(name)) or usual
