"""Values in registers: hand-computed patterns, limits, and the way there and back."""

from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.registers import (
    Image,
    Missing,
    Place,
    Point,
    RegisterMap,
    Table,
    Type,
    Write,
    decode_point,
    encode,
    needed,
)
from devices.registers.coding import CannotEncode, decode_pattern, encode_value, exponent_of
from devices.registers.model import Coding, Endian
from devices.registers.patterns import (
    NoRoom,
    cells_of,
    cells_of_text,
    limits,
    number_of,
    pattern_from,
    pattern_of,
    text_of,
)
from devices.signals import Value
from devices.words import same

WHOLE = (Type.UINT16, Type.INT16, Type.UINT32, Type.INT32, Type.UINT64, Type.INT64)
ORDERS: tuple[Endian, ...] = ("big", "little")


def _place(type_: Type, words: Endian = "big", bytes_: Endian = "big", length: int = 1) -> Place:
    return Place(Table.HOLDING, 0, type_, words, bytes_, length)


# --- patterns -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "bytes_", "cells"),
    [
        ("big", "big", (0x0A0B, 0x0C0D)),
        ("little", "big", (0x0C0D, 0x0A0B)),
        ("big", "little", (0x0B0A, 0x0D0C)),
        ("little", "little", (0x0D0C, 0x0B0A)),
    ],
)
def test_32_bits_stand_in_four_orders(
    words: Endian, bytes_: Endian, cells: tuple[int, ...]
) -> None:
    place = _place(Type.UINT32, words, bytes_)
    assert cells_of(0x0A0B0C0D, place) == cells
    assert pattern_of(cells, place) == 0x0A0B0C0D


def test_64_bits_stand_in_four_registers() -> None:
    place = _place(Type.UINT64, "little")
    assert cells_of(0x0102030405060708, place) == (0x0708, 0x0506, 0x0304, 0x0102)


@pytest.mark.parametrize(
    ("type_", "number", "pattern"),
    [
        (Type.UINT16, 65535, 0xFFFF),
        (Type.INT16, -1, 0xFFFF),
        (Type.INT16, -32768, 0x8000),
        (Type.UINT32, 4294967295, 0xFFFFFFFF),
        (Type.INT32, -2, 0xFFFFFFFE),
        (Type.INT64, -(2**63), 0x8000000000000000),
        (Type.FLOAT32, 1.0, 0x3F800000),
        (Type.FLOAT32, -118.625, 0xC2ED4000),
        (Type.FLOAT64, 1.0, 0x3FF0000000000000),
        (Type.FLOAT64, -2.0, 0xC000000000000000),
        (Type.BOOL, 1, 1),
    ],
)
def test_numbers_have_the_pattern_of_their_type(type_: Type, number: float, pattern: int) -> None:
    assert pattern_from(number, type_) == pattern
    assert number_of(pattern, type_) == number


@pytest.mark.parametrize(
    ("type_", "number"),
    [
        (Type.UINT16, 65536),
        (Type.UINT16, -1),
        (Type.INT16, 32768),
        (Type.INT16, -32769),
        (Type.UINT32, 2**32),
        (Type.INT32, -(2**31) - 1),
        (Type.UINT64, -1),
        (Type.INT64, 2**63),
        (Type.FLOAT32, 1e39),
        (Type.FLOAT64, math.inf),
        (Type.UINT16, math.nan),
        (Type.BOOL, 2),
    ],
)
def test_what_does_not_fit_is_refused_and_never_wraps(type_: Type, number: float) -> None:
    with pytest.raises(NoRoom):
        pattern_from(number, type_)


def test_a_text_is_read_without_its_padding() -> None:
    place = _place(Type.STRING, length=3)
    assert cells_of_text("PCS-1", place) == (0x5043, 0x532D, 0x3100)
    assert text_of((0x5043, 0x532D, 0x3100), place) == "PCS-1"
    assert text_of((0x5043, 0x532D, 0x3120), place) == "PCS-1"
    assert text_of((0x4350, 0x2D53, 0x0031), _place(Type.STRING, bytes_="little", length=3)) == (
        "PCS-1"
    )


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(NoRoom):
        cells_of_text("PCS-100", _place(Type.STRING, length=3))
    with pytest.raises(NoRoom):
        cells_of_text("蓄電池", _place(Type.STRING, length=3))


@given(
    type_=st.sampled_from(WHOLE),
    words=st.sampled_from(ORDERS),
    bytes_=st.sampled_from(ORDERS),
    data=st.data(),
)
def test_every_whole_number_comes_back_in_every_order(
    type_: Type, words: Endian, bytes_: Endian, data: st.DataObject
) -> None:
    low, high = limits(type_)
    number = data.draw(st.integers(low, high))
    place = _place(type_, words, bytes_)
    cells = cells_of(pattern_from(number, type_) if abs(number) < 2**53 else number, place)
    assert number_of(pattern_of(cells, place), type_) == number


