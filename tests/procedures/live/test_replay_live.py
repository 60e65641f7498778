"""A live record shown again: from its samples alone, with what was silent as it was shown."""

from __future__ import annotations

from typing import Any

import pytest

from devices.links import LinkState
from devices.signals import Quality
from procedures import intents
from procedures.replay import read_recorded
from procedures.replaying import ReplaySitting
from procedures.snapshot import Mode


def test_a_live_record_shows_values_that_had_become_old_the_key_and_the_board(seat: Any) -> None:
    s = seat()
    s.go(1.0)
    s.take_over_board()
    s.granted(intents.Arm("ozawa"))
    for _ in range(4):
        s.go(1.0)
    s.plant.silent.add("bess")
    for _ in range(12):
        s.go(1.0)
    then = s.look
    s.go(1.0)
    s.sitting.close()
    replay = ReplaySitting(read_recorded(s.record), then.time_s)
    now = replay.snapshot()
    assert now.mode is Mode.LIVE
    assert then.values["bess.soc_pct"].quality is Quality.STALE
    for name in ("bess.soc_pct", "bess.p_kw", "island.f_hz"):
        assert now.values[name].quality is then.values[name].quality, name
        assert now.values[name].value == pytest.approx(then.values[name].value), name
    age_s = now.values["bess.soc_pct"].time_s - then.values["bess.soc_pct"].time_s
    assert abs(age_s) <= 1.0  # the time between two samples
    assert now.live is not None
    assert (now.live.armed_by, now.live.may_arm) == ("ozawa", ())
    silent = [link.device for link in now.live.links if link.state is LinkState.SILENT]
    assert silent == ["bess"]
    assert [(a.id, a.state) for a in now.alarms] == [(a.id, a.state) for a in then.alarms]
    assert now.replay is not None
    assert "real plant cannot be put back" in now.replay.against_fork[0].en
    replay.seek(2.0)
    assert replay.snapshot().values["bess.soc_pct"].quality is Quality.GOOD
