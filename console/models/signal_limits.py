"""Where the normal band of a signal lies, and at which values its alarms come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from devices.site.site import AlarmRule, Site

# of a condition: one signal compared with a limit of the site or a number
_COMPARED = re.compile(
    r"(\b[a-z]\w*\.\w+)\s*([<>]=?)\s*(site\.\w+|-?\d+(?:\.\d+)?)(?!\s*[-+*/.\w])"
)


@dataclass(frozen=True, slots=True)
class AlarmMark:
    """An alarm of `priority` comes above (or below) `value`."""

    value: float
    priority: int
    above: bool


@dataclass(frozen=True, slots=True)
class SignalLimits:
    """band: lowest and highest normal value, None where it is open. marks: of the alarms."""

    band: tuple[float | None, float | None] = (None, None)
    marks: tuple[AlarmMark, ...] = ()


NO_LIMITS = SignalLimits()


def limits_of(site: Site) -> Mapping[str, SignalLimits]:
    """The limits of every signal that an alarm or a plot of the site has any for.

    The band is that of the plot where it has one; else it ends where the first alarm comes.
    """
    marks: dict[str, list[AlarmMark]] = {}
    for rule in site.alarms:
        for name, mark in _marks_of(rule, site):
            marks.setdefault(name, []).append(mark)
    bands = {
        trend.signals[0]: (normal[0], normal[-1])
        for trend in site.trends
        if len(normal := sorted(m.value for m in trend.marks if m.style == "normal")) > 1
    }
    names = dict.fromkeys((*bands, *marks))
    return {
        name: SignalLimits(
            bands.get(name) or _between(marks.get(name, [])), tuple(marks.get(name, []))
        )
        for name in names
    }


def _marks_of(rule: AlarmRule, site: Site) -> list[tuple[str, AlarmMark]]:
    found = []
    for name, sign, limit in _COMPARED.findall(rule.when.source):
        value = site.limits.get(limit.removeprefix("site.")) if "site." in limit else float(limit)
        signal = site.signals.get(name)
        if value is not None and signal is not None and signal.low is not None:
            found.append((name, AlarmMark(value, rule.priority, sign.startswith(">"))))
    return found


def _between(marks: list[AlarmMark]) -> tuple[float | None, float | None]:
    lows = [mark.value for mark in marks if not mark.above]
    highs = [mark.value for mark in marks if mark.above]
    return max(lows, default=None), min(highs, default=None)
