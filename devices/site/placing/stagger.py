"""The page of a site with one long line: the busbar beside the supply, columns in two depths."""

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
    levels,
    rows,
    simple,
    wide,
)
from devices.site.placing.symbols import BOX_STAGE, SIZE, SWITCH_STAGE, rank
from devices.site.placing.wiring import Piece, Run, Wiring

_Y = 26.0
_SWITCH_X = 98.0
_BAR_X = 130.0
_SOURCE_X = 135.0
_FIRST = 160.0  # from here on columns stand below the busbar
_PITCH = 44.0
_MOST_BELOW = 7
_FEW = 7  # as many columns stand side by side
_SOURCE_WIDE = 84.0
_TAIL = 14.0


def wants_stagger(wiring: Wiring) -> bool:
    """True for more columns than stand side by side, with no board below them."""
    runs = wiring.bar.runs
    return (
        len(runs) > _FEW
        and len(wiring.head) <= 2
        and all(simple(run) and not deep(run) for run in runs)
        and sum(wide(replace(run, taps=())) > _PITCH for run in runs) <= 1
    )


def place_staggered(page: Page) -> None:
    """Place the whole site."""
    wiring = page.wiring
    runs = list(wiring.bar.runs)
    source = next((run for run in runs if run.end == "bess"), None)
    columns = [run for run in runs if run is not source]
    short, long = _depths(columns)
    supply, *between = wiring.head
    page.put(supply, MARGIN + SIZE[supply.symbol][0] / 2, _Y, horizontal=True)
    before = supply.id
    for piece in between:
        page.put(piece, _SWITCH_X, _Y, horizontal=True)
        page.tie(before, piece.id, piece.live)
        before = piece.id
    upper = rows([*short, *long], _Y + 8, range(SWITCH_STAGE))
    near = rows(short, upper.bottom + GAP, range(SWITCH_STAGE, 99))
    far = rows(
        [one for run in long for one in (run, *run.taps)], near.bottom + 16, range(SWITCH_STAGE, 99)
    )
    x = _long(page, long, Rows({**upper.tops, **far.tops}, far.bottom))
    right = _short(page, short, Rows({**upper.tops, **near.tops}, near.bottom))
    page.bar(wiring.bar, _BAR_X, max(x, right) + _TAIL - 4, _Y)
    page.tie(before, wiring.bar.id, wiring.bar.live)
    if source is not None:
        _source(page, source)
    _aside(page, [one for one in wiring.free if not _stands_in_the_row(one)], far.bottom)
    page.cuts = [_Y + 62]


def _depths(columns: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Which columns end above and which below: blocks below, as many as stand side by side."""
    long = [run for run in columns if rank(run.end) == rank("load")] or list(columns)
    while len(long) > 1 and sum(1 + len(run.taps) for run in long) > _MOST_BELOW:
        long = long[:-1]
    return [run for run in columns if run not in long], long


def _long(page: Page, runs: Sequence[Run], at: Rows) -> float:
    x = _FIRST
    for run in runs:
        column(page, page.wiring.bar.id, run, x, at)
        x += _PITCH * (1 + len(run.taps))
    return x


def _short(page: Page, runs: Sequence[Run], at: Rows) -> float:
    """Between the long conductors: short columns, then earths, then what is only planned."""
    bar, x = page.wiring.bar.id, _FIRST + _PITCH / 2
    for run in runs:
        column(page, bar, run, x, at)
        x += _PITCH
    top = at.tops.get(SWITCH_STAGE, at.bottom)
    for piece in page.wiring.hung:
        page.put(piece, x + _PITCH / 2, top + SIZE[piece.symbol][1] / 2)
        page.tie(bar, piece.id, piece.live)
        x += _PITCH
    box = at.tops.get(BOX_STAGE, at.bottom)
    for piece in page.wiring.free:
        if _stands_in_the_row(piece):
            page.put(piece, x + _PITCH / 2, box + SIZE[piece.symbol][1] / 2, width=36.0)
            x += _PITCH
    return x


def _stands_in_the_row(piece: Piece) -> bool:
    return piece.symbol != "ev"


def _source(page: Page, run: Run) -> None:
    """The battery at the left, below the supply; its breaker hangs from the busbar's left end."""
    y, before = _Y + 52.0, page.wiring.bar.id
    for piece, _ in zip(run.pieces[:-1], levels(run.pieces), strict=False):
        page.put(piece, _SOURCE_X, y)
        page.tie(before, piece.id, piece.live)
        before, y = piece.id, y + SIZE[piece.symbol][1] + GAP
    box = run.pieces[-1]
    page.put(box, MARGIN + _SOURCE_WIDE / 2, _Y + 104.0, width=_SOURCE_WIDE)
    page.tie(before, box.id, box.live)


def _aside(page: Page, pieces: Sequence[Piece], bottom: float) -> None:
    """Cars under way: at the left, below the battery."""
    y = bottom
    for piece in reversed(pieces):
        high = SIZE[piece.symbol][1]
        page.put(piece, MARGIN + _SOURCE_WIDE / 2, y - high / 2, width=_SOURCE_WIDE)
        y -= high + GAP
