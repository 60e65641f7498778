"""The line around what the island can feed: as wide in every band of the page as it has to be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from devices.site.placing.routes import Box, Point

_AROUND = 8.0
_ABOVE = 5.0
_OVER_BAR = 23.0  # the words of a busbar stand inside


Band = tuple[float, float, float, float]


def boundary_of(
    inside: Sequence[Box], outside: Sequence[Box], cuts: Sequence[float]
) -> tuple[Point, ...]:
    """Return the corners of the line around `inside` and around nothing of `outside`.

    cuts: the heights at which it may step.
    """
    if not inside:
        return ()
    top = min(one.top - (_OVER_BAR if one.bar else _ABOVE) for one in inside)
    bottom = max(one.bottom for one in inside) + _AROUND
    edges = [top, *(one for one in sorted(cuts) if top < one < bottom), bottom]
    least = min(one.left for one in inside) - _AROUND
    most = max(one.right for one in inside) + _AROUND
    bands: list[Band] = []
    for upper, lower in pairwise(edges):
        here = [one for one in inside if one.top < lower and one.bottom >= upper]
        others = [one for one in outside if one.top < lower and one.bottom > upper]
        if here:
            left = min(one.left for one in here) - _AROUND
            right = max(one.right for one in here) + _AROUND
            left = least if all(one.left >= left for one in others) else left
            right = most if all(one.right <= right for one in others) else right
            bands.append((upper, lower, left, right))
    return _outline(bands)


def _outline(bands: Sequence[Band]) -> tuple[Point, ...]:
    right = [p for upper, lower, _, edge in bands for p in ((edge, upper), (edge, lower))]
    left = [p for upper, lower, edge, _ in reversed(bands) for p in ((edge, lower), (edge, upper))]
    points: list[Point] = []
    for point in (*right, *left):
        if point not in points:
            points.append(point)
    closed = [points[-1], *points, points[0]]
    return tuple(
        here
        for before, here, after in zip(closed, closed[1:], closed[2:], strict=False)
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1])
    )
