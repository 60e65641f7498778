"""Cars: what they delivered, how far they drove, with how much charge they came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from devices.events import EventKind
from procedures.drill.scoring.case import Case
from procedures.drill.scoring.facts import Car
from procedures.drill.scoring.given import mapping, number

_LEAVES = frozenset({"dispatch", "return"})


def cars(case: Case) -> Iterator[tuple[str, float | None, str]]:
    """Energy delivered in kWh, way in km, charge at the return in %; None without a car."""
    known = case.facts.cars
    if not known:
        yield from (("ev_delivered", None, "kWh"), ("ev_km", None, "km"))
        yield "ev_return_soc", None, "%"
        return
    yield "ev_delivered", sum(_delivered_kwh(case, car) for car in known), "kWh"
    yield "ev_km", sum(_km(case, car) for car in known), "km"
    home = [soc for car in known if (soc := _home_soc_pct(case, car)) is not None]
    yield "ev_return_soc", min(home, default=None), "%"


def _delivered_kwh(case: Case, car: Car) -> float:
    """Through its connector here, and, from its charge before and after, at a shelter."""
    power = case.samples.of(f"{car.device}.p_kw")
    here = 0.0
    if power is not None:
        here = float((np.maximum(0.0, np.nan_to_num(power)) * case.samples.lasts_s).sum()) / 3600.0
    there_pct, arrived_pct = 0.0, None
    for entry in case.of(EventKind.FIELD):
        if entry.event.subject != car.device:
            continue
        what, soc_pct = entry.event.data.get("what"), _seen(entry.event.data, car, "soc_pct")
        if what == "arrived":
            arrived_pct = soc_pct
        elif what in _LEAVES and arrived_pct is not None and soc_pct is not None:
            way_pct = 100.0 * _way_km(entry.event.data, case, car) * car.kwh_per_km / car.energy_kwh
            there_pct += max(0.0, arrived_pct - soc_pct - way_pct)
            arrived_pct = None
    return here + there_pct / 100.0 * car.energy_kwh


def _km(case: Case, car: Car) -> float:
    own = (one.event for one in case.of(EventKind.FIELD) if one.event.subject == car.device)
    return sum(_way_km(e.data, case, car) for e in own if e.data.get("what") in _LEAVES)


def _way_km(data: Mapping[str, Any], case: Case, car: Car) -> float:
    """How far it went: said in the order, or the time until it arrived times its speed."""
    said_km = number(mapping(data.get("with")).get("km"))
    if said_km is not None:
        return said_km
    events = [one.event for one in case.of(EventKind.FIELD) if one.event.subject == car.device]
    left = next(at for at, event in enumerate(events) if event.data is data)
    arrived = next((e for e in events[left + 1 :] if e.data.get("what") == "arrived"), None)
    until_s = case.until_s if arrived is None else arrived.time_s
    return (until_s - events[left].time_s) / 3600.0 * car.speed_km_per_h


def _home_soc_pct(case: Case, car: Car) -> float | None:
    """Its charge when it came home last."""
    for entry in reversed(case.of(EventKind.FIELD)):
        if entry.event.subject == car.device and entry.event.data.get("what") == "arrived":
            seen = mapping(entry.event.data.get("seen"))
            home = seen.get(f"{car.device}.place") == "base"
            return _seen(entry.event.data, car, "soc_pct") if home else None
    return None


def _seen(data: Mapping[str, Any], car: Car, name: str) -> float | None:
    return number(mapping(data.get("seen")).get(f"{car.device}.{name}"))
