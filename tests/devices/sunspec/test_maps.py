"""SunSpec maps: the ones that ship, mistakes in one, and what becomes of it on a device."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Mapping
from pathlib import Path

import pytest

from devices.documents import DocumentError, Problem
from devices.kinds import KINDS
from devices.registers import (
    Image,
    RegisterMap,
    Table,
    check_identity,
    decode,
    plan,
    plan_identity,
)
from devices.signals import Value
from devices.sunspec import (
    FoundModel,
    Layout,
    NotThisDevice,
    SunSpecMap,
    definition,
    is_sunspec_map,
    load_any_map,
    load_sunspec_map,
    resolve,
)

SHIPPED = ("sunspec-battery", "sunspec-pv", "sunspec-meter")
MAP = """
sunspec_map: test
title: {en: Test, ja: 試験}
kind: pv_inverter
needs: [p_kw]
points:
  p_kw: {sunspec: 103.W, scale: 0.001}
  state: [{sunspec: 103.St, states: {"off": ["OFF", SLEEPING], running: MPPT}}]
  position: {sunspec: 122.ECPConn, bit: CONNECTED, states: {open: 0, closed: 1}}
commands:
  open: [{sunspec: 123.Conn, value: DISCONNECT}]
  set_limit_pct:
    - [{sunspec: 123.WMaxLimPct, argument: limit_pct}, {sunspec: 123.WMaxLim_Ena, value: ENABLED}]
