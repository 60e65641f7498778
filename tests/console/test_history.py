"""The rings keep what was lowest and highest, and a moving window does not shimmer."""

from __future__ import annotations

import numpy as np
import pytest

from console.models.history import FINE_ROWS, History, Ring, decimated


def test_a_ring_keeps_the_newest_rows_in_order() -> None:
    ring = Ring(4, 1)
    ring.add(np.arange(6.0), np.arange(6.0)[:, None])
    times_s, values = ring.since(-1.0)
    assert times_s.tolist() == [2, 3, 4, 5]
    assert values[:, 0].tolist() == [2, 3, 4, 5]


def test_decimation_keeps_a_single_spike() -> None:
    times_s = np.arange(10_000.0)
    values = np.zeros(10_000)
    values[7_777] = -3.0
    _, shown = decimated(times_s, values, 400)
    assert shown.min() == -3.0
    assert len(shown) <= 800


def test_decimation_bins_stand_still_while_the_window_moves() -> None:
    times_s = np.arange(4_000.0)
    values = np.sin(times_s)
    one_s, _ = decimated(times_s[:3_900], values[:3_900], 300)
    other_s, _ = decimated(times_s[50:3_950], values[50:3_950], 300)
    middle = set(one_s[10:-10].tolist())
    assert middle & set(other_s.tolist()) >= set(list(middle)[:100])


def test_a_curve_longer_than_the_fine_ring_still_holds_its_extremes() -> None:
    history = History(("a.p_kw",))
    times_s = np.arange(FINE_ROWS * 1.5)
    values = np.zeros((len(times_s), 1))
    values[100, 0] = 9.0
    history.add(("a.p_kw", "other"), times_s, values)
    _, shown = history.curve("a.p_kw", 0.0, float(times_s[-1]), 600)
    assert np.nanmax(shown) == pytest.approx(9.0)


def test_a_signal_that_a_batch_leaves_out_is_a_gap() -> None:
    history = History(("a.p_kw", "b.p_kw"))
    history.add(("b.p_kw",), np.array([0.0, 1.0]), np.array([[1.0], [2.0]]))
    assert history.at("a.p_kw", 1.0) is None
    assert history.at("b.p_kw", 1.0) == 2.0


def test_a_fall_in_a_young_sitting_is_drawn_as_one_fall() -> None:
    history = History(("a.v_kv",))
    times_s = np.arange(0.0, 100.0, 1.0)
    history.add(("a.v_kv",), times_s, np.where(times_s < 65.0, 6.6, 0.0)[:, None])
    _, shown = history.curve("a.v_kv", -500.0, 100.0, 600)
    assert np.count_nonzero(np.diff(shown)) == 1
