"""Served devices as SunSpec: read by pysunspec2's decoding and by our own generic maps."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sunspec2.modbus.client import SunSpecModbusClientDevice

from devices.registers import (
    CannotEncode,
    Image,
    Ordered,
    RegisterMap,
    Table,
    WriteRefused,
    decode,
    encode,
    needed,
    plan,
)
from devices.signals import Value
from devices.site import load_site, site_names
from devices.sunspec import Layout, SunSpecMap, discover, load_any_map, resolve
from devices.sunspec.served import SunSpecImage, sunspec_image

BATTERY: Mapping[str, Value] = {
    "soc_pct": 87.3, "energy_kwh": 1379.3, "p_kw": -123.4, "q_kvar": 20.0, "v_kv": 6.58,
    "f_hz": 49.987, "mode": "grid_forming", "state": "running", "p_max_kw": 630.0,
    "p_min_kw": -600.0, "anti_islanding": "off", "trip_cause": "none",
}  # fmt: skip
PV: Mapping[str, Value] = {
    "p_kw": 41.2, "state": "running", "wait_s": 0.0, "limit_pct": 100.0, "position": "closed",
    "available_kw": 43.7,
}  # fmt: skip
SUNSPEC_KINDS = {"battery_inverter", "pv_inverter", "pv_pcs", "meter", "v2h"}
SITES = {name: load_site(name) for name in site_names()}


class DirectDevice(SunSpecModbusClientDevice):  # type: ignore[misc] # it has no types
    """pysunspec2's own client with the image in the place of the wire."""

    def __init__(self, image: SunSpecImage) -> None:
        super().__init__()
        self.image = image
        self.orders: list[Ordered] = []

    def read(self, addr: float, count: float) -> bytes:
        cells = self.image.read(Table.HOLDING, int(addr), int(count))
        assert cells is not None, (addr, count)
        return struct.pack(f">{len(cells)}H", *cells)

    def write(self, addr: int, data: bytes) -> None:
        cells = struct.unpack(f">{len(data) // 2}H", data)
        self.image.write(Table.HOLDING, addr, cells, self.orders.extend)


def image_of(
    device: str, values: Mapping[str, Value | None], site: str = "odawara"
) -> SunSpecImage:
    image = sunspec_image(SITES[site], SITES[site].devices[device])
    assert image is not None
    image.show(values)
    return image


def scanned(image: SunSpecImage) -> DirectDevice:
    client = DirectDevice(image)
    client.scan()
    return client


def point(client: DirectDevice, model: int, path: str) -> Any:
    return client.models[model][0].points[path].cvalue


def layout_of(image: SunSpecImage) -> Layout:
    steps = discover()
    block = next(steps)
    while True:
        try:
            block = steps.send(image.read(block.table, block.address, block.count))
        except StopIteration as end:
            layout: Layout = end.value
            return layout


GENERIC = {name: load_any_map(f"sunspec-{name}") for name in ("battery", "pv", "meter")}


def by_generic_map(name: str, image: SunSpecImage) -> RegisterMap:
    map_ = GENERIC[name]
    assert isinstance(map_, SunSpecMap)
    return resolve(map_, layout_of(image))


def values_by(map_: RegisterMap, image: SunSpecImage) -> dict[str, Value | None]:
    held = Image()
    for block in plan(map_):
        cells = image.read(block.table, block.address, block.count)
        assert cells is not None, block
        held.put(block.table, block.address, cells)
    return {name: decoded.value for name, decoded in decode(map_, held).items()}


def order(
    map_: RegisterMap, image: SunSpecImage, verb: str, arguments: Mapping[str, Value]
) -> list[Ordered]:
    """What the device obeys when a client sends a verb by its map, reading back as it goes."""
    held = Image()
    for place in needed(map_, verb):
        cells = image.read(place.table, place.address, place.count)
        held.put(place.table, place.address, cells or ())
    obeyed: list[Ordered] = []
    for write in encode(map_, verb, arguments, held):
        image.write(write.table, write.address, write.values, obeyed.extend)
        back = image.read(write.table, write.address, len(write.values))
        assert back is not None
        assert write.holds(back) or not write.read_back
    return obeyed


