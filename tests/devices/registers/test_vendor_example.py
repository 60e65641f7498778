"""The worked example of a vendor's map, from registers to values and back, computed by hand."""

from __future__ import annotations

import pytest

from devices.registers import (
    Block,
    CannotEncode,
    Image,
    Missing,
    Place,
    RegisterMap,
    RegisterWrite,
    ServedRegisters,
    Table,
    Type,
    WriteRefused,
    check_identity,
    decode,
    encode,
    load_map,
    needed,
    plan,
    plan_identity,
    read_heartbeat,
)
from devices.signals import Value

HOLDING, INPUT, COIL = Table.HOLDING, Table.INPUT, Table.COIL

# What the inverter holds while it discharges 123.4 kW.
STANDING: tuple[tuple[Table, int, tuple[int, ...]], ...] = (
    # "EX-PCS630": each pair of letters with the first in the low byte
    (HOLDING, 0x0000, (0x5845, 0x502D, 0x5343, 0x3336, 0x0030, 0x0000)),
    (HOLDING, 0x0006, (0x0207,)),
    (HOLDING, 0x1000, (4711,)),
    (HOLDING, 0x1002, (0xFB2E, 0xFFFF)),  # -1234 of 0.1 kW charging, low register first
    (HOLDING, 0x1004, (0xFFC7,)),  # -57
    (HOLDING, 0x1006, (0xFFFF,)),  # 10^-1
    (HOLDING, 0x1007, (0x0281,)),  # 641
    (HOLDING, 0x1008, (0x003A, 0x0000)),  # 58, low register first
    (HOLDING, 0x100A, (0x0001,)),  # 10^1
    (HOLDING, 0x100B, (0x028D,)),  # 653
    (HOLDING, 0x1010, (0x1401,)),  # bit 12, state 4, bit 0
    (HOLDING, 0x1018, (630,)),
    (HOLDING, 0x101B, (250,)),
    (HOLDING, 0x1030, (0x4842, 0x7B14)),  # 0x4248147B is 50.02 in IEEE 754
    (HOLDING, 0x1032, (6598,)),
    (INPUT, 0x0100, (0x0012,)),
)
VALUES: dict[str, Value] = {
    "p_kw": 123.4,
    "q_kvar": -5.7,
    "soc_pct": 64.1,
    "energy_kwh": 580.0,
    "temp_c": 25.3,
    "aux_ok": True,
    "fire": False,
    "state": "running",
    "mode": "grid_forming",
    "p_max_kw": 630.0,
    "p_min_kw": -250.0,
    "f_hz": 50.02000045776367,  # the nearest that 32 bits can hold
    "v_kv": 6.598,
    "trip_cause": "undervoltage",
}


@pytest.fixture(scope="module")
def map_() -> RegisterMap:
    return load_map("vendor-example-battery")


@pytest.fixture
def image() -> Image:
    image = Image()
    for table, address, cells in STANDING:
        image.put(table, address, cells)
    return image


def _decoded(map_: RegisterMap, image: Image) -> dict[str, Value | None]:
    return {name: one.value for name, one in decode(map_, image).items()}


def test_every_register_means_what_the_vendor_says(map_: RegisterMap, image: Image) -> None:
    assert _decoded(map_, image) == VALUES
    assert read_heartbeat(map_, image) == 4711


def test_it_is_known_by_its_name_and_layout(map_: RegisterMap, image: Image) -> None:
    assert check_identity(map_, image) == ()
    image.put(HOLDING, 0x0006, [0x0206])
    (mismatch,) = check_identity(map_, image)
    assert (mismatch.check.equals, mismatch.found) == (0x0207, 0x0206)


def test_a_device_of_which_nothing_was_read_is_not_known(map_: RegisterMap) -> None:
    assert [one.found for one in check_identity(map_, Image())] == [None, None]


