from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from devices.documents import is_japanese, read_document
from devices.signals import Signal
from devices.site import Site, load_site, site_names, site_path
from devices.site.site import Device, Words
from devices.site.sitting import sitting_signals

NAME = "odawara"

# --- what was agreed ------------------------------------------------------------------------------

BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")
METERS = tuple(f"m{number}" for number in range(1, 9))
MEASURED = {
    "grid": "v_kv f_hz",
    "k12": "dv_pu angle_deg slip_hz",
    "cb52b": "position",
    "bess": "soc_pct energy_kwh p_kw q_kvar v_kv f_hz load_pct mode state temp_c p_max_kw p_min_kw "
    "anti_islanding secondary trip_cause fire aux_ok ups_h",
    "relay": "group tripped r64",
    "evt": "position",
    "pv": "p_kw state wait_s limit_pct position available_kw",
    "server": "p_kw set_kw position",
    "evc": "p_kw position plugged",
    **dict.fromkeys(BLOCKS, "position p_kw transformer cold_kw kva"),
    **dict.fromkeys(METERS, "p_kw v_v"),
    "island": "v_kv f_hz v0_pct unbalance_pct load_kw supply hours_left_h steady_s recent_cold_kw "
    "recent_kva room_kw sources_off mains_open unserved_kwh",
    "time": "blackout_s step_s",
}
REPORTED = {
    "grid": "reclose",
    "k12": "position locked tagged timer_utility timer_island",
    "earth": "count",
    "permit": "requested agreed line_ok dead energise return reclose_k12",
    "cb52b": "locked tagged",
    "ev3": "soc_pct place",
    "share": "state",
    "phone": "injured smoke soc_pct v_kv f_hz",
}
PERMITS = ("requested", "agreed", "line_ok", "dead", "energise", "return", "reclose_k12")
VERBS = {
    "grid": "order_block_reclose order_restore_reclose",
    "k12": "order_open order_close order_lock order_unlock order_block_timers order_restore_timers",
    "earth": "order_fit order_remove",
    "permit": " ".join(f"grant_{name} withdraw_{name}" for name in PERMITS),
    "cb52b": "open close",
    "bess": "set_mode start_black start_following stop reset set_p_kw set_anti_islanding "
    "set_secondary emergency_stop",
    "relay": "set_group reset",
    "evt": "insert remove",
    "pv": "open close set_limit_pct",
    "server": "open close set_kw",
    "evc": "open close set_kw",
    "ev3": "order_dispatch order_return",
    "share": "order_stop order_start",
    **dict.fromkeys(BLOCKS, "open close connect disconnect"),
}


def named(table: Mapping[str, str]) -> set[str]:
    return {f"{device}.{name}" for device, names in table.items() for name in names.split()}


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(NAME)


@pytest.fixture(scope="module")
def source() -> str:
    return site_path(NAME).read_text(encoding="utf-8")


def test_signals_are_those_agreed_and_no_others(site: Site) -> None:
    known = site.signals.keys() - sitting_signals().keys()
    own = {name for name in known if not name.startswith("live.")}

    assert own == named(MEASURED) | named(REPORTED)


def test_people_report_what_nobody_measures(site: Site) -> None:
    manual = {name for name, signal in site.signals.items() if signal.manual}

    assert manual == named(REPORTED)
    assert all(site.signals[name].stale_after_s is None for name in manual)


def test_verbs_are_those_agreed_and_no_others(site: Site) -> None:
    found = {f"{device.name}.{verb}" for device in site.devices.values() for verb in device.verbs}

    assert found == named(VERBS)


def test_every_verb_has_roles_of_this_site_and_a_proof_from_its_signals(site: Site) -> None:
    for device in site.devices.values():
        for verb in device.verbs.values():
            assert verb.roles
            assert set(verb.roles) <= set(site.roles)
            assert verb.done_when is not None
            signals = {name for name in verb.done_when.names if not name.startswith("argument.")}
            assert signals <= set(site.signals)


def test_the_boundary_is_the_utilitys_and_its_orders_go_through_people(site: Site) -> None:
    k12 = site.devices["k12"]

    assert not k12.ours
    assert k12.owner.en == "TEPCO Power Grid"
    assert all(verb.manual and verb.roles == ("TSO-D",) for verb in k12.verbs.values())


def test_every_role_is_held_and_crews_are_two(site: Site) -> None:
    held = Counter(role for person in site.persons for role in person.roles)

    assert set(held) == set(site.roles)
    assert held["TSO-F"] >= 2
    assert held["MGF"] >= 2


# --- facts ----------------------------------------------------------------------------------------


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


def test_every_number_about_the_site_carries_unit_and_origin() -> None:
    data = read_document(site_path(NAME)).data
    about_the_site = ("nominal", "limits", "devices", "network", "places")

    found = [name for key in about_the_site for name in bare_numbers(data[key], (key,))]

    assert found == ["devices.server.rating.choice"]  # one of the ratings that have an origin


