"""Where the ticks of a time axis stand, and between which times a plot shows."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

_TICK_STEPS_S = (60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 21_600, 86_400)
_DAYS_FROM_S = 86_400
_STEPS_A_SPAN = 60


def shown_span(now_s: float, span_s: float, ahead: float) -> tuple[float, float]:
    """Return start and end of a plot; it moves in steps, so that most redraws only add points.

    ahead: the share of the span that lies in the future.
    """
    step_s = span_s / _STEPS_A_SPAN
    now_step_s = math.ceil(now_s / step_s) * step_s
    return now_step_s - span_s * (1 - ahead), now_step_s + span_s * ahead


def ticks(start_s: float, end_s: float, opened: datetime, most: int) -> list[tuple[float, str]]:
    """Return at most about `most` ticks at full minutes and hours of the day, with their labels."""
    wanted_s = (end_s - start_s) / max(most, 1)
    step_s = next((step for step in _TICK_STEPS_S if step >= wanted_s), _TICK_STEPS_S[-1])
    midnight = opened.replace(hour=0, minute=0, second=0, microsecond=0)
    offset_s = (opened - midnight).total_seconds()
    first = math.ceil((start_s + offset_s) / step_s) * step_s - offset_s
    found = []
    time_s = first
    while time_s <= end_s:
        moment = opened + timedelta(seconds=time_s)
        # At midnight the day is what one wants to know, and with such ticks every hour is 00:00.
        found.append((time_s, moment.strftime("%m-%d" if step_s >= _DAYS_FROM_S else "%H:%M")))
        time_s += step_s
    return found
