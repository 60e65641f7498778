"""Which buses can be joined by switches, and what hangs at each: found once from the parameters.

Buses that closed switches could ever join are one group, and its buses and switches stand beside
each other in the tables. What hangs at a bus is a list of terminals: whoever asks for the current
of one switch looks at the buses of its group only.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.parameters import MicrogridParameters, Switch

Row = tuple[float, ...]

BRANCH, GRID, INVERTER, MACHINE, INJECTION, INRUSH, CHARGING = range(7)


def _terminals(p: MicrogridParameters) -> Iterator[tuple[str, Row]]:
    """Bus and (kind, number, sign) of everything that hangs at a bus, loads by injection row."""
    for k, branch in enumerate(p.lines):
        yield branch.from_bus, (BRANCH, k, 1.0)
        yield branch.to_bus, (BRANCH, k, -1.0)
        if branch.b_us > 0.0:
            yield branch.from_bus, (CHARGING, k, 1.0)
            yield branch.to_bus, (CHARGING, k, 1.0)
    for k, transformer in enumerate(p.transformers):
        yield transformer.hv_bus, (BRANCH, len(p.lines) + k, 1.0 / transformer.tap)
        yield transformer.lv_bus, (BRANCH, len(p.lines) + k, -1.0)
        yield transformer.hv_bus, (INRUSH, k, 1.0)
    for k, grid in enumerate(p.grids):
        yield grid.bus, (GRID, k, 1.0)
    for k, inverter in enumerate(p.inverters):
        yield inverter.bus, (INVERTER, k, 1.0)
    for k, machine in enumerate(p.machines):
        yield machine.bus, (MACHINE, k, 1.0)
    row = 0
    for load in p.loads:
        yield load.bus, (INJECTION, row, 1.0)
        yield load.bus, (INJECTION, row + 1, 1.0)
        row += 2
    buses = [user.bus for user in p.regulating_loads]
    buses += [user.bus for user in p.vehicles]
    buses += [user.bus for user in p.photovoltaics]
    for n, bus in enumerate(buses, start=row):
        yield bus, (INJECTION, n, 1.0)
    outlets = row + len(buses) + len(p.inverters)
    for n, outlet in enumerate(p.outlets, start=outlets):
        yield outlet.bus, (INJECTION, n, 1.0)


def _groups(switches: tuple[Switch, ...]) -> list[list[str]]:
    """Buses that closed switches could join, group after group."""
    group_of: dict[str, list[str]] = {}
    for switch in switches:
        a = group_of.setdefault(switch.bus_a, [switch.bus_a])
        b = group_of.setdefault(switch.bus_b, [switch.bus_b])
        if a is not b:
            a += b
            group_of.update(dict.fromkeys(b, a))
    return [group for bus, group in group_of.items() if group[0] == bus]


def terminal_rows(
    p: MicrogridParameters, switches: tuple[Switch, ...]
) -> tuple[list[Row], list[Row]]:
    """Rows of the slots (one a bus at a switch) and of the terminals, see the columns SL and TM."""
    number = {bus.name: k for k, bus in enumerate(p.buses)}
    hanging: dict[str, list[Row]] = {}
    for bus, row in _terminals(p):
        hanging.setdefault(bus, []).append(row)
    slots: list[Row] = []
    terminals: list[Row] = []
    for group in _groups(switches):
        first = len(slots)
        for bus in group:
            rows = hanging.get(bus, [])
            slots.append((number[bus], first, len(group), len(terminals), len(rows)))
            terminals += rows
    return slots, terminals
