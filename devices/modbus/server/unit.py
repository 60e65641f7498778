"""One device as a Modbus unit: its readings in registers, and what is written obeyed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from typing import Protocol

from pymodbus.constants import ExcCodes

from devices.modbus.server.faults import FaultKind, Faults
from devices.modbus.server.requests import Refusal
from devices.modbus.server.scan import Scan
from devices.plant import CannotSend, Command
from devices.registers import Ordered, Table, WriteRefused
from devices.signals import Value
from devices.site.site import Argument, Device

Obey = Callable[[Command], None]

WIRE = "wire"  # who gives a command that came over Modbus, and whence
_LONGEST_TEXT = 40  # bytes of one object, so that all of them fit in one answer
_ILLEGAL = {"address": ExcCodes.ILLEGAL_ADDRESS, "value": ExcCodes.ILLEGAL_VALUE}


class Area(Protocol):
    """Registers of a device that show its signals and take its commands."""

    def read(self, table: Table, address: int, count: int) -> Sequence[int] | None:
        """Return `count` cells, or None when one of them is not in this area."""

    def write(
        self,
        table: Table,
        address: int,
        cells: Sequence[int],
        obey: Callable[[tuple[Ordered, ...]], None],
    ) -> tuple[Ordered, ...]:
        """Take a write and let `obey` do the verbs that it means; raises WriteRefused.

        Nothing is taken when `obey` raises.
        """

    def show(self, values: Mapping[str, Value | None]) -> None:
        """Show the values of signals by suffix."""

    def beat(self, count: int) -> None:
        """Show that the device is alive."""


class DeviceUnit:
    """A device of the site at one unit number, with one area of registers or several.

    An area follows the newest scan when somebody reads it; a device that is told to be stale stays
    at the scan that it showed last.
    """

    def __init__(
        self,
        device: Device,
        areas: Sequence[Area],
        scan: Scan,
        obey: Obey,
        faults: Faults,
    ) -> None:
        self.device = device.name
        self.identity: Mapping[int, bytes] = _identity(device)
        self._verbs = device.verbs
        self._shown: dict[Area, int] = {}
        self._scan = scan
        self._obey = obey
        self._faults = faults
        self._told = self.device in scan.telling
        for area in areas:
            self._show(area)

    @property
    def silent(self) -> bool:
        """Whether the plant has lost the device, which told of itself before."""
        return self._told and self.device not in self._scan.telling

    def read(self, table: Table, address: int, count: int) -> Sequence[int]:
        """`count` registers or bits from `address`, all of one scan; raises Refusal."""
        for area in self._shown:
            self._follow(area)
            cells = area.read(table, address, count)
            if cells is not None:
                return cells
        raise Refusal(ExcCodes.ILLEGAL_ADDRESS)

    def write(self, table: Table, address: int, values: Sequence[int]) -> None:
        """Obey what writing `values` at `address` means, or nothing of it; raises Refusal.

        Half of a value is refused as an address (the standard: "the combination of reference
        number and transfer length is invalid"), so that no half is ever acted upon.
        """
        area = self._area_of(table, address)
        try:
            area.write(table, address, values, self._do)
        except WriteRefused as refused:
            raise Refusal(_ILLEGAL[refused.illegal]) from refused

    def _area_of(self, table: Table, address: int) -> Area:
        for area in self._shown:
            if area.read(table, address, 1) is not None:
                return area
        raise Refusal(ExcCodes.ILLEGAL_ADDRESS)

    def _follow(self, area: Area) -> None:
        """Let an area show the newest scan."""
        stale = FaultKind.STALE_VALUES in self._faults.of(self.device)
        if not stale and self._shown[area] != self._scan.number:
            self._show(area)

    def _show(self, area: Area) -> None:
        self._shown[area] = self._scan.number
        area.show(self._scan.values_of(self.device))
        area.beat(self._scan.number)

    def _do(self, ordered: Sequence[Ordered]) -> None:
        for one in ordered:
            self._check(one)
        for one in ordered:
            self._give(one)

    def _check(self, ordered: Ordered) -> None:
        """A device takes no number beyond its own bounds."""
        known = self._verbs[ordered.verb].arguments
        if not all(_within(known[name], value) for name, value in ordered.arguments.items()):
            raise Refusal(ExcCodes.ILLEGAL_VALUE)

    def _give(self, ordered: Ordered) -> None:
        try:
            self._obey(
                Command(self.device, ordered.verb, WIRE, WIRE, ordered.arguments, origin=WIRE)
            )
        except CannotSend as cannot:
            raise Refusal(ExcCodes.DEVICE_FAILURE) from cannot


def _within(argument: Argument, value: Value) -> bool:
    if argument.states:
        return value in argument.states
    if isinstance(value, str):
        return False
    low, high = argument.low, argument.high
    return (low is None or value >= low) and (high is None or value <= high)


def _identity(device: Device) -> Mapping[int, bytes]:
    """The basic and regular objects of the standard: vendor, product, revision, names."""
    texts = {
        0: "Kairetsu",
        1: device.kind,
        2: metadata.version("kairetsu"),
        4: device.title.en,
        5: f"Simulated {device.kind}",
        6: device.name,
    }
    return {number: text.encode()[:_LONGEST_TEXT] for number, text in texts.items()}
