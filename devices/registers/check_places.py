"""One place of a register map by itself: does the type belong there, do all numbers fit into it."""

from __future__ import annotations

from devices.documents import Findings
from devices.registers.coding import shift_of
from devices.registers.model import LAST_ADDRESS, Coding, Place, RegisterMap, Type
from devices.registers.patterns import NoRoom, cells_of_text, limits

Loc = tuple[str | int, ...]


def check_place(
    findings: Findings,
    loc: Loc,
    place: Place,
    map_: RegisterMap,
    *,
    text: bool = False,
    scale: bool = False,
) -> bool:
    """Whether a place can exist. text: it may hold a text; scale: it must hold a power of ten."""
    before = len(findings.problems)
    if place.table.of_bits != (place.type is Type.BOOL):
        table, type_ = place.table.value, place.type.value
        findings.add((*loc, "type"), "register_type_of_table", type=type_, table=table)
    elif place.type is Type.STRING and not text:
        findings.add((*loc, "type"), "register_text_here")
    elif scale and (place.type.floating or place.type.bits not in (16, 32)):
        findings.add((*loc, "type"), "register_scale_type", type=place.type.value)
    if place.length > 1 and place.type is not Type.STRING:
        findings.add((*loc, "length"), "register_length")
    if place.end > LAST_ADDRESS + 1:
        last = place.end - 1
        findings.add((*loc, "address"), "register_beyond", last=last, most=LAST_ADDRESS)
    most = map_.most_bits if place.table.of_bits else map_.most
    if place.count > most:
        findings.add(loc, "register_wider_than_read", count=place.count, most=most)
    return len(findings.problems) == before


def check_coding(findings: Findings, loc: Loc, place: Place, coding: Coding) -> bool:
    """Whether masks, states and missing patterns fit into the type of a place that can exist."""
    before = len(findings.problems)
    whole = not place.type.floating and not place.type.signed
    mask = coding.mask
    if mask is not None and not (whole and place.type is not Type.BOOL):
        findings.add(loc, "register_bits_of_type", type=place.type.value)
    elif mask is not None and mask.bit_length() > place.type.bits:
        findings.add(loc, "register_bits_beyond", type=place.type.value)
    elif mask is not None and (mask >> shift_of(mask)) & ((mask >> shift_of(mask)) + 1):
        findings.add((*loc, "mask"), "register_mask_holes")
    elif coding.states and place.type.floating:
        findings.add((*loc, "states"), "register_states_of_float", type=place.type.value)
    else:
        _check_states(findings, loc, place, coding)
    for pattern in coding.missing:
        if pattern >= 1 << place.type.bits:
            given, type_ = hex(pattern), place.type.value
            findings.add((*loc, "missing"), "register_pattern", given=given, type=type_)
    return len(findings.problems) == before


def check_number(findings: Findings, loc: Loc, given: int | str, place: Place) -> None:
    """A number or text that the map expects at a place must fit into it."""
    type_ = place.type.value
    if isinstance(given, str) != (place.type is Type.STRING) or place.type.floating:
        findings.add(loc, "register_constant", given=given, type=type_)
    elif isinstance(given, str):
        try:
            cells_of_text(given, place)
        except NoRoom:
            findings.add(loc, "register_no_room", given=given, type=type_)
    else:
        low, high = limits(place.type)
        if not low <= given <= high:
            findings.add(loc, "register_out_of_range", given=given, low=low, high=high)


def check_pattern(
    findings: Findings, loc: Loc, pattern: int, place: Place, mask: int | None = None
) -> None:
    """A pattern that the map writes must fit into its place, and into the bits of `mask`."""
    if pattern >= 1 << place.type.bits:
        findings.add(loc, "register_pattern", given=hex(pattern), type=place.type.value)
    elif mask is not None and pattern & ~mask:
        findings.add(loc, "register_pattern_bits", given=hex(pattern), mask=hex(mask))


def _check_states(findings: Findings, loc: Loc, place: Place, coding: Coding) -> None:
    low, high = limits(place.type)
    if coding.mask is not None:
        low, high = 0, coding.mask >> shift_of(coding.mask)
    for number, word in coding.states.items():
        if not low <= number <= high:
            where = (*loc, "states", str(word).lower() if isinstance(word, bool) else str(word))
            findings.add(where, "register_out_of_range", given=number, low=low, high=high)
