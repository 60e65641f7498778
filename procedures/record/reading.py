"""The reader of a record: finished, interrupted, or still being written by another process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from devices.events import Event, EventKind, Json
from devices.words import Words
from procedures.record.errors import RecordError
from procedures.record.hashing import snapshot_hash
from procedures.record.packing import Damaged, unpack_state
from procedures.record.samples import Column
from procedures.record.tables import BrokenRow, EventRow, Tables
from procedures.record.verifying import verify


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it stands in the record."""

    number: int
    branch: int
    parent: int
    hash: str
    wall: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch: after which event of which other branch it begins (0 for the first), its events.

    from_s, to_s: plant time of its first and last event.
    """

    number: int
    of: int
    from_event: int
    first_event: int
    last_event: int
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """The state of the sitting at plant time `time_s`, taken after event `after`."""

    number: int
    branch: int
    after: int
    time_s: float
    state: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest state of a sitting that was not closed, as it was after event `after`."""

    branch: int
    after: int
    time_s: float
    state: bytes


@dataclass(frozen=True)
class Telemetry:
    """All samples of a record: times_s [n], values [n, columns] with NaN for unknown."""

    columns: tuple[Column, ...]
    times_s: NDArray[np.float64]
    values: NDArray[np.float32]

    def of(self, name: str) -> NDArray[np.float64]:
        """Return the samples of signal `name`, shape [n]; raise KeyError when not recorded."""
        for position, column in enumerate(self.columns):
            if column.name == name:
                return self.values[:, position].astype(np.float64)
        raise KeyError(name)

    def states(self, name: str) -> tuple[str, ...]:
        """Return the states that the numbers of signal `name` stand for."""
        return next(column.states for column in self.columns if column.name == name)


