"""Samples and states as compact bytes, and back; what comes back is bounded before it is made."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

MOST_ROWS = 10_000  # of one chunk; the writer stays far below
MOST_BYTES = 16 * 2**20  # of one chunk or state, unpacked
_LEVEL = 6  # against 1: a fifth less for 6 us a sample of 130 signals


class Damaged(Exception):
    """Bytes that no writer of this program has written."""


def pack_samples(times_s: NDArray[np.float64], values: NDArray[np.float32]) -> bytes:
    """Return samples as bytes: times_s [n], values [n, signals] with NaN for unknown.

    The bits of each number are read as an integer, of which the difference to the sample before is
    stored: float64 times first, then the values signal by signal, their bytes apart (all lowest
    bytes, then all second ones). What changes little becomes zeros, which zlib makes small.
    """
    time_bits = times_s.astype("<f8").view("<u8")
    bits = np.ascontiguousarray(values.T.astype("<f4")).view("<u4")
    steps = np.diff(bits, axis=1, prepend=np.uint32(0)).astype("<u4")
    planes = steps.reshape(-1, 1).view("u1").T
    time_steps = np.diff(time_bits, prepend=np.uint64(0)).astype("<u8")
    return zlib.compress(time_steps.tobytes() + planes.tobytes(), _LEVEL)


def unpack_samples(
    data: bytes, rows: int, columns: int
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Return times_s [rows] and values [rows, columns]; raises Damaged."""
    raw = _inflated_samples(data, rows, columns)
    time_steps = np.frombuffer(raw, "<u8", rows)
    planes = np.frombuffer(raw, "u1", offset=8 * rows).reshape(4, -1)
    steps = np.ascontiguousarray(planes.T).view("<u4").reshape(columns, rows)
    times_s = np.cumsum(time_steps, dtype="<u8").view("<f8")
    values = np.cumsum(steps, axis=1, dtype="<u4").view("<f4").T
    return times_s, values


def unpack_samples_1(
    data: bytes, rows: int, columns: int
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """As `unpack_samples`, of format 1: plain float64 times, then float32 rows."""
    raw = _inflated_samples(data, rows, columns)
    values = np.frombuffer(raw, "<f4", offset=8 * rows).reshape(rows, columns)
    return np.frombuffer(raw, "<f8", rows), values


def pack_state(state: bytes) -> bytes:
    """Return the bytes of a state, made small."""
    return zlib.compress(state, _LEVEL)


def unpack_state(data: bytes) -> bytes:
    """Return the state that `pack_state` took; raises Damaged."""
    return _inflated(data, MOST_BYTES)


def _inflated_samples(data: bytes, rows: int, columns: int) -> bytes:
    wanted = rows * (8 + 4 * columns)
    if not (0 < rows <= MOST_ROWS and wanted <= MOST_BYTES):
        raise Damaged(f"{rows} rows")
    raw = _inflated(data, wanted)
    if len(raw) != wanted:
        raise Damaged(f"{len(raw)} bytes instead of {wanted}")
    return raw


def _inflated(data: bytes, most_bytes: int) -> bytes:
    """Unpacked bytes, never more than `most_bytes`."""
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(data, most_bytes + 1)
    except zlib.error as error:
        raise Damaged(str(error)) from error
    if len(raw) > most_bytes or not unpacker.eof:
        raise Damaged(f"not {most_bytes} bytes or fewer")
    return raw
