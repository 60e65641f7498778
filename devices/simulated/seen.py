"""How a real plant stands at one moment, in the words of the simulator."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.signals import Value
from devices.simulated.start import StartState


@dataclass(frozen=True, slots=True)
class BatterySeen:
    """A battery inverter at this moment; p_set_kw is its set-point, soc of 0..1."""

    mode0: str
    p_set_kw: float
    soc: float
    temperature_c: float


@dataclass(slots=True)
class Seen:
    """A plant at one moment. series: constant values of profiles; values: of the flat state."""

    start: StartState
    closed: dict[str, bool] = field(default_factory=dict)
    transfers: dict[str, str] = field(default_factory=dict)
    batteries: dict[str, BatterySeen] = field(default_factory=dict)
    sun_running: set[str] = field(default_factory=set)
    at_rest: set[str] = field(default_factory=set)
    series: dict[str, float] = field(default_factory=dict)
    inputs: dict[str, float] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    truth: dict[str, Value] = field(default_factory=dict)
