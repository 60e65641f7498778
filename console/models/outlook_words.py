"""How long the charge lasts by the look-ahead: hours to a level, one for each of three futures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devices.site.site import Site, Trend
from procedures.snapshot import Outlook

_LIMITS = ("reserve_pct", "soc_last_pct")
NAMES = ("P10", "P50", "P90")


@dataclass(frozen=True, slots=True)
class HoursTo:
    """Hours until the charge falls to `level_pct` in the bad, middle and good future.

    None: not within the hours that are looked ahead; 0: it is there already.
    """

    level_pct: float
    hours: tuple[float | None, ...]


def levels(site: Site, trend: Trend) -> tuple[float, ...]:
    """The charges to which hours are counted, the highest first: of the site, else of the plot."""
    named = [site.limits[name] for name in _LIMITS if name in site.limits]
    found = named or [mark.value for mark in trend.marks]
    return tuple(sorted(set(found), reverse=True))


def hours_to(outlook: Outlook, level_pct: float) -> HoursTo:
    """When each of the three curves falls to `level_pct`, in hours from now."""
    curves = (outlook.p10_pct, outlook.p50_pct, outlook.p90_pct)
    return HoursTo(level_pct, tuple(_falls_h(outlook.hours, one, level_pct) for one in curves))


def _falls_h(hours: Sequence[float], curve: Sequence[float], level_pct: float) -> float | None:
    before_h, before_pct = 0.0, 0.0
    for place, (hour, value) in enumerate(zip(hours, curve, strict=False)):
        if value <= level_pct:
            if place == 0 or before_pct <= value:
                return hour
            share = (before_pct - level_pct) / (before_pct - value)
            return before_h + share * (hour - before_h)
        before_h, before_pct = hour, value
    return None
