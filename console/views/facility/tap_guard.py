"""One press is one press: a second one within half a second does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

APART_S = 0.5


@dataclass(slots=True)
class TapGuard:
    """Lets a press pass when the last one, and the last change of the screen, are long enough ago.

    now_s: a clock that never goes back, in s.
    """

    now_s: Callable[[], float]
    _last_s: float = float("-inf")

    def passes(self) -> bool:
        """Whether a press counts now; if so, the next one has to wait."""
        if self.now_s() - self._last_s < APART_S:
            return False
        self._last_s = self.now_s()
        return True

    def begin_anew(self) -> None:
        """Another step is on the screen: a press that was meant for the last one does not count."""
        self._last_s = self.now_s()
