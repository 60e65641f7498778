"""SunSpec definitions: our parser against pysunspec2's own, for every model that ships with it."""

from __future__ import annotations

import struct

import pytest
from sunspec2 import device as theirs
from sunspec2 import mb

from devices.sunspec.coding import not_implemented, place_of
from devices.sunspec.definitions import (
    GroupDef,
    PointDef,
    PointType,
    definition,
    known_models,
    parse_definition,
)
from devices.sunspec.layout import FoundModel, parse_path

WANTED = (1, 103, 113, 120, 121, 122, 123, 124, 160, 203, *range(701, 715), 802)
# What the device says of groups that repeat, for models in which they do.
COUNTS = {
    160: {"N": 3},
    705: {"NPt": 2, "NCrv": 3},
    706: {"NPt": 4, "NCrv": 2},
    707: {"NPt": 3, "NCrvSet": 2},
    708: {"NPt": 1, "NCrvSet": 1},
    709: {"NPt": 2, "NCrvSet": 2},
    710: {"NPt": 2, "NCrvSet": 2},
    711: {"NCtl": 3},
    712: {"NPt": 6, "NCrv": 2},
    714: {"NPrt": 4},
}


def every_point(group: GroupDef) -> list[PointDef]:
    return [*group.points, *(point for inner in group.groups for point in every_point(inner))]


@pytest.mark.parametrize("model_id", known_models())
def test_every_packaged_definition_is_read(model_id: int) -> None:
    model = definition(model_id)

    assert model is not None
    assert model.id == model_id
    assert [point.name for point in model.group.points[:2]] == ["ID", "L"]


def test_the_models_that_are_wanted_are_there() -> None:
    assert set(WANTED) <= set(known_models())
    assert definition(9999) is None


def size_of(group: GroupDef, counts: dict[str, int]) -> int:
    """How long a group is with these counts, and nothing left over."""
    inner = 0
    for one in group.groups:
        times = counts[one.count] if isinstance(one.count, str) else one.count or counts["N"]
        inner += times * size_of(one, counts)
    return group.size + inner


@pytest.mark.parametrize("model_id", WANTED)
def test_points_stand_where_pysunspec2_puts_them_repeats_and_nested_groups_too(
    model_id: int,
) -> None:
    model = definition(model_id)
    assert model is not None
    counts = COUNTS.get(model_id, {})
    length = size_of(model.group, counts) - 2
    cells = [0] * (length + 2)
    cells[0], cells[1] = model_id, length
    for point in model.group.points:
        if point.name in counts:
            cells[point.offset] = counts[point.name]

    ours = FoundModel(model_id, 0, length, definition=model, counts=counts).points()

    other = theirs.Model(model_id, model_len=length, data=struct.pack(f">{len(cells)}H", *cells))
    assert {path: one.address for path, one in ours.items()} == dict(their_points(other, ""))
    assert max(one.address + one.definition.size for one in ours.values()) == length + 2


def their_points(group: theirs.Group, prefix: str) -> list[tuple[str, int]]:
    found = [(prefix + name, point.offset) for name, point in group.points.items()]
    for name, inner in group.groups.items():
        if isinstance(inner, list):
            for number, one in enumerate(inner, start=1):
                found += their_points(one, f"{prefix}{name}[{number}].")
        else:
            found += their_points(inner, f"{prefix}{name}.")
    return found


# --- types ----------------------------------------------------------------------------------------


# pysunspec2 knows no bitfield64, and no number for a pad.
KNOWN_TYPES = [one for one in PointType if one not in (PointType.BITFIELD64, PointType.PAD)]


@pytest.mark.parametrize("type_", KNOWN_TYPES)
def test_not_implemented_is_the_pattern_that_the_specification_gives_the_type(
    type_: PointType,
) -> None:
    size = {"string": 8, "ipv6addr": 8, "eui48": 4}.get(type_.value)
    point = PointDef("X", type_, size or theirs.mb.point_type_info[type_.value].len, 0)
    place = place_of(point, 40000)
    expected = mb.create_unimpl_value(type_.value, len=2 * point.size)
    if type_ is PointType.EUI48:  # their encoder wants a text
        expected = (0xFFFF_FFFF_FFFF).to_bytes(8, "big")

    assert not_implemented(point).to_bytes(2 * place.count, "big") == bytes(expected)
    assert place.count == point.size


@pytest.mark.parametrize(
    ("text", "model", "instance", "rest", "steps"),
    [
        ("701.W", 701, 1, "W", ("W",)),
        ("203[2].PhVphA", 203, 2, "PhVphA", ("PhVphA",)),
        ("160.module[1].DCW", 160, 1, "module[1].DCW", ("module", "DCW")),
        ("705.Crv[1].Pt[12].V", 705, 1, "Crv[1].Pt[12].V", ("Crv", "Pt", "V")),
    ],
)
def test_a_path_names_model_group_and_point(
    text: str, model: int, instance: int, rest: str, steps: tuple[str, ...]
) -> None:
    path = parse_path(text)

    assert path is not None
    assert (path.model, path.instance, path.rest, path.steps) == (model, instance, rest, steps)
    assert str(path) == text


@pytest.mark.parametrize("text", ["", "W", "701", "701.", ".W", "701.W.", "701 .W", "a.W", "7.0.W"])
def test_what_is_no_path_is_none(text: str) -> None:
    assert parse_path(text) is None


def test_a_definition_of_another_form_is_refused() -> None:
    with pytest.raises((KeyError, ValueError)):
        parse_definition({"id": 1, "group": {"name": "x", "points": [{"name": "A", "size": 1}]}})
