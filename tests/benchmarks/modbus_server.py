"""The server of the Modbus benchmark: a served site that notes when each request arrives.

`modbus_server.py SITE.yaml` prints {"port": ...}, then answers each line of standard input with
one of JSON: `fault DEVICE KIND [NUMBER]`, `clear`, `arrivals` (of every device: the moments in s
of time.monotonic and the requests, since the last such line), `quit`.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from devices.modbus.server import Counts, SiteServer, areas_of, units_of
from devices.modbus.server.frames import Frame
from devices.simulated import SimulatedPlant
from devices.site import load_connections, load_site


class Arrivals(Counts):
    """Counts that also take down the moment and the request."""

    def __init__(self, devices: list[str]) -> None:
        super().__init__(devices)
        self.noted: dict[str, list[tuple[float, str]]] = defaultdict(list)

    def note_request(self, device: str, frame: Frame, time_s: float) -> None:
        """A request for `device` came."""
        self.noted[device].append((time.monotonic(), frame.pdu.hex()))
        super().note_request(device, frame, time_s)

    def take(self) -> dict[str, list[tuple[float, str]]]:
        """What came since the last call."""
        noted, self.noted = self.noted, defaultdict(list)
        return noted


def answer(server: SiteServer, arrivals: Arrivals, words: list[str]) -> object:
    """Do what one line asks for and return what to say."""
    match words:
        case ["fault", device, kind]:
            server.faults.set(device, kind)
        case ["fault", device, kind, amount]:
            server.faults.set(device, kind, float(amount))
        case ["clear"]:
            server.faults.clear()
        case ["arrivals"]:
            return arrivals.take()
    return {"at_s": time.monotonic()}


async def main() -> None:
    """Serve until `quit` or the end of the input."""
    site = load_site(Path(sys.argv[1]))
    connections = load_connections(site)
    units = units_of(connections)
    arrivals = Arrivals(list(units.values()))
    plant = SimulatedPlant(site)
    server = SiteServer(
        site, plant, plant.command, units, areas_of(site, connections), counts=arrivals
    )
    gc.collect()
    gc.freeze()  # as `kairetsu serve` does
    _, port = await server.open("127.0.0.1", 0)
    print(json.dumps({"port": port}), flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
    )
    while (line := await lines.readline()) and line.strip() != b"quit":
        print(json.dumps(answer(server, arrivals, line.decode().split())), flush=True)
    await server.close()


if __name__ == "__main__":
    asyncio.run(main())
