"""What the public display tells of a snapshot: plain words and few numbers, and nothing else.

No alarm, no name of a person and no step of a procedure may come in here: everybody reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console import formatting
from devices.phrases import said
from devices.signals import Reading, Value
from devices.site.parameters import BatteryParameters
from devices.site.site import Site
from devices.words import Words, same
from procedures.energy import EnergyView, Flow, Parts, flow, parts_of
from procedures.snapshot import Mode, Snapshot

LEAST_KW = 0.05  # less than this is nothing to a visitor
_LONGEST_H = 999.0  # hours left of a battery that does not discharge
_NOT_RECEIVED = "public.not_received"
_NO_WORDS = Words("", "")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Stream:
    """One source and its arrow. kw: positive towards the building, None unknown.

    state: what stands beside the arrow. broken: nothing can flow, told by a broken line.
    """

    id: str  # sun, battery, cars, engines, grid
    title: Words
    kw: float | None
    state: Words
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One large number. fill: 0 to 1 for a bar below it; known: whether it can be trusted."""

    id: str  # generation, use, charge, hours, share, co2
    title: Words
    number: str
    unit: Words
    foot: Words = _NO_WORDS
    fill: float | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """Everything that stands on the display. load_kw: what is used, None unknown."""

    site: Words
    sentence: Words
    streams: tuple[Stream, ...]
    load_kw: float | None
    tiles: tuple[Tile, ...]
    clock: str
    date: Words
    simulated: bool


