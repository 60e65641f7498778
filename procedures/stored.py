"""The moments of a sitting in its record: which are stored, and how they are found again."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Json
from procedures.record import Record, RecordError

APART_S = 60.0  # of plant time between two moments that are kept for good
APART_BY_HAND_S = 10.0  # where somebody sits, who may want to go back, and something happens
MOST_CLOSE = 1000  # after so many they are stored more rarely: a record of days stays small
RARELY_S = 900.0

Take = Callable[[], Mapping[str, Json]]


@dataclass(slots=True)
class MomentStore:
    """Says which moments are stored beside the events that led to them.

    by_hand: somebody sits there. What he did cannot be worked out again, so that every moment is
    taken, and the newest always stands in the record; others are worked out from the one before.
    wanted: somebody wants to keep the next one.
    """

    take: Take
    by_hand: bool
    wanted: bool = False
    _last_s: float = -math.inf
    _count: int = 0

    def taken(self) -> bytes:
        """This moment."""
        return json.dumps(self.take()).encode()

    def is_due(self, time_s: float, *, quiet: bool) -> bool:
        """Whether the last one that is kept for good is long enough ago, or lies ahead.

        quiet: nothing happened.
        """
        apart_s = APART_BY_HAND_S if self.by_hand and not quiet else APART_S
        if self._count > MOST_CLOSE:
            apart_s = RARELY_S
        return self.wanted or not 0.0 <= time_s - self._last_s < apart_s

    def stored(self, time_s: float) -> None:
        """One was kept for good."""
        self._last_s, self._count, self.wanted = time_s, self._count + 1, False


@dataclass(frozen=True, slots=True)
class StoredMoment:
    """A moment as it stands in a record. after: the number of the event that it follows."""

    branch: int
    after: int
    time_s: float
    state: Mapping[str, Any]


def newest(record: Record) -> StoredMoment | None:
    """The newest moment of a sitting that was cut off; None when there is none."""
    standing, kept = record.standing(), latest_until(record, math.inf)
    if standing is None or (kept is not None and kept.after >= standing.after):
        return kept  # where nobody sits, what stands may be long past
    state = _read(record, standing.state)
    return StoredMoment(standing.branch, standing.after, standing.time_s, state)


def latest_until(record: Record, time_s: float, branch: int | None = None) -> StoredMoment | None:
    """The latest moment that is not after `time_s` on the way to the end of `branch`.

    None: of the branch that was written last. KeyError for a branch that is not there.
    """
    branch = record.newest_branch() if branch is None else branch
    if branch is None:
        return None
    found = None
    for stored in record.snapshots(branch):
        if stored.time_s <= time_s:
            found = stored
    if found is None:
        return None
    state = _read(record, found.state)
    return StoredMoment(found.branch, found.after, found.time_s, state)


def _read(record: Record, state: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(state)
    except (ValueError, RecursionError) as error:
        raise RecordError("record_damaged", path=str(record.path), why=str(error)) from error
    if not isinstance(read, dict):
        raise RecordError("record_damaged", path=str(record.path), why="snapshot")
    return read
