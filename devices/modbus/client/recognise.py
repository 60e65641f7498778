"""Who answers there: the identity registers of a map, or the models of a SunSpec device."""

from __future__ import annotations

from devices.modbus.client.failures import DeviceException, Failure
from devices.modbus.client.unit import Unit
from devices.phrases import listed, said
from devices.registers import (
    Block,
    Mismatch,
    RegisterMap,
    check_identity,
    plan_identity,
    read_label,
)
from devices.sunspec import NotThisDevice, SunSpecMap, discover, resolve
from devices.words import Words

_NOT_THERE = frozenset({1, 2, 3})  # illegal function, address, value: it has no such registers


class WrongDevice(Failure):
    """Something else answers than the map is about."""


async def recognise(map_: RegisterMap | SunSpecMap, unit: Unit, device: str) -> RegisterMap:
    """Return the registers of the device that answers at `unit`, once it is the one of `map_`.

    device: the name that its label must have, where it has a label at all: two of one make whose
    units were swapped are told apart by it. Raises WrongDevice when it is another, and any Failure
    to answer at all. Nothing is written.
    """
    if isinstance(map_, SunSpecMap):
        map_ = await _discovered(map_, unit)
    try:
        image = await unit.read_all(plan_identity(map_))
    except DeviceException as failure:
        if failure.code in _NOT_THERE:
            raise WrongDevice(said("wire.no_identity", why=failure.words)) from failure
        raise
    wrong = check_identity(map_, image)
    if wrong:
        raise WrongDevice(_wrong_words(map_, wrong))
    label = read_label(map_, image)
    if label and label != device:
        raise WrongDevice(said("wire.wrong_label", expected=device, found=label))
    return map_


async def _discovered(map_: SunSpecMap, unit: Unit) -> RegisterMap:
    """Walk through the models of the device, and find the points of `map_` in them."""
    search = discover()
    try:
        block = next(search)
        while True:
            block = search.send(await _registers(unit, block))
    except StopIteration as end:
        try:
            return resolve(map_, end.value)
        except NotThisDevice as error:
            raise WrongDevice(error.words) from error


async def _registers(unit: Unit, block: Block) -> tuple[int, ...] | None:
    """The registers of `block`, or None where the device says that it has none."""
    try:
        return (await unit.read(block)).values
    except DeviceException as failure:
        if failure.code in _NOT_THERE:
            return None
        raise


def _wrong_words(map_: RegisterMap, wrong: tuple[Mismatch, ...]) -> Words:
    """What was found, register by register."""
    found = listed(
        said(
            "wire.found",
            address=one.check.place.address,
            expected=str(one.check.equals),
            found=str(one.found),
        )
        for one in wrong
    )
    return said("wire.wrong_device", map=map_.title, found=found)
