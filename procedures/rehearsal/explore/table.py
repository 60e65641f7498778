"""The hazard table: one row a deviation, as CSV, as JSON, and in counts."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from io import StringIO
from typing import Any

from devices.events import Json
from procedures.hazards import BY_ID, Severity
from procedures.rehearsal.explore.barriers import Barrier


@dataclass(frozen=True, slots=True)
class Row:
    """One deviation and what came of it. after_s: plant time from the step to the hazard or stop.

    kind and how: what deviated, and which way; to: the device or way. hazard: its id, "" for none;
    others: further ones, with blanks between. stopped: the barrier. reason: of the closed list.
    """

    scenario: str
    chapter: str
    procedure: str
    step: str
    title_en: str
    title_ja: str
    kind: str
    how: str
    to: str
    deviation_en: str
    deviation_ja: str
    happened_en: str
    happened_ja: str
    hazard: str
    hazard_en: str
    hazard_ja: str
    severity: str
    stopped: str
    after_s: float
    others: str
    reason: str

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from all others."""
        return (self.scenario, self.procedure, self.step, self.kind, self.how, self.to)

    @property
    def unstopped(self) -> bool:
        """Whether it ends in a critical hazard that nothing stopped."""
        critical = self.severity == Severity.CRITICAL.value
        return critical and self.stopped == Barrier.NOTHING.value

    @property
    def open(self) -> bool:
        """Whether it does, and no reason of the closed list stands for it."""
        return self.unstopped and not self.reason


def row_from_json(data: Mapping[str, Any]) -> Row:
    """The row that `asdict` gave; raises KeyError or TypeError for another form."""
    return Row(**{field.name: data[field.name] for field in fields(Row)})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many steps, kinds and deviations; by barrier, by kind, and by hazard with its barrier.

    harmless: what nothing stopped and no hazard came of. open: critical, unstopped, unnamed.
    """

    steps: int
    kinds: int
    deviations: int
    barriers: Mapping[str, int]
    by_kind: Mapping[str, int]
    hazards: Mapping[tuple[str, str], int]
    closed: Mapping[str, int]
    harmless: int
    open: int

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Counts:
        """Count `rows`."""
        hazards = Counter((row.hazard, row.stopped) for row in rows if row.hazard)
        order = list(BY_ID)
        sorted_hazards = sorted(hazards.items(), key=lambda one: (order.index(one[0][0]), one[0]))
        barriers = Counter(row.stopped for row in rows)
        return cls(
            steps=len({(row.scenario, row.procedure, row.step) for row in rows}),
            kinds=len({row.kind for row in rows}),
            deviations=len(rows),
            barriers={b.value: barriers[b.value] for b in Barrier},
            by_kind=dict(Counter(row.kind for row in rows)),
            hazards=dict(sorted_hazards),
            closed=dict(Counter(row.reason for row in rows if row.unstopped and row.reason)),
            harmless=sum(not row.hazard and row.stopped == "nothing" for row in rows),
            open=sum(row.open for row in rows),
        )

    def as_json(self) -> dict[str, Json]:
        """The same as JSON."""
        hazards: list[Json] = [
            {"hazard": hazard, "severity": BY_ID[hazard].severity.value, "stopped": by, "count": n}
            for (hazard, by), n in self.hazards.items()
        ]
        return {
            "steps": self.steps,
            "kinds": self.kinds,
            "deviations": self.deviations,
            "by_barrier": dict(self.barriers),
            "by_kind": dict(self.by_kind),
            "hazards": hazards,
            "closed": dict(self.closed),
            "nothing_and_no_hazard": self.harmless,
            "critical_and_nothing": self.open,
        }


def as_csv(rows: Iterable[Row]) -> str:
    """The table for a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Row))
    for row in rows:
        writer.writerow(asdict(row).values())
    return out.getvalue()


def as_json(rows: Sequence[Row], head: Mapping[str, Json]) -> str:
    """The table for programs, with its counts and what it was made of."""
    data = {**head, "counts": Counts.of(rows).as_json(), "rows": [asdict(row) for row in rows]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