# --- which devices --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SITES)
def test_every_device_that_sunspec_has_models_for_is_shown_and_found(name: str) -> None:
    site = SITES[name]
    serials = set()
    for device in site.devices.values():
        image = sunspec_image(site, device)
        assert (image is not None) == (device.kind in SUNSPEC_KINDS)
        if image is None:
            continue
        layout = layout_of(image)
        assert layout.note is None
        assert all(model.note is None for model in layout.models)
        client = scanned(image)
        assert [model.model_id for model in client.model_list] == [one.id for one in layout.models]
        assert all(not model.error_info for model in client.model_list)
        assert point(client, 1, "Mn") == "Kairetsu"
        assert point(client, 1, "Md") == device.kind
        serials.add(point(client, 1, "SN"))
    assert len(serials) == sum(one.kind in SUNSPEC_KINDS for one in site.devices.values())


# --- what pysunspec2 reads ------------------------------------------------------------------------


def test_pysunspec2_reads_a_battery_as_it_is() -> None:
    client = scanned(image_of("bess", BATTERY))

    assert point(client, 701, "W") == -123_400
    assert point(client, 701, "Var") == 20_000
    assert point(client, 701, "VA") == pytest.approx(125_010, abs=50)
    assert point(client, 701, "Hz") == 49.987
    assert point(client, 701, "LLV") == 6580
    assert point(client, 701, "InvSt") == 3
    assert point(client, 701, "DERMode") == 0b10
    assert point(client, 701, "Alrm") == 0
    assert point(client, 702, "WMaxRtg") == 630_000
    assert point(client, 702, "WChaRteMax") == 600_000
    assert point(client, 702, "VNomRtg") == 6600
    assert point(client, 704, "AntiIslEna") == 0
    assert point(client, 713, "WHRtg") == 1_580_000
    assert point(client, 713, "WHAvail") == 1_379_300
    assert point(client, 713, "SoC") == 87.3
    assert point(client, 802, "SoC") == 87.3
    assert point(client, 802, "ChaSt") == 4
    assert point(client, 802, "State") == 3


def test_pysunspec2_reads_a_pv_plant_as_it_is() -> None:
    client = scanned(image_of("pv", {**PV, "limit_pct": 60.0}))

    assert point(client, 103, "W") == 41_200
    assert point(client, 103, "St") == 5  # throttled
    assert point(client, 120, "WRtg") == 50_000
    assert point(client, 121, "WMax") == 50_000
    assert point(client, 122, "WAval") == 43_700
    assert point(client, 122, "PVConn") == 0b111
    assert point(client, 123, "Conn") == 1
    assert point(client, 123, "WMaxLimPct") == 60.0
    assert point(client, 123, "WMaxLim_Ena") == 1


def test_pysunspec2_reads_a_meter_and_a_car_as_they_are() -> None:
    meter = scanned(image_of("m1", {"p_kw": 3.21, "v_v": 101.5}))
    car = scanned(
        image_of(
            "v2h",
            {"state": "stand_alone", "p_kw": 1.25, "soc_pct": 64.0, "v_v": 100.2},
            site="toride-city-hall",
        )
    )

    assert point(meter, 203, "W") == pytest.approx(3210, abs=50)
    assert point(meter, 203, "PhV") == 101.5
    assert point(car, 701, "W") == 1250
    assert point(car, 701, "InvSt") == 3
    assert point(car, 713, "SoC") == 64


@pytest.mark.parametrize("device", ["bess", "pv", "m1"])
def test_what_is_not_known_reads_as_not_implemented_and_never_as_zero(device: str) -> None:
    client = scanned(image_of(device, {}))

    for model in client.model_list:
        for name in ("W", "Hz", "LLV", "SoC", "PhV", "InvSt", "WAval", "WHAvail"):
            if name in model.points:
                assert model.points[name].value is None, (model.model_id, name)


def test_a_value_beyond_its_register_reads_as_not_implemented() -> None:
    client = scanned(image_of("bess", {**BATTERY, "p_kw": 1e6, "soc_pct": -1.0}))

    assert point(client, 701, "W") is None
    assert point(client, 713, "SoC") is None


def test_every_trip_cause_has_an_alarm_of_its_own_or_the_manufacturers() -> None:
    causes = next(
        signal.states
        for signal in SITES["odawara"].devices["bess"].signals.values()
        if signal.name == "bess.trip_cause"
    )
    for cause in causes:
        client = scanned(image_of("bess", {**BATTERY, "trip_cause": cause}))
        assert bool(point(client, 701, "Alrm")) == (cause != "none")


def test_the_heartbeat_moves() -> None:
    image = image_of("bess", BATTERY)
    image.beat(7)

    assert point(scanned(image), 802, "Hb") == 7


# --- what our own generic maps read ---------------------------------------------------------------


