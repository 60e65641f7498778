"""What a record sums up to, computed from the record alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.events import EventKind, Json
from procedures.record.reading import Entry, Record, Telemetry


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one sitting.

    Extremes of frequency and voltage are those of the island: from the end of the black-start ramp
    to the stop of the battery inverter; None when there was no island. Voltage is in per unit of
    the site's nominal. unserved_kwh is what the loads wanted and did not get.
    """

    outcome: str
    phase: str
    steps_done: int
    plant_seconds: float
    wall_seconds: float
    f_min_hz: float | None
    f_max_hz: float | None
    v_min_pu: float | None
    v_max_pu: float | None
    soc_start_pct: float | None
    soc_end_pct: float | None
    unserved_kwh: float | None
    alarms: int
    refused: int
    record: str

    def as_json(self) -> dict[str, Json]:
        """Return the figures as one JSON object."""
        return asdict(self)


def summarise(path: Path) -> Summary:
    """Read the record at `path` and return its figures: those of the branch written last.

    Raises RecordError when it is unreadable.
    """
    with Record(path) as record:
        entries = list(record.entries(record.newest_branch()))
        telemetry = record.telemetry()
        nominal_kv = float(str(record.header["v_nominal_kv"]))
        opened = datetime.fromisoformat(str(record.header["opened"]))
    island = _island_samples(telemetry)
    frequency_hz = telemetry.of("island.f_hz")[island]
    voltage_pu = telemetry.of("island.v_kv")[island] / nominal_kv
    soc_pct = telemetry.of("bess.soc_pct")
    unserved_kwh = telemetry.of("island.unserved_kwh")
    return Summary(
        outcome=_outcome(entries),
        phase=next((e.event.subject for e in reversed(entries) if _is(e, EventKind.PHASE)), ""),
        steps_done=_count(entries, EventKind.STEP_DONE),
        plant_seconds=round(max((e.event.time_s for e in entries), default=0.0), 3),
        wall_seconds=round((entries[-1].wall - opened).total_seconds(), 3) if entries else 0.0,
        f_min_hz=_round(np.nanmin, frequency_hz),
        f_max_hz=_round(np.nanmax, frequency_hz),
        v_min_pu=_round(np.nanmin, voltage_pu),
        v_max_pu=_round(np.nanmax, voltage_pu),
        soc_start_pct=_round(lambda soc: soc[0], soc_pct),
        soc_end_pct=_round(lambda soc: soc[-1], soc_pct),
        unserved_kwh=_round(lambda kwh: kwh[-1], unserved_kwh),
        alarms=_count(entries, EventKind.ALARM_RAISED),
        refused=_count(entries, EventKind.COMMAND_REFUSED),
        record=str(path),
    )


def _is(entry: Entry, kind: EventKind) -> bool:
    return entry.event.kind is kind


def _count(entries: list[Entry], kind: EventKind) -> int:
    return sum(1 for entry in entries if _is(entry, kind))


def _outcome(entries: list[Entry]) -> str:
    """A record that was never closed is one of a sitting that was cut off."""
    closed = (e.event for e in reversed(entries) if _is(e, EventKind.SITTING_CLOSED))
    return str(next((event.data["outcome"] for event in closed), "interrupted"))


def _island_samples(telemetry: Telemetry) -> NDArray[np.bool_]:
    """True where a grid-forming inverter that has finished its ramp supplies the island.

    A site whose battery has no breaker of its own is judged by the inverter alone.
    """
    recorded = {column.name for column in telemetry.columns}

    def is_in(name: str, state: str) -> NDArray[np.bool_]:
        if name not in recorded:
            return np.ones(len(telemetry.times_s), dtype=np.bool_)
        return np.equal(telemetry.of(name), telemetry.states(name).index(state))

    return (
        is_in("bess.state", "running")
        & is_in("bess.mode", "grid_forming")
        & is_in("cb52b.position", "closed")
    )


def _round(
    pick: Callable[[NDArray[np.float64]], float], samples: NDArray[np.float64]
) -> float | None:
    """Return `pick(samples)` with six decimals, None where nothing is known."""
    known = samples[~np.isnan(samples)]
    return round(float(pick(known)), 6) if len(known) else None
