"""What a check of a record finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_FINDINGS = 100


class Damage(StrEnum):
    """What has become of a row."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    INSERTED = "inserted"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that does not hold. table: header, event, telemetry or snapshot.

    time_s: plant time in s, None where it is not known. Of what is missing, `number` is its own
    and the rest that of the event which shows it.
    """

    table: str
    number: int
    damage: Damage
    time_s: float | None = None
    wall: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a check.

    first_broken: the first event (or the header) that does not hold; events after it are not
    judged. others: chunks and snapshots that do not hold, at most MOST_FINDINGS. events, chunks,
    snapshots: how many hold. closed: whether the sitting was closed in order. seal: the hash of the
    last event that holds; noted elsewhere, it stands for everything up to there.
    """

    version: int
    events: int
    chunks: int
    snapshots: int
    branches: int
    closed: bool
    seal: str
    first_broken: Finding | None = None
    others: tuple[Finding, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        return self.first_broken is None and not self.others
