"""Which parts are live, worked out from positions and voltages, beside the simulator's truth."""

from __future__ import annotations

import pytest

from devices.derived.segments import Segments
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Quality, Reading, Value
from devices.simulated import SimulatedPlant, StartState
from devices.site import Site, load_site, site_names

SUPPLIES = ("grid_connection", "utility_supply")


def seen_board(site: Site, plant: SimulatedPlant) -> ManualPoints:
    """Every reported point as somebody sees it now."""
    manual = ManualPoints(site)
    for signal in site.signals.values():
        if signal.manual and site.device_of(signal.name).kind != "permits":
            manual.enter(signal.name, plant.field.observe(signal.name), "kato", 0.0)
    return manual


def compare(site: Site, plant: SimulatedPlant) -> dict[str, tuple[Value | None, Value | None]]:
    """The segments that are judged otherwise than they are."""
    picture = Picture(site, seen_board(site, plant))
    readings = plant.readings()
    measured = {name: r for name, r in readings.items() if not name.startswith("live.")}
    picture.update(measured, plant.now_s)
    judged = {name: picture.value(name) for name in readings if name.startswith("live.")}
    assert judged
    return {
        name: (v, readings[name].value) for name, v in judged.items() if v != readings[name].value
    }


def go(plant: SimulatedPlant, until_s: float) -> None:
    while plant.now_s < until_s:
        plant.advance(until_s)


@pytest.mark.parametrize("name", site_names())
def test_segments_are_as_they_are_before_and_after_a_blackout(name: str) -> None:
    site = load_site(name)
    plant = SimulatedPlant(site)
    go(plant, 1.0)
    assert compare(site, plant) == {}
    supply = next(d.name for d in site.devices.values() if d.kind in SUPPLIES)
    plant.field.act(supply, "lose", "world")
    go(plant, 20.0)
    assert compare(site, plant) == {}


ISLAND = StartState(
    grid_live=False,
    k12_closed=False,
    relay_group=2,
    evt_in=True,
    bess_mode="grid_forming",
    anti_islanding=False,
    secondary=True,
)


def test_the_island_is_told_from_the_dead_line_beyond_the_boundary() -> None:
    site = load_site("odawara")
    plant = SimulatedPlant(site, start=ISLAND)
    plant.command(Command("bess", "start_black", "MGC", "ozawa"))
    go(plant, 5.0)
    plant.command(Command("b1", "open", "MGC", "ozawa"))
    go(plant, 10.0)
    assert plant.readings()["live.section"].value == "island"
    assert plant.readings()["live.feeder"].value == "dead"
    assert compare(site, plant) == {}


def judge(site: Site, values: dict[str, Value]) -> dict[str, Value | None]:
    """The segments, with nothing known but `values`."""
    picture = Picture(site, ManualPoints(site))
    picture.update({n: Reading(v, Quality.GOOD, 0.0) for n, v in values.items()}, 0.0)
    return dict(Segments(site).figures(picture, ()))


def test_what_nobody_measures_behind_an_unknown_switch_is_unknown() -> None:
    judged = judge(load_site("odawara"), {"island.v_kv": 6.6, "b1.position": "open"})
    assert judged["live.section"] is None  # live, but from whom: the boundary is not known
    assert judged["live.b1_load"] == "dead"  # open, and nothing behind it can make a voltage
    assert judged["live.b2_load"] is None


def test_a_plant_that_tells_its_segments_is_believed() -> None:
    site = load_site("odawara")
    told = set(site.signals)
    picture = Picture(site, ManualPoints(site))
    assert not list(Segments(site).figures(picture, told))
