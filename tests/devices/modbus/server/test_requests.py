"""What a request must look like: whatever bytes come, they are refused or can be unpacked."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymodbus.constants import ExcCodes

from devices.modbus.server.frames import NotModbus, decode, frame_length, unpack
from devices.modbus.server.requests import Refusal, check

READ_HOLDING, WRITE_REGISTER = 3, 6


def refusal_of(pdu: bytes) -> ExcCodes | None:
    """Why a request is refused before it is unpacked; None when it is not."""
    try:
        check(pdu)
    except Refusal as refusal:
        return refusal.code
    return None


@given(st.binary(min_size=1, max_size=253))
def test_any_bytes_are_refused_or_unpacked(pdu: bytes) -> None:
    if refusal_of(pdu) is None:
        assert decode(pdu).function_code == pdu[0]


@given(st.sampled_from((1, 2, 3, 4, 5, 6, 15, 16, 22, 23, 43)), st.binary(max_size=252))
def test_a_known_function_with_any_data_is_refused_or_unpacked(function: int, data: bytes) -> None:
    pdu = bytes((function,)) + data
    if refusal_of(pdu) is None:
        assert decode(pdu).function_code == function


@pytest.mark.parametrize("function", [0, 7, 8, 17, 20, 24, 65, 127, 128, 131, 255])
def test_an_unknown_function_is_told_as_such(function: int) -> None:
    assert refusal_of(bytes((function, 0, 0, 0, 1))) is ExcCodes.ILLEGAL_FUNCTION


def test_another_interface_than_identification_is_an_unknown_function() -> None:
    assert refusal_of(bytes((43, 13, 1, 0))) is ExcCodes.ILLEGAL_FUNCTION
    assert refusal_of(bytes((43, 14, 1, 0))) is None
    assert refusal_of(bytes((43, 14, 5, 0))) is ExcCodes.ILLEGAL_VALUE


@pytest.mark.parametrize(("function", "most"), [(1, 2000), (2, 2000), (3, 125), (4, 125)], ids=str)
def test_a_read_has_as_many_as_the_standard_allows(function: int, most: int) -> None:
    for count, fine in ((0, False), (1, True), (most, True), (most + 1, False), (65535, False)):
        pdu = struct.pack(">BHH", function, 0, count)
        assert (refusal_of(pdu) is None) is fine
        assert refusal_of(pdu) in (None, ExcCodes.ILLEGAL_VALUE)


def test_a_write_brings_as_many_values_as_it_says() -> None:
    fine = struct.pack(">BHHBHH", 16, 0, 2, 4, 1, 2)
    assert refusal_of(fine) is None
    assert refusal_of(fine[:-1]) is ExcCodes.ILLEGAL_VALUE
    assert refusal_of(fine + b"\0") is ExcCodes.ILLEGAL_VALUE
    assert refusal_of(struct.pack(">BHHBHH", 16, 0, 3, 4, 1, 2)) is ExcCodes.ILLEGAL_VALUE
    assert refusal_of(struct.pack(">BHHB", 16, 0, 0, 0)) is ExcCodes.ILLEGAL_VALUE


def test_a_coil_is_written_on_or_off_and_nothing_between() -> None:
    assert refusal_of(bytes((5, 0, 0, 0xFF, 0))) is None
    assert refusal_of(bytes((5, 0, 0, 0, 0))) is None
    assert refusal_of(bytes((5, 0, 0, 0, 1))) is ExcCodes.ILLEGAL_VALUE


@given(st.integers(0, 65535), st.integers(0, 255), st.binary(min_size=1, max_size=253))
def test_a_frame_is_unpacked_as_it_was_packed(transaction: int, unit: int, pdu: bytes) -> None:
    whole = struct.pack(">HHHB", transaction, 0, len(pdu) + 1, unit) + pdu
    assert frame_length(whole) == len(whole)
    assert frame_length(whole + b"more") == len(whole)
    frame = unpack(whole)
    assert (frame.transaction, frame.unit, frame.pdu) == (transaction, unit, pdu)


@pytest.mark.parametrize(
    "header",
    [
        struct.pack(">HHHB", 1, 1, 6, 1),  # not Modbus
        struct.pack(">HHHB", 1, 0, 1, 1),  # no function
        struct.pack(">HHHB", 1, 0, 255, 1),  # longer than any frame
        b"GET / HTTP/1.1\r\n",
    ],
)
def test_what_begins_no_frame_is_known_from_its_header(header: bytes) -> None:
    with pytest.raises(NotModbus):
        frame_length(header)


def test_half_a_header_says_nothing_yet() -> None:
    assert frame_length(b"\0\1\0\0\0") is None
