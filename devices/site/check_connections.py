"""What is wrong with connections: names of nothing, two devices at one place, files."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from devices.documents import Document, Findings, Problem, nearest
from devices.site.connections import NOWHERE, Connection, Connections, Line, Written
from devices.site.model_connections import ConnectionModel
from devices.site.site import Device

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def name_problems(
    document: Document,
    models: Mapping[str, ConnectionModel],
    lines: Collection[str],
    devices: Mapping[str, Device],
) -> list[Problem]:
    """Devices and lines that do not exist, and devices that stand in the plans only."""
    findings = Findings(document)
    for name, model in models.items():
        place = ("connections", "devices", name)
        there = findings.known(place, name, devices, "site_device", of_key=True)
        if there and devices[name].planned:
            findings.add_to_key(place, "connections_planned", device=name)
        findings.known((*place, "line"), model.line, lines, "connections_line")
    return findings.problems


def clashes(connections: Connections) -> list[Problem]:
    """Two devices at one unit that are not told `shared`, and two lines on one serial port.

    Devices meet where lines have the same address, whatever the lines are called.
    """
    problems = []
    ports: dict[str, Line] = {}
    for line in connections.lines.values():
        first = ports.setdefault(line.serial, line) if line.serial else line
        if first is not line:
            problem = line.written.problem(
                "connections_serial_twice", serial=line.serial, other=first.name
            )
            problems.append(problem)
    units: dict[tuple[str, int], Connection] = {}
    for one in connections.devices.values():
        if one.line.serial and one.unit == 0:
            problems.append(one.written.problem("connections_broadcast", device=one.device))
        there = units.setdefault((one.line.address, one.unit), one)
        if there is not one and not (there.shared and one.shared):
            problem = one.written.problem(
                "connections_unit_twice",
                device=one.device,
                unit=one.unit,
                address=one.line.address,
                other=there.device,
            )
            problems.append(problem)
    return problems


# --- files ----------------------------------------------------------------------------------------


def file_problems(connections: Connections) -> list[Problem]:
    """Maps, certificates and keys that are not there, and keys that others may read.

    A key file is looked at, never into.
    """
    problems = [problem for line in connections.lines.values() for problem in _tls_problems(line)]
    for one in connections.devices.values():
        if not _is_there(one.map_path):
            near = nearest(one.map, _maps_in(one.map_path.parent))
            key = "connections_map_near" if near else "connections_map"
            arguments = {"given": one.map, "path": str(one.map_path), "near": near}
            problems.append(one.written.problem(key, **arguments))
    return problems


def _tls_problems(line: Line) -> Iterator[Problem]:
    if line.tls is None:
        return
    for path in (line.tls.ca, line.tls.certificate, line.tls.key):
        if path is not None and not _is_there(path):
            yield line.written.problem("connections_file_missing", path=str(path))
    if line.tls.key is not None and _is_there(line.tls.key):
        yield from key_problems(line.tls.key, line.written)


def key_problems(key: Path, written: Written = NOWHERE) -> Iterator[Problem]:
    """Why a private key cannot be used: others than its owner may read or change it."""
    mode = stat.S_IMODE(key.stat().st_mode)
    if mode & _OTHERS:
        arguments = {"path": str(key), "mode": f"{mode:04o}"}
        yield written.problem("connections_key_open", **arguments)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long, a folder that may not be looked into
        return False


def _maps_in(folder: Path) -> list[str]:
    try:
        return sorted(path.stem for path in folder.glob("*.yaml"))
    except OSError:
        return []
