"""The events of a record, followed from hash to hash until one does not hold."""

from __future__ import annotations

from procedures.record.hashing import event_hash, event_hash_1, root_hash
from procedures.record.seals import Seal, seals_in
from procedures.record.tables import BrokenRow, EventRow, Tables
from procedures.record.verdict import Damage, Finding


class Chain:
    """The events that hold. last: the newest of them, or the root (number 0).

    branch_ends: the newest event by branch. seals: what events say of other rows, and which event
    says it.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._hash = event_hash_1 if tables.version == 1 else event_hash
        self.last = _root(tables)
        self._numbers = {self.last.hash: 0}
        self._hashes = {0: self.last.hash}
        self.branch_ends = {1: 0}
        self.seals: dict[Seal, EventRow] = {}

    def follow(self) -> Finding | None:
        """Take in events until one does not hold; return that one."""
        try:
            for row in self._tables.events():
                broken = self._broken(row)
                if broken is not None:
                    return broken
                self._take(row)
        except BrokenRow as broken_row:
            number = broken_row.number or self.last.number + 1
            return _finding(self.last, number, Damage.UNREADABLE)
        return None

    def _take(self, row: EventRow) -> None:
        self.last = row
        self._numbers[row.hash] = row.number
        self._hashes[row.number] = row.hash
        self.branch_ends[row.branch] = row.number
        for seal in seals_in(row.seals):
            self.seals[seal] = row

    def _broken(self, row: EventRow) -> Finding | None:
        """What is wrong with the row that follows `last` in the file."""
        if row.number != self.last.number + 1:
            return _finding(row, self.last.number + 1, Damage.MISSING)
        parent_hash = self._hashes.get(row.parent, "?")
        if not self._is_intact(row, parent_hash):
            inserted = row.parent_hash is not None and self._successor_comes_after(row)
            return _finding(row, row.number, Damage.INSERTED if inserted else Damage.CHANGED)
        if row.parent_hash is None:
            return None  # format 1: its hash holds, so it follows its parent
        if _predecessor(row) != self.last.hash:
            return self._misplaced(row)
        if row.parent_hash != parent_hash:
            return _finding(row, row.number, Damage.CHANGED)
        return None if self._fits_branch(row) else _finding(row, row.number, Damage.INSERTED)

    def _is_intact(self, row: EventRow, parent_hash: str) -> bool:
        """Whether the row agrees with its own hash, wherever it stands."""
        stored = parent_hash if row.parent_hash is None else row.parent_hash
        return self._hash(stored, row.content) == row.hash

    def _fits_branch(self, row: EventRow) -> bool:
        """Whether it goes on at the end of its branch, or begins the next one."""
        end = self.branch_ends.get(row.branch)
        return row.branch == len(self.branch_ends) + 1 if end is None else row.parent == end

    # --- an intact row that stands in the wrong place ------------------------------------------

    def _misplaced(self, row: EventRow) -> Finding:
        wanted = _predecessor(row)
        earlier = self._numbers.get(wanted)
        if self._successor_comes_after(row):
            at_home = earlier is not None or self._comes_after(row, wanted)
            return _finding(row, row.number, Damage.REORDERED if at_home else Damage.INSERTED)
        if earlier is not None:  # what stands between the two was put there
            return _finding(self.last, earlier + 1, Damage.INSERTED)
        if self._comes_after(row, wanted):
            return _finding(row, row.number, Damage.REORDERED)
        if self.last.number == 0:  # it follows a root that another header had
            return Finding("header", 0, Damage.CHANGED, row.time_s, row.wall, row.kind)
        return _finding(row, row.number, Damage.MISSING)

    def _successor_comes_after(self, row: EventRow) -> bool:
        """Whether the event that was written after `last` stands somewhere after `row`."""
        return any(
            _predecessor(later) == self.last.hash and self._is_intact(later, "")
            for later in self._tables.events()
            if later.number > row.number
        )

    def _comes_after(self, row: EventRow, digest: str) -> bool:
        """Whether the event with that hash stands somewhere after `row`."""
        return any(
            later.number > row.number and later.hash == digest for later in self._tables.events()
        )


def _root(tables: Tables) -> EventRow:
    """The root of the tree in the form of an event."""
    digest = "" if tables.version == 1 else root_hash(tables.header, tables.signals)
    return EventRow(0, 1, 0, "", digest, 0.0, "", "", "", "", "", "")


def _predecessor(row: EventRow) -> str:
    """The hash of the event that was written before this one, as this one says."""
    passed = (seal.hash for seal in seals_in(row.seals) if seal.table == "event")
    return next(passed, row.parent_hash or "")


def _finding(row: EventRow, number: int, damage: Damage) -> Finding:
    """A finding on event `number`, timed by `row`."""
    return Finding("event", number, damage, row.time_s, row.wall, row.kind)
