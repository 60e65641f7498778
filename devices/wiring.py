"""The register map of every connection of a site, and whether they go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from devices.documents import DocumentError, Problem
from devices.registers import RegisterMap
from devices.registers.claims import Claim, claims_of, clashes
from devices.site.connections import Connections
from devices.site.site import Site
from devices.sunspec import SunSpecMap, load_any_map

AnyMap = RegisterMap | SunSpecMap


def load_maps(site: Site, connections: Connections) -> dict[str, AnyMap]:
    """The map of each connected device, by device.

    Raises DocumentError with everything that is wrong in any of them, with maps of another kind
    than their device, and with devices at one unit that claim the same register.
    """
    maps: dict[str, AnyMap] = {}
    problems: list[Problem] = []
    for device, connection in connections.devices.items():
        try:
            map_ = load_any_map(connection.map_path)
        except DocumentError as error:
            problems += error.problems
            continue
        maps[device] = map_
        if connection.serial_number and isinstance(map_, SunSpecMap):
            maps[device] = replace(map_, serial_number=connection.serial_number)
        elif connection.serial_number:
            problems.append(connection.written.problem("connections_serial_number", map=map_.name))
        kind = site.devices[device].kind
        if map_.kind != kind:
            arguments = {"device": device, "map": map_.name, "given": map_.kind, "kind": kind}
            problems.append(connection.written.problem("connections_kind", **arguments))
    problems += _clashes(connections, maps)
    if problems:
        raise DocumentError(dict.fromkeys(problems))  # one map may serve many devices
    return maps


def _clashes(connections: Connections, maps: Mapping[str, AnyMap]) -> Iterator[Problem]:
    """Registers that two devices at one unit both take for theirs.

    What a SunSpec device has is not known before it answers; its points are named, not numbered.
    """
    units: dict[tuple[str, int], list[Claim]] = {}
    for device, connection in connections.devices.items():
        map_ = maps.get(device)
        if isinstance(map_, RegisterMap):
            here = units.setdefault((connection.line.address, connection.unit), [])
            here += _claims_of(device, map_)
    for claims in units.values():
        for clash in clashes(claims):
            second = connections.devices[str(clash.second.loc[0])]
            yield second.written.problem(
                "connections_claimed",
                first=clash.first.name,
                second=clash.second.name,
                table=clash.second.place.table.value,
                address=clash.address,
                unit=second.unit,
            )


def _claims_of(device: str, map_: RegisterMap) -> Iterator[Claim]:
    """The claims of its signals and verbs; what tells who answers may well be the same of two."""
    for claim in claims_of(map_):
        if claim.loc[0] in ("points", "commands"):
            yield replace(claim, loc=(device, *claim.loc), name=f"{device}.{claim.name}")
