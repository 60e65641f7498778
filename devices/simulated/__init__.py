"""The simulated plant: a site built as a simulator, its measuring points, and the field door."""

from __future__ import annotations

from devices.simulated.evidence import CannotLiken
from devices.simulated.field import Field
from devices.simulated.likeness import Apart, Likeness, Likenesses
from devices.simulated.plant import SimulatedPlant
from devices.simulated.plant_state import PlantState, plant_state_from_json, plant_state_json
from devices.simulated.start import StartState
from devices.simulated.truth import FieldRefused

__all__ = [
    "Apart",
    "CannotLiken",
    "Field",
    "FieldRefused",
    "Likeness",
    "Likenesses",
    "PlantState",
    "SimulatedPlant",
    "StartState",
    "plant_state_from_json",
    "plant_state_json",
]