@given(number=st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_every_float_comes_back(number: float) -> None:
    assert number_of(pattern_from(number, Type.FLOAT32), Type.FLOAT32) == number
    assert number_of(pattern_from(number, Type.FLOAT64), Type.FLOAT64) == number


# --- values -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "coding", "exponent", "value"),
    [
        (653, Coding(scale=0.1), 0, 65.3),
        (653, Coding(scale=0.1, offset=-40.0), 0, 25.3),
        (3, Coding(scale=0.1), 0, 0.3),  # not 0.30000000000000004
        (7, Coding(scale=0.3), 0, 2.1),
        (12, Coding(scale=5.0), 0, 60.0),
        (12, Coding(scale=-2.0, offset=1.0), 0, -23.0),
        (58, Coding(), 1, 580.0),
        (5002, Coding(), -2, 50.02),
        (5, Coding(scale=0.5), -1, 0.25),
        (0x0A50, Coding(mask=0x00F0), 0, 5.0),
        (0x0A50, Coding(mask=0x00F0, scale=10.0), 0, 50.0),
        (2, Coding(states={1: "open", 2: "closed"}), 0, "closed"),
        (0x0008, Coding(mask=0x0008, flag=True), 0, True),
        (0xFFF7, Coding(mask=0x0008, flag=True), 0, False),
        (0x0100, Coding(mask=0x0300, states={1: "open", 2: "closed"}), 0, "open"),
    ],
)
def test_a_pattern_means_what_its_coding_says(
    pattern: int, coding: Coding, exponent: int, value: Value
) -> None:
    decoded = decode_pattern(pattern, _place(Type.UINT16), coding, exponent)
    assert decoded.value == value
    assert type(decoded.value) is type(value)
    if coding.mask is None:
        assert encode_value(value, _place(Type.UINT16), coding, exponent) == pattern
    else:
        kept = pattern & coding.mask
        assert encode_value(value, _place(Type.UINT16), coding, exponent) == kept


@pytest.mark.parametrize(
    ("pattern", "type_", "coding", "why"),
    [
        (0xFFFF, Type.UINT16, Coding(missing=frozenset({0xFFFF})), Missing.NOT_IMPLEMENTED),
        (0x8000, Type.INT16, Coding(missing=frozenset({0x8000})), Missing.NOT_IMPLEMENTED),
        (0x7FC00000, Type.FLOAT32, Coding(), Missing.NOT_A_NUMBER),
        (0xFF800000, Type.FLOAT32, Coding(), Missing.NOT_A_NUMBER),  # minus infinity
        (3, Type.UINT16, Coding(states={1: "open"}), Missing.NO_STATE),
        (0x7F7FFFFF, Type.FLOAT32, Coding(scale=1e300), Missing.NOT_A_NUMBER),  # beyond any number
    ],
)
def test_what_is_no_value_says_why(pattern: int, type_: Type, coding: Coding, why: Missing) -> None:
    decoded = decode_pattern(pattern, _place(type_), coding)
    assert (decoded.value, decoded.why) == (None, why)


def test_every_reason_is_said_in_both_languages() -> None:
    assert {why.words.en for why in Missing} != {why.words.ja for why in Missing}
    assert Missing.NOT_IMPLEMENTED.words.ja == "機器はこの値を提供していません"


@pytest.mark.parametrize(
    ("value", "coding", "words"),
    [
        (6553.6, Coding(scale=0.1), "6553.6 is out of what the register can hold: 0..6553.5"),
        (-0.1, Coding(scale=0.1), "-0.1 is out of what the register can hold: 0..6553.5"),
        (16.0, Coding(mask=0x00F0), "16 is out of what the register can hold: 0..15"),
        (2.0, Coding(scale=-2.0), "2 is out of what the register can hold: -131070..0"),
        (65535.0, Coding(missing=frozenset({0xFFFF})), "65535 cannot be written: the device takes"),
        ("ajar", Coding(states={0: "open"}), "'ajar' is no state that this register knows"),
        (True, Coding(states={1: "open"}), "'true' is no state that this register knows"),
        ("open", Coding(), "'open' is no number"),
        (True, Coding(), "'true' is no number"),
        (1.0, Coding(flag=True), "'1' is neither true nor false"),
        (math.nan, Coding(), "nan is out of what the register can hold: 0..65535"),
    ],
)
def test_what_cannot_be_written_says_why(value: Value, coding: Coding, words: str) -> None:
    with pytest.raises(CannotEncode) as raised:
        encode_value(value, _place(Type.UINT16), coding)
    assert raised.value.words.en.startswith(words)


