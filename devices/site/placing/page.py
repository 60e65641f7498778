"""Every symbol gets its place: busbars across, sources left, loads below, switches in rows.

All lengths here are the least pixels of a small window; the drawing stretches them to its grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from devices.site.placing.symbols import BOX_STAGE, SIZE, SWITCHES, stage
from devices.site.placing.wiring import Bar, Piece, Run, Wiring
from devices.words import Words

GAP = 5.0
MARGIN = 13.0
_BOX_GAP = 9.0
_WIDE = 56.0  # from this on a column bears its conductor at the left, with words at its right
_AT_LEFT = 16.0
_WORDS = 52.0  # the room of a number and a position beside a switch
_CAR_GAP = 3.0
_FEED_ASIDE = 18.0  # beside what a transfer switch feeds its other source comes up


@dataclass(frozen=True, slots=True)
class Placed:
    """A symbol with its centre and size."""

    id: str
    symbol: str
    device: str
    x: float
    y: float
    width: float
    height: float
    horizontal: bool = False
    live: str = ""
    label: Words | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A conductor to be led from one symbol to another; at: where it meets a busbar, if it says."""

    from_node: str
    to_node: str
    live: str
    at: float | None = None


@dataclass(slots=True)
class Page:
    """What has been placed so far."""

    wiring: Wiring
    nodes: dict[str, Placed] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    cuts: list[float] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0

    def put(self, piece: Piece, x: float, y: float, *, horizontal: bool = False,
            width: float | None = None, height: float | None = None) -> Placed:  # fmt: skip
        """Place a piece with its centre at (x, y)."""
        wide, high = SIZE[piece.symbol]
        placed = Placed(piece.id, piece.symbol, piece.device, x, y, width or wide, height or high,
                        horizontal=horizontal, label=piece.label)  # fmt: skip
        self.nodes[piece.id] = placed
        return placed

    def tie(self, one: str, other: str, live: str, at: float | None = None) -> None:
        """Let a conductor lead from one symbol to another."""
        if live:
            self.ties.append(Tie(one, other, live, at))

    def bar(self, bar: Bar, left: float, right: float, y: float) -> None:
        """Place a busbar."""
        self.nodes[bar.id] = Placed(bar.id, "busbar", "", (left + right) / 2, y,
                                    right - left, 0.0, horizontal=True, live=bar.live)  # fmt: skip

    def bottom(self) -> float:
        """How far down the symbols reach."""
        return max(one.y + one.height / 2 for one in self.nodes.values())

    def right(self) -> float:
        """How far to the right the symbols reach."""
        return max(one.x + one.width / 2 for one in self.nodes.values())


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows below a busbar: the top of each level that is used, and where the last one ends."""

    tops: dict[int, float]
    bottom: float


def levels(pieces: Sequence[Piece]) -> list[int]:
    """Return the row of each piece up to the first box; equal symbols share a row."""
    found: list[int] = []
    for piece in pieces:
        found.append(max(stage(piece.symbol), found[-1] + 1 if found else 0))
        if stage(piece.symbol) == BOX_STAGE:
            break
    return found


def rows(runs: Iterable[Run], top: float, only: range | None = None) -> Rows:
    """Return the rows that `runs` need from `top` on; only: the levels to be considered."""
    high: dict[int, float] = {}
    for run in runs:
        for piece, level in zip(run.pieces, levels(run.pieces), strict=False):
            if only is None or level in only:
                high[level] = max(high.get(level, 0.0), SIZE[piece.symbol][1])
    tops, y = {}, top
    for level in sorted(high):
        tops[level] = y
        y += high[level] + GAP
    return Rows(tops, y - GAP)


def wide(run: Run) -> float:
    """How wide the column of `run` is, its taps and feeds included."""
    if run.feeds:
        return _fed_wide(run) + _FEED_ASIDE
    own = max([SIZE[one.symbol][0] for one in run.pieces if one.symbol != "transfer_switch"],
              default=12.0) + 4.0  # fmt: skip
    lonely = run.box is None and any(one.symbol in SWITCHES for one in run.pieces)
    alone = run.box is not None and any(
        one.symbol in SWITCHES and one.device != run.box.device for one in run.pieces
    )
    if lonely or alone:
        own = max(own, _AT_LEFT + _WORDS)
    return own + sum(wide(tap) for tap in run.taps)


def _fed_wide(run: Run) -> float:
    """How wide the widest symbol behind a transfer switch is."""
    return max([40.0, *(SIZE[one.symbol][0] for one in run.pieces[1:])])


def column(page: Page, bar: str, run: Run, left: float, at: Rows) -> None:
    """Place the column of `run` from `left` on, below the busbar `bar`."""
    if run.feeds:
        _transfer(page, bar, run, left, at)
        return
    x = left + wide(run) / 2
    if wide(run) >= _WIDE and not run.taps:
        x = left + _AT_LEFT
    if run.taps:
        x = left + wide(run) - wide(replace(run, taps=())) / 2
    before, y = bar, 0.0
    after_box = False
    for number, piece in enumerate(run.pieces):
        wide_piece, high = SIZE[piece.symbol]
        here = x
        if after_box:
            y += (_BOX_GAP if piece.live else _CAR_GAP) + high / 2
        else:
            y = at.tops[levels(run.pieces)[number]] + high / 2
        if stage(piece.symbol) == BOX_STAGE:
            here = max(x, left + wide_piece / 2 + 2)
        if run.taps and number == run.tapped_at:
            before = _taps(page, run, before, (x, y - high / 2 - GAP), at)
        page.put(piece, here, y)
        page.tie(before, piece.id, piece.live)
        before, y = piece.id, y + high / 2
        after_box = after_box or stage(piece.symbol) == BOX_STAGE


def _taps(page: Page, run: Run, before: str, dot_at: tuple[float, float], at: Rows) -> str:
    """Place the columns that leave `run` at a dot, to its left; return the dot."""
    x, y = dot_at
    live = run.pieces[run.tapped_at].live
    dot = replace(run.pieces[run.tapped_at], id=run.tap, symbol="junction", device="", label=None)
    page.put(dot, x, y)
    page.tie(before, run.tap, live)
    left = x - wide(replace(run, taps=())) / 2
    for tap in run.taps:
        left -= wide(tap)
        column(page, run.tap, tap, left, at)
    return run.tap


def _transfer(page: Page, bar: str, run: Run, left: float, at: Rows) -> None:
    """A transfer switch in a column of its own: what it feeds, and under that its other source."""
    change, *others = run.pieces
    _, high = SIZE[change.symbol]
    y = at.tops[levels(run.pieces)[0]] + high / 2
    broad = _fed_wide(run)
    middle = left + (broad + _FEED_ASIDE) / 2
    page.put(change, middle, y, width=broad + _FEED_ASIDE - 8)
    page.tie(bar, change.id, change.live)
    before = change.id
    rows_of = levels(run.pieces)[1:]
    for number, piece in enumerate(others):
        high = SIZE[piece.symbol][1]
        placed = number < len(rows_of)
        y = (at.tops[rows_of[number]] if placed else y + _BOX_GAP) + high / 2
        page.put(piece, left + 2 + broad / 2, y)
        page.tie(before, piece.id, piece.live)
        before, y = piece.id, y + high / 2
    at_x = left + broad + 10
    for feed in run.feeds:
        below = change.id
        for piece in feed.pieces:
            high = SIZE[piece.symbol][1]
            y += _BOX_GAP + high / 2
            page.put(piece, max(middle + 2, at_x - 20), y, width=48.0)
            page.tie(piece.id, below, piece.live, at_x)
            below, y = piece.id, y + high / 2


def simple(run: Run) -> bool:
    """True for a column that stands by itself: no busbar hangs from it."""
    return run.bar is None and all(simple(feed) for feed in run.feeds)


def deep(run: Run) -> bool:
    """True for a column that reaches below the boxes of its neighbours."""
    if run.feeds:
        return True
    after = [one for one in run.pieces if stage(one.symbol) == BOX_STAGE]
    return len(after) > 1
