"""What the wire must hold, measured over real sockets: `modbus_load.py` prints one JSON object.

The served site runs in a process of its own (modbus_server.py); this one is the console. Run by
run.py as a child.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import modbus_faults
import modbus_reads
import modbus_window
import numpy as np
from bench_site import site_with

from devices.clock import RealTime
from devices.modbus.plant import LivePlant
from devices.registers import RegisterMap, load_map, plan
from devices.site import Site, load_connections, load_site

DEVICES = 50
HERE = Path(__file__).parent


class Server:
    """The served site in its process, asked by lines."""

    def __init__(self, site: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "modbus_server.py"), str(site)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self._next()["port"])

    def ask(self, line: str) -> Any:
        """Send a line and return its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._next()

    def _next(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.communicate("quit\n")


@contextmanager
def served(folder: Path) -> Iterator[tuple[Server, Path]]:
    """The server of a site of DEVICES devices."""
    path = site_with(DEVICES, folder)
    server = Server(path)
    try:
        yield server, path
    finally:
        server.close()


def connected(path: Path, server: Server, period_s: float, folder: Path) -> Site:
    """The site with its devices where the server is, polled at `period_s`."""
    site = load_site(path)
    override = folder / "connections.yaml"
    override.write_text(
        f"connections_of: {site.name}\n"
        "connections:\n"
        f"  lines: {{plant: {{host: 127.0.0.1, port: {server.port}}}}}\n"
        f"  period: {{value: {period_s}, unit: s, origin: P}}\n",
        encoding="utf-8",
    )
    return replace(site, connections=load_connections(site, override))


def maps_of(site: Site) -> dict[str, RegisterMap]:
    """The registers of every device."""
    connected = site.connections.devices
    return {device: load_map(connection.map_path) for device, connection in connected.items()}


def reads(server: Server, path: Path, folder: Path) -> dict[str, float]:
    """Reads per second of a battery inverter, by the driver and by a bare client."""
    battery = connected(path, server, 1.0, folder).connections.devices["bess"]
    block, *_ = plan(load_map(battery.map_path))
    driver, bare = asyncio.run(modbus_reads.measure(server.port, battery.unit, block))
    return {"driver": driver, "bare": bare, "registers": block.count}


def window(server: Server, path: Path, folder: Path) -> dict[str, float]:
    """Lateness of the polls, and from click to wire, with the real window."""
    site = connected(path, server, modbus_window.PERIOD_S, folder)
    times = modbus_window.measure(site, maps_of(site), server.ask, folder)
    late_ms = 1000.0 * np.array(times.late_s)
    click_ms = 1000.0 * np.array(times.clicks_s)
    return {
        "late_p50": float(np.percentile(late_ms, 50)),
        "late_p99": float(np.percentile(late_ms, 99)),
        "late_worst": float(late_ms.max()),
        "begun_late_p99": 1000.0 * float(np.percentile(times.begun_late_s, 99)),
        "polls": len(late_ms),
        "redraws": times.redraws,
        "click_p50": float(np.median(click_ms)),
        "click_worst": float(click_ms.max()),
        "clicks": len(click_ms),
    }


def faults(server: Server, path: Path, folder: Path) -> dict[str, Any]:
    """How long until each fault is seen, and until its device is back."""
    site = connected(path, server, 1.0, folder)
    clock = RealTime()
    plant = LivePlant(site, site.connections, maps_of(site), time_s=clock.elapsed_s)
    plant.open()
    try:
        times = modbus_faults.measure(site, plant, clock.elapsed_s, server.ask)
    finally:
        plant.close()
    return {"notice": times.notice_s, "recover": times.recover_s, "others": times.others}


def main() -> None:
    """Measure one after the other and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with served(folder) as (server, path):
            figures = {
                "window": window(server, path, folder),
                "reads": reads(server, path, folder),
                "faults": faults(server, path, folder),
            }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
