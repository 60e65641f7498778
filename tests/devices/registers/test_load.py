"""Register map files: every mistake is found where it stands, all at once, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.registers import Block, Table, Type, load_map, map_names, map_path, plan
from devices.sunspec import is_sunspec_map

HEAD = """\
map: spoilt
title: {en: "Spoilt", ja: "誤りのある例"}
kind: battery_inverter
"""

# one line of a map, with ¦ before what is blamed -> what is said of it
MISTAKES: dict[str, tuple[str, str]] = {
    # the form
    "unknown key": ("points: {p_kw: {¦adress: 1, address: 1, unit: kW}}", "did you mean: address?"),
    "address too high": ("points: {p_kw: {address: ¦65536, unit: kW}}", "allowed: 0..65535"),
    "address below 0": ("points: {p_kw: {address: ¦-1, unit: kW}}", "allowed: 0..65535"),
    "unknown type": ("points: {p_kw: {address: 1, type: ¦int23, unit: kW}}", "int32"),
    "unknown table": ("points: {p_kw: {address: 1, table: ¦inputs, unit: kW}}", "input"),
    "unknown order": ("points: {p_kw: {address: 1, words: ¦litle, unit: kW}}", "little"),
    "read too long": ("most: ¦126", "allowed: 1..125"),
    "bit read too long": ("most_bits: ¦2001", "allowed: 1..2000"),
    "no scale": ("points: {p_kw: {address: 1, unit: kW, scale: ¦0}}", "a scale of 0"),
    "bit and mask": ("points: {fire: {address: 1, bit: 3, mask: ¦8}}", "exclude each other"),
    "backwards": ("forbidden: [{table: holding, first: 9, last: ¦8}]", "9..8"),
    "write of nothing": ("commands: {stop: [¦{address: 1}]}", "exactly one of"),
    # the kind
    "unknown signal": ("points: {¦soc_pc: {address: 1, unit: '%'}}", "did you mean: soc_pct?"),
    "wrong unit": ("points: {p_kw: {address: 1, unit: ¦W}}", "unit kW expected, not 'W'"),
    "no unit": ("points: {p_kw: ¦{address: 1}}", "unit kW expected"),
    "unknown state": (
        "points: {mode: {address: 1, states: {¦grid_folowing: 1}}}",
        "did you mean: grid_following",
    ),
    "one number, two states": (
        "points: {mode: {address: 1, states: {grid_following: 1, grid_forming: ¦1}}}",
        "1 already means 'grid_following'",
    ),
    "no states": ("points: {mode: ¦{address: 1}}", "possible: grid_following, grid_forming"),
    "states of a number": ("points: {p_kw: {address: 1, unit: kW, ¦states: {on: 1}}}", "a number"),
    "number in a bit": ("points: {p_kw: ¦{address: 1, unit: kW, bit: 3}}", "a single bit"),
    "flag in a word": ("points: {fire: ¦{address: 1}}", "possible: true, false"),
    "unknown verb": ("commands: {¦start_blak: [{address: 1, value: 1}]}", "start_black"),
    "unknown argument": (
        "commands: {set_p_kw: [{address: 1, argument: ¦p_mw, unit: kW}]}",
        "did you mean: p_kw?",
    ),
    "argument left out": ("commands: {¦set_p_kw: [{address: 1, value: 1}]}", "argument 'p_kw'"),
    "verb without writes": ("commands: {stop: ¦[]}", "at least 1"),
    "two verbs, one write": (
        "commands: {stop: [{address: 1, value: 1}], ¦reset: [{address: 1, value: 1}]}",
        "'reset' writes the same as 'stop'",
    ),
    # the places
    "number beyond the end": (
        "points: {p_kw: {address: ¦65535, type: int32, unit: kW}}",
        "the last register would be 65536",
    ),
    "text as a value": ("points: {p_kw: {address: 1, type: ¦string, unit: kW}}", "no value is"),
    "number in a bit table": (
        "points: {fire: {table: coil, address: 1, type: ¦int16}}",
        "'bool' stands in coil and discrete only",
    ),
    "bit in a register": ("points: {fire: {address: 1, type: ¦bool}}", "coil and discrete only"),
    "length of a number": ("points: {p_kw: {address: 1, unit: kW, length: ¦2}}", "only a text"),
    "bits of a signed number": (
        "points: {fire: ¦{address: 1, type: int16, bit: 3}}",
        "unsigned whole numbers only",
    ),
    "bit beyond the register": ("points: {fire: ¦{address: 1, bit: 16}}", "beyond the type uint16"),
    "mask with holes": (
        "points: {mode: {address: 1, mask: ¦0x0101, states: {grid_following: 1}}}",
        "neighbours",
    ),
    "state beyond its bits": (
        "points: {mode: {address: 1, mask: 0x0300, states: {grid_following: ¦4}}}",
        "4 is out of what the register can hold: 0..3",
    ),
    "states of a float": (
        "points: {mode: {address: 1, type: float32, states: ¦{grid_following: 1}}}",
        "holds no states",
    ),
    "missing beyond the type": (
        "points: {p_kw: {address: 1, unit: kW, missing: ¦[0x10000]}}",
        "0x10000 does not fit into uint16",
    ),
    "scale in a float": (
        "points: {p_kw: {address: 1, unit: kW, scale_at: {address: 2, type: ¦float32}}}",
        "16 or 32 bits",
    ),
    "write to an input": (
        "commands: {stop: [{table: ¦input, address: 1, value: 1}]}",
        "cannot be written",
    ),
    "value beyond the register": (
        "commands: {stop: [{address: 1, value: ¦0x10000}]}",
        "0x10000 does not fit into uint16",
    ),
    "value beyond the mask": (
        "commands: {stop: [{address: 1, mask: 0x0003, value: ¦4}]}",
        "0x4 lies outside the mask 0x3",
    ),
    "identity beyond the register": ("identity: [{address: 1, equals: ¦-1}]", "0..65535"),
    "text for a number": ("identity: [{address: 1, equals: ¦PCS}]", "not what a register of type"),
    "text too long": (
        "identity: [{address: 1, type: string, length: 1, equals: ¦PCS}]",
        "PCS does not fit",
    ),
    "fraction as heartbeat": ("heartbeat: {address: 1, type: ¦float32}", "whole numbers"),
    "number as label": ("label: ¦{address: 1}", "type: string"),
    # the whole map
    "one register, two points": (
        "points: {p_kw: {address: 1, unit: kW}, soc_pct: {address: ¦1, unit: '%'}}",
        "soc_pct uses the register at 1, which p_kw uses already",
    ),
    "half a register in common": (
        "points: {p_kw: {address: 1, type: int32, unit: kW}, soc_pct: {address: ¦2, unit: '%'}}",
        "soc_pct uses the register at 2, which p_kw uses already",
    ),
    "one bit, two points": (
        "points: {fire: {address: 1, bit: 3}, aux_ok: {address: ¦1, mask: 0x0038}}",
        "aux_ok uses the register at 1, which fire uses already",
    ),
    "scale register as a point": (
        "points: {p_kw: {address: 1, unit: kW, scale_at: {address: 2, type: int16}}, "
        "soc_pct: {address: ¦2, unit: '%'}}",
        "soc_pct uses the register at 2, which p_kw.scale_at uses already",
    ),
    "half a set-point": (
        "commands: {set_p_kw: [{address: 1, type: int32, argument: p_kw, unit: kW}], "
        "stop: [{address: ¦2, value: 1}]}",
        "stop uses the register at 2, which set_p_kw uses already",
    ),
    "forbidden point": (
        "forbidden: [{table: holding, first: 1, last: 3}]\n"
        "points: {p_kw: {address: ¦3, unit: kW}}",
        "must not be read",
    ),
    "block too long": (
        "most: 10\nblocks: [¦{table: holding, first: 0, last: 10}]",
        "a block of 11; one read takes at most 10",
    ),
    "block over forbidden registers": (
        "forbidden: [{table: holding, first: 5, last: 6}]\n"
        "blocks: [¦{table: holding, first: 0, last: 9}]",
        "must not be read",
    ),
    "point outside the blocks": (
        "blocks: ¦[{table: holding, first: 0, last: 9}]\npoints: {p_kw: {address: 10, unit: kW}}",
        "no block reads the register at 10",
    ),
}  # fmt: skip


def problems_of(text: str, folder: Path) -> list[tuple[int, int, str, str]]:
    path = folder / "spoilt.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_map(path)
    return [(p.line, p.column, p.render("en"), p.key) for p in caught.value.problems]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_where_it_stands_with_what_was_meant(
    mistake: str, tmp_path: Path
) -> None:
    marked, words = MISTAKES[mistake]
    before = (HEAD + marked).split("¦")[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    problems = problems_of(HEAD + marked.replace("¦", "") + "\n", tmp_path)
    found = [(at, said) for *at, said, _ in problems if words in said]
    assert found, problems
    assert [line, column] in [at for at, _ in found], found


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = HEAD + "most: 126\npoints: {soc_pc: {address: 1}, p_kw: {address: -1, unit: W}}\n"
    assert [line for line, *_ in problems_of(text, tmp_path)] == [4, 5, 5, 5]


def test_what_people_report_or_the_program_derives_is_not_read(tmp_path: Path) -> None:
    text = 'map: spoilt\ntitle: {en: "Spoilt", ja: "誤りのある例"}\nkind: load_circuit\n'
    text += "points: {position: {address: 1}, cold_kw: {address: 2, unit: kW}}\n"
    text += "commands: {order_open: [{address: 9, value: 1}]}\n"
    manual, derived, order = (said for *_, said, _ in problems_of(text, tmp_path))
    assert "'position' is reported by people" in manual
    assert "'cold_kw' is worked out by the program" in derived
    assert "'order_open' is an order between people" in order


def test_a_kind_that_does_not_exist_is_named_with_the_nearest(tmp_path: Path) -> None:
    text = HEAD.replace("battery_inverter", "battery_invertor") + "points: {}\n"
    ((line, column, said, _),) = problems_of(text, tmp_path)
    assert (line, column) == (3, 7)
    assert "did you mean: battery_inverter?" in said


def test_a_map_that_does_not_ship_is_named_with_the_nearest() -> None:
    with pytest.raises(DocumentError) as caught:
        load_map("vendor-exampel-battery")
    assert "did you mean: vendor-example-battery?" in caught.value.render()


@pytest.mark.parametrize("name", [n for n in map_names() if not is_sunspec_map(map_path(n))])
def test_every_map_that_ships_is_in_order_and_named_as_its_file(name: str) -> None:
    assert load_map(name).name == name


# --- what is allowed ----------------------------------------------------------------------------


def _loaded(text: str, folder: Path) -> tuple[Block, ...]:
    path = folder / "allowed.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return plan(load_map(path))


def test_two_points_may_share_a_register_when_both_say_so(tmp_path: Path) -> None:
    text = """\