def test_the_reads_go_round_the_registers_that_must_not_be_read(map_: RegisterMap) -> None:
    assert plan(map_) == (
        Block(HOLDING, 0x1000, 0x11),  # 0x100C..0x100F are read along: four unused are allowed
        Block(HOLDING, 0x1018, 1),  # the two after it are forbidden
        Block(HOLDING, 0x101B, 1),
        Block(HOLDING, 0x1030, 3),
        Block(INPUT, 0x0100, 1),
    )
    assert plan_identity(map_) == (Block(HOLDING, 0, 7),)


@pytest.mark.parametrize(
    ("address", "cells", "name", "why"),
    [
        (0x1002, (0x0000, 0x8000), "p_kw", Missing.NOT_IMPLEMENTED),
        (0x1007, (0xFFFF,), "soc_pct", Missing.NOT_IMPLEMENTED),
        (0x1010, (0x0501,), "state", Missing.NO_STATE),
        (0x1006, (0x8000,), "q_kvar", Missing.NO_SCALE),
        (0x1030, (0xC07F, 0x0000), "f_hz", Missing.NOT_A_NUMBER),
    ],
)
def test_what_means_nothing_is_missing_with_its_reason(
    map_: RegisterMap,
    image: Image,
    *,
    address: int,
    cells: tuple[int, ...],
    name: str,
    why: Missing,
) -> None:
    image.put(HOLDING, address, cells)
    decoded = decode(map_, image)
    assert (decoded[name].value, decoded[name].why) == (None, why)
    others = {n: one.value for n, one in decoded.items() if n != name}
    assert others == {n: value for n, value in VALUES.items() if n != name} | _also(address)


def _also(address: int) -> dict[str, Value]:
    """The status word changes the mode along with the state."""
    return {"mode": "grid_following"} if address == 0x1010 else {}


def test_a_block_that_was_not_read_takes_its_own_signals_only(
    map_: RegisterMap, image: Image
) -> None:
    image.forget(HOLDING, 0x1030, 3)
    decoded = decode(map_, image)
    assert {n for n, one in decoded.items() if one.why is Missing.NOT_READ} == {"f_hz", "v_kv"}


# --- commands -----------------------------------------------------------------------------------


def test_a_set_point_is_written_before_its_trigger(map_: RegisterMap) -> None:
    # 50 kW discharging is -500 of 0.1 kW charging: 0xFFFFFE0C, low register first
    assert encode(map_, "set_p_kw", {"p_kw": 50.0}) == (
        RegisterWrite(HOLDING, 0x2000, (0xFE0C, 0xFFFF), (0xFFFF, 0xFFFF)),
        RegisterWrite(HOLDING, 0x2010, (0x00A5,), (0xFFFF,), read_back=False),
    )


def test_bits_of_others_stay_as_they_are(map_: RegisterMap) -> None:
    assert needed(map_, "set_mode") == (Place(HOLDING, 0x2002, Type.UINT16, "little"),)
    image = Image()
    image.put(HOLDING, 0x2002, [0xBEE1])  # ...01
    (write,) = encode(map_, "set_mode", {"mode": "grid_forming"}, image)
    assert write == RegisterWrite(HOLDING, 0x2002, (0xBEE2,), (0x0003,))
    assert write.holds((0xBEE2,))
    assert write.holds((0x0002,))  # somebody else changed his own bits meanwhile
    assert not write.holds((0xBEE1,))


def test_bits_are_not_written_over_a_word_that_was_not_read(map_: RegisterMap) -> None:
    with pytest.raises(CannotEncode) as raised:
        encode(map_, "set_mode", {"mode": "grid_forming"})
    assert raised.value.words.en.startswith("the register at 8194 must be read before")


def test_a_start_writes_the_mode_and_then_the_order(map_: RegisterMap) -> None:
    image = Image()
    image.put(HOLDING, 0x2002, [0x0101])
    assert encode(map_, "start_black", {}, image) == (
        RegisterWrite(HOLDING, 0x2002, (0x0102,), (0x0003,)),
        RegisterWrite(HOLDING, 0x2011, (1,), (0xFFFF,), multiple=True, read_back=False),
    )


