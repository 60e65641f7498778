"""Sizes of the facility view in pixels: a touch screen of 1280x800 at 100 % is the measure."""

from __future__ import annotations

from dataclasses import dataclass

_WIDTH_PX, _HEIGHT_PX = 1280, 800
_LEAST, _MOST = 0.75, 2.5


@dataclass(frozen=True, slots=True)
class Sizes:
    """Text sizes (24 pt is 32 px), heights and gaps. factor: how much larger than at 1280x800.

    wanted: how much larger still the words of a step shall be where there is room.
    """

    factor: float = 1.0
    wanted: float = 1.0

    def of(self, size_px: float) -> int:
        """A size that is given for 1280x800."""
        return round(size_px * self.factor)


def sizes_for(width_px: int, height_px: int, scale_pct: int = 100) -> Sizes:
    """The sizes that fill a window.

    Everything is large and fills it already, so that a larger scale finds room in the words of the
    step alone: they grow by it as far as they can be seen whole.
    """
    fitting = min(width_px / _WIDTH_PX, height_px / _HEIGHT_PX)
    return Sizes(max(_LEAST, min(_MOST, fitting)), scale_pct / 100)
