"""What every site that ships must hold, and where each row of the inventory stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from devices.documents import is_japanese, read_document
from devices.kinds import KINDS
from devices.site import Site, load_site, site_names, site_path
from devices.site.parameters import BatteryParameters, BlockParameters, PvParameters
from devices.words import Words

SITES = {name: load_site(name) for name in site_names()}
EVERY_SITE = pytest.mark.parametrize("name", SITES)

# Rows of the inventory: sections 1 (Odawara), 6 (Nishinoomote) and 10 (Toride and Kobe).
ROWS = (
    *(f"O-{number:02d}" for number in range(1, 25)),
    *(f"N-{number:02d}" for number in range(1, 13)),
    *(f"T-{number:02d}" for number in range(1, 27)),
)
PLACES = {
    "odawara", "nishinoomote", "kobe-shelter", "toride-togashira-elementary",
    "toride-green-sports-centre", "toride-city-hall", "toride-second-junior-high",
    "toride-wellness-plaza",
}  # fmt: skip


def test_there_is_a_site_file_for_every_place() -> None:
    assert set(SITES) == PLACES


# --- the inventory --------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_is_a_device_or_a_stated_reason(row: str) -> None:
    devices = [d for site in SITES.values() for d in site.devices.values() if row in d.items]
    reasons = [s for site in SITES.values() for s in site.statements if row in s.items]

    assert devices or reasons


def rated_kw(site: Site, items: str) -> float:
    return sum(
        device.parameters.rated_kw
        for device in site.devices.values()
        if isinstance(device.parameters, PvParameters) and items in device.items
    )


@pytest.mark.parametrize(
    ("name", "row", "pv_kw", "battery_kwh", "year_kwh"),
    [
        ("toride-togashira-elementary", "T-01", 45, 15, 116_794),
        ("toride-green-sports-centre", "T-02", 120 + 176, 15, 1_081_066),
        ("toride-city-hall", "T-03", 198, 30, 636_838),
        ("toride-second-junior-high", "T-04", 110 + 40, 15, 216_523),
        ("toride-wellness-plaza", "T-05", 35, 15, 347_819),
        ("nishinoomote", "N-05", 207.3, 100, 482_027 + 80_702 + 23_622),
    ],
)
def test_sun_battery_and_energy_of_the_year_are_those_of_the_source(
    name: str, row: str, pv_kw: float, battery_kwh: float, year_kwh: float
) -> None:
    site = SITES[name]
    own = [device.parameters for device in site.devices.values()]
    energy_kwh = sum(one.energy_kwh for one in own if isinstance(one, BatteryParameters))
    average_kw = sum(one.average_kw for one in own if isinstance(one, BlockParameters))

    assert rated_kw(site, row) == pytest.approx(pv_kw)
    assert energy_kwh == pytest.approx(battery_kwh)
    assert average_kw == pytest.approx(year_kwh / 8760, rel=0.01)


def test_nishinoomote_has_its_line_cubicle_cars_and_sixty_hertz() -> None:
    site = SITES["nishinoomote"]
    facts = {fact.path: (fact.value, fact.unit, fact.origin) for fact in site.facts}
    cars = [device for device in site.devices.values() if device.name.startswith("ev")]

    assert sum(line.length_m for line in site.network.lines) == 85
    assert facts["network.transformers.tr.rating"] == (300, "kVA", "S")
    assert facts["devices.v2x1.rating"] == (6, "kW", "S")
    assert [car.planned for car in cars] == [False, False, False, True, True]
    assert site.f_nominal_hz == 60
    assert facts["devices.pv_new.overfrequency"] == (61.2, "Hz", "F")


def test_kobe_feeds_three_rooms_from_four_sources_one_at_a_time() -> None:
    site = SITES["kobe-shelter"]
    cables = [one for one in site.network.switches if one.signal == "inlet.source"]

    assert {one.closed_state for one in cables} == {
        "vehicle", "generator", "gas_generator", "battery",
    }  # fmt: skip
    assert {name for name, d in site.devices.items() if "T-15" in d.items} == {"k1", "k2", "k3"}


# --- every site -----------------------------------------------------------------------------------


def bare_numbers(value: Any, place: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        if {"value", "unit", "origin"} <= value.keys():
            return
        for key, item in value.items():
            yield from bare_numbers(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from bare_numbers(item, (*place, str(index)))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield ".".join(place)


@EVERY_SITE
def test_every_number_about_a_site_carries_unit_and_origin(name: str) -> None:
    data = read_document(site_path(name)).data
    about = ("nominal", "limits", "devices", "network", "places", "location", "panels")

    found = [bare for key in about for bare in bare_numbers(data.get(key, {}), (key,))]

    assert [one for one in found if not one.endswith(".rating.choice")] == []


@EVERY_SITE
def test_every_text_of_a_site_is_there_in_both_languages(
    name: str, every_words: Callable[[Any, str], Iterator[tuple[str, Words]]]
) -> None:
    for place, words in every_words(SITES[name], name):
        assert bool(words.en.strip()) == bool(words.ja.strip()), place
        code = re.fullmatch(r"[\w /.-]{0,12}", words.en) and words.en == words.ja
        assert is_japanese(words.ja) or code, f"{place}: {words}"


@EVERY_SITE
def test_every_role_is_held_and_every_order_goes_to_somebody(name: str) -> None:
    site = SITES[name]
    held = {role for person in site.persons for role in person.roles}
    told = {v.order.to for d in site.devices.values() for v in d.verbs.values() if v.order}

    assert held == set(site.roles)
    assert told <= held


@EVERY_SITE
def test_reasons_and_hazards_are_full_sentences(name: str) -> None:
    for interlock in SITES[name].interlocks:
        for words in (interlock.reason, interlock.hazard):
            assert words.en.endswith("."), interlock.id
            assert words.ja.endswith("。"), interlock.id


@EVERY_SITE
def test_with_everything_closed_every_bus_hangs_on_a_source(name: str) -> None:
    network = SITES[name].network
    ends = [
        *((line.from_bus, line.to_bus) for line in network.lines),
        *((one.primary_bus, one.secondary_bus) for one in network.transformers),
        *((switch.from_bus, switch.to_bus) for switch in network.switches),
    ]
    outlets = {d.name for d in SITES[name].devices.values() if d.kind == "pcs_outlet"}
    reached = {network.grid.bus, *(network.bus_of(outlet) for outlet in outlets)}
    waiting = list(reached)
    while waiting:
        bus = waiting.pop()
        for a, b in ends:
            for here, there in ((a, b), (b, a)):
                if here == bus and there not in reached:
                    reached.add(there)
                    waiting.append(there)

    assert reached == {bus.name for bus in network.buses}


@EVERY_SITE
def test_the_section_has_a_boundary_and_a_segment_of_its_own(name: str) -> None:
    network = SITES[name].network

    assert network.boundary is not None
    assert network.section is not None
    assert network.utility_bus not in network.section_buses()


@EVERY_SITE
def test_symbols_do_not_overlap_and_stay_on_the_sheet(name: str) -> None:
    drawing = SITES[name].drawing
    nodes = [node for node in drawing.nodes if node.symbol not in ("busbar", "junction")]
    for index, a in enumerate(nodes):
        assert a.width / 2 <= a.x <= drawing.width - a.width / 2
        assert a.height / 2 <= a.y <= drawing.height - a.height / 2
        for b in nodes[index + 1 :]:
            apart_x = abs(a.x - b.x) >= (a.width + b.width) / 2
            apart_y = abs(a.y - b.y) >= (a.height + b.height) / 2
            assert apart_x or apart_y, f"{a.id} and {b.id}"


@EVERY_SITE
def test_every_conductor_ends_at_the_symbols_it_joins(name: str) -> None:
    nodes = {node.id: node for node in SITES[name].drawing.nodes}
    for link in SITES[name].drawing.links:
        for id, (x, y) in ((link.from_node, link.points[0]), (link.to_node, link.points[-1])):
            node = nodes[id]
            assert abs(x - node.x) <= node.width / 2 + 0.01, link
            assert abs(y - node.y) <= node.height / 2 + 0.01, link


@EVERY_SITE
def test_every_device_that_can_be_worked_is_drawn_or_belongs_to_all(name: str) -> None:
    site = SITES[name]
    drawn = {node.device for node in site.drawing.nodes}
    for device in site.devices.values():
        if device.verbs and device.kind not in (
            "permits", "car_share", "protection_relay", "synchronism_relay",
        ):  # fmt: skip
            assert device.name in drawn, device.name


def test_every_kind_of_device_stands_at_some_site() -> None:
    used = {device.kind for site in SITES.values() for device in site.devices.values()}

    assert used >= set(KINDS)
