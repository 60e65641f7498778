"""Asks the record for what the plots show and memory no longer has; never waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from console.models.history import BIN_S, History
from console.models.marks import PlotMarks
from console.views.trends.plot import TrendPlot
from console.wishes import Wish
from devices.words import Words
from procedures.stretches import ReadStretch, Stretch

_WIDER = 0.5  # of the window on each side: the next small move is there already
_MOST_ROWS = 40_000  # of every sample; wider windows come thinned
_SAMPLES_A_S = 10.0
_AGAIN_S = 5.0  # after what could not be read, until it is asked for once more


class RecordReading:
    """One question at a time; the newest that waits is asked next.

    trouble: why the last one could not be answered, None when it was; it is asked again later.
    now_s: a clock that never goes back, in s.
    """

    def __init__(
        self,
        history: History,
        marks: PlotMarks,
        send: Callable[[Wish], None] | None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._history = history
        self._marks = marks
        self._send = send
        self._asked: ReadStretch | None = None
        self._next: ReadStretch | None = None
        self._before_asked = False
        self._now_s = now_s
        self._failed: ReadStretch | None = None
        self._again_s = 0.0
        self.trouble: Words | None = None

    def look_before(self) -> None:
        """Once, when a sitting goes on: what was before the first sample that memory has.

        What could not be read is asked for again, when its time has come.
        """
        if self._failed is not None and self._now_s() >= self._again_s:
            failed, self._failed = self._failed, None
            self._ask(failed)
        until_s = self._history.lacks_before_s
        if not self._before_asked and until_s is not None and self._send is not None:
            self._before_asked = True
            self._ask(ReadStretch(self._history.names, 0.0, until_s, BIN_S))

    def look_into(self, plots: Sequence[TrendPlot]) -> None:
        """Ask for what the windows of `plots` would show better than memory does."""
        wanting = [plot for plot in plots if self._history.wants_detail(*plot.shown, plot.points)]
        if not wanting or self._send is None:
            return
        start_s, end_s = wanting[0].shown
        names = dict.fromkeys(name for plot in plots for name in plot.trend.signals)
        wider_s = (end_s - start_s) * _WIDER
        from_s, to_s = max(0.0, start_s - wider_s), min(end_s + wider_s, self._history.last_s)
        bin_s = 0.0
        if (to_s - from_s) * _SAMPLES_A_S > _MOST_ROWS:
            bin_s = max(0.5, 2 * (end_s - start_s) / wanting[0].points / 2)
        self._ask(ReadStretch(tuple(names), from_s, to_s, bin_s))

    def _ask(self, wish: ReadStretch) -> None:
        if self._asked is not None:
            self._next = wish
        elif self._now_s() < self._again_s:
            self._failed = wish  # the newest is what is looked at
        elif self._send is not None:
            self._asked = wish
            self._send(wish)

    def take(self, found: Stretch | Words) -> None:
        """Take an answer, and ask what waits; what is of a branch that was left is let fall."""
        asked, self._asked = self._asked, None
        before = asked is not None and asked.bin_s == BIN_S and asked.from_s == 0.0
        self.trouble = None if isinstance(found, Stretch) else found
        if not isinstance(found, Stretch):
            self._failed, self._again_s = asked, self._now_s() + _AGAIN_S
        elif self._marks.branch not in (0, found.branch):
            self._before_asked = self._before_asked and not before
        else:
            if before:
                self._history.put_before(found)
            else:
                self._history.lay_detail(found)
            self._marks.put_before(found.events)
        waiting, self._next = self._next, None
        if waiting is not None:
            self._ask(waiting)
