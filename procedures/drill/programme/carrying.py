"""What one stage hands to the next: the time of day, the weather, and what the batteries hold.

The next stage begins on a copy of its scenario whose start says so. The copy stands in the user's
folder and stays there: whatever goes on with the record, or shows it again, finds it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from devices.phrases import said
from devices.words import Words
from procedures.branches import Way
from procedures.record import Record, RecordError, Telemetry, records_folder


class CannotCarry(Exception):
    """Nothing can be handed over; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def carried(record: Path, scenario: str) -> Path:
    """Write `scenario`, which ships, so that it begins where `record` ended; return the file.

    Raises RecordError and CannotCarry.
    """
    start = _end_of(record)
    shipped = Path(str(resources.files("resources"))) / "scenarios" / f"{scenario}.yaml"
    data = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    own = dict(data.get("start") or {})
    if "date" in start:
        own.pop("day_of_year", None)
    data["start"] = own | start
    folder = records_folder().parent / "exercises"
    path = folder / f"{scenario}-after-{record.stem}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
        path.write_text(f"# {scenario}, begun where {record.name} ended\n{text}", encoding="utf-8")
    except OSError as error:
        why = error.strerror or str(error)
        raise RecordError("record_not_writable", path=str(path), why=why) from error
    return path


def _end_of(path: Path) -> dict[str, Any]:
    """The keys of a start that stand as this record ended."""
    with Record(path) as record:
        telemetry = record.telemetry()
        clock = record.header.get("clock")
    if not len(telemetry.times_s) or not isinstance(clock, str):
        raise CannotCarry(said("programme.nothing_to_carry", record=path.name))
    ended = datetime.fromisoformat(clock) + timedelta(seconds=float(telemetry.times_s[-1]))
    found: dict[str, Any] = {"clock": f"{ended:%H:%M}", "date": f"{ended:%Y-%m-%d}"}
    cars = [
        value
        for column in telemetry.columns
        if column.name.startswith("ev") and column.name.endswith(".soc_pct")
        and (value := _last(telemetry, column.name)) is not None
    ]  # fmt: skip
    soc_pct = _last(telemetry, "bess.soc_pct")
    if soc_pct is not None:
        found["soc_pct"] = soc_pct
    if cars:
        found["ev_soc_pct"] = min(cars)
    return found


def _last(telemetry: Telemetry, name: str) -> float | None:
    """The last known value of a signal; None where it is not recorded or never known."""
    way = Way(1, (), telemetry)
    try:
        values = way.telemetry.of(name)
    except KeyError:
        return None
    known = values[~np.isnan(values)]
    return round(float(known[-1]), 1) if len(known) else None