def test_a_float_too_large_for_its_register_is_refused() -> None:
    with pytest.raises(CannotEncode) as raised:
        encode_value(1e39, _place(Type.FLOAT32), Coding())
    assert raised.value.words.en == "1e+39 does not fit into a register of type float32"


def test_a_value_between_two_numbers_takes_the_nearer() -> None:
    assert encode_value(12.34, _place(Type.INT16), Coding(scale=0.1)) == 123
    assert encode_value(-12.36, _place(Type.INT16), Coding(scale=0.1)) == 0x10000 - 124


@pytest.mark.parametrize(
    ("cells", "exponent"),
    [((0xFFFE,), -2), ((3,), 3), ((0x8000,), None), ((11,), None), (None, None)],
)
def test_a_scale_register_holds_a_power_of_ten_or_nothing(
    cells: tuple[int, ...] | None, exponent: int | None
) -> None:
    image = Image()
    if cells is not None:
        image.put(Table.HOLDING, 9, cells)
    coding = Coding(scale_at=Place(Table.HOLDING, 9, Type.INT16))
    assert exponent_of(image, coding) == exponent


def test_a_point_whose_register_is_half_read_has_no_value() -> None:
    image = Image()
    image.put(Table.HOLDING, 0, [1])
    assert decode_point(Point("p_kw", _place(Type.INT32)), image).why is Missing.NOT_READ


@given(
    type_=st.sampled_from(WHOLE[:4]),
    scale=st.sampled_from([0.001, 0.01, 0.1, 0.25, 1.0, 2.0, 10.0, -0.1]),
    offset=st.sampled_from([0.0, -40.0, 0.5, 100.0]),
    exponent=st.integers(-3, 3),
    data=st.data(),
)
def test_every_number_comes_back_through_every_scale(
    type_: Type, scale: float, offset: float, exponent: int, data: st.DataObject
) -> None:
    low, high = limits(type_)
    number = data.draw(st.integers(low, high))
    coding, place = Coding(scale=scale, offset=offset), _place(type_)
    pattern = pattern_from(number, type_)
    value = decode_pattern(pattern, place, coding, exponent).value
    assert value is not None
    assert encode_value(value, place, coding, exponent) == pattern


@given(number=st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_plain_float_is_exactly_what_the_device_says(number: float) -> None:
    pattern = struct.unpack(">I", struct.pack(">f", number))[0]
    assert decode_pattern(pattern, _place(Type.FLOAT32), Coding()).value == number


def test_two_writes_of_a_verb_into_one_register_keep_the_bits_of_each_other() -> None:
    place = Place(Table.HOLDING, 0)
    writes = (
        Write(place, Coding(mask=0x00FF), pattern=0x0011),
        Write(place, Coding(mask=0xFF00), pattern=0x2200),
    )
    map_ = RegisterMap("two", same("two"), "meter", (), {"start": writes})
    image = Image()
    image.put(Table.HOLDING, 0, [0x7777])
    assert [write.values for write in encode(map_, "start", {}, image)] == [(0x7711,), (0x2211,)]
    assert image.get(Table.HOLDING, 0, 1) == (0x7777,)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("start", "the register map 'one' has no command 'start'"),
        ("set", "the argument 'p_kw' is missing"),
    ],
)
def test_a_verb_or_an_argument_that_is_not_there_is_refused(verb: str, words: str) -> None:
    write = Write(Place(Table.HOLDING, 0), argument="p_kw")
    map_ = RegisterMap("one", same("one"), "meter", (), {"set": (write,)})
    with pytest.raises(CannotEncode) as raised:
        encode(map_, verb, {"q_kvar": 1.0})
    assert raised.value.words.en == words


def test_a_set_point_with_an_unknown_scale_is_not_written() -> None:
    scaled = Coding(scale_at=Place(Table.HOLDING, 9, Type.INT16))
    write = Write(Place(Table.HOLDING, 0), scaled, argument="p_kw")
    map_ = RegisterMap("one", same("one"), "meter", (), {"set": (write,)})
    assert needed(map_, "set") == (Place(Table.HOLDING, 9, Type.INT16),)
    image = Image()
    with pytest.raises(CannotEncode):
        encode(map_, "set", {"p_kw": 12.3}, image)
    image.put(Table.HOLDING, 9, [0xFFFF])  # 10^-1
    assert encode(map_, "set", {"p_kw": 12.3}, image)[0].values == (123,)
