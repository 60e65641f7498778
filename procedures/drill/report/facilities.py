"""What each facility had of the drill: dark minutes, supplied minutes, unsafe steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from devices.events import EventKind
from devices.site import Site
from procedures.drill.report.course import ChapterRow, StepRow
from procedures.drill.report.rows import CardRow, FacilityRow
from procedures.record import Entry, Telemetry

_DARK, _ISLAND = "dead", "island"
_FM = "FM"


def facilities_of(
    telemetry: Telemetry, entries: Sequence[Entry], drill: Mapping[str, Any], site: Site
) -> tuple[FacilityRow, ...]:
    """Every block of loads: what is behind its switch, over the time that was recorded."""
    unsafe = _unsafe_by_subject(entries)
    given = drill.get("blocks")
    told = {str(one.get("device", "")): one for one in given} if isinstance(given, list) else {}
    rows = []
    for block in site.blocks:
        signal = _supply_signal(block.device, telemetry)
        if signal:
            planned = told.get(block.device, {}).get("planned_kw", block.average_kw)
            kw = float(planned) if isinstance(planned, int | float) else block.average_kw
            counted = _counted(telemetry, signal)
            rows.append(
                FacilityRow(
                    block.device,
                    block.title,
                    block.tier,
                    dark_s=counted[0],
                    island_s=counted[1],
                    first_s=counted[2],
                    unserved_kwh=counted[0] * kw / 3600.0,
                    unsafe=unsafe.get(block.device, 0),
                )
            )
    return tuple(rows)


def cards_of(
    chapters: Sequence[ChapterRow],
    steps: Sequence[StepRow],
    entries: Sequence[Entry],
    site: Site,
) -> tuple[CardRow, ...]:
    """Every card that a facility manager worked."""
    managers = {one.id for one in site.persons if one.roles == (_FM,)}
    unsafe: dict[str, int] = {}
    for entry in entries:
        if entry.event.kind is EventKind.HAZARD and not entry.event.data.get("near"):
            unsafe[entry.event.who] = unsafe.get(entry.event.who, 0) + 1
    rows = []
    for chapter in chapters:
        own = [one for one in steps if one.procedure == chapter.procedure]
        if chapter.began_s is None or not own or any(one.role != _FM for one in own):
            continue
        ended_s = chapter.ended_s
        minutes = None if ended_s is None else (ended_s - chapter.began_s) / 60.0
        failed = sum(one.state == "failed" for one in own)
        count = sum(unsafe.get(one, 0) for one in (*managers, ""))
        rows.append(CardRow(chapter.label, chapter.title, own[0].who, minutes, failed, count))
    return tuple(rows)


def _supply_signal(device: str, telemetry: Telemetry) -> str:
    """What tells whether there is voltage behind the switch of a block; "" where nothing does."""
    known = {column.name for column in telemetry.columns}
    return next((one for one in (f"live.{device}_load", f"live.{device}") if one in known), "")


def _counted(telemetry: Telemetry, signal: str) -> tuple[float, float, float | None]:
    """Seconds dark and supplied by the island; from the first darkness to the first supply."""
    times_s, states = telemetry.times_s, telemetry.states(signal)
    values = telemetry.of(signal)
    if len(times_s) < 2:
        return 0.0, 0.0, None
    lasts_s = np.append(np.diff(times_s), 0.0)

    def so(state: str) -> NDArray[np.bool_]:
        return values == states.index(state) if state in states else np.zeros(len(values), bool)

    dark, island = so(_DARK), so(_ISLAND)
    first_s = None
    if dark.any():
        begin = int(np.argmax(dark))
        lit = np.flatnonzero(~dark[begin:] & ~np.isnan(values[begin:]))
        first_s = float(times_s[begin + lit[0]] - times_s[begin]) if len(lit) else None
    return float(lasts_s[dark].sum()), float(lasts_s[island].sum()), first_s


def _unsafe_by_subject(entries: Sequence[Entry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in entries:
        event = entry.event
        if event.kind is EventKind.HAZARD and not event.data.get("near"):
            device = str(event.data.get("device", ""))
            found[device] = found.get(device, 0) + 1
    return found