def test_the_generic_battery_map_reads_back_what_is_shown() -> None:
    image = image_of("bess", BATTERY)

    read = values_by(by_generic_map("battery", image), image)

    assert read == {name: BATTERY[name] for name in read}
    assert set(BATTERY) - set(read) == {"trip_cause"}


def test_the_generic_pv_and_meter_maps_read_back_what_is_shown() -> None:
    pv, meter = image_of("pv", PV), image_of("m1", {"p_kw": 3.2, "v_v": 101.5})

    read = values_by(by_generic_map("pv", pv), pv)

    assert read == {name: PV[name] for name in PV if name != "wait_s"}
    assert values_by(by_generic_map("meter", meter), meter) == pytest.approx(
        {"p_kw": 3.2, "v_v": 101.5}, abs=0.05
    )


BATTERIES = [
    (site.name, device.name)
    for site in SITES.values()
    for device in site.devices.values()
    if device.kind == "battery_inverter"
]


@pytest.mark.parametrize(("site", "device"), BATTERIES)
@settings(max_examples=25, deadline=None)
@given(share=st.floats(-1.9, 1.9), soc=st.floats(0, 100))
def test_scale_factors_fit_batteries_of_every_size(
    site: str, device: str, share: float, soc: float
) -> None:
    rated_kw = SITES[site].devices[device].parameters.rated_kw  # type: ignore[union-attr]
    image = image_of(device, {"p_kw": share * rated_kw, "soc_pct": soc, "state": "running"}, site)

    read = values_by(by_generic_map("battery", image), image)

    # At worst the largest power fills a tenth of what a register of 16 bits can hold.
    assert read["p_kw"] == pytest.approx(share * rated_kw, abs=max(rated_kw / 3000, 0.00051))
    assert read["soc_pct"] == pytest.approx(soc, abs=0.051)


# --- what writes mean -----------------------------------------------------------------------------


def test_the_generic_maps_give_every_verb_that_sunspec_has() -> None:
    battery, pv = image_of("bess", BATTERY), image_of("pv", PV)
    battery_map, pv_map = (
        by_generic_map("battery", battery),
        by_generic_map("pv", pv),
    )

    assert order(battery_map, battery, "set_p_kw", {"p_kw": 200.0}) == [
        Ordered("set_p_kw", {"p_kw": 200.0})
    ]
    assert order(battery_map, battery, "set_p_kw", {"p_kw": -50.0}) == [
        Ordered("set_p_kw", {"p_kw": -50.0})
    ]
    assert order(battery_map, battery, "set_anti_islanding", {"state": "on"}) == [
        Ordered("set_anti_islanding", {"state": "on"})
    ]
    assert order(battery_map, battery, "stop", {}) == [Ordered("stop", {})]
    assert order(battery_map, battery, "start_following", {}) == [Ordered("start_following", {})]
    assert order(battery_map, battery, "reset", {}) == [Ordered("reset", {})]
    assert order(pv_map, pv, "open", {}) == [Ordered("open", {})]
    assert order(pv_map, pv, "close", {}) == [Ordered("close", {})]
    assert order(pv_map, pv, "set_limit_pct", {"limit_pct": 40.0}) == [
        Ordered("set_limit_pct", {"limit_pct": 40.0})
    ]


def test_a_verb_that_sunspec_does_not_have_cannot_be_encoded() -> None:
    image = image_of("bess", BATTERY)

    with pytest.raises(CannotEncode):
        encode(by_generic_map("battery", image), "start_black", {})


def test_pysunspec2_writes_a_set_point_and_takes_it_back() -> None:
    client = scanned(image_of("bess", BATTERY))
    controls = client.models[704][0]

    controls.points["WSet"].cvalue = 150_000
    controls.write()
    assert client.orders == []  # not enabled yet
    controls.points["WSetEna"].value = 1
    controls.write()
    controls.points["WSet"].cvalue = -75_000
    controls.write()
    controls.points["WSetEna"].value = 0
    controls.write()

    assert client.orders == [
        Ordered("set_p_kw", {"p_kw": 150.0}),
        Ordered("set_p_kw", {"p_kw": -75.0}),
        Ordered("set_p_kw", {"p_kw": 0.0}),
    ]


def test_a_set_point_in_percent_is_of_the_rating() -> None:
    client = scanned(image_of("bess", BATTERY))
    controls = client.models[704][0]

    controls.points["WSetMod"].value = 0
    controls.points["WSetPct"].cvalue = 50.0
    controls.points["WSetEna"].value = 1
    controls.write()

    assert client.orders[-1] == Ordered("set_p_kw", {"p_kw": 315.0})


