"""Which time the plots show: the newest, or a time that somebody holds to look at it closely."""

from __future__ import annotations

SPANS_S: tuple[float, ...] = (600.0, 1800.0, 7200.0, 43_200.0, 86_400.0, 259_200.0)
LEAST_S = 10.0
MOST_S = SPANS_S[-1]
_ZOOM = 2.0
_PAN = 0.25
_AHEAD_FROM_S = 43_200.0  # in a shorter window the hours to come would be a stub
AHEAD = 2 / 3  # of a window that looks ahead lies in the future


class TimeWindow:
    """The linked time axes of several plots.

    While nothing is held every plot follows the time with its own span, or with `all_s` for all of
    them; what is held (from, to) in plant time all of them show alike.
    """

    def __init__(self) -> None:
        self.all_s: float | None = None
        self.held: tuple[float, float] | None = None
        self.now_s = 0.0

    def span_s(self, own_s: float) -> float:
        """How long a plot is that would show `own_s` of its own accord."""
        return own_s if self.all_s is None else self.all_s

    def ahead(self, own_s: float) -> float:
        """The share of its window that a plot with a look-ahead gives to the future."""
        return AHEAD if self.span_s(own_s) >= _AHEAD_FROM_S else 0.0

    def choose(self, all_s: float | None) -> None:
        """Let all plots follow with one span; None with the one that each has of its own."""
        self.all_s, self.held = all_s, None

    def back_to_now(self) -> None:
        """Follow the time again."""
        self.held = None

    def zoom(self, shown: tuple[float, float], steps: float, about_s: float | None = None) -> None:
        """Show less time (steps > 0) or more around `about_s`, which stays in its place.

        shown: the window in which somebody asked for it. None: around its middle.
        """
        start_s, end_s = shown
        about_s = (start_s + end_s) / 2 if about_s is None else min(max(about_s, start_s), end_s)
        wanted_s = (end_s - start_s) * _ZOOM**-steps
        share = (about_s - start_s) / (end_s - start_s)
        span_s = min(max(wanted_s, LEAST_S), MOST_S)
        self.hold(about_s - share * span_s, span_s)

    def pan(self, shown: tuple[float, float], steps: float) -> None:
        """Show what was earlier (steps < 0) or later, a quarter of the window a step."""
        span_s = shown[1] - shown[0]
        self.hold(shown[0] + steps * _PAN * span_s, span_s)

    def hold(self, start_s: float, span_s: float) -> None:
        """Show `span_s` from `start_s` on, kept within what has been and what may come."""
        latest_s = self.now_s + (AHEAD * span_s if span_s >= _AHEAD_FROM_S else 0.1 * span_s)
        start_s = min(max(start_s, -0.9 * span_s), latest_s - span_s)
        self.held = (start_s, start_s + span_s)
