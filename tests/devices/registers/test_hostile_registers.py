"""Whatever stands in a device's registers, reading them gives values or reasons, never an error."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.registers import (
    Image,
    Ordered,
    RegisterMap,
    ServedRegisters,
    Table,
    WriteRefused,
    check_identity,
    decode,
    load_map,
    map_names,
    map_path,
    plan,
    plan_identity,
    read_heartbeat,
    read_label,
)
from devices.sunspec import is_sunspec_map

MAPS = [load_map(name) for name in map_names() if not is_sunspec_map(map_path(name))]


@pytest.mark.parametrize("map_", MAPS, ids=[map_.name for map_ in MAPS])
@settings(max_examples=25)
@given(data=st.data())
def test_any_registers_can_be_read(map_: RegisterMap, data: st.DataObject) -> None:
    image = Image()
    for block in (*plan(map_), *plan_identity(map_)):
        cells = st.integers(0, 1 if block.table.of_bits else 0xFFFF)
        drawn = data.draw(st.lists(cells, min_size=block.count, max_size=block.count))
        image.put(block.table, block.address, drawn)
    for name, one in decode(map_, image).items():
        assert (one.value is None) == (one.why is not None), name
        assert not isinstance(one.value, float) or math.isfinite(one.value), name
    assert len(check_identity(map_, image)) <= len(map_.identity)
    read_heartbeat(map_, image)
    read_label(map_, image)


@pytest.mark.parametrize("map_", MAPS, ids=[map_.name for map_ in MAPS])
@settings(max_examples=25)
@given(
    table=st.sampled_from(Table),
    address=st.one_of(st.integers(0, 130), st.integers(0x1FF0, 0x2020), st.integers(0, 65535)),
    cells=st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=6),
)
def test_any_write_is_understood_or_refused(
    map_: RegisterMap, table: Table, address: int, cells: list[int]
) -> None:
    served = ServedRegisters(map_)
    meant: tuple[Ordered, ...] = ()
    with suppress(WriteRefused):
        meant = served.write(table, address, cells)
    assert all(one.verb in map_.commands for one in meant)
