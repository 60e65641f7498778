"""The drawings of a report: curves with their marks, and the time line against the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from devices import messages
from devices.words import Language
from procedures.drill.report.axis import WIDE, TimeAxis
from procedures.drill.report.course import ChapterRow, Curve, Plot
from procedures.drill.report.model import Report
from procedures.drill.report.svg import FAINT, INK, SOFT, Drawing, Point, ems, shortened

_LEFT, _RIGHT = 62.0, 785.0  # of the curves; their names stand to the right
_HEAD, _FOOT, _HIGH = 68.0, 30.0, 190.0
_BAR, _ROW, _NAMES = 11.0, 34.0, 330.0
# Told apart without colour too: by dash, by the name at the right, by the order of the layers.
_INKS = ("#0B3C73", "#B04A00", "#00694E", "#7A2E6B", "#5B4B00", "#3F4A50", "#A0003C", "#006D8F")
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "5 2", "1 2", "12 4", "4 4")
_FILLS = ("#0B3C73", "#9CC0E6", "#4F7FB4", "#D9E6F3", "#B04A00", "#F0C9A4", "#00694E", "#A9D8C6")


def plot_picture(plot: Plot, report: Report, language: Language) -> Drawing:
    """One plot with the marks of steps, injects and hazards."""
    high = max(_HIGH, 20.0 * len(plot.curves))
    title = plot.title.in_language(language)
    drawing = Drawing(WIDE, _HEAD + high + _FOOT, title)
    axis = TimeAxis(report.cover.took_s, report.cover.clock, _LEFT, _RIGHT)
    top, bottom = _HEAD, _HEAD + high
    drawing.text((0, 18), f"{title} [{plot.unit}]" if plot.unit else title, 15, bold=True)
    axis.draw(drawing, top, bottom)
    scale = _Scale(plot.low, plot.high, top, bottom)
    _draw_scale(drawing, plot, scale, language)
    if plot.stacked:
        _draw_stack(drawing, plot, axis, scale, language)
    else:
        _draw_curves(drawing, plot, axis, scale, language)
    axis.draw_marks(drawing, report.marks, top, bottom)
    return drawing


class _Scale:
    """Values `low` to `high` between `bottom` and `top`."""

    def __init__(self, low: float, high: float, top: float, bottom: float) -> None:
        self.low, self.high, self.top, self.bottom = low, high, top, bottom

    def y(self, value: float) -> float:
        share = (value - self.low) / max(self.high - self.low, 1e-9)
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)


def _draw_scale(drawing: Drawing, plot: Plot, scale: _Scale, language: Language) -> None:
    """The values at the left, and the lines of limits with their names inside."""
    drawing.line((_LEFT, scale.top), (_LEFT, scale.bottom), INK, 1.0)
    shown: list[float] = []
    marks = {band.value for band in plot.bands}
    even = [plot.low + (plot.high - plot.low) * n / 4 for n in range(5)]
    for value in (plot.low, plot.high, *sorted(marks), *even):
        y = scale.y(value)
        if all(abs(y - other) >= 15.0 for other in shown):
            shown.append(y)
            drawing.text((_LEFT - 6, y + 4), _number(value), 13, anchor="end", ink=SOFT)
            drawing.line((_LEFT, y), (_RIGHT, y), FAINT, 0.6)
    for band in plot.bands:
        y = scale.y(band.value)
        ink, dash = ("#B00020", "6 4") if band.limit else (SOFT, "2 4")
        drawing.line((_LEFT, y), (_RIGHT, y), ink, 1.0, dash)


def _draw_curves(
    drawing: Drawing, plot: Plot, axis: TimeAxis, scale: _Scale, language: Language
) -> None:
    ends = []
    for number, curve in enumerate(plot.curves):
        ink, dash = _INKS[number % len(_INKS)], _DASHES[number % len(_DASHES)]
        for piece in _pieces(curve, plot):
            drawing.path(((axis.x(t), scale.y(v)) for t, v in piece), ink, 1.6, dash)
        ends.append((scale.y(_last(curve, plot)), curve.label.in_language(language), ink, dash))
    _draw_names(drawing, ends, scale)


def _draw_names(
    drawing: Drawing, ends: Sequence[tuple[float, str, str, str]], scale: _Scale
) -> None:
    """The names of the curves with a sample of each line, as near to its end as there is room."""
    below = scale.top - 8
    room = scale.bottom - 19.0 * len(ends)
    for number, (y, name, ink, dash) in enumerate(sorted(ends)):
        at = max(below + 19.0, min(y, room + 19.0 * (number + 1)))
        drawing.line((_RIGHT + 8, at - 4), (_RIGHT + 32, at - 4), ink, 2.0, dash)
        drawing.text((_RIGHT + 37, at), shortened(name, 14.5), 12, ink=ink)
        below = at


def _draw_stack(
    drawing: Drawing, plot: Plot, axis: TimeAxis, scale: _Scale, language: Language
) -> None:
    """Layers on each other from the ground up; their names in the same order."""
    times = plot.curves[0].times_s if plot.curves else ()
    floor = [0.0] * len(times)
    for number, curve in enumerate(plot.curves):
        tops = [low + max(0.0, value or 0.0) for low, value in zip(floor, curve.highs, strict=True)]
        upper = [(axis.x(t), scale.y(v)) for t, v in zip(times, tops, strict=True)]
        lower = [(axis.x(t), scale.y(v)) for t, v in zip(times, floor, strict=True)]
        drawing.area((*upper, *reversed(lower)), _FILLS[number % len(_FILLS)], "#FFFFFF")
        floor = tops
        at = scale.bottom - 4 - 20.0 * number
        drawing.box((_RIGHT + 10, at - 11), (18, 13), _FILLS[number % len(_FILLS)], INK)
        name = shortened(curve.label.in_language(language), 14.5)
        drawing.text((_RIGHT + 34, at), name, 12)


def _pieces(curve: Curve, plot: Plot) -> Iterator[list[Point]]:
    """The curve, broken where nothing is known or it is off the scale, as of a dead line."""
    reach = 0.02 * (plot.high - plot.low)
    piece: list[Point] = []
    for time_s, low, high in zip(curve.times_s, curve.lows, curve.highs, strict=True):
        inside = [
            value
            for value in (low, high)
            if value is not None and plot.low - reach <= value <= plot.high + reach
        ]
        if not inside:
            if len(piece) > 1:
                yield piece
            piece = []
            continue
        piece.extend((time_s, value) for value in dict.fromkeys(inside))
    if len(piece) > 1:
        yield piece


def _last(curve: Curve, plot: Plot) -> float:
    inside = [v for v in curve.highs if v is not None and plot.low <= v <= plot.high]
    return inside[-1] if inside else plot.low


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


# --- plan against actual --------------------------------------------------------------------------


def timeline_picture(report: Report, language: Language) -> Drawing:
    """Each procedure as a bar, below it that of the reference run; injects and hazards above."""
    rows = [one for one in report.chapters if (one.began_s, one.plan_began_s) != (None, None)]
    ends = [one.plan_ended_s or 0.0 for one in rows]
    longest_s = max([report.cover.took_s, *ends])
    label = messages.text(language, "report.timeline")
    drawing = Drawing(WIDE, _HEAD + _ROW * max(1, len(rows)) + 54, label)
    axis = TimeAxis(longest_s, report.cover.clock, _NAMES, WIDE - 12)
    top, bottom = _HEAD - 4, _HEAD + _ROW * max(1, len(rows))
    axis.draw(drawing, top, bottom)
    signs = tuple(one for one in report.marks if one.like in ("inject", "hazard"))
    axis.draw_marks(drawing, signs, top, bottom)
    for number, row in enumerate(rows):
        name = f"{row.label}  {row.title.in_language(language)}".strip()
        shown = replace(row, ended_s=report.cover.took_s) if row.ended_s is None else row
        _draw_chapter(drawing, shown, axis, _HEAD + _ROW * number, name)
    _draw_legend(drawing, bottom + 40, language)
    return drawing


def _draw_chapter(
    drawing: Drawing,
    row: ChapterRow,
    axis: TimeAxis,
    y: float,
    name: str,
) -> None:
    drawing.text((0, y + 18), shortened(name, _NAMES / 14.5), 14)
    drawing.line((0, y + _ROW - 3), (WIDE - 12, y + _ROW - 3), FAINT, 0.6)
    if row.began_s is not None and row.ended_s is not None:
        left, right = axis.x(row.began_s), axis.x(row.ended_s)
        drawing.box((left, y + 3), (max(2.0, right - left), _BAR), "#0B3C73")
    if row.plan_began_s is not None:
        plan_end_s = row.plan_began_s if row.plan_ended_s is None else row.plan_ended_s
        left, right = axis.x(row.plan_began_s), axis.x(plan_end_s)
        drawing.box((left, y + 16), (max(2.0, right - left), _BAR), "#DDE3E6", "#5B666D")


def _draw_legend(drawing: Drawing, y: float, language: Language) -> None:
    x = _NAMES
    for key, fill, ink in (
        ("actual", "#0B3C73", "#0B3C73"),
        ("planned", "#DDE3E6", "#5B666D"),
    ):
        words = messages.text(language, f"report.bar_{key}")
        drawing.box((x, y - 11), (26, _BAR), fill, ink)
        drawing.text((x + 33, y), words, 13)
        x += 60 + 13 * ems(words)
    for key, ink in (("inject", "#8A4B00"), ("hazard", "#B00020")):
        words = messages.text(language, f"report.bar_{key}")
        if key == "inject":
            drawing.area(((x, y - 12), (x + 14, y - 12), (x + 7, y + 1)), ink)
        else:
            drawing.box((x, y - 12), (14, 13), ink)
            drawing.text((x + 7, y - 1), "!", 12, anchor="middle", bold=True, ink="#FFFFFF")
        drawing.text((x + 21, y), words, 13)
        x += 50 + 13 * ems(words)


def has_plan(chapters: Sequence[ChapterRow]) -> bool:
    """Whether there is a reference run to compare with."""
    return any(one.plan_began_s is not None for one in chapters)
