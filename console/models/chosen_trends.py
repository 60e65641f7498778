"""Plots of signals that somebody chose: one for each unit, and one for each state."""

from __future__ import annotations

import math
from collections.abc import Sequence

from devices.signals import Signal
from devices.site.site import Site, Trend
from devices.words import Words, same

_PAD = 0.06  # of the values: no curve runs along the edge


def offered(site: Site) -> list[Signal]:
    """Every signal that is sampled, in the order of the site file."""
    return [signal for signal in site.signals.values() if not signal.manual]


def signal_title(site: Site, name: str) -> Words:
    """A signal with its device; the device is not said twice."""
    device, signal = site.devices.get(name.split(".", 1)[0]), site.signals[name]
    if device is None:  # of the sitting itself
        return signal.label
    both = []
    for language in ("en", "ja"):
        short, label = device.short.in_language(language), signal.label.in_language(language)
        both.append(label if label.startswith(short) else f"{short} {label}")
    return Words(*both)


def trends_of(site: Site, names: Sequence[str], span_s: float) -> list[Trend]:
    """One plot for the signals of each unit; the site's own where it has the very same signals."""
    for trend in site.trends:
        if trend.signals == tuple(names):
            return [trend]
    groups: dict[str, list[str]] = {}
    for name in names:
        signal = site.signals[name]
        groups.setdefault(signal.unit if signal.low is not None else name, []).append(name)
    return [_trend(site, unit, tuple(group), span_s) for unit, group in groups.items()]


def _trend(site: Site, key: str, names: tuple[str, ...], span_s: float) -> Trend:
    signals = [site.signals[name] for name in names]
    lows = [signal.low for signal in signals if signal.low is not None]
    highs = [signal.high for signal in signals if signal.high is not None]
    states = max(len(signals[0].states) - 1, 1)
    own = [mark for one in site.trends if set(names) <= set(one.signals) for mark in one.marks]
    return Trend(
        id=f"chosen {key}",
        title=signal_title(site, names[0]) if len(names) == 1 else same(signals[0].unit),
        unit=signals[0].unit,
        span_s=span_s,
        low=min(lows, default=-0.2),
        high=max(highs, default=states + 0.2),
        signals=names,
        stacked=False,
        marks=tuple(own),
    )


def fitted(low: float, high: float, decimals: int = 3) -> tuple[float, float]:
    """Round bounds around values, in steps of 1, 2 or 5: they stay while the values move little.

    decimals: of the signal; what moves less than one of its last still has one on either side.
    """
    least = 10.0**-decimals
    if high - low < least:
        middle = round((low + high) / 2, decimals)
        return middle - least, middle + least
    span = max(high - low, abs(high) * 1e-3)
    low, high = low - _PAD * span, high + _PAD * span
    raw = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= raw)
    return math.floor(low / step) * step, math.ceil(high / step) * step
