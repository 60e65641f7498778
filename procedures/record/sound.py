"""A record read as far as it holds: what is broken, and what follows it, is left out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from procedures.record.errors import RecordError
from procedures.record.reading import Record
from procedures.record.tables import BrokenRow, ChunkRow, EventRow, SnapshotRow, Tables
from procedures.record.verdict import MOST_FINDINGS, Verdict
from procedures.record.verifying import verify

_Row = TypeVar("_Row", ChunkRow, SnapshotRow)


@dataclass(frozen=True, slots=True)
class PackedMoment:
    """A stored state, still packed: it follows event `after`, at plant time `time_s`."""

    branch: int
    after: int
    time_s: float
    data: bytes


class SoundTables(Tables):
    """The tables of a record without what a check finds broken in them."""

    def __init__(self, path: Path) -> None:
        """Open and check `path`; raises RecordError where not even the header holds."""
        super().__init__(path)
        self._before: float = math.inf
        self._left_out: frozenset[tuple[str, int]] = frozenset()
        self._ends: dict[str, int] = {}
        self._checked = False
        try:
            self.verdict = verify(self)
            first = self.verdict.first_broken
            if first is not None and (first.table == "header" or first.number <= 1):
                raise RecordError("replay.nothing_holds", path=str(path))
        except BaseException:
            self.close()
            raise
        self._before = math.inf if first is None else first.number
        others = self.verdict.others
        self._left_out = frozenset((one.table, one.number) for one in others)
        if len(others) >= MOST_FINDINGS:
            # more than are listed may be broken: what comes behind the last of them is not trusted
            self._ends = {one.table: one.number for one in others}
        self._checked = True

    def events(self) -> Iterator[EventRow]:
        """Every event before the first that is broken."""
        try:
            for row in super().events():
                if row.number >= self._before:
                    return
                yield row
        except BrokenRow:
            if not self._checked:
                raise
            # told by the check; behind it nothing can be read

    def chunks(self) -> Iterator[ChunkRow]:
        """The chunks of samples that hold."""
        return self._sound("telemetry", super().chunks())

    def snapshots(self) -> Iterator[SnapshotRow]:
        """The stored states that hold."""
        return self._sound("snapshot", super().snapshots())

    def loose(self) -> Iterator[ChunkRow]:
        """The samples of the very end, unless what is before them is broken."""
        return iter(()) if self._before < math.inf else super().loose()

    def _sound(self, table: str, rows: Iterator[_Row]) -> Iterator[_Row]:
        """All rows for the check itself, and afterwards those that it found to hold."""
        if not self._checked:
            yield from rows
            return
        with suppress(BrokenRow):  # told by the check; behind it nothing can be read
            for row in rows:
                if self._holds(table, row.number, row.after):
                    yield row

    def _holds(self, table: str, number: int, after: int) -> bool:
        known = (table, number) not in self._left_out and after < self._before
        return known and number <= self._ends.get(table, number)


class SoundRecord(Record):
    """A record that is read as far as it holds. `verdict` says what of it does not."""

    def __init__(self, path: Path) -> None:
        """Open and check `path`; raises RecordError when it is no record, or nothing holds."""
        tables = SoundTables(path)
        super().__init__(path, tables)
        self.verdict: Verdict = tables.verdict

    def packed_moments(self, branch: int) -> Iterator[PackedMoment]:
        """Yield the stored states on the way to the end of a branch, in their order."""
        ends = self._ends(branch)
        for row in self._tables.snapshots():
            if row.after <= ends.get(row.branch, 0):
                yield PackedMoment(row.branch, row.after, row.time_s, row.data)