def test_a_limit_counts_once_it_is_enabled_and_no_longer_than_that() -> None:
    client = scanned(image_of("pv", PV))
    controls = client.models[123][0]

    controls.points["WMaxLimPct"].cvalue = 30.0
    controls.write()
    controls.points["WMaxLim_Ena"].value = 1
    controls.write()
    controls.points["WMaxLim_Ena"].value = 0
    controls.write()

    assert client.orders == [
        Ordered("set_limit_pct", {"limit_pct": 30.0}),
        Ordered("set_limit_pct", {"limit_pct": 100.0}),
    ]


def test_a_setting_follows_the_device_when_that_changes_and_not_before() -> None:
    image = image_of("pv", PV)
    client = scanned(image)
    client.models[123][0].points["WMaxLimPct"].cvalue = 30.0
    client.models[123][0].write()

    image.show(PV)
    assert point(scanned(image), 123, "WMaxLimPct") == 30.0
    image.show({**PV, "limit_pct": 80.0})
    assert point(scanned(image), 123, "WMaxLimPct") == 80.0


def address(image: SunSpecImage, model: int, path: str) -> int:
    found = layout_of(image).model(model)
    assert found is not None
    return found.points()[path].address


@pytest.mark.parametrize(
    ("device", "model", "path", "cells", "illegal"),
    [
        ("bess", 701, "W", (5,), "address"),  # a measurement
        ("bess", 1, "DA", (5,), "address"),
        ("bess", 704, "WSet", (5,), "address"),  # half of a value
        ("bess", 704, "WMaxLimPct", (5,), "address"),  # not implemented here
        ("bess", 704, "WSetEna", (1, 1, 0, 0, 0, 0), "address"),  # over into WSetRvrt
        ("bess", 704, "WSetEna", (2,), "value"),
        ("bess", 704, "WSetMod", (9,), "value"),
        ("bess", 704, "WSet", (0x8000, 0), "value"),  # "not implemented" is no set-point
        ("pv", 123, "Conn", (2,), "value"),
        ("m1", 203, "W", (1,), "address"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_of_it_is_taken(
    device: str, model: int, path: str, cells: tuple[int, ...], illegal: str
) -> None:
    image = image_of(device, BATTERY if device == "bess" else PV)
    at = address(image, model, path)
    before = image.read(Table.HOLDING, at, len(cells))
    orders: list[tuple[Ordered, ...]] = []

    with pytest.raises(WriteRefused) as caught:
        image.write(Table.HOLDING, at, cells, orders.append)

    assert caught.value.illegal == illegal
    assert orders == []
    assert image.read(Table.HOLDING, at, len(cells)) == before


def test_a_set_point_that_the_plant_refuses_is_not_held() -> None:
    image = image_of("bess", BATTERY)
    at = address(image, 704, "WSetEna")

    def refuse(_: tuple[Ordered, ...]) -> None:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        image.write(Table.HOLDING, at, (1, 1, 1, 0x86A0), refuse)

    assert image.read(Table.HOLDING, at, 4) == (0, 1, 0, 0)


def test_only_holding_registers_of_the_chain_are_there() -> None:
    image = image_of("bess", BATTERY)
    end = layout_of(image).models[-1].end

    assert image.read(Table.INPUT, 40000, 2) is None
    assert image.read(Table.HOLDING, 39999, 2) is None
    assert image.read(Table.HOLDING, end, 2) == (0xFFFF, 0)
    assert image.read(Table.HOLDING, end + 1, 2) is None
    with pytest.raises(WriteRefused):
        image.write(Table.COIL, 0, (1,), lambda _: None)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["bess", "pv", "m1"]),
    st.integers(39_990, 40_430),
    st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=12),
)
def test_any_write_is_obeyed_or_refused_and_the_chain_stays_whole(
    device: str, at: int, cells: list[int]
) -> None:
    image = image_of(device, BATTERY if device == "bess" else PV)
    chain = [(one.id, one.address) for one in layout_of(image).models]

    with contextlib.suppress(WriteRefused):
        image.write(Table.HOLDING, at, cells, lambda _: None)

    assert [(one.id, one.address) for one in layout_of(image).models] == chain


def test_a_read_only_device_takes_no_write_at_all() -> None:
    image = image_of("pv1", {"p_kw": 3.0, "state": "running", "position": "on"}, "toride-city-hall")

    for at in range(40_000, 40_230):
        with pytest.raises(WriteRefused):
            image.write(Table.HOLDING, at, (1,), lambda _: None)