class Record:
    """A record file opened for reading: as it stood at that moment, whoever goes on writing it.

    Every method raises RecordError where the record is damaged.
    """

    def __init__(self, path: Path, tables: Tables | None = None) -> None:
        """Open `path`; raise RecordError when it is missing, no record, or too new.

        tables: those of `path`, where somebody has opened them already.
        """
        self.path = path
        self._tables = Tables(path) if tables is None else tables
        try:
            self.header = header_of(self._tables)
            self.columns = columns_of(self._tables)
        except RecordError:
            self.close()
            raise

    def entries(self, branch: int | None = None) -> Iterator[Entry]:
        """Yield every event in the order of writing; of one branch, those that led to its end."""
        ends = None if branch is None else self._ends(branch)
        try:
            for row in self._tables.events():
                if ends is None or row.number <= ends.get(row.branch, 0):
                    yield self._entry(row)
        except BrokenRow as broken:
            raise self._damaged(broken) from broken

    def events(self, *kinds: EventKind) -> list[Event]:
        """Return all events, or only those of `kinds`."""
        return [e.event for e in self.entries() if not kinds or e.event.kind in kinds]

    def branches(self) -> tuple[Branch, ...]:
        """Every branch in the order of their beginnings."""
        found: dict[int, Branch] = {}
        owner = {0: 0}
        for entry in self.entries():
            owner[entry.number] = entry.branch
            time_s = entry.event.time_s
            begun = found.get(entry.branch)
            if begun is None:
                of = owner.get(entry.parent, 0)
                ends = (entry.number, entry.number, time_s, time_s)
                found[entry.branch] = Branch(entry.branch, of, entry.parent, *ends)
            else:
                of, first = begun.of, begun.first_event
                ends = (first, entry.number, begun.from_s, time_s)
                found[entry.branch] = Branch(entry.branch, of, begun.from_event, *ends)
        return tuple(found.values())

    def newest_branch(self) -> int | None:
        """Return the branch that was written last; None where nothing has happened yet."""
        newest = max(self.branches(), key=lambda one: one.last_event, default=None)
        return None if newest is None else newest.number

    def snapshots(self, branch: int | None = None) -> Iterator[StoredSnapshot]:
        """Yield every stored state; of one branch, those on the way to its end."""
        ends = None if branch is None else self._ends(branch)
        try:
            for row in self._tables.snapshots():
                if ends is None or row.after <= ends.get(row.branch, 0):
                    state = unpack_state(row.data)
                    yield StoredSnapshot(row.number, row.branch, row.after, row.time_s, state)
        except (BrokenRow, Damaged) as broken:
            raise self._damaged(broken) from broken

    def moments(self, branch: int) -> Iterator[float]:
        """Yield the plant times in s of the stored states on the way to the end of a branch."""
        ends = self._ends(branch)
        try:
            for row in self._tables.snapshots():
                if row.after <= ends.get(row.branch, 0):
                    yield row.time_s
        except BrokenRow as broken:
            raise self._damaged(broken) from broken

    def standing(self) -> Standing | None:
        """Return the state from which the sitting can go on; None when it was closed."""
        try:
            row = self._tables.standing()
            if row is None:
                return None
            if snapshot_hash(row.branch, row.time_s, row.data) != row.hash:
                raise Damaged("standing: the hash does not hold")
            return Standing(row.branch, row.after, row.time_s, unpack_state(row.data))
        except (BrokenRow, Damaged) as broken:
            raise self._damaged(broken) from broken

    def telemetry(self, branch: int | None = None) -> Telemetry:
        """Return the samples of a branch and of what it branched off from, up to there.

        None: the branch that was written last.
        """
        way = self._sampled_way(branch)
        times: dict[int, list[NDArray[np.float64]]] = {number: [] for number in way}
        values: dict[int, list[NDArray[np.float32]]] = {number: [] for number in way}
        try:
            for chunk in chain(self._tables.chunks(), self._tables.loose()):
                if chunk.branch in way:
                    chunk_s, samples = self._tables.samples(chunk)
                    times[chunk.branch].append(chunk_s)
                    values[chunk.branch].append(samples)
        except BrokenRow as broken:
            raise self._damaged(broken) from broken
        joined_s = np.empty(0)
        joined = np.empty((0, len(self.columns)), dtype=np.float32)
        for number, from_s in way.items():  # the first branch first
            own_s = np.concatenate([np.empty(0), *times[number]])
            kept = joined_s < min([from_s, *own_s[:1]])
            joined_s = np.concatenate([joined_s[kept], own_s])
            joined = np.concatenate([joined[kept], *values[number]])
        return Telemetry(self.columns, joined_s, joined)

    def pieces(
        self, branch: int, from_s: float, to_s: float
    ) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float32]]]:
        """Yield times_s [n] and values [n, columns] on the way to the end of a branch, in order.

        Only what lies between two plant times in s is unpacked. KeyError for no such branch.
        """
        until_s = self._samples_end_s(branch)
        try:
            for chunk in chain(self._tables.chunks(), self._tables.loose()):
                end_s = min(to_s, until_s.get(chunk.branch, -np.inf))
                if chunk.to_s < from_s or chunk.from_s > end_s:
                    continue
                times_s, values = self._tables.samples(chunk)
                inside = (times_s >= from_s) & (times_s <= end_s)
                if inside.any():
                    yield times_s[inside], values[inside]
        except BrokenRow as broken:
            raise self._damaged(broken) from broken

    def _samples_end_s(self, branch: int) -> dict[int, float]:
        """Until when the samples of each branch count on the way to the end of `branch`."""
        way = self._sampled_way(branch)
        begun_s = dict(way)
        if len(way) > 1:
            for chunk in chain(self._tables.chunks(), self._tables.loose()):
                if chunk.branch in way:
                    begun_s[chunk.branch] = min(begun_s[chunk.branch], chunk.from_s)
        ends_s, end_s = {}, np.inf
        for number in reversed(way):
            ends_s[number] = end_s
            end_s = min(end_s, float(np.nextafter(begun_s[number], -np.inf)))
        return ends_s

    def sampled_until_s(self) -> dict[int, float]:
        """Return when each branch was sampled last, in plant time in s; none without samples."""
        until_s: dict[int, float] = {}
        try:
            for chunk in chain(self._tables.chunks(), self._tables.loose()):
                until_s[chunk.branch] = max(chunk.to_s, until_s.get(chunk.branch, chunk.to_s))
        except BrokenRow as broken:
            raise self._damaged(broken) from broken
        return until_s

    def first_broken(self) -> int | None:
        """Return the number of the first event that does not hold, or None when all hold."""
        broken = verify(self._tables).first_broken
        return None if broken is None else broken.number

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self._tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- the way to the end of a branch ----------------------------------------------------------

    def _way(self, branch: int) -> list[Branch]:
        """The branch and those that it came from, the first of all last; KeyError for none."""
        known = {one.number: one for one in self.branches()}
        way = [known[branch]]
        while way[-1].of in known and len(way) <= len(known):
            way.append(known[way[-1].of])
        return way

    def _ends(self, branch: int) -> dict[int, int]:
        """The last event on the way, by branch."""
        way = self._way(branch)
        ends = {way[0].number: way[0].last_event}
        return ends | {earlier.number: later.from_event for later, earlier in pairwise(way)}

    def _sampled_way(self, branch: int | None) -> dict[int, float]:
        """When each branch on the way begins, in plant time in s; the first one first."""
        branch = self.newest_branch() if branch is None else branch
        if branch is None:
            return {1: 0.0}
        way = self._way(branch)
        return {one.number: one.from_s for one in reversed(way)}

    def _entry(self, row: EventRow) -> Entry:
        try:
            wall = datetime.fromisoformat(row.wall)
            data = json.loads(row.data)
            event = Event(row.time_s, EventKind(row.kind), row.subject, row.who, data)
        except (ValueError, RecursionError) as error:
            raise BrokenRow("event", row.number, str(error)) from error
        return Entry(row.number, row.branch, row.parent, row.hash, wall, event)

    def _damaged(self, error: Exception) -> RecordError:
        return RecordError("record_damaged", path=str(self.path), why=str(error))


def header_of(tables: Tables) -> dict[str, Json]:
    """The facts of the header; raises RecordError."""
    return {key: _parsed(tables, value) for key, value in tables.header}


def columns_of(tables: Tables) -> tuple[Column, ...]:
    """What the columns of the telemetry are; raises RecordError."""
    columns = []
    for _, name, unit, en, ja, states in tables.signals:
        known = _parsed(tables, states)
        if not isinstance(known, list):
            raise RecordError("record_unreadable", path=str(tables.path), why=f"states of {name}")
        columns.append(Column(name, unit, tuple(map(str, known)), Words(en, ja)))
    return tuple(columns)


def _parsed(tables: Tables, text: str) -> Json:
    try:
        parsed: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordError("record_unreadable", path=str(tables.path), why=str(error)) from error
    return parsed