points:
  p_kw: {address: 1, unit: kW, shared: true}
  soc_pct: {address: 1, unit: "%", shared: true}
"""
    assert _loaded(text, tmp_path) == (Block(Table.HOLDING, 1, 1),)
    with pytest.raises(DocumentError):
        _loaded(text.replace(', unit: "%", shared: true', ', unit: "%"'), tmp_path)


def test_points_in_different_bits_of_a_register_do_not_clash(tmp_path: Path) -> None:
    text = """\
defaults: {type: uint32, words: little}
points:
  fire: {address: 1, bit: 0}
  aux_ok: {address: 1, bit: 31}
  mode: {address: 1, mask: 0xFF00, states: {grid_following: 1, grid_forming: 2}}
"""
    assert _loaded(text, tmp_path) == (Block(Table.HOLDING, 1, 2),)


def test_one_scale_register_may_serve_many_points(tmp_path: Path) -> None:
    text = """\
points:
  p_kw: {address: 1, unit: kW, scale_at: {address: 9}}
  q_kvar: {address: 2, unit: kvar, scale_at: {address: 9}}
"""
    assert _loaded(text, tmp_path) == (Block(Table.HOLDING, 1, 9),)


def test_a_set_point_may_be_read_where_it_is_written(tmp_path: Path) -> None:
    text = """\
