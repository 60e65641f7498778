"""Physics of a microgrid and its battery: pure functions over one flat array, compiled by numba.

`MicrogridParameters` describes a plant, `Microgrid` is it.
"""

from __future__ import annotations

from sim.microgrid import EVENT_KINDS, TRIP_CAUSES, Microgrid, SimEvent, Snapshot
from sim.parameters import (
    Battery,
    BatteryInverter,
    Bus,
    DieselGenerator,
    EarthFaultNetwork,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Motor,
    PcsOutlet,
    Photovoltaic,
    Profile,
    RegulatingLoad,
    Relay,
    RelayGroup,
    Switch,
    SynchronismRelay,
    TransferSwitch,
    Transformer,
    UnderfrequencyShed,
    Vehicle,
)
from sim.validate import ParameterError

__all__ = [
    "EVENT_KINDS",
    "TRIP_CAUSES",
    "Battery",
    "BatteryInverter",
    "Bus",
    "DieselGenerator",
    "EarthFaultNetwork",
    "GridSource",
    "Line",
    "Load",
    "Microgrid",
    "MicrogridParameters",
    "Motor",
    "ParameterError",
    "PcsOutlet",
    "Photovoltaic",
    "Profile",
    "RegulatingLoad",
    "Relay",
    "RelayGroup",
    "SimEvent",
    "Snapshot",
    "Switch",
    "SynchronismRelay",
    "TransferSwitch",
    "Transformer",
    "UnderfrequencyShed",
    "Vehicle",
]
