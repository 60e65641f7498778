"""Which reads fetch a set of places: as few as the limits of the device allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from devices.registers.model import Block, Place, RegisterMap, Table

Span = tuple[int, int]  # from the first cell to the one after the last


def plan(map_: RegisterMap) -> tuple[Block, ...]:
    """Return the reads of one poll: every point, every scale register and the heartbeat."""
    return map_.blocks or plan_places(map_, polled(map_))


def plan_identity(map_: RegisterMap) -> tuple[Block, ...]:
    """Return the reads that tell whether it is the device that the map is about."""
    label = () if map_.label is None else (map_.label,)
    return plan_places(map_, (*(check.place for check in map_.identity), *label))


def polled(map_: RegisterMap) -> tuple[Place, ...]:
    """Return every place that a poll needs."""
    points = (point.place for point in map_.points)
    scales = (point.coding.scale_at for point in map_.points)
    beat = () if map_.heartbeat is None else (map_.heartbeat,)
    return (*points, *(scale for scale in scales if scale is not None), *beat)


def plan_places(map_: RegisterMap, places: Iterable[Place]) -> tuple[Block, ...]:
    """Return the fewest reads that fetch `places`, each of them whole within one read.

    A read never takes in more than the map's `gap` unused cells in a row, nor a forbidden cell,
    nor more than `most` registers or `most_bits` bits.
    """
    wanted = tuple(places)
    return tuple(
        Block(table, start, end - start)
        for table in Table
        for start, end in _reads(
            sorted({(place.address, place.end) for place in wanted if place.table is table}),
            map_.gap,
            map_.most_bits if table.of_bits else map_.most,
            [(one.address, one.end) for one in map_.forbidden if one.table is table],
        )
    )


def _reads(spans: Sequence[Span], gap: int, most: int, forbidden: Sequence[Span]) -> Iterator[Span]:
    for island in _islands(spans, gap, forbidden):
        yield from _windows(island, most)


def _islands(spans: Sequence[Span], gap: int, forbidden: Sequence[Span]) -> Iterator[list[Span]]:
    """Split where no read may go across: too wide a gap, or a cell that must not be read."""
    island: list[Span] = []
    reach = 0  # the cell after the last that is used so far
    for start, end in spans:
        barred = any(low < start and reach < high for low, high in forbidden)
        if island and (start - reach > gap or (start > reach and barred)):
            yield island
            island = []
        island.append((start, end))
        reach = max(reach, end)
    if island:
        yield island


def _windows(spans: Sequence[Span], most: int) -> Iterator[Span]:
    """Cover the spans of one island: a window at the first cell still missing is never worse."""
    left = list(spans)
    while left:
        first, end = left[0]
        last = max(first + most, end)
        yield first, max(end for _, end in left if end <= last)
        left = [span for span in left if span[1] > last]
