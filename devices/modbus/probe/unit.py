"""One unit asked who it is: SunSpec models, register maps that fit, its own texts. Only reads."""

from __future__ import annotations

import time
from collections.abc import Sequence

from devices.modbus.client.failures import DeviceException, Failure
from devices.modbus.client.unit import Unit
from devices.modbus.probe.identification import identification
from devices.modbus.probe.report import ModelReport, SunSpecReport, UnitReport, printable
from devices.registers import (
    Block,
    Image,
    RegisterMap,
    Table,
    check_identity,
    plan_identity,
    read_label,
)
from devices.sunspec import BASES, Layout, NotThisDevice, SunSpecMap, discover, resolve
from devices.sunspec.coding import place_of
from devices.words import Words

KNOCK = Block(Table.HOLDING, BASES[0], 2)
"""The first question: any answer to it, an exception too, says that the unit is there."""

AnyMap = RegisterMap | SunSpecMap


class Interview:
    """Asks one unit everything. `heard` is what is known so far, whatever comes after."""

    def __init__(self, unit: Unit, maps: Sequence[AnyMap]) -> None:
        self._unit = unit
        self._maps = maps
        self._round_trip_ms = 0.0
        self._sunspec: SunSpecReport | None = None
        self._fitting: list[str] = []
        self._label = ""
        self._texts: dict[int, str] = {}
        self._note: Words | None = None

    async def knock(self) -> None:
        """Ask whether the unit is there; raises Failure, DeviceException included."""
        started = time.monotonic()
        try:
            await self._unit.read(KNOCK)
        finally:
            self._round_trip_ms = 1000.0 * (time.monotonic() - started)

    async def ask(self, open_s: float) -> None:
        """Ask the rest. A question that is met with silence does not keep the others from it.

        open_s: for opening the line again after one; raises NoConnection when that fails.
        """
        for question in (self._ask_sunspec, self._ask_registers, self._ask_texts):
            await self._unit.wire.open(open_s)
            try:
                await question()
            except Failure as failure:
                self._note = failure.words

    @property
    def heard(self) -> UnitReport:
        """What the unit has told."""
        return UnitReport(
            unit=self._unit.number,
            round_trip_ms=self._round_trip_ms,
            sunspec=self._sunspec,
            identification=dict(sorted(self._texts.items())),
            label=self._label,
            maps=tuple(self._fitting),
            note=self._note,
        )

    # --- SunSpec --------------------------------------------------------------------------------

    async def _ask_sunspec(self) -> None:
        layout = await self._layout()
        if layout is None:
            return
        self._sunspec = await self._nameplate(layout)
        for map_ in self._maps:
            if isinstance(map_, SunSpecMap) and _resolves(map_, layout):
                self._fitting.append(map_.name)

    async def _layout(self) -> Layout | None:
        steps = discover()
        block = next(steps)
        while True:
            try:
                block = steps.send(await self._cells(block))
            except StopIteration as found:
                layout: Layout | None = found.value
                return layout

    async def _nameplate(self, layout: Layout) -> SunSpecReport:
        texts = {}
        common = layout.model(1)
        for name, placed in (common.points() if common else {}).items():
            place = place_of(placed.definition, placed.address)
            if name in ("Mn", "Md", "Vr", "SN"):
                cells = await self._cells(Block(Table.HOLDING, place.address, place.count))
                texts[name] = _text(cells or ())
        return SunSpecReport(
            base=layout.base,
            manufacturer=texts.get("Mn", ""),
            model=texts.get("Md", ""),
            version=texts.get("Vr", ""),
            serial=texts.get("SN", ""),
            models=tuple(
                ModelReport(one.id, one.name, one.address, one.length, one.note)
                for one in layout.models
            ),
            note=layout.note,
        )

    # --- register maps --------------------------------------------------------------------------

    async def _ask_registers(self) -> None:
        image = Image()
        asked: set[Block] = set()
        for map_ in self._maps:
            if not isinstance(map_, RegisterMap) or not map_.identity:
                continue
            for block in plan_identity(map_):
                if block not in asked:
                    asked.add(block)
                    cells = await self._cells(block)
                    image.put(block.table, block.address, cells or ())
            if not check_identity(map_, image):
                self._fitting.append(map_.name)
                self._label = self._label or printable(read_label(map_, image) or "")

    async def _ask_texts(self) -> None:
        if not self._unit.wire.line.serial:  # there the length of its answer would be a guess
            self._texts = await identification(self._unit)

    async def _cells(self, block: Block) -> tuple[int, ...] | None:
        """The cells of a block, None where the device has none."""
        try:
            return (await self._unit.read(block)).values
        except DeviceException:
            return None


def _text(cells: Sequence[int]) -> str:
    """A text of a nameplate: UTF-8 and padded with NUL."""
    raw = b"".join(cell.to_bytes(2, "big") for cell in cells)
    return printable(raw.split(b"\0")[0].decode("utf-8", errors="replace"))


def _resolves(map_: SunSpecMap, layout: Layout) -> bool:
    try:
        resolve(map_, layout)
    except NotThisDevice:
        return False
    return True
