"""Finding the SunSpec models of a device, whatever it answers.

No sockets here: `discover` yields what it wants to read and is sent the registers. A device that
lies cannot make it read without end: the chain only ever goes up in address, its models are
counted, and no read is longer than a few registers.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from devices.phrases import said
from devices.registers.model import LAST_ADDRESS, Block, Table
from devices.sunspec.definitions import HEADER_REGISTERS, GroupDef, ModelDef, PointType, definition
from devices.sunspec.layout import FoundModel, Layout
from devices.words import Words

BASES = (40000, 0, 50000)
MARKER = (0x5375, 0x6E53)  # "SunS"
END_ID = 0xFFFF
MOST_MODELS = 100  # the longest chains in the field have about 40

Answer = tuple[int, ...] | None
Reading = Generator[Block, Answer, Layout | None]


def discover(bases: tuple[int, ...] = BASES) -> Reading:
    """Read out which models a device has; the result is None where it has none.

    Send it the registers of each block that it yields, or None where the device gives none. An
    answer of another length counts as none. Nothing is written.
    """
    for base in bases:
        if (yield from _registers(base, len(MARKER))) == MARKER:
            return (yield from _chain(base))
    return None


def _chain(base: int) -> Generator[Block, Answer, Layout]:
    address = base + len(MARKER)
    models: list[FoundModel] = []
    while True:
        found, note = yield from _header(address)
        if found is None:
            return Layout(base, tuple(models), note)
        if len(models) == MOST_MODELS:
            return Layout(base, tuple(models), said("sunspec_too_many", most=MOST_MODELS))
        again = sum(model.id == found.id for model in models)
        models.append(replace((yield from _counted(found)), instance=again + 1))
        address = found.end


def _header(address: int) -> Generator[Block, Answer, tuple[FoundModel | None, Words | None]]:
    """The model at `address`; None at the end of the chain, with a note unless it is marked."""
    if address > LAST_ADDRESS:
        return None, said("sunspec_beyond", address=address)
    header = yield from _registers(address, HEADER_REGISTERS)
    if header is None:  # some devices have no length behind the end marker
        end = yield from _registers(address, 1)
        return None, None if end == (END_ID,) else said("sunspec_silent", address=address)
    model_id, length = header
    if model_id == END_ID:
        return None, None
    if model_id == 0:
        return None, said("sunspec_no_model", address=address)
    found = FoundModel(model_id, address, length, definition=definition(model_id))
    if found.end > LAST_ADDRESS + 1:
        return None, said("sunspec_too_long", model=model_id, address=address, length=length)
    return replace(found, note=_odd_length(found)), None


def _odd_length(found: FoundModel) -> Words | None:
    """What to say of a length that is not the definition's; a missing pad is within the rules."""
    if found.definition is None:
        return None
    expected = found.definition.fixed_length
    if expected is None or found.length in (expected, expected - _end_pad(found.definition)):
        return None
    key = "sunspec_shorter" if found.length < expected else "sunspec_longer"
    return said(key, model=found.id, length=found.length, expected=expected)


def _end_pad(model: ModelDef) -> int:
    last = model.group.points[-1]
    return last.size if last.type is PointType.PAD and not model.group.groups else 0


def _counted(found: FoundModel) -> Generator[Block, Answer, FoundModel]:
    """The model with what the device says of how often its groups repeat."""
    counts = {}
    if found.definition is not None:
        names = set(_count_names(found.definition.group))
        for point in found.definition.group.points:
            address = found.address + point.offset
            if point.name in names and address < found.end:
                answer = yield from _registers(address, 1)
                said_count = answer[0] if answer else 0
                counts[point.name] = 0 if said_count == 0xFFFF else said_count
    return replace(found, counts=counts)


def _count_names(group: GroupDef) -> list[str]:
    inner = [name for one in group.groups for name in _count_names(one)]
    return [group.count, *inner] if isinstance(group.count, str) else inner


def _registers(address: int, count: int) -> Generator[Block, Answer, Answer]:
    if address + count > LAST_ADDRESS + 1:
        return None
    answer = yield Block(Table.HOLDING, address, count)
    return answer if answer is not None and len(answer) == count else None
