"""Sizes of the facility view in pixels: a touch screen of 1280x800 at 100 % is the measure."""

from __future__ import annotations

from dataclasses import dataclass

_WIDTH_PX, _HEIGHT_PX = 1280, 800
_LEAST, _MOST = 0.75, 2.5


@dataclass(frozen=True, slots=True)
class Sizes:
    """Text sizes (24 pt is 32 px), heights and gaps. factor: how much larger than at 1280x800."""

    factor: float = 1.0

    def of(self, size_px: float) -> int:
        """A size that is given for 1280x800."""
        return round(size_px * self.factor)

    @property
    def step(self) -> int:
        """The step itself: 24 pt."""
        return self.of(32)

    @property
    def answer(self) -> int:
        """What stands on the big buttons."""
        return self.of(32)

    @property
    def body(self) -> int:
        """Everything else that is to be read: 18 pt."""
        return self.of(24)

    @property
    def caption(self) -> int:
        """Names of figures."""
        return self.of(20)

    @property
    def figure(self) -> int:
        """Hours and telephones."""
        return self.of(34)


def sizes_for(width_px: int, height_px: int, scale_pct: int = 100) -> Sizes:
    """The sizes that fill a window; a larger scale makes the text larger than that."""
    fitting = min(width_px / _WIDTH_PX, height_px / _HEIGHT_PX)
    return Sizes(max(_LEAST, min(_MOST, fitting * scale_pct / 100)))
