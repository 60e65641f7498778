"""Where an arrow key leads on a drawing: to the next symbol in that direction."""

from __future__ import annotations

from collections.abc import Mapping

_ASIDE = 2.5  # a step aside costs as much as this many forwards
_NARROW = 1.2  # how far aside of straight ahead something may lie, in its distances


def next_place(
    places: Mapping[str, tuple[float, float]], here: str, way: tuple[int, int]
) -> str | None:
    """Return what lies next to `here` in direction `way`, (1, 0) for right; None for nothing."""
    x, y = places[here]
    best: tuple[float, str] | None = None
    for name, (to_x, to_y) in places.items():
        ahead = (to_x - x) * way[0] + (to_y - y) * way[1]
        aside = abs((to_x - x) * way[1]) + abs((to_y - y) * way[0])
        if name == here or ahead <= 1.0:
            continue
        narrow = aside <= ahead * _NARROW
        cost = ahead + aside * _ASIDE + (0.0 if narrow else 10_000.0)
        if best is None or cost < best[0]:
            best = (cost, name)
    return best[1] if best else None
