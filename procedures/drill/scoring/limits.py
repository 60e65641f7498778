"""Limits: minutes outside a band times how bad it is, while an island of ours carries voltage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from devices.phrases import said
from procedures.drill.guide import Group
from procedures.drill.scoring.case import Case, Column, Mask
from procedures.drill.scoring.given import mapping, number
from procedures.drill.scoring.ledger import price
from procedures.drill.scoring.sheet import Loss


@dataclass(frozen=True, slots=True)
class Band:
    """Within low..high nothing is lost; outside of it `cost` points a minute."""

    low: float
    high: float
    cost: float


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity with its bands, the widest (the worst) first. scale: from the signal's unit."""

    name: str
    signal: str
    scale: float
    unit: str
    decimals: int
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Excursion:
    """A stretch outside of a band. worst: the value furthest out. seconds: how long."""

    limit: Limit
    band: Band
    from_s: float
    seconds: float
    worst: float

    @property
    def points(self) -> float:
        """What it costs where the group weighs as usual."""
        return self.band.cost * self.seconds / 60.0


def free_points(reference: Mapping[str, Any] | None) -> dict[str, float]:
    """The points of the expert's excursions by limit."""
    found = mapping(mapping(reference).get("limits"))
    return {name: number(cost) or 0.0 for name, cost in found.items()}


def limits_of(case: Case) -> tuple[Limit, ...]:
    """Frequency and voltage around the site's nominal; charge and load of the battery in %."""
    f, inf = case.f_nominal_hz, float("inf")
    near, far = Band(f - 0.2, f + 0.2, 1.0), Band(f - 0.5, f + 0.5, 3.0)
    return (
        Limit("f", "island.f_hz", 1.0, "Hz", 2, (far, near)),
        Limit(
            "v",
            "island.v_kv",
            100.0 / case.v_nominal_kv,
            "%",
            1,
            (Band(90.0, 110.0, 5.0), Band(95.0, 105.0, 1.0)),
        ),
        Limit("soc", "bess.soc_pct", 1.0, "%", 1, (Band(5.0, inf, 5.0), Band(10.0, inf, 1.0))),
        Limit(
            "load", "bess.load_pct", 1.0, "%", 0, (Band(-inf, 120.0, 5.0), Band(-inf, 100.0, 1.0))
        ),
    )


def island(case: Case) -> Mask | None:
    """Where the island carries voltage of our own making, its ramp over; None if not recorded."""
    supplied = case.samples.is_in("island.supply", "island")
    ramping = case.samples.is_in("bess.state", "ramping")
    if supplied is None or ramping is None:
        return supplied
    return np.asarray(supplied & ~ramping)


def excursions(case: Case) -> tuple[Excursion, ...]:
    """Every stretch outside of a band; only the worst band counts at a time."""
    live = island(case)
    if live is None or not len(case.samples.times_s):
        return ()
    found: list[Excursion] = []
    for limit in limits_of(case):
        column = case.samples.of(limit.signal)
        if column is not None:
            found += _outside(case, limit, column * limit.scale, live)
    return tuple(found)


def _outside(case: Case, limit: Limit, values: Column, live: Mask) -> Iterator[Excursion]:
    counted = np.zeros(len(values), dtype=np.bool_)
    for band in limit.bands:
        with np.errstate(invalid="ignore"):
            out = live & ((values < band.low) | (values > band.high)) & ~counted
        counted |= out
        edges = np.flatnonzero(np.diff(np.concatenate([[False], out, [False]]).astype(np.int8)))
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            seconds = float(case.samples.lasts_s[begin:end].sum())
            if seconds > 0.0:
                stretch = values[begin:end]
                beyond = np.maximum(band.low - stretch, stretch - band.high)
                worst = float(stretch[int(np.argmax(beyond))])
                from_s = float(case.samples.times_s[begin])
                yield Excursion(limit, band, from_s, seconds, worst)


def limit_losses(case: Case, of: float, found: tuple[Excursion, ...]) -> Iterator[Loss]:
    """Points a minute outside, less what the expert's run spent outside: the scenario brings it."""
    free = free_points(case.facts.reference)
    for one in sorted(found, key=lambda each: each.from_s):
        points = one.points - free.get(one.limit.name, 0.0)
        free[one.limit.name] = max(0.0, -points)
        worth = price(max(0.0, points), Group.LIMITS, of)
        words = said(
            f"score.limit_{one.limit.name}",
            band=_band(one),
            seconds=f"{one.seconds:.0f}" if one.seconds >= 10 else f"{one.seconds:.1f}",
            worst=f"{one.worst:.{one.limit.decimals}f}",
        )
        yield Loss(Group.LIMITS, worth, words, case.number_at(one.from_s), one.from_s)


def _band(one: Excursion) -> str:
    decimals = min(one.limit.decimals, 1)
    low, high = one.band.low, one.band.high
    if np.isinf(high):
        return f"{low:.0f}"
    return f"{high:.0f}" if np.isinf(low) else f"{low:.{decimals}f}–{high:.{decimals}f}"
