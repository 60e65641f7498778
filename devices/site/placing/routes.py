"""Conductors between symbols: straight where they can be, else with as few corners as it takes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
_HIT, _CROSS, _BESIDE, _BEND, _LENGTH = 1000.0, 40.0, 30.0, 6.0, 0.05
_NEAR = 0.05
_STEPS = 9


@dataclass(frozen=True, slots=True)
class Box:
    """A symbol as an obstacle; a busbar has no height."""

    x: float
    y: float
    width: float
    height: float
    bar: bool = False
    dot: bool = False

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Joint:
    """Two symbols to be joined. at: the x at which the conductor is wanted, if there is one."""

    one: str
    other: str
    at: float | None = None


def route_all(boxes: Mapping[str, Box], joints: Sequence[Joint]) -> list[tuple[Point, ...]]:
    """Return the corners of every joint, the straight ones led first."""
    paths: dict[int, tuple[Point, ...]] = {}
    order = sorted(range(len(joints)), key=lambda n: _distance(boxes, joints[n]))
    for number in order:
        joint = joints[number]
        others = [box for id, box in boxes.items() if id not in (joint.one, joint.other)]
        one, other = boxes[joint.one], boxes[joint.other]
        paths[number] = _cheapest(_ways(one, other, joint.at), others, list(paths.values()))
    return [paths[number] for number in range(len(joints))]


def _cheapest(
    ways: Iterable[tuple[Point, ...]], boxes: Sequence[Box], done: Sequence[Sequence[Point]]
) -> tuple[Point, ...]:
    """The first of the cheapest ways; one that costs more already is not looked at to its end."""
    ways = list(ways)
    chosen, least = ways[0], math.inf
    for way in ways:
        cost = _cost(way, boxes, done, least)
        if cost < least:
            chosen, least = way, cost
    return chosen


def _distance(boxes: Mapping[str, Box], joint: Joint) -> float:
    one, other = boxes[joint.one], boxes[joint.other]
    return abs(one.x - other.x) * (not (one.bar or other.bar)) + abs(one.y - other.y)


def _ways(one: Box, other: Box, at: float | None) -> Iterable[tuple[Point, ...]]:
    """Every way worth a thought from `one` to `other`."""
    for x in _shared(one, other, at) if not _sideways(one, other, at) else ():
        first = one.bottom if one.y < other.y else one.top
        last = other.top if one.y < other.y else other.bottom
        yield ((x, first), (x, last))
    if one.bar and other.bar and abs(one.y - other.y) < _NEAR:
        ends = (one.right, other.left) if one.x < other.x else (one.left, other.right)
        yield ((ends[0], one.y), (ends[1], other.y))
        return
    if abs(one.y - other.y) < min(one.height + other.height, 8) / 2 or abs(one.y - other.y) < _NEAR:
        y = one.y if one.height < other.height or other.bar else other.y
        ends = (one.right, other.left) if one.x < other.x else (one.left, other.right)
        yield ((ends[0], y), (ends[1], y))
    yield from _bent(one, other, at)
    yield from (tuple(reversed(way)) for way in _bent(other, one, at))


def _sideways(one: Box, other: Box, at: float | None) -> bool:
    """True where the conductor is wanted on a busbar beside the other symbol."""
    small = one if other.bar else other
    return at is not None and (one.bar or other.bar) and not small.left <= at <= small.right


def _shared(one: Box, other: Box, at: float | None) -> list[float]:
    """Where a straight conductor can meet both: at the smaller one's middle first."""
    left, right = max(one.left, other.left), min(one.right, other.right)
    if right < left - _NEAR or abs(one.y - other.y) < (one.height + other.height) / 2:
        return []
    wanted = [at, *sorted((one, other), key=lambda box: box.width)]
    middles = [x.x if isinstance(x, Box) else x for x in wanted if x is not None]
    return [x for x in middles if left - _NEAR <= x <= right + _NEAR][:2] or [(left + right) / 2]


def _bent(one: Box, other: Box, at: float | None) -> Iterable[tuple[Point, ...]]:
    """One corner: sideways out of `one`, then up or down into `other`; two corners: a step."""
    goal = other.x if at is None or not other.left <= at <= other.right else at
    if other.bar and at is None:
        goal = min(max(one.x, other.left + 2), other.right - 2)
    if not one.bar and not one.left <= goal <= one.right:
        side = one.right if goal > one.x else one.left
        end = other.top if other.y > one.y else other.bottom
        yield ((side, one.y), (goal, one.y), (goal, end))
    first = one.bottom if other.y > one.y else one.top
    last = other.top if other.y > one.y else other.bottom
    start = one.x if not one.bar else min(max(goal, one.left + 2), one.right - 2)
    for step in range(1, _STEPS):
        y = first + (last - first) * step / _STEPS
        yield ((start, first), (start, y), (goal, y), (goal, last))
    for step in range(1, _STEPS):
        side, far = (one.right, other.left) if one.x < other.x else (one.left, other.right)
        if not one.bar and not other.bar and (far - side) * (other.x - one.x) > 0:
            x = side + (far - side) * step / _STEPS
            yield ((side, one.y), (x, one.y), (x, other.y), (far, other.y))


def _cost(
    way: Sequence[Point], boxes: Iterable[Box], done: Iterable[Sequence[Point]], least: float
) -> float:  # fmt: skip
    cost = _BEND * (len(way) - 2)
    pieces = [piece for piece in pairwise(way) if piece[0] != piece[1]]
    for (x1, y1), (x2, y2) in pieces:
        cost += _LENGTH * (abs(x1 - x2) + abs(y1 - y2))
        left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        for box in boxes:
            inside = left < box.right and right > box.left
            if inside and top < box.bottom + _NEAR and bottom > box.top - _NEAR:
                cost += _HIT * (0.2 if box.dot else 1.0)
        if cost >= least:
            return cost
    for path in done:
        for (a1, b1), (a2, b2) in pairwise(path):
            for (x1, y1), (x2, y2) in pieces:
                cost += _clash((x1, y1, x2, y2), (a1, b1, a2, b2))
        if cost >= least:
            return cost
    return cost


def _clash(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """What it costs that two pieces cross, or lie on each other."""
    ones_left, ones_right = sorted((one[0], one[2]))
    ones_top, ones_bottom = sorted((one[1], one[3]))
    left, right = sorted((other[0], other[2]))
    top, bottom = sorted((other[1], other[3]))
    wide = min(ones_right, right) - max(ones_left, left)
    high = min(ones_bottom, bottom) - max(ones_top, top)
    if wide > _NEAR and high >= -_NEAR and ones_top == ones_bottom and top == bottom:
        return _BESIDE
    if high > _NEAR and wide >= -_NEAR and ones_left == ones_right and left == right:
        return _BESIDE
    upright = ones_left == ones_right
    if upright == (left == right):
        return 0.0
    return _CROSS if wide >= 0 and high >= 0 and _really(one, other) else 0.0


def _really(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """True when they cross, and do not only touch with an end."""
    level, upright = (other, one) if one[0] == one[2] else (one, other)
    x, y = upright[0], level[1]
    left, right = sorted((level[0], level[2]))
    top, bottom = sorted((upright[1], upright[3]))
    return left + _NEAR < x < right - _NEAR and top + _NEAR < y < bottom - _NEAR
