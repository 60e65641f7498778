"""Samples on their way to the disk: packed to the last bit, none held back for long."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from procedures.record.packing import Damaged, pack_samples, unpack_samples
from procedures.record.samples import CHUNK_ROWS, HELD_S, Samples

SHAPES = st.tuples(st.integers(1, 40), st.integers(0, 9))


@given(st.data(), SHAPES)
def test_packing_keeps_every_bit(data: st.DataObject, shape: tuple[int, int]) -> None:
    values = data.draw(arrays.arrays(np.float32, shape))
    times_s = data.draw(arrays.arrays(np.float64, shape[0]))
    packed = pack_samples(times_s, values)
    back_s, back = unpack_samples(packed, *shape)
    assert back_s.tobytes() == times_s.tobytes()
    assert np.ascontiguousarray(back).tobytes() == values.tobytes()


@given(st.binary(max_size=200), SHAPES)
def test_bytes_of_anybody_are_damaged_or_have_the_shape(
    data: bytes, shape: tuple[int, int]
) -> None:
    try:
        times_s, values = unpack_samples(data, *shape)
    except Damaged:
        return
    assert (times_s.shape, values.shape) == ((shape[0],), shape)


def test_a_chunk_of_a_steady_plant_is_small() -> None:
    times_s = np.arange(CHUNK_ROWS) / 10
    values = np.tile(np.arange(60, dtype=np.float32), (CHUNK_ROWS, 1))
    assert len(pack_samples(times_s, values)) < 0.1 * values.size


def test_samples_wait_no_longer_than_they_may() -> None:
    wall_s = 0.0
    samples = Samples(wall_s=lambda: wall_s)
    samples.add(1.0, np.zeros(2))
    wall_s = HELD_S - 0.1
    samples.add(2.0, np.zeros(2))
    assert not samples.waited_long
    wall_s = HELD_S
    assert samples.waited_long
    loose = samples.loose()
    assert loose is not None
    assert (loose.rows, loose.from_s, loose.to_s) == (2, 1.0, 2.0)
    samples.kept()
    assert not samples.waited_long
    assert samples.loose() is None
    samples.add(3.0, np.zeros(2))
    assert not samples.waited_long  # it has only just come
    chunk = samples.chunk()
    assert chunk is not None
    assert chunk.rows == 3
    assert samples.last_s == pytest.approx(3.0)
