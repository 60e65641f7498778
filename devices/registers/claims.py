"""Who uses which bits of a device: two that claim the same bit cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from devices.registers.model import Coding, Place, RegisterMap, Table
from devices.registers.patterns import cells_of

Loc = tuple[str | int, ...]


class Use(Enum):
    """What a place is used for."""

    READ = "read"
    SHARED = "shared"  # read, and the map says that others may read the same
    SCALE = "scale"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Claim:
    """The use of a place, or of the bits of `mask` there. loc: where the file says so."""

    loc: Loc
    name: str
    place: Place
    use: Use = Use.READ
    mask: int | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """`second` uses bits of the cell at `address` that `first` uses already."""

    first: Claim
    second: Claim
    address: int


def clashes(claims: Sequence[Claim]) -> Iterator[Clash]:
    """Yield every pair of claims of which one takes what the other has, once, in file order."""
    users: dict[tuple[Table, int], list[tuple[int, Claim]]] = {}
    told: set[tuple[Loc, Loc]] = set()
    for claim in claims:
        for address, bits in _cells(claim):
            here = users.setdefault((claim.place.table, address), [])
            for other_bits, other in here:
                pair = (other.loc, claim.loc)
                if bits & other_bits and not _together(other, claim) and pair not in told:
                    told.add(pair)
                    yield Clash(other, claim, address)
            here.append((bits, claim))


def claims_of(map_: RegisterMap) -> list[Claim]:
    """Return every use that a map makes of a place."""
    claims = [
        Claim(("identity", number), f"identity {number + 1}", check.place)
        for number, check in enumerate(map_.identity)
    ]
    for key, place in (("heartbeat", map_.heartbeat), ("label", map_.label)):
        if place is not None:
            claims.append(Claim((key,), key, place))
    for point in map_.points:
        loc: Loc = ("points", point.name)
        use = Use.SHARED if point.shared else Use.READ
        claims.append(Claim(loc, point.name, point.place, use, point.coding.mask))
        claims += _scale(loc, point.name, point.coding)
    for verb, writes in map_.commands.items():
        for number, write in enumerate(writes):
            loc = ("commands", verb, number)
            claims.append(Claim(loc, verb, write.place, Use.WRITE, write.coding.mask))
            claims += _scale(loc, verb, write.coding)
    return claims


def _scale(loc: Loc, name: str, coding: Coding) -> list[Claim]:
    if coding.scale_at is None:
        return []
    return [Claim((*loc, "scale_at"), f"{name}.scale_at", coding.scale_at, Use.SCALE)]


def _together(first: Claim, second: Claim) -> bool:
    """Whether two claims of one bit can both be right."""
    if first.use is Use.SHARED and second.use is Use.SHARED:
        return True
    one_place = first.place == second.place
    if Use.WRITE in (first.use, second.use):  # a set-point is read where it is written
        return one_place
    return one_place and first.use is Use.SCALE and second.use is Use.SCALE


def _cells(claim: Claim) -> Iterator[tuple[int, int]]:
    """The cells of a claim with the bits that it takes of each."""
    place = claim.place
    if claim.mask is None:
        yield from ((address, 0xFFFF) for address in range(place.address, place.end))
        return
    yield from enumerate(cells_of(claim.mask, place), start=place.address)
