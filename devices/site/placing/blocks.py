"""The page of a site with boards below boards: a head, a busbar, and the boards it feeds below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from devices.site.placing.page import (
    GAP,
    MARGIN,
    Page,
    Rows,
    column,
    deep,
    rows,
    simple,
    wide,
)
from devices.site.placing.symbols import SIZE, SWITCHES, rank
from devices.site.placing.wiring import Bar, Piece, Run

_HEAD_Y = 26.0
_HEAD_FIRST = 110.0
_HEAD_PITCH = 60.0
_BAR_Y = 70.0  # below the two lines of words at the switches of the head
_RANGE_Y = 14.0  # more, where the operating range passes between
_BELOW_BAR = 11.0
_LABEL = 20.0  # above a busbar: its own words
_EDGE = 9.0  # above these: the edge of the operating range, where it begins there
_TAIL = 14.0  # of a busbar, behind its last column: its tag stands there
_BETWEEN = 14.0
_MOST_WIDE = 446.0
_DROP_AT = 16.0
_FREE_HIGH = 28.0


def place_in_blocks(page: Page) -> None:
    """Place the whole site: boards that hang from its first busbar stand in a row below it."""
    page_bar = _continued(page.wiring.bar)
    upper = [*_ordered(page_bar), *(Run((one,), one.live) for one in page.wiring.hung)]
    entry = _head(page)
    inside = page.wiring.inside
    bar_y = _BAR_Y + (_RANGE_Y if page_bar.id in inside else 0.0)
    at = rows(upper, bar_y + _BELOW_BAR)
    nested = [run for run in upper if not simple(run)]
    leaves = [run for run in upper if simple(run)]
    begins = page_bar.id not in inside and any(run.bar and run.bar.id in inside for run in nested)
    lower_y = at.bottom + 9 + _LABEL + (_EDGE if begins else 0.0)
    lower = _Lower(page, lower_y, _lower_rows(nested, lower_y))
    kept = [lower.hang(page_bar.id, run, at) for run in nested]
    first = next((n for n, run in enumerate(leaves) if deep(run)), len(leaves))
    if not nested:
        first = len(leaves)
    x = _columns(page, page_bar.id, leaves[:first], MARGIN, at, kept=kept)
    if first < len(leaves):
        x = max(x, lower.x + 6)
        x = _columns(page, page_bar.id, leaves[first:], x, at, kept=kept)
    ends = [page.nodes[run.pieces[0].id].x for run in leaves if run.pieces]
    left = min([MARGIN - 2, *ends, *(one for one, _ in kept)])
    right = max([x, entry + 10, *(other for _, other in kept)])
    page.bar(page_bar, left, right + _TAIL, bar_y)
    page.tie(page.wiring.head[-1].id, page_bar.id, page_bar.live, entry)
    page.cuts = [bar_y - 24, lower_y - _LABEL - 4]
    _free(page)


def _head(page: Page) -> float:
    """The utility at the top left and what stands between it and the first busbar."""
    supply, *others = page.wiring.head
    x = MARGIN + SIZE[supply.symbol][0] / 2
    page.put(supply, x, _HEAD_Y, horizontal=True)
    before, x = supply.id, _HEAD_FIRST
    for piece in others:
        page.put(piece, x, _HEAD_Y, horizontal=True)
        page.tie(before, piece.id, piece.live)
        before, x = piece.id, x + _HEAD_PITCH
    return x - _HEAD_PITCH + (34.0 if others else 60.0)


def _ordered(bar: Bar) -> list[Run]:
    return [run for run in bar.runs if run.pieces or run.bar]


def _continued(bar: Bar) -> Bar:
    """A busbar too long for a screen goes on in the row below with its last kind of column."""
    leaves = [run for run in bar.runs if simple(run)]
    length = sum(wide(run) for run in bar.runs if simple(run)) + 20.0 * (
        len(bar.runs) - len(leaves)
    )
    last = [run for run in leaves if rank(run.end) == rank(leaves[-1].end)] if leaves else []
    if length <= _MOST_WIDE or len(last) in (0, 1, len(leaves)):
        return bar
    kept = tuple(run for run in bar.runs if run not in last)
    more = Run((), bar.live, bar=Bar(f"{bar.id}_2", bar.live, tuple(last)))
    return replace(bar, runs=(*kept, more))


def _lower_rows(nested: Sequence[Run], y: float) -> Rows:
    def runs(run: Run) -> list[Run]:
        found = [one for feed in run.feeds for one in runs(feed)]
        for one in run.bar.runs if run.bar else ():
            found += [one] if simple(one) else runs(one)
        return found

    return rows([one for run in nested for one in runs(run)], y + _BELOW_BAR)


def _columns(
    page: Page, bar: str, runs: Sequence[Run], x: float, at: Rows, *,
    kept: Sequence[tuple[float, float]] = (),
) -> float:  # fmt: skip
    """Place columns one after the other, none where a conductor goes down; return the end."""
    for run in runs:
        for left, right in sorted(kept):
            if x < right and x + wide(run) > left:
                x = right
        column(page, bar, run, x, at)
        x += wide(run)
    return x


class _Lower:
    """The row of boards below the first busbar, filled from the left."""

    def __init__(self, page: Page, y: float, at: Rows) -> None:
        self._page = page
        self._y = y
        self._at = at
        self.x = MARGIN

    def hang(self, above: str, run: Run, upper: Rows) -> tuple[float, float]:
        """Place the board of `run` with what leads to it; return from where to where that is."""
        feeds = [(feed, self._board(feed.bar)) for feed in run.feeds if feed.bar]
        if run.bar is None:
            return (0.0, 0.0)
        left = self._board(run.bar)
        broad = max((SIZE[one.symbol][0] for one in run.pieces), default=0.0)
        x = left + max(_DROP_AT, broad / 2 + 2)
        before = above
        first = min(upper.tops.values(), default=self._y - 60)
        for piece in run.pieces:
            high = SIZE[piece.symbol][1]
            self._page.put(piece, x, first + high / 2)
            self._page.tie(before, piece.id, piece.live)
            before, first = piece.id, first + high + GAP
        self._page.tie(before, run.bar.id, run.live, None if run.pieces else x)
        start, end = x - max(8.0, broad / 2 + 4), x + max(8.0, broad / 2 + 4)
        if any(one.symbol in SWITCHES for one in run.pieces):
            end = x + 54
        for feed, at in feeds:
            self._feed(feed, at, run.pieces[0], x)
            start, end = min(start, at - 4), max(end, x + 34)
        for feed in run.feeds:
            if feed.bar is None:
                end = self._beside(feed, run.pieces[0], end)
        return start, end

    def _beside(self, feed: Run, change: Piece, x: float) -> float:
        """The other source of a transfer switch, where it is one box: at its right."""
        y, after = self._page.nodes[change.id].y, change.id
        for piece in reversed(feed.pieces):
            broad = SIZE[piece.symbol][0]
            self._page.put(piece, x + 10 + broad / 2, y, horizontal=piece.symbol in SWITCHES)
            self._page.tie(after, piece.id, piece.live or feed.live)
            after, x = piece.id, x + 10 + broad
        return x + 4

    def _feed(self, feed: Run, start: float, change: Piece, x: float) -> None:
        """What stands between the other source of a transfer switch and the switch."""
        assert feed.bar is not None
        y = self._page.nodes[change.id].y
        after = feed.bar.id
        for number, piece in enumerate(reversed(feed.pieces)):
            here = max(start + 44, x - 110 + 70 * number)
            self._page.put(piece, here, y)
            self._page.tie(after, piece.id, piece.live)
            after = piece.id
        self._page.tie(after, change.id, feed.live)

    def _below(self, feed: Run, change: Piece) -> None:
        """The other source of a transfer switch beside a busbar: under it."""
        switch = self._page.nodes[change.id]
        y, after = switch.y + switch.height / 2, change.id
        for piece in reversed(feed.pieces):
            high = SIZE[piece.symbol][1]
            self._page.put(piece, switch.x, y + 10 + high / 2)
            self._page.tie(after, piece.id, piece.live or feed.live)
            y, after = y + 10 + high, piece.id
        if feed.bar is not None:
            self._board(feed.bar)
            self._page.tie(after, feed.bar.id, feed.live)

    def _board(self, bar: Bar) -> float:
        """Place a busbar with its columns; boards that hang from it follow at its right."""
        left = self.x
        leaves = [run for run in _ordered(bar) if simple(run)]
        self.x = _columns(self._page, bar.id, leaves, left, self._at)
        self._page.bar(bar, left - 2, self.x + _TAIL - 6, self._y)
        self.x += _BETWEEN
        before = bar.id
        for run in _ordered(bar):
            if run.bar is None:
                continue
            for piece in run.pieces:
                self.x += SIZE[piece.symbol][0] + 4
                self._page.put(piece, self.x - SIZE[piece.symbol][0] / 2, self._y, horizontal=True)
                self._page.tie(before, piece.id, piece.live)
                before = piece.id
                self.x += 8
            for feed in run.feeds:
                self._below(feed, run.pieces[0])
            self._board(run.bar)
            self._page.tie(before, run.bar.id, run.live)
        return left


def _free(page: Page) -> None:
    """What has no conductor: at the right of the head, or below everything where it is full."""
    taken = max(
        one.x + one.width / 2 for one in page.nodes.values() if one.y < _HEAD_Y + SIZE["ev"][1]
    )
    x, y = page.right(), _HEAD_Y
    for piece in reversed(page.wiring.free):
        width = SIZE[piece.symbol][0] + 6
        if x - width < taken + 10:
            x, y = page.right(), page.bottom() + 30
        page.put(piece, x - SIZE[piece.symbol][0] / 2, y, height=_FREE_HIGH)
        x -= width
