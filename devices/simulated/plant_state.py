"""Everything that the future of a simulated plant depends on, and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

import sim
from devices.events import Event, Json, event_from_json, event_json
from devices.signals import Reading, Value, reading_from_json, reading_json


@dataclass(frozen=True, slots=True)
class Told:
    """What a plant told when it was last asked: raw values in their order, and its readings.

    A reading keeps the time at which it was told, so that the next one is due when it was before.
    """

    values: tuple[float, ...] = ()
    readings: Mapping[str, Reading] = ()  # type: ignore[assignment]

    def __post_init__(self) -> None:
        object.__setattr__(self, "readings", dict(self.readings))


@dataclass(frozen=True, slots=True)
class PlantState:
    """Everything that the future of a simulated plant depends on."""

    simulator: sim.Snapshot
    truth: Mapping[str, Value]
    queued: tuple[Event, ...]
    told: Told = Told()


def plant_state_json(state: PlantState) -> dict[str, Json]:
    """The state as JSON; numbers come back bit for bit."""
    return {
        "simulator": state.simulator.tolist(),
        "truth": dict(state.truth),
        "queued": [event_json(event) for event in state.queued],
        "values": list(state.told.values),
        "readings": {name: [*reading_json(one)] for name, one in state.told.readings.items()},
    }


def plant_state_from_json(data: Mapping[str, Any]) -> PlantState:
    """The state that `plant_state_json` wrote; raises KeyError or ValueError for another form."""
    readings = {name: reading_from_json(one) for name, one in data["readings"].items()}
    return PlantState(
        simulator=np.array(data["simulator"], dtype=np.float64),
        truth=data["truth"],
        queued=tuple(event_from_json(event) for event in data["queued"]),
        told=Told(tuple(data["values"]), readings),
    )
