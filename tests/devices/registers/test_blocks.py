"""The plan of reads: inside every limit, and as few as there can be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from devices.registers import Block, Place, Point, RegisterMap, Table, Type, plan, plan_places
from devices.registers.model import Coding
from devices.words import same

HOLDING = Table.HOLDING


def _map(
    *places: Place, gap: int = 8, most: int = 125, forbidden: Sequence[tuple[int, int]] = ()
) -> RegisterMap:
    return RegisterMap(
        name="plan",
        title=same("plan"),
        kind="meter",
        points=tuple(Point(f"p{number}", place) for number, place in enumerate(places)),
        gap=gap,
        most=most,
        forbidden=tuple(Block(HOLDING, first, last - first + 1) for first, last in forbidden),
    )


def _at(*addresses: int) -> tuple[Place, ...]:
    return tuple(Place(HOLDING, address) for address in addresses)


def test_neighbours_are_read_at_once() -> None:
    assert plan(_map(*_at(5, 3, 4))) == (Block(HOLDING, 3, 3),)


def test_a_gap_is_read_along_when_it_is_small_enough() -> None:
    assert plan(_map(*_at(0, 9), gap=8)) == (Block(HOLDING, 0, 10),)
    assert plan(_map(*_at(0, 10), gap=8)) == (Block(HOLDING, 0, 1), Block(HOLDING, 10, 1))


def test_no_read_is_longer_than_the_device_allows() -> None:
    assert [block.count for block in plan(_map(*_at(*range(130))))] == [125, 5]
    assert [block.count for block in plan(_map(*_at(*range(130)), most=50))] == [50, 50, 30]


def test_a_number_is_not_cut_in_two() -> None:
    places = (*_at(*range(9)), Place(HOLDING, 9, Type.UINT32))
    assert plan(_map(*places, most=10)) == (Block(HOLDING, 0, 9), Block(HOLDING, 9, 2))


def test_a_forbidden_register_is_not_read_along() -> None:
    assert plan(_map(*_at(0, 4), forbidden=[(2, 2)])) == (
        Block(HOLDING, 0, 1),
        Block(HOLDING, 4, 1),
    )


def test_tables_are_read_apart_and_bits_in_longer_reads() -> None:
    bits = tuple(Place(Table.DISCRETE, address, Type.BOOL) for address in range(0, 2004, 4))
    blocks = plan(_map(*_at(0), *bits))
    assert blocks == (
        Block(HOLDING, 0, 1),
        Block(Table.DISCRETE, 0, 1997),
        Block(Table.DISCRETE, 2000, 1),
    )


def test_scale_registers_and_the_heartbeat_belong_to_the_poll() -> None:
    scaled = Coding(scale_at=Place(HOLDING, 30, Type.INT16))
    map_ = RegisterMap(
        "plan", same("plan"), "meter", (Point("p_kw", Place(HOLDING, 0), scaled),),
        heartbeat=Place(Table.INPUT, 7),
    )  # fmt: skip
    assert plan(map_) == (
        Block(HOLDING, 0, 1),
        Block(HOLDING, 30, 1),
        Block(Table.INPUT, 7, 1),
    )


def test_reads_that_the_map_gives_are_taken_as_they_are() -> None:
    map_ = RegisterMap(
        "plan", same("plan"), "meter", (Point("p_kw", Place(HOLDING, 0)),),
        blocks=(Block(HOLDING, 0, 20),),
    )  # fmt: skip
    assert plan(map_) == (Block(HOLDING, 0, 20),)


# --- against every other way --------------------------------------------------------------------

ADDRESSES = st.integers(0, 24)
PLACES = st.lists(
    st.builds(Place, st.just(HOLDING), ADDRESSES, st.sampled_from([Type.UINT16, Type.UINT32])),
    min_size=1,
    max_size=7,
)


def _allowed(places: Sequence[Place], gap: int, most: int, barred: frozenset[int]) -> list[Block]:
    """Every read from the first cell of a place to the last of another that breaks no rule."""
    used = {cell for place in places for cell in range(place.address, place.end)}
    found = []
    for start in {place.address for place in places}:
        for end in {place.end for place in places if start < place.end <= start + most}:
            unused = [cell for cell in range(start, end) if cell not in used]
            runs = _longest_run(unused)
            if runs <= gap and not barred.intersection(unused):
                found.append(Block(HOLDING, start, end - start))
    return found


def _longest_run(cells: Sequence[int]) -> int:
    longest = run = 1 if cells else 0
    for before, after in pairwise(cells):
        run = run + 1 if after == before + 1 else 1
        longest = max(longest, run)
    return longest


def _fewest(places: frozenset[Place], reads: Sequence[Block]) -> int:
    """The least number of reads that hold every place, by trying all."""
    if not places:
        return 0
    first = min(places, key=lambda place: (place.address, place.end))
    holding = [read for read in reads if _holds(read, first)]
    return 1 + min(
        _fewest(frozenset(place for place in places if not _holds(read, place)), reads)
        for read in holding
    )


def _holds(read: Block, place: Place) -> bool:
    return read.address <= place.address and place.end <= read.end


@given(
    places=PLACES,
    gap=st.integers(0, 6),
    most=st.integers(2, 12),
    barred=st.frozensets(ADDRESSES, max_size=4),
)
def test_no_other_plan_has_fewer_reads(
    places: list[Place], gap: int, most: int, barred: frozenset[int]
) -> None:
    used = {cell for place in places for cell in range(place.address, place.end)}
    forbidden = [(cell, cell) for cell in sorted(barred - used)]
    map_ = _map(*places, gap=gap, most=most, forbidden=forbidden)
    blocks = plan_places(map_, places)
    allowed = _allowed(places, gap, most, barred - used)
    assert set(blocks) <= set(allowed)
    assert all(any(_holds(block, place) for block in blocks) for place in places)
    assert len(blocks) == _fewest(frozenset(places), allowed)
