"""A whole site as Modbus devices behind one address."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping, Sequence

from devices.modbus.server.counts import Counts
from devices.modbus.server.door import Door, DoorCounts
from devices.modbus.server.faults import Faults
from devices.modbus.server.limits import Limits
from devices.modbus.server.pace import Pace
from devices.modbus.server.scan import Scan
from devices.modbus.server.switchboard import Switchboard
from devices.modbus.server.unit import Area, DeviceUnit, Obey
from devices.plant import Plant
from devices.site.site import Site


class SiteServer:
    """Serves devices of `site` from `plant`; what clients write goes to `obey`.

    units: the device at each unit number; areas: the registers of each device. Plant time is in
    the hands of `pace`, misbehaviour in those of `faults`. counts: what came; give your own to
    note more.
    """

    def __init__(
        self,
        site: Site,
        plant: Plant,
        obey: Obey,
        units: Mapping[int, str],
        areas: Mapping[str, Sequence[Area]],
        *,
        speed: float = 1.0,
        frozen: bool = False,
        limits: Limits | None = None,
        counts: Counts | None = None,
    ) -> None:
        self.units = dict(units)
        self.faults = Faults(units.values())
        self.counts = counts or Counts(units.values())
        scan = Scan(plant)
        self.pace = Pace(plant, scan.take, speed=speed, frozen=frozen)
        served = {
            number: DeviceUnit(site.devices[name], areas[name], scan, obey, self.faults)
            for number, name in units.items()
        }
        switchboard = Switchboard(served, self.faults, self.counts, lambda: plant.now_s)
        self._door = Door(switchboard, limits or Limits())
        self._pacing: asyncio.Task[None] | None = None

    async def open(
        self, host: str, port: int, tls: ssl.SSLContext | None = None
    ) -> tuple[str, int]:
        """Listen and let plant time pass; return the address. Raises OSError without one."""
        address = await self._door.open(host, port, tls)
        self._pacing = asyncio.get_running_loop().create_task(self.pace.run())
        return address

    async def watch(self) -> None:
        """Wait as long as plant time passes; raises whatever the plant raises."""
        if self._pacing is not None:
            await self._pacing

    async def close(self) -> None:
        """Stop listening, end every connection, stop plant time. Idempotent.

        Raises what the plant raised where nobody watched.
        """
        await self._door.close()
        pacing, self._pacing = self._pacing, None
        if pacing is not None:
            pacing.cancel()
            await asyncio.wait({pacing})
            if not pacing.cancelled():
                pacing.result()

    @property
    def connections(self) -> int:
        """How many clients are connected now."""
        return self._door.connections

    @property
    def door_counts(self) -> DoorCounts:
        """Who came to the door."""
        return self._door.counts
