"""The plots of a report: the trends of the site over the whole drill, thinned for paper."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from devices.site import Site
from devices.site.drawing import Trend
from procedures.drill.report.course import Band, Curve, Plot
from procedures.record import Column, Telemetry

_BINS = 600  # over the whole width: finer than a printer shows

Numbers = NDArray[np.float64]


def plots_of(telemetry: Telemetry, ends_s: float, site: Site) -> tuple[Plot, ...]:
    """A plot of every trend of the site of which something was recorded."""
    columns = {column.name: column for column in telemetry.columns}
    plots = (_plot(trend, telemetry, columns, ends_s) for trend in site.trends)
    return tuple(plot for plot in plots if plot.curves)


def _plot(trend: Trend, telemetry: Telemetry, columns: dict[str, Column], ends_s: float) -> Plot:
    known = [name for name in trend.signals if name in columns]
    curves = tuple(_curve(telemetry, columns[name], ends_s) for name in known)
    low, high = _range(trend, curves)
    bands = tuple(
        Band(mark.value, mark.label, mark.style == "limit")
        for mark in trend.marks
        if low <= mark.value <= high
    )
    return Plot(trend.id, trend.title, trend.unit, low, high, trend.stacked, curves, bands)


def _curve(telemetry: Telemetry, column: Column, ends_s: float) -> Curve:
    """The lowest and highest of bins of equal width; a bin without a sample is left out."""
    times_s, values = telemetry.times_s, telemetry.of(column.name)
    width_s = max(ends_s, 1.0) / _BINS
    numbers = np.floor(times_s / width_s).astype(np.int64)
    if not len(numbers):
        return Curve(column.name, column.label, (), (), ())
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    lows, highs = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
    middles_s = np.minimum((numbers[starts] + 0.5) * width_s, ends_s)
    at_s = tuple(round(float(one), 1) for one in middles_s)
    return Curve(column.name, column.label, at_s, tuple(_known(lows)), tuple(_known(highs)))


def _known(values: Numbers) -> Iterator[float | None]:
    for value in values.tolist():
        yield round(value, 4) if np.isfinite(value) else None


def _range(trend: Trend, curves: tuple[Curve, ...]) -> tuple[float, float]:
    """The axis of the screen; of powers, whose range is that of the plant, what was reached."""
    if trend.unit not in ("kW", "W"):
        return trend.low, trend.high
    if trend.stacked:
        tops = _stacked_tops(curves)
        return 0.0, _round_up(max(tops, default=1.0))
    every = [one for curve in curves for one in (*curve.lows, *curve.highs) if one is not None]
    low, high = min(every, default=0.0), max(every, default=1.0)
    return (-_round_up(-low) if low < -0.5 else 0.0), _round_up(max(high, 1.0))


def _stacked_tops(curves: tuple[Curve, ...]) -> list[float]:
    rows = zip(*(curve.highs for curve in curves), strict=True)
    return [sum(max(0.0, one or 0.0) for one in row) for row in rows]


def _round_up(value: float) -> float:
    """The next of 1, 2, 2.5, 4, 5, 8, 10 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(max(value, 1e-9)))
    steps = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
    return float(next(step * power for step in steps if step * power >= value * 0.999))
