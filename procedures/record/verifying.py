"""Whether a record is as it was written: every hash computed anew, the first break named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from procedures.record.chain import Chain
from procedures.record.hashing import snapshot_hash, telemetry_hash
from procedures.record.packing import Damaged, unpack_state
from procedures.record.tables import BrokenRow, ChunkRow, SnapshotRow, Tables
from procedures.record.verdict import MOST_FINDINGS, Damage, Finding, Verdict

_CLOSED = "sitting.closed"


def verify_record(path: Path) -> Verdict:
    """Check the record at `path` without writing to it; raises RecordError when it is none."""
    tables = Tables(path)
    try:
        return verify(tables)
    finally:
        tables.close()


def verify(tables: Tables) -> Verdict:
    """Check every event, chunk and snapshot of a record."""
    chain = Chain(tables)
    first_broken = chain.follow()
    chunks = _Stored("telemetry", chain, whole_chain=first_broken is None)
    snapshots = _Stored("snapshot", chain, whole_chain=first_broken is None)
    chunks.check(_judged_chunks(tables))
    snapshots.check(_judged_snapshots(tables))
    return Verdict(
        version=tables.version,
        events=chain.last.number,
        chunks=chunks.held,
        snapshots=snapshots.held,
        branches=len(chain.branch_ends),
        closed=chain.last.kind == _CLOSED,
        seal=chain.last.hash,
        first_broken=first_broken,
        others=tuple((chunks.findings + snapshots.findings)[:MOST_FINDINGS]),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """One stored row. hash: what it should be ("" where there is none); intact: it is that."""

    number: int
    after: int
    time_s: float
    hash: str
    intact: bool


def _judged_chunks(tables: Tables) -> Iterator[_Judged]:
    for row in tables.chunks():
        yield _Judged(row.number, row.after, row.from_s, row.hash, _chunk_is_intact(tables, row))


def _chunk_is_intact(tables: Tables, row: ChunkRow) -> bool:
    digest = telemetry_hash(row.branch, row.from_s, row.to_s, row.rows, row.data)
    if tables.version > 1 and digest != row.hash:
        return False
    try:
        tables.samples(row)
    except BrokenRow:
        return False
    return True


def _judged_snapshots(tables: Tables) -> Iterator[_Judged]:
    for row in tables.snapshots():
        yield _Judged(row.number, row.after, row.time_s, row.hash, _snapshot_is_intact(row))


def _snapshot_is_intact(row: SnapshotRow) -> bool:
    if snapshot_hash(row.branch, row.time_s, row.data) != row.hash:
        return False
    try:
        unpack_state(row.data)
    except Damaged:
        return False
    return True


class _Stored:
    """The rows of one table, held against what the events say of them."""

    def __init__(self, table: str, chain: Chain, *, whole_chain: bool) -> None:
        self._table = table
        self._chain = chain
        self._whole_chain = whole_chain
        self._sealed = {
            seal.number: (seal.hash, event)
            for seal, event in chain.seals.items()
            if seal.table == table
        }
        self._seen = 0
        self.held = 0
        self.findings: list[Finding] = []

    def check(self, rows: Iterator[_Judged]) -> None:
        """Hold every row against its own hash and its seal; then look for those that lack."""
        try:
            for row in rows:
                self._check(row)
        except BrokenRow as broken:
            self._find(broken.number or self._seen + 1, Damage.UNREADABLE)
            return
        self._find_missing(max([self._seen, *self._sealed]) + 1)

    def _check(self, row: _Judged) -> None:
        self._find_missing(row.number)
        self._seen = row.number
        sealed, _ = self._sealed.get(row.number, (None, None))
        if not row.intact or (sealed is not None and sealed != row.hash):
            self._find(row.number, Damage.CHANGED, row.time_s)
        elif sealed is None and row.hash and not self._may_be_unsealed(row):
            self._find(row.number, Damage.INSERTED, row.time_s)
        else:
            self.held += 1

    def _may_be_unsealed(self, row: _Judged) -> bool:
        """What was stored after the last event is sealed by none, unless the sitting was closed."""
        if not self._whole_chain:
            return True  # the event that seals it cannot be trusted
        last = self._chain.last
        return row.after == last.number and last.kind != _CLOSED

    def _find_missing(self, until: int) -> None:
        """Note what lacks between the row that was seen last and number `until`."""
        for number in range(self._seen + 1, min(until, self._seen + 1 + MOST_FINDINGS)):
            _, event = self._sealed.get(number, ("", None))
            self._find(number, Damage.MISSING, None if event is None else event.time_s)

    def _find(self, number: int, damage: Damage, time_s: float | None = None) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(self._table, number, damage, time_s))