"""


def layout(*models: tuple[int, int], base: int = 40000) -> Layout:
    """A device with these models, each of its right length; the second number is the instance."""
    found: list[FoundModel] = []
    address = base + 2
    for model_id, instance in models:
        defined = definition(model_id)
        assert defined is not None
        assert defined.fixed_length is not None
        found.append(
            FoundModel(model_id, address, defined.fixed_length, instance, definition=defined)
        )
        address = found[-1].end
    return Layout(base, tuple(found))


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(DocumentError) as caught:
        load_any_map(written(tmp_path, text))
    assert all(problem.render("ja") for problem in caught.value.problems)
    return caught.value.problems


def generic(name: str) -> SunSpecMap:
    map_ = load_any_map(name)
    assert isinstance(map_, SunSpecMap)
    return map_


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_map_names_signals_and_verbs_of_its_kind(name: str) -> None:
    map_ = generic(name)
    kind = KINDS[map_.kind]

    assert map_.name == name
    assert set(map_.points) <= {signal.suffix for signal in kind.wire_signals}
    assert set(map_.commands) <= {verb.name for verb in kind.wire_verbs}
    assert set(map_.needs) <= set(map_.points)


def test_either_form_of_map_is_loaded_by_what_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, MAP)

    assert is_sunspec_map(path)
    assert isinstance(load_any_map(path), SunSpecMap)
    assert isinstance(load_any_map("served-breaker"), RegisterMap)


def test_names_of_the_definition_become_its_numbers(tmp_path: Path) -> None:
    map_ = load_sunspec_map(written(tmp_path, MAP))

    [state] = map_.points["state"]
    [position] = map_.points["position"]
    [[first, second]] = map_.commands["set_limit_pct"]
    assert state.states == {1: "off", 2: "off", 4: "running"}
    assert (position.bit, position.states) == (1, {0: "open", 1: "closed"})
    assert (first.argument, second.number) == ("limit_pct", 1)


@pytest.mark.parametrize(
    ("right", "wrong", "blamed", "meant"),
    [
        ("103.W,", "103.Watt,", "103.Watt", "W"),
        ("103.W,", "10003.W,", "10003.W", "10003"),
        ("103.W,", "W,", "W, scale", "701.W"),
        ("103.W,", "'103.module[1].W',", "'103.module", "module"),
        ("SLEEPING]", "SLEEPNG]", '["OFF"', "SLEEPING"),
        ("running: MPPT", "runing: MPPT", "runing", "running"),
        ("p_kw: {", "p_kv: {", "p_kv: {", "p_kw"),
        ("kind: pv_inverter", "kind: pv_invertor", "pv_invertor", "pv_inverter"),
        ("needs: [p_kw]", "needs: [p_kww]", "p_kww", "p_kw"),
        ("bit: CONNECTED", "bit: CONECTED", "CONECTED", "CONNECTED"),
        ("bit: CONNECTED", "bit: 16", "16, states", "0..15"),
        ("closed: 1", "closed: 65536", "65536", "0..65535"),
        ("value: DISCONNECT", "value: 65536", "65536", "0..65535"),
        ("103.W, scale: 0.001", "1.Mn", "1.Mn", "text"),
        ("103.St, states", "113.W, states", '["OFF"', "113.W"),
        ("bit: CONNECTED, states: {open: 0, closed: 1}", "states: {open: DISCONNECTED, closed: 1}",
         "DISCONNECTED,", "bit"),
        ("103.St, states", "103.St, bit: 3, states", "3, states", "103.St"),
        ("  open: [", "  opn: [", "opn", "open"),
        ("123.Conn, value: DISCONNECT", "103.W, value: 1", "103.W, value", "103.W"),
        ("value: DISCONNECT", "value: DISCONECT", "DISCONECT", "DISCONNECT"),
        ("103.W, scale: 0.001", "103.W", "{sunspec: 103.W}", "0.001"),
        ("103.W, scale: 0.001", "103.W, scale: 0.01", "0.01", "0.001"),
        ("103.W,", "103.A,", "103.A", "kW"),
        ("argument: limit_pct", "argument: limit", "limit}", "limit_pct"),
        ("scale: 0.001", "scale: 0", "0}", "scale"),
        ("SLEEPING]", "MPPT]", "MPPT}", "off"),
        ('[{sunspec: 103.St, states: {"off": ["OFF", SLEEPING], running: MPPT}}]',
         "[{sunspec: 103.St}]", "{sunspec: 103.St}", "running"),
    ],
)  # fmt: skip
def test_a_mistake_is_found_where_it_stands_with_what_was_meant(
    right: str, wrong: str, blamed: str, meant: str, tmp_path: Path
) -> None:
    assert right in MAP
    text = MAP.replace(right, wrong, 1)

    found = {(one.line, one.column): one.render("en") for one in problems_of(tmp_path, text)}

    index = text.index(blamed)
    place = (text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    assert place in found, found
    assert meant in found[place]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = MAP.replace("103.W,", "103.X,").replace("DISCONNECT", "CUT").replace("122.ECP", "122.E")

    assert len(problems_of(tmp_path, text)) == 3


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("open: [{sunspec: 123.Conn, value: DISCONNECT}]", "open: []"),
     ("open: [{sunspec: 123.Conn, value: DISCONNECT}]", "open: [[]]"),
     ("p_kw: {sunspec: 103.W, scale: 0.001}", "p_kw: []")],
)  # fmt: skip
def test_a_signal_that_is_nowhere_and_a_verb_that_writes_nothing_are_refused(
    right: str, wrong: str, tmp_path: Path
) -> None:
    assert right in MAP

    [problem] = problems_of(tmp_path, MAP.replace(right, wrong))

    assert problem.key == "list_too_short"


def test_a_verb_with_an_argument_that_is_not_written_is_refused(tmp_path: Path) -> None:
    text = MAP.replace("{sunspec: 123.WMaxLimPct, argument: limit_pct}, ", "")

    [problem] = problems_of(tmp_path, text)

    assert "limit_pct" in problem.render("en")


# --- on a device ----------------------------------------------------------------------------------


def put(image: Image, at: Layout, model: int, values: Mapping[str, int], form: str = ">h") -> None:
    found = at.model(model)
    assert found is not None
    points = found.points()
    for name, value in values.items():
        packed = struct.pack(form if not name.endswith("_SF") else ">h", value)
        cells = struct.unpack(f">{len(packed) // 2}H", packed)
        image.put(Table.HOLDING, points[name].address, cells)


def values_of(map_: RegisterMap, image: Image) -> dict[str, Value | None]:
    return {name: one.value for name, one in decode(map_, image).items()}


def blank(map_: RegisterMap) -> Image:
    image = Image()
    for block in plan(map_):
        image.put(block.table, block.address, [0x8000] * block.count)
    return image


def test_a_field_inverter_is_read_with_its_scale_factors() -> None:
    device = layout((1, 1), (103, 1), (120, 1), (122, 1), (123, 1))
    map_ = resolve(generic("sunspec-pv"), device)
    image = blank(map_)
    put(image, device, 103, {"W": 4321, "W_SF": 1, "St": 4})
    put(image, device, 122, {"ECPConn": 1, "WAval": 500, "WAval_SF": 2})
    put(image, device, 123, {"WMaxLimPct": 8050, "WMaxLimPct_SF": -2})

    assert values_of(map_, image) == {
        "p_kw": 43.21, "state": "running", "limit_pct": 80.5, "position": "closed",
        "available_kw": 50.0,
    }  # fmt: skip
    assert set(map_.commands) == {"open", "close", "set_limit_pct"}


def test_an_inverter_with_floats_is_read_and_its_nan_is_no_value() -> None:
    device = layout((1, 1), (113, 1))
    map_ = resolve(generic("sunspec-pv"), device)
    image = blank(map_)
    put(image, device, 113, {"St": 7})
    put(image, device, 113, {"W": 1234.5}, ">f")

    assert values_of(map_, image) == {"p_kw": pytest.approx(1.2345), "state": "tripped"}
    put(image, device, 113, {"W": float("nan")}, ">f")
    assert values_of(map_, image)["p_kw"] is None
    assert map_.commands == {}


def test_the_first_place_that_a_device_has_counts() -> None:
    both = resolve(generic("sunspec-battery"), layout((1, 1), (103, 1), (701, 1), (713, 1)))
    older = resolve(generic("sunspec-battery"), layout((1, 1), (103, 1), (802, 1)))
    power = {point.name: point.place.address for point in both.points}["p_kw"]

    assert power == 40000 + 2 + 68 + 52 + 10  # 701.W, though 103 comes first in the chain
    assert {point.name for point in older.points} >= {"p_kw", "soc_pct", "p_max_kw", "state"}
    assert "set_p_kw" not in older.commands
    assert "stop" in older.commands


@pytest.mark.parametrize("pattern", [0x8000, 0xFFFF])
def test_not_implemented_is_no_value(pattern: int) -> None:
    device = layout((1, 1), (203, 1))
    map_ = resolve(generic("sunspec-meter"), device)
    image = blank(map_)
    put(image, device, 203, {"W": 100, "W_SF": 0, "PhV": 1000, "V_SF": -1})
    put(image, device, 203, {"W": pattern}, ">H")

    read = values_of(map_, image)

    assert read["v_v"] == 100.0
    assert (read["p_kw"] is None) == (pattern == 0x8000)


@pytest.mark.parametrize("scale", [11, -11, -32768, 32767])
def test_a_scale_factor_beyond_the_specification_makes_no_value(scale: int) -> None:
    device = layout((1, 1), (203, 1))
    map_ = resolve(generic("sunspec-meter"), device)
    image = blank(map_)
    put(image, device, 203, {"W": 100, "W_SF": scale})

    assert values_of(map_, image)["p_kw"] is None


def test_a_device_that_lacks_what_a_map_needs_is_another_device() -> None:
    with pytest.raises(NotThisDevice) as caught:
        resolve(generic("sunspec-battery"), layout((1, 1), (203, 1)))

    assert "203" in caught.value.words.en
    assert "soc_pct" in caught.value.words.en
    with pytest.raises(NotThisDevice, match="40000"):
        resolve(generic("sunspec-battery"), None)


def test_the_identity_holds_marker_and_models_so_that_a_change_is_noticed() -> None:
    device = layout((1, 1), (103, 1))
    map_ = resolve(generic("sunspec-pv"), device)
    image = Image()
    for block in plan_identity(map_):
        image.put(block.table, block.address, [0] * block.count)
    image.put(Table.HOLDING, 40000, (0x5375, 0x6E53))
    image.put(Table.HOLDING, 40070, (103,))

    assert check_identity(map_, image) == ()
    image.put(Table.HOLDING, 40070, (101,))
    [mismatch] = check_identity(map_, image)
    assert mismatch.found == 101


def test_a_serial_number_is_part_of_the_identity_where_the_map_wants_one() -> None:
    wanted = dataclasses.replace(generic("sunspec-meter"), serial_number="4711")
    device = layout((1, 1), (203, 1))

    map_ = resolve(wanted, device)

    [check] = [one for one in map_.identity if one.equals == "4711"]
    assert (check.place.address, check.place.count) == (40000 + 2 + 2 + 48, 16)
    with pytest.raises(NotThisDevice, match="4711"):
        resolve(wanted, layout((203, 1)))


def test_points_at_repeats_and_at_the_second_model_are_found(tmp_path: Path) -> None:
    text = MAP.replace("p_kw: {sunspec: 103.W,", "p_kw: {sunspec: '103[2].W',")
    text = text.replace("[{sunspec: 103.St,", "[{sunspec: 103.St,")
    device = layout((1, 1), (103, 1), (103, 2))

    map_ = resolve(load_sunspec_map(written(tmp_path, text)), device)

    places = {point.name: point.place.address for point in map_.points}
    assert places["p_kw"] == 40000 + 2 + 68 + 52 + 14
    assert places["state"] == 40000 + 2 + 68 + 38
