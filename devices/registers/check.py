"""A register map against its kind and against itself: every problem that the form cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from devices.documents import Document, Findings, Problem
from devices.registers.blocks import polled
from devices.registers.build import map_of
from devices.registers.check_kind import check_kind
from devices.registers.check_places import (
    check_coding,
    check_number,
    check_pattern,
    check_place,
)
from devices.registers.claims import claims_of, clashes
from devices.registers.file import RegisterFile
from devices.registers.model import Block, Coding, Place, RegisterMap, Type, Write

Loc = tuple[str | int, ...]


def check(file: RegisterFile, document: Document) -> Sequence[Problem]:
    """Return what is wrong with a map whose form is right."""
    findings = Findings(document)
    map_ = map_of(file)
    _check_places(findings, map_)
    check_kind(findings, file)
    _check_twins(findings, map_)
    _check_claims(findings, map_)
    _check_reads(findings, map_)
    return findings.problems


# --- places -------------------------------------------------------------------------------------


def _check_places(findings: Findings, map_: RegisterMap) -> None:
    for number, check_ in enumerate(map_.identity):
        loc: Loc = ("identity", number)
        if check_place(findings, loc, check_.place, map_, text=True):
            check_number(findings, (*loc, "equals"), check_.equals, check_.place)
    if (beat := map_.heartbeat) is not None:
        check_place(findings, ("heartbeat",), beat, map_)
        if beat.type.floating:
            findings.add(("heartbeat", "type"), "register_heartbeat_type", type=beat.type.value)
    if (label := map_.label) is not None:
        check_place(findings, ("label",), label, map_, text=True)
        if label.type is not Type.STRING:
            findings.add(("label",), "register_label_type")
    for point in map_.points:
        _check_coded(findings, ("points", point.name), point.place, point.coding, map_)
    for verb, writes in map_.commands.items():
        for number, write in enumerate(writes):
            _check_write(findings, ("commands", verb, number), write, map_)


def _check_coded(
    findings: Findings, loc: Loc, place: Place, coding: Coding, map_: RegisterMap
) -> bool:
    good = check_place(findings, loc, place, map_)
    if coding.scale_at is not None:
        good &= check_place(findings, (*loc, "scale_at"), coding.scale_at, map_, scale=True)
    return good and check_coding(findings, loc, place, coding)


def _check_write(findings: Findings, loc: Loc, write: Write, map_: RegisterMap) -> None:
    if not write.place.table.writable:
        table = write.place.table.value
        findings.add((*loc, "table"), "register_read_only", table=table)
    elif _check_coded(findings, loc, write.place, write.coding, map_) and not write.argument:
        check_pattern(findings, (*loc, "value"), write.pattern, write.place, write.coding.mask)


# --- the whole map ------------------------------------------------------------------------------


def _check_twins(findings: Findings, map_: RegisterMap) -> None:
    """Two verbs that write the very same are one verb."""
    seen: dict[tuple[Write, ...], str] = {}
    for verb, writes in map_.commands.items():
        same = next((name for known, name in seen.items() if known == writes), None)
        if same is not None:
            findings.add_to_key(("commands", verb), "register_twins", verb=verb, other=same)
        seen[writes] = verb


def _check_claims(findings: Findings, map_: RegisterMap) -> None:
    for clash in clashes(claims_of(map_)):
        loc, given, other = clash.second.loc, clash.second.name, clash.first.name
        where: Loc = (*loc, "address")
        findings.add(where, "register_clash", given=given, other=other, address=clash.address)


def _check_reads(findings: Findings, map_: RegisterMap) -> None:
    for number, block in enumerate(map_.blocks):
        most = map_.most_bits if block.table.of_bits else map_.most
        if block.count > most:
            findings.add(("blocks", number), "register_block_long", count=block.count, most=most)
        if any(_overlap(block, one) for one in map_.forbidden):
            findings.add(("blocks", number), "register_forbidden", address=block.address)
    for loc, place in _read_places(map_):
        if any(_overlap(place, block) for block in map_.forbidden):
            findings.add((*loc, "address"), "register_forbidden", address=place.address)
    if map_.blocks:
        for place in polled(map_):
            if not any(_holds(block, place) for block in map_.blocks):
                findings.add(("blocks",), "register_not_in_block", address=place.address)


def _read_places(map_: RegisterMap) -> Iterator[tuple[Loc, Place]]:
    for claim in claims_of(map_):
        if claim.loc[0] != "commands":
            yield claim.loc, claim.place


def _overlap(one: Place | Block, other: Block) -> bool:
    same = one.table is other.table
    return same and one.address < other.end and other.address < one.end


def _holds(block: Block, place: Place) -> bool:
    same = place.table is block.table
    return same and block.address <= place.address and place.end <= block.end
