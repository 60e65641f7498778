"""The served maps carry every wire signal and verb of every kind, at every site that ships."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.kinds import KINDS, Kind
from devices.registers import (
    Image,
    Point,
    RegisterMap,
    ServedRegisters,
    Table,
    check_identity,
    decode,
    encode,
    load_map,
    map_names,
    plan,
    plan_identity,
    read_heartbeat,
    read_label,
)
from devices.signals import Reading, Signal, Value
from devices.simulated import SimulatedPlant
from devices.site import Site, load_site, site_names
from devices.site.site import Argument

WIRED = tuple(kind for kind in KINDS.values() if kind.wire_signals or kind.wire_verbs)
KIND_IDS = [kind.name for kind in WIRED]


@cache
def _map(kind: str) -> RegisterMap:
    return load_map(f"served-{kind.replace('_', '-')}")


def _read(map_: RegisterMap, served: ServedRegisters) -> Image:
    """What a client knows after one poll and one look at the identity."""
    image = Image()
    for block in (*plan(map_), *plan_identity(map_)):
        cells = served.read(block.table, block.address, block.count)
        if cells is not None:
            image.put(block.table, block.address, cells)
    return image


@pytest.mark.parametrize("kind", WIRED, ids=KIND_IDS)
def test_a_map_has_all_signals_and_verbs_that_belong_on_the_wire_and_no_others(kind: Kind) -> None:
    map_ = _map(kind.name)
    assert {point.name for point in map_.points} == {one.suffix for one in kind.wire_signals}
    assert set(map_.commands) == {one.name for one in kind.wire_verbs}


def test_every_served_map_is_of_a_kind_with_something_on_the_wire() -> None:
    served = {name for name in map_names() if name.startswith("served-")}
    assert served == {f"served-{name.replace('_', '-')}" for name in KIND_IDS}


def test_no_two_kinds_answer_with_the_same_identity() -> None:
    identities = [tuple(check.equals for check in _map(name).identity) for name in KIND_IDS]
    assert len(set(identities)) == len(identities)


def test_all_four_tables_are_in_use() -> None:
    maps = [_map(name) for name in KIND_IDS]
    places = [point.place for map_ in maps for point in map_.points]
    places += [w.place for map_ in maps for writes in map_.commands.values() for w in writes]
    assert {place.table for place in places} == set(Table)


@pytest.mark.parametrize("kind", WIRED, ids=KIND_IDS)
def test_a_map_stays_below_1000_and_is_polled_with_one_read_a_table(kind: Kind) -> None:
    map_ = _map(kind.name)
    places = [point.place for point in map_.points]
    places += [write.place for writes in map_.commands.values() for write in writes]
    assert max(place.end for place in places) <= 1000
    tables = [block.table for block in plan(map_)]
    assert len(tables) == len(set(tables))


@pytest.mark.parametrize("kind", WIRED, ids=KIND_IDS)
def test_a_served_device_tells_who_it_is_and_that_it_is_alive(kind: Kind) -> None:
    map_ = _map(kind.name)
    served = ServedRegisters(map_, "cb52b")
    served.beat(65536 + 7)
    image = _read(map_, served)
    assert check_identity(map_, image) == ()
    assert read_label(map_, image) == "cb52b"
    assert read_heartbeat(map_, image) == 7


@pytest.mark.parametrize("kind", WIRED, ids=KIND_IDS)
def test_what_is_not_known_reads_as_missing_and_never_as_zero(kind: Kind) -> None:
    map_ = _map(kind.name)
    served = ServedRegisters(map_)
    served.show({})
    assert all(one.value is None for one in decode(map_, _read(map_, served)).values())


# --- at the sites -------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=site_names())
def site(request: pytest.FixtureRequest) -> Site:
    return load_site(request.param)


def _of(readings: dict[str, Reading], device: str) -> dict[str, Value | None]:
    start = f"{device}."
    return {n.removeprefix(start): one.value for n, one in readings.items() if n.startswith(start)}


def _is_the_same(point: Point, found: Value | None, given: Value | None) -> bool:
    if isinstance(given, bool | str) or given is None:
        return found == given
    return bool(found == pytest.approx(given, abs=0.5001 * point.coding.scale))


@given(data=st.data())
def test_every_value_within_the_bounds_survives_the_registers(
    site: Site, data: st.DataObject
) -> None:
    devices = [device for device in site.devices.values() if device.kind in KIND_IDS]
    device = data.draw(st.sampled_from(devices))
    map_ = _map(device.kind)
    signals = {point.name: device.signals[f"{device.name}.{point.name}"] for point in map_.points}
    values = {name: data.draw(_within(signal), label=name) for name, signal in signals.items()}
    served = ServedRegisters(map_)
    served.show(values)
    decoded = decode(map_, _read(map_, served))
    for point in map_.points:
        assert _is_the_same(point, decoded[point.name].value, values[point.name]), point.name


def _within(signal: Signal) -> st.SearchStrategy[Value]:
    if signal.is_flag:
        return st.booleans()
    return st.sampled_from(signal.states) if signal.states else st.floats(signal.low, signal.high)


def test_every_reading_of_a_site_survives_the_registers_within_its_scale(site: Site) -> None:
    plant = SimulatedPlant(site)
    readings = dict(plant.readings())
    plant.close()
    for device in site.devices.values():
        if device.kind not in KIND_IDS:
            continue
        map_, values = _map(device.kind), _of(readings, device.name)
        assert set(values) == {point.name for point in map_.points}
        served = ServedRegisters(map_)
        served.show(values)
        decoded = decode(map_, _read(map_, served))
        for point in map_.points:
            assert _is_the_same(point, decoded[point.name].value, values[point.name]), point.name


def _values(argument: Argument) -> tuple[Value, ...]:
    if argument.states:
        return argument.states
    assert argument.low is not None
    assert argument.high is not None
    return argument.low, argument.high


def test_every_verb_of_a_site_arrives_as_it_was_sent(site: Site) -> None:
    for device in site.devices.values():
        if device.kind not in KIND_IDS:
            continue
        map_ = _map(device.kind)
        for verb in device.verbs.values():
            if verb.manual:
                continue
            choices = [_values(argument) for argument in verb.arguments.values()]
            for chosen in zip(*choices, strict=True) if choices else [()]:
                arguments = dict(zip(verb.arguments, chosen, strict=True))
                served = ServedRegisters(map_)
                arrived = [
                    ordered
                    for write in encode(map_, verb.name, arguments)
                    for ordered in served.write(write.table, write.address, write.values)
                ]
                assert [(one.verb, one.arguments) for one in arrived] == [(verb.name, arguments)]
