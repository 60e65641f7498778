"""The switches of a plant, and indices by name."""

from __future__ import annotations

from sim.parameters import MicrogridParameters, Switch
from sim.validate import ParameterError, nearest


def all_switches(p: MicrogridParameters) -> tuple[Switch, ...]:
    """The switches of a plant, then the two contacts of every transfer switch."""
    contacts: list[Switch] = []
    for t in p.transfer_switches:
        if t.position0 not in {"a", "b", "off"}:
            raise ValueError(f"{t.name}: position0 is a, b or off, not {t.position0!r}")
        contacts.append(Switch(f"{t.name}.a", t.bus_a, t.bus, closed=t.position0 == "a"))
        contacts.append(Switch(f"{t.name}.b", t.bus_b, t.bus, closed=t.position0 == "b"))
    return (*p.switches, *contacts)


class Names:
    """Indices by name, with an error that says what is missing."""

    def __init__(self, parameters: MicrogridParameters) -> None:
        p = parameters
        self.bus = {bus.name: k for k, bus in enumerate(p.buses)}
        self.switch = {switch.name: k for k, switch in enumerate(all_switches(p))}
        self.inverter = {inverter.name: k for k, inverter in enumerate(p.inverters)}
        self.machine = {machine.name: k for k, machine in enumerate(p.machines)}
        self.photovoltaic = {pv.name: k for k, pv in enumerate(p.photovoltaics)}
        self.profile = {profile.name: k for k, profile in enumerate(p.profiles)}

    def find(self, kind: str, name: str | None) -> int:
        """The index of `name`, -1 for None."""
        if name is None:
            return -1
        table: dict[str, int] = getattr(self, kind)
        if name not in table:
            raise ParameterError((f"there is no {kind} {name!r}; {nearest(name, tuple(table))}",))
        return table[name]