class PublicModel:
    """Turns snapshots of one site into pictures."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._parts = parts_of(site)
        kinds = {device.kind for device in site.devices.values()}
        feeders = "load_feeder" in kinds
        self._place = said(
            "public.place_region"
            if "load_block" in kinds
            else "public.place_site"
            if feeders
            else "public.place_building"
        )
        self._batteries = {
            f"{device.name}.soc_pct": device.parameters.energy_kwh
            for device in site.devices.values()
            if isinstance(device.parameters, BatteryParameters) and not device.planned
        }

    def picture(self, snapshot: Snapshot) -> PublicPicture:
        """The picture of one snapshot."""
        values, parts = snapshot.values, self._parts
        supply = _known(values.get("island.supply"))
        now = flow(parts, values, on_utility=supply == "utility")
        streams = tuple(_streams(parts, now, supply, snapshot.blackout_s is not None))
        clock = snapshot.clock
        month = Words(_MONTHS[clock.month - 1], str(clock.month))
        return PublicPicture(
            site=snapshot.site_title,
            sentence=self._sentence(supply, now),
            streams=streams,
            load_kw=now.load_kw,
            tiles=tuple(self._tiles(snapshot, now, supply)),
            clock=f"{clock:%H:%M}",
            date=said("public.date", day=clock.day, month=month, year=clock.year),
            simulated=snapshot.mode is not Mode.LIVE,
        )

    def _sentence(self, supply: Value | None, now: Flow) -> Words:
        if supply == "dead" and not any(_gives(kw) for kw in (now.sun_kw, now.engines_kw)):
            return said("public.is_dead", place=self._place)
        given = [
            name
            for name, kw in (
                ("utility", now.grid_kw if now.grid_kw is not None else 0.0),
                ("sun", now.sun_kw),
                ("battery", now.battery_kw),
                ("cars", now.cars_kw),
                ("engines", now.engines_kw),
            )
            if _gives(kw)
        ]
        if supply == "utility" and now.grid_kw is None:
            given.insert(0, "utility")  # it carries the rest, whatever the values that are missing
        if supply is None or not given:
            return said("public.is_unknown", place=self._place)
        sources = [said(f"public.of_{name}") for name in given]
        joined = sources[0]
        for at, source in enumerate(sources[1:], start=2):
            last = at == len(sources)
            joined = (
                said("public.and_last", before=joined, last=source)
                if last
                else Words(f"{joined.en}, {source.en}", f"{joined.ja}、{source.ja}")
            )
        return said("public.runs_on", place=self._place, sources=joined)

    def _tiles(self, snapshot: Snapshot, now: Flow, supply: Value | None) -> Iterator[Tile]:
        if self._parts.sun:
            yield _power("generation", now.sun_kw, _generated(snapshot.energy))
        else:
            yield _power("use", now.load_kw, _NO_WORDS)
        if self._batteries:
            yield self._charge(snapshot, now)
        hours = _known(snapshot.values.get("island.hours_left_h"))
        if supply == "island" and isinstance(hours, float) and hours < _LONGEST_H:
            unit, title = said("public.unit_hours"), said("public.hours_left")
            yield Tile("hours", title, formatting.hours(hours), unit)
        if snapshot.energy is not None:
            yield from _day(snapshot.energy)

    def _charge(self, snapshot: Snapshot, now: Flow) -> Tile:
        """All batteries as one, each by its energy."""
        known = {name: _known(snapshot.values.get(name)) for name in self._batteries}
        title = said("public.charge")
        if not all(isinstance(value, float) for value in known.values()):
            return _unknown("charge", title, "%")
        whole_kwh = sum(self._batteries.values())
        full = sum(
            self._batteries[name] * value
            for name, value in known.items()
            if isinstance(value, float)
        )
        pct = full / whole_kwh
        return Tile("charge", title, formatting.plain(pct, 0), same("%"), fill=pct / 100.0)


def _streams(parts: Parts, now: Flow, supply: Value | None, outage: bool) -> Iterator[Stream]:
    for name, there, kw in (
        ("sun", parts.sun, now.sun_kw),
        ("battery", parts.battery, now.battery_kw),
        ("cars", parts.cars, now.cars_kw),
        ("engines", parts.engines, now.engines_kw),
    ):
        # a generator that has never run is none of a visitor's business
        if there and (name != "engines" or _gives(kw)):
            yield Stream(name, said(f"public.{name}"), kw, _state(kw, "public.charges"))
    title = said("public.grid")
    if supply == "utility":
        yield Stream("grid", title, now.grid_kw, _state(now.grid_kw, "public.takes"))
    else:
        state = said("public.no_power" if outage else "public.cut_off")
        yield Stream("grid", title, 0.0, state, broken=True)


def _state(kw: float | None, taken: str) -> Words:
    if kw is None:
        return said(_NOT_RECEIVED)
    if abs(kw) < LEAST_KW:
        return said("public.rests")
    return said("public.gives" if kw > 0 else taken)


def _power(name: str, kw: float | None, foot: Words) -> Tile:
    title = said(f"public.{name}")
    if kw is None:
        return _unknown(name, title, "kW")
    return Tile(name, title, number_kw(kw), same("kW"), foot)


def _unknown(name: str, title: Words, unit: str) -> Tile:
    return Tile(name, title, formatting.NOTHING, same(unit), said(_NOT_RECEIVED), known=False)


def _generated(energy: EnergyView | None) -> Words:
    if energy is None:
        return said("public.today_unknown")
    decimals = 0 if energy.generated_kwh >= 100 else 1
    return said("public.today", kwh=formatting.plain(energy.generated_kwh, decimals))


def _day(energy: EnergyView) -> Iterator[Tile]:
    share = energy.used_share
    pct = formatting.NOTHING if share is None else formatting.plain(100.0 * share, 0)
    less = share is not None and share < 0.995
    foot = said("public.share_foot") if less else _NO_WORDS
    yield Tile("share", said("public.share"), pct, same("%"), foot, known=share is not None)
    if energy.co2_kg is not None:
        decimals = 0 if energy.co2_kg >= 100 else 1
        number = formatting.plain(energy.co2_kg, decimals)
        yield Tile("co2", said("public.co2"), number, same("kg"))


def number_kw(kw: float) -> str:
    """A power as a visitor reads it: 137, but 7.6; never a sign."""
    return formatting.plain(abs(kw), 0 if abs(kw) >= 100 or abs(kw) < LEAST_KW else 1)


def _gives(kw: float | None) -> bool:
    return kw is not None and kw >= LEAST_KW


def _known(reading: Reading | None) -> Value | None:
    return None if reading is None else reading.known