points: {mode: {address: 1, states: {grid_following: 1, grid_forming: 2}}}
commands:
  set_mode: [{address: 1, argument: mode, states: {grid_following: 1, grid_forming: 2}}]
"""
    assert _loaded(text, tmp_path) == (Block(Table.HOLDING, 1, 1),)


def test_different_values_in_one_register_may_be_different_orders(tmp_path: Path) -> None:
    text = "commands: {stop: [{address: 1, value: 1}], reset: [{address: 1, value: 2}]}\n"
    assert _loaded(text, tmp_path) == ()


def test_a_place_takes_what_it_does_not_say_from_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "defaults.yaml"
    text = """\
defaults: {table: input, type: int32, words: little, missing: sunspec}
points:
  p_kw: {address: 1, unit: kW}
  q_kvar: {address: 3, type: uint16, unit: kvar}
  soc_pct: {address: 4, unit: "%", missing: []}
  fire: {table: discrete, address: 1}
commands:
  set_p_kw: [{address: 100, argument: p_kw, unit: kW}]
"""
    path.write_text(HEAD + text, encoding="utf-8")
    map_ = load_map(path)
    p, q, soc, fire = (point for point in map_.points)
    assert (p.place.table, p.place.type, p.place.words) == (Table.INPUT, Type.INT32, "little")
    missing = [point.coding.missing for point in (p, q, soc)]
    assert missing == [frozenset({0x80000000}), frozenset({0xFFFF}), frozenset()]
    assert (fire.place.type, fire.place.words, fire.coding.flag) == (Type.BOOL, "big", True)
    assert fire.coding.missing == frozenset()  # a bit has nothing left to say it with
    (write,) = map_.commands["set_p_kw"]
    assert (write.place.table, write.place.words) == (Table.HOLDING, "little")
