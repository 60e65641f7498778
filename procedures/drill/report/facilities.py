"""What each facility had of the drill: dark minutes, supplied minutes, unsafe steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from devices.site import Site
from procedures.drill.report.course import ChapterRow, StepRow
from procedures.drill.report.names import person_words
from procedures.drill.report.rows import CardRow, FacilityRow
from procedures.drill.report.unsafe import Unsafe
from procedures.record import Telemetry

_DARK, _ISLAND = "dead", "island"
_FM = "FM"


def facilities_of(
    telemetry: Telemetry, unsafe: Sequence[Unsafe], drill: Mapping[str, Any], site: Site
) -> tuple[FacilityRow, ...]:
    """Every block of loads: what is behind its switch, over the time that was recorded.

    unsafe: each act counts where it was done, at the switch of a block.
    """
    acts = Counter(one.device for one in unsafe)
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
                    unsafe=acts[block.device],
                )
            )
    return tuple(rows)


def cards_of(
    chapters: Sequence[ChapterRow],
    steps: Sequence[StepRow],
    unsafe: Sequence[Unsafe],
    site: Site,
) -> tuple[CardRow, ...]:
    """Every card that a facility manager worked, with what he did unsafely while he worked it."""
    worked: list[tuple[ChapterRow, list[StepRow]]] = []
    for chapter in chapters:
        own = [one for one in steps if one.procedure == chapter.procedure]
        if chapter.began_s is not None and own and all(one.role == _FM for one in own):
            worked.append((chapter, own))
    acts = Counter(_card_of(one, worked, site) for one in unsafe)
    return tuple(
        CardRow(
            chapter.label,
            chapter.title,
            own[0].who,
            _minutes(chapter),
            sum(one.state == "failed" for one in own),
            acts[chapter.procedure],
        )
        for chapter, own in worked
    )


def _card_of(
    act: Unsafe, worked: Sequence[tuple[ChapterRow, Sequence[StepRow]]], site: Site
) -> str:
    """The procedure of the card at which it was done: the one begun last, "" for none."""
    who = person_words(act.who, site)
    at = [
        (chapter.began_s, chapter.procedure)
        for chapter, own in worked
        if chapter.began_s is not None
        and chapter.began_s <= act.time_s
        and (chapter.ended_s is None or act.time_s <= chapter.ended_s)
        and (not act.who or who in {one.who for one in own})
    ]
    return max(at)[1] if at else ""


def _minutes(chapter: ChapterRow) -> float | None:
    if chapter.began_s is None or chapter.ended_s is None:
        return None
    return (chapter.ended_s - chapter.began_s) / 60.0


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