def test_what_must_be_confirmed_is_every_known_practice_and_proposal(site: Site) -> None:
    open_facts = {fact.path for fact in site.unconfirmed()}

    assert "devices.bess.rating" not in open_facts
    assert "devices.k12.timer_x" in open_facts
    assert "devices.b1.cold_factor" in open_facts  # K and P
    assert all(fact.line > 0 for fact in site.facts)
    assert {fact.origin for fact in site.facts} == {"S", "F", "K", "P", "K,P", "S,P"}


def test_the_ratings_of_the_source_document_stand(site: Site) -> None:
    facts = {fact.path: (fact.value, fact.unit, fact.origin) for fact in site.facts}

    assert facts["devices.bess.rating"] == (630, "kW", "S")
    assert facts["devices.bess.energy"] == (1580, "kWh", "S")
    assert facts["devices.pv.rating"] == (50, "kW", "S")
    assert facts["devices.server.rating.options.0"] == (26, "kW", "S")
    assert facts["devices.server.rating.options.1"] == (28, "kW", "S")
    assert facts["devices.ev3.energy"] == (40, "kWh", "S")
    assert facts["devices.evc.rating"] == (6, "kW", "S")
    assert facts["devices.island.length"] == (700, "m", "S")


def test_every_item_of_the_inventory_has_its_place_in_the_file(source: str) -> None:
    missing = [f"O-{n:02d}" for n in range(1, 25) if f"O-{n:02d}" not in source]

    assert missing == []


def test_tier_a_and_b_average_what_the_city_s_three_days_need(site: Site) -> None:
    average_kw = sum(block.average_kw for block in site.blocks if block.tier in "AB")

    assert average_kw == 18


# --- texts ----------------------------------------------------------------------------------------


def test_every_text_of_the_site_is_there_in_both_languages(
    site: Site, every_words: Callable[[Any, str], Iterator[tuple[str, Words]]]
) -> None:
    unlabelled = {node.id for node in site.drawing.nodes if not node.label.en}
    count = 0
    for place, words in every_words(site, "site"):
        count += 1
        assert bool(words.en.strip()) == bool(words.ja.strip()), place
        number = re.fullmatch(r"[\w -]{0,8}", words.en) and words.en == words.ja
        assert is_japanese(words.ja) or number, f"{place}: {words}"
    assert count > 1000
    assert unlabelled == {"b1_tap"}


def test_reasons_are_full_sentences_that_fill_in_live_values(site: Site) -> None:
    for interlock in site.interlocks:
        for words in (interlock.reason, interlock.hazard):
            assert words.en[0].isupper() or words.en[0] in "{5", interlock.id
            assert words.en.endswith("."), interlock.id
            assert words.ja.endswith("。"), interlock.id


# --- network and drawing --------------------------------------------------------------------------


def test_the_section_is_seven_hundred_metres_with_its_capacitance(site: Site) -> None:
    length_m = sum(line.length_m for line in site.network.lines)
    capacitance_nf = sum(line.c_nf_per_km * line.length_m / 1000 for line in site.network.lines)

    assert length_m == 700
    assert capacitance_nf == pytest.approx(3.5)


def test_symbols_do_not_overlap_and_stay_on_the_sheet(site: Site) -> None:
    drawing = site.drawing
    nodes = [node for node in drawing.nodes if node.symbol not in ("busbar", "junction")]
    for index, a in enumerate(nodes):
        assert a.width / 2 <= a.x <= drawing.width - a.width / 2
        assert a.height / 2 <= a.y <= drawing.height - a.height / 2
        for b in nodes[index + 1 :]:
            apart_x = abs(a.x - b.x) >= (a.width + b.width) / 2
            apart_y = abs(a.y - b.y) >= (a.height + b.height) / 2
            assert apart_x or apart_y, f"{a.id} and {b.id}"


def test_every_conductor_ends_at_the_symbols_it_joins(site: Site) -> None:
    nodes = {node.id: node for node in site.drawing.nodes}
    for link in site.drawing.links:
        for id, (x, y) in ((link.from_node, link.points[0]), (link.to_node, link.points[-1])):
            node = nodes[id]
            assert abs(x - node.x) <= node.width / 2 + 0.01, link
            assert abs(y - node.y) <= node.height / 2 + 0.01, link


def test_what_is_drawn_live_follows_a_bus(site: Site) -> None:
    drawn = {link.live for link in site.drawing.links}

    assert drawn == {f"live.{segment.name}" for segment in site.network.segments}


def test_types_of_what_is_loaded(site: Site) -> None:
    assert all(isinstance(device, Device) for device in site.devices.values())
    assert all(isinstance(signal, Signal) for signal in site.signals.values())
    assert site.device_of("b1.p_kw") is site.devices["b1"]
    assert site.verb("cb52b.open").name == "open"


@pytest.mark.parametrize("name", site_names())
def test_every_role_of_every_site_says_how_it_is_reached(name: str) -> None:
    site = load_site(name)
    numbers = [role.contact.number for role in site.roles.values() if role.contact is not None]
    assert len(numbers) == len(site.roles)
    assert len(set(numbers)) == len(numbers)
    for role in site.roles.values():
        assert role.contact is not None
        assert "P" in role.contact.origin  # nobody ships the number of anybody
        assert role.contact.number.startswith("000-")
