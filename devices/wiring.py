"""The register map of every connection of a site, and whether they go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from devices.documents import DocumentError, Problem
from devices.registers import Place, RegisterMap
from devices.site.connections import Connection, Connections
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
        kind = site.devices[device].kind
        if map_.kind != kind:
            arguments = {"device": device, "map": map_.name, "given": map_.kind, "kind": kind}
            problems.append(connection.written.problem("connections_kind", **arguments))
    problems += _claims(connections, maps)
    if problems:
        raise DocumentError(dict.fromkeys(problems))  # one map may serve many devices
    return maps


def _claims(connections: Connections, maps: Mapping[str, AnyMap]) -> Iterator[Problem]:
    """Registers that two devices at one unit both take for theirs.

    What a SunSpec device has is not known before it answers; its points are named, not numbered.
    """
    units: dict[tuple[str, int], list[Connection]] = {}
    for connection in connections.devices.values():
        key = (connection.line.address, connection.unit)
        units.setdefault(key, []).append(connection)
    for together in units.values():
        for first, second in combinations(together, 2):
            one, other = maps.get(first.device), maps.get(second.device)
            if isinstance(one, RegisterMap) and isinstance(other, RegisterMap):
                yield from _both_claim(first, one, second, other)


def _both_claim(
    first: Connection, one: RegisterMap, second: Connection, other: RegisterMap
) -> Iterator[Problem]:
    claimed = [(point.name, point.place, point.shared) for point in one.points]
    for point in other.points:
        for name, place, shared in claimed:
            if _overlap(place, point.place) and not (shared and point.shared):
                yield second.written.problem(
                    "connections_claimed",
                    first=f"{first.device}.{name}",
                    second=f"{second.device}.{point.name}",
                    table=place.table.value,
                    address=max(place.address, point.place.address),
                    unit=second.unit,
                )


def _overlap(one: Place, other: Place) -> bool:
    same = one.table is other.table
    return same and one.address < other.end and other.address < one.end
