"""Every value of a plant by name: which can be read, which can be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim import state as st
from sim.names import all_switches
from sim.parameters import MicrogridParameters
from sim.tables import Tables

Slots = tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """Every slot of the state by name."""

    names: tuple[str, ...]
    index: Mapping[str, int]
    inputs: tuple[str, ...]
    settable: frozenset[int]
    elements: tuple[str, ...]


def _blocks(p: MicrogridParameters, stages: int) -> tuple[tuple[tuple[str, ...], Slots], ...]:
    """Names of the elements and of their slots, kind after kind as in the state."""
    numbers = tuple(f"stage.{k}" for k in range(stages))
    branches = tuple(f"line.{b.name}" for b in p.lines)
    branches += tuple(f"transformer.{b.name}.branch" for b in p.transformers)
    return (
        (tuple(f"bus.{e.name}" for e in p.buses), st.BUS),
        (tuple(f"switch.{e.name}" for e in all_switches(p)), st.SWITCH),
        (tuple(e.name for e in p.grids), st.GRID),
        (tuple(e.name for e in p.inverters), st.INVERTER),
        (tuple(e.name for e in p.photovoltaics), st.PHOTOVOLTAIC),
        (tuple(e.name for e in p.loads), st.LOAD),
        (tuple(e.name for e in p.regulating_loads), st.REGULATING),
        (tuple(e.name for e in p.vehicles), st.VEHICLE),
        (tuple(f"relay.{e.name}" for e in p.relays), st.RELAY),
        (tuple(f"transformer.{e.name}" for e in p.transformers), st.TRANSFORMER),
        (branches, st.BRANCH),
        (numbers, st.STAGE),
        (tuple(e.name for e in p.machines), st.MACHINE),
        (tuple(f"synchronism.{e.name}" for e in p.synchronism_relays), st.SYNCHRONISM),
        (tuple(e.name for e in p.transfer_switches), st.TRANSFER),
        (tuple(e.name for e in p.outlets), st.OUTLET),
    )


def directory_of(p: MicrogridParameters, tables: Tables) -> Directory:
    """The directory of a plant; ValueError when two elements have one name."""
    full = list(st.GLOBAL)
    elements: list[str] = []
    for prefixes, slots in _blocks(p, int(tables.at[st.COUNT + st.AT_STAGE])):
        for prefix in prefixes:
            elements.append(prefix.removeprefix("bus.").removeprefix("switch."))
            full += [f"{prefix}.{slot}" for slot in slots]
    names = tuple(name.removesuffix("!") for name in full)
    index = {name: k for k, name in enumerate(names)}
    if len(index) != len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"names must be unique over the grid: {', '.join(twice)}")
    for load in p.loads:  # "load.b1.factor" is the same as "b1.factor"
        for slot in st.LOAD:
            name = slot.removesuffix("!")
            index[f"load.{load.name}.{name}"] = index[f"{load.name}.{name}"]
    settable = frozenset(k for k, name in enumerate(full) if name.endswith("!"))
    settable -= {  # the contacts of a transfer switch move with its lever alone
        index[f"switch.{t.name}.{contact}.command"]
        for t in p.transfer_switches
        for contact in ("a", "b")
    }
    inputs = tuple(names[k] for k in sorted(settable))
    return Directory(names, MappingProxyType(index), inputs, settable, tuple(elements))