def test_a_coil_is_written_as_a_bit(map_: RegisterMap) -> None:
    (write,) = encode(map_, "emergency_stop", {})
    assert (write.table, write.address, write.values) == (COIL, 7, (1,))


def test_a_power_that_the_register_cannot_hold_is_refused_not_wrapped(map_: RegisterMap) -> None:
    with pytest.raises(CannotEncode) as raised:
        encode(map_, "set_p_kw", {"p_kw": 214748364.9})
    assert "2.14748e+08" in raised.value.words.en


# --- the device's side --------------------------------------------------------------------------


@pytest.fixture
def device(map_: RegisterMap) -> ServedRegisters:
    device = ServedRegisters(map_)
    device.set_scale(Place(HOLDING, 0x1006, Type.INT16), -1)
    device.set_scale(Place(HOLDING, 0x100A, Type.INT16), 1)
    device.show(VALUES)
    device.beat(4711)
    return device


def test_the_device_shows_the_registers_that_the_client_understands(
    map_: RegisterMap, device: ServedRegisters
) -> None:
    image = Image()
    for block in (*plan(map_), *plan_identity(map_)):
        cells = device.read(block.table, block.address, block.count)
        assert cells is not None
        image.put(block.table, block.address, cells)
    assert _decoded(map_, image) == VALUES
    assert check_identity(map_, image) == ()


def test_the_device_has_the_registers_that_were_worked_out_by_hand(
    device: ServedRegisters,
) -> None:
    for table, address, cells in STANDING[:-1]:
        assert device.read(table, address, len(cells)) == cells, hex(address)
    assert device.read(INPUT, 0x0100, 1) == (0x0011,)  # the first number of the state


def test_the_device_has_no_registers_but_those_of_its_map(device: ServedRegisters) -> None:
    assert device.read(HOLDING, 0x1018, 4) is None
    assert device.read(HOLDING, 0x1033, 1) is None
    assert device.read(COIL, 0x1000, 1) is None


def test_a_set_point_alone_orders_nothing(device: ServedRegisters) -> None:
    assert device.write(HOLDING, 0x2000, (0xFE0C, 0xFFFF)) == ()
    assert device.read(HOLDING, 0x2000, 2) == (0xFE0C, 0xFFFF)
    (ordered,) = device.write(HOLDING, 0x2010, (0x00A5,))
    assert (ordered.verb, ordered.arguments) == ("set_p_kw", {"p_kw": 50.0})
    assert device.read(HOLDING, 0x2010, 1) == (0,)


def test_a_trigger_at_rest_orders_nothing(device: ServedRegisters) -> None:
    assert device.write(HOLDING, 0x2010, (0,)) == ()


def test_one_register_can_order_different_things(device: ServedRegisters) -> None:
    assert [one.verb for one in device.write(HOLDING, 0x2011, (1,))] == ["start_black"]
    assert [one.verb for one in device.write(HOLDING, 0x2011, (2,))] == ["stop"]


@pytest.mark.parametrize(
    ("address", "cells", "illegal"),
    [
        (0x2000, (0xFE0C,), "address"),  # half of a number
        (0x2001, (0xFFFF, 0), "address"),  # its other half, and a word after it
        (0x1002, (0, 0), "address"),  # a measured value
        (0x2010, (0x00A5, 1, 0), "address"),  # one register too many
        (0x2010, (0x00A6,), "value"),
        (0x2002, (0x0003,), "value"),  # no mode has this number
    ],
)
def test_the_device_refuses_what_means_nothing(
    device: ServedRegisters, address: int, cells: tuple[int, ...], illegal: str
) -> None:
    with pytest.raises(WriteRefused) as raised:
        device.write(HOLDING, address, cells)
    assert raised.value.illegal == illegal
