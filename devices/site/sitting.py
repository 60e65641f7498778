"""What conditions know of the sitting itself: standing alarms by priority, and the time of day."""

from __future__ import annotations

from collections.abc import Mapping

from devices.signals import Signal
from devices.words import Words

ALARMS = ("alarms.p1", "alarms.p2", "alarms.p3")
TIME = "clock.time"
WEEKEND = "clock.weekend"

MINUTES_A_DAY = 1440

_ALARM_WORDS = (
    Words("Standing alarms of priority 1", "継続中の警報（優先度1）"),
    Words("Standing alarms of priority 2", "継続中の警報（優先度2）"),
    Words("Standing alarms of priority 3", "継続中の警報（優先度3）"),
)


def sitting_signals() -> Mapping[str, Signal]:
    """The same for every site; known as soon as a sitting has looked once."""
    alarms = {
        name: Signal(name, words, low=0.0, high=1000.0, decimals=0, stale_after_s=None)
        for name, words in zip(ALARMS, _ALARM_WORDS, strict=True)
    }
    time = Signal(
        TIME,
        Words("Time of day", "時刻"),
        low=0.0,
        high=float(MINUTES_A_DAY),
        decimals=0,
        stale_after_s=None,
        is_time=True,
    )
    weekend = Signal(WEEKEND, Words("Saturday or Sunday", "土曜または日曜"), stale_after_s=None)
    return {**alarms, TIME: time, WEEKEND: weekend}
