"""A served device's SunSpec registers: what clients read of it, and what their writes mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from devices.registers.model import Table
from devices.registers.serving import Ordered, WriteRefused
from devices.site.site import Device, Site
from devices.sunspec.served.battery import BatteryFace
from devices.sunspec.served.chain import Content, ModelChain, is_setting
from devices.sunspec.served.face import Face, Held, Values
from devices.sunspec.served.meter import MeterFace
from devices.sunspec.served.pv import PvFace
from devices.sunspec.served.vehicle import VehicleFace

_FACES: Mapping[str, Callable[[Site, Device], Face]] = {
    "battery_inverter": BatteryFace,
    "pv_inverter": partial(PvFace, controls=True),
    "pv_pcs": partial(PvFace, controls=False),  # its breaker is worked by hand
    "meter": MeterFace,
    "v2h": VehicleFace,
}


def sunspec_image(site: Site, device: Device) -> SunSpecImage | None:
    """The registers of a device at 40000, None for a kind that SunSpec has no model for."""
    face = _FACES.get(device.kind)
    return None if face is None else SunSpecImage(face(site, device))


class SunSpecImage:
    """The chain of models of one device. Holding registers only."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._chain = ModelChain(face.models)
        self._shown: dict[str, Content] = {}
        for path, value in face.settings.items():
            self._chain.put(path, value)

    @property
    def models(self) -> tuple[int, ...]:
        """The numbers of its models, in their order."""
        return tuple(model.id for model in self._chain.layout.models)

    @property
    def writable(self) -> frozenset[str]:
        """The points that clients may write, such as `704.WSet`."""
        return frozenset(self._face.settings)

    # --- up -------------------------------------------------------------------------------------

    def read(self, table: Table, address: int, count: int) -> tuple[int, ...] | None:
        """`count` registers, or None when one of them does not exist."""
        return self._chain.read(address, count) if table is Table.HOLDING else None

    def show(self, values: Values) -> None:
        """Show the device's signals by suffix; what is not known reads as not implemented.

        A setting holds what a client has written until the device's own value changes.
        """
        for path, value in self._face.shown(values).items():
            changed = path not in self._shown or self._shown[path] != value
            if changed and (value is not None or path not in self._face.settings):
                self._shown[path] = value
                self._chain.put(path, value)

    def beat(self, count: int) -> None:
        """Show the heartbeat where there is one."""
        if self._face.heartbeat:
            self._chain.put(self._face.heartbeat, count % 0xFFFF)

    # --- down -----------------------------------------------------------------------------------

    def write(
        self,
        table: Table,
        address: int,
        cells: Sequence[int],
        obey: Callable[[tuple[Ordered, ...]], None],
    ) -> tuple[Ordered, ...]:
        """Take a client's write of whole points and let `obey` do the verbs that it means.

        Raises WriteRefused for what cannot be written and for numbers that a point does not know.
        Nothing is taken then, nor when `obey` raises.
        """
        if table is not Table.HOLDING:
            raise WriteRefused("address")
        written = self._written(address, len(cells))
        held = self._chain.read(address, len(cells)) or ()
        before = self._held()
        self._chain.take(address, cells)
        try:
            meant = self._meant(address, len(cells), before, written)
            obey(meant)
        except BaseException:
            self._chain.take(address, held)
            raise
        for path in written & self._face.triggers:
            self._chain.put(path, 0)
        return meant

    def _meant(
        self, address: int, count: int, before: Held, written: frozenset[str]
    ) -> tuple[Ordered, ...]:
        points = (one for one in self._chain.covered(address, count) if one is not None)
        for path, point in points:
            number = self._chain.get(path)
            if number is None or not is_setting(point, number):
                raise WriteRefused("value")
        return tuple(self._face.meant(before, self._held(), written))

    def _written(self, address: int, count: int) -> frozenset[str]:
        """The settings in these registers; raises WriteRefused when there is anything else."""
        paths = set()
        for point in self._chain.covered(address, count):
            if point is None or point[0] not in self._face.settings:
                raise WriteRefused("address")
            paths.add(point[0])
        return frozenset(paths)

    def _held(self) -> Held:
        return {path: self._chain.get(path) for path in self._face.settings}
