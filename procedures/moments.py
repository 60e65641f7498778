"""Moments: everything that moves together in a sitting, as JSON, and back again.

What stands in files (site, scenario, procedures) and the logs, which are folds over the record,
are not among it, nor is a real plant. A moment of a simulated sitting that is taken and gone back
to gives the same future, bit for bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.alarms import Alarms
from devices.events import Json
from devices.simulated import SimulatedPlant, plant_state_from_json, plant_state_json
from procedures.chapters import Chapters
from procedures.drill.at_work import DrillAtWork
from procedures.handover import Handover
from procedures.hourly import HourlyWord
from procedures.language.steps import Procedure
from procedures.orders import procedure_from_json, procedure_json
from procedures.people import Sitter
from procedures.run import Engine, export_runs, import_runs
from procedures.scenario import HappeningsAtWork, Scenario
from procedures.taking_up import TakingUp

PLANT = "plant"


@dataclass(frozen=True, slots=True)
class Moments:
    """Takes the moment of one sitting, and goes to one. plant: None where it is real."""

    plant: SimulatedPlant | None
    scenario: Scenario
    engine: Engine
    alarms: Alarms
    chapters: Chapters
    happenings: HappeningsAtWork
    handover: Handover
    hourly: HourlyWord
    taking_up: TakingUp | None = None  # of a live sitting that had been cut off
    drill: DrillAtWork | None = None

    def take(self) -> dict[str, Json]:
        """All of it, a simulated plant included."""
        if self.plant is None:
            pending = self.taking_up.export_state() if self.taking_up is not None else None
            return {**self.take_rest(), "taking_up": pending}
        return {PLANT: plant_state_json(self.plant.snapshot()), **self.take_rest()}

    @property
    def simulated(self) -> SimulatedPlant:
        """The plant of a simulated sitting; raises ValueError for a real one."""
        if self.plant is None:
            raise ValueError("a real plant is not taken along")
        return self.plant

    def take_rest(self) -> dict[str, Json]:
        """All but the plant, which can be forked at less cost."""
        world = self.engine.world
        return {
            "now_s": world.now_s,
            "manual": world.manual.export_state(),
            "picture": world.picture.export_state(),
            "alarms": self.alarms.export_state(),
            "gate": world.gate.export_state(),
            "phase": self.engine.phase.export_state(),
            "runs": export_runs(self.engine, procedure_json),
            "world": world.export_state(),
            "people": world.people.export_state(),
            "chapters": self.chapters.export_state(),
            "happenings": self.happenings.export_state(),
            "handover": self.handover.export_state(),
            "hourly": self.hourly.export_state(),
            "drill": None if self.drill is None else self.drill.export_state(),
        }

    def go_to(self, state: Mapping[str, Any]) -> None:
        """Stand where `take` stood, or `take_rest`: then the plant stands there already.

        Raises KeyError, TypeError or ValueError for another form.
        """
        world = self.engine.world
        if PLANT in state and self.plant is not None:
            self.plant.restore(plant_state_from_json(state[PLANT]))
        world.clock.restore(state["now_s"])
        world.manual.import_state(state["manual"])
        world.picture.import_state(state["picture"])
        self.alarms.import_state(state["alarms"])
        world.gate.import_state(state["gate"])
        self.engine.phase.import_state(state["phase"])
        world.seat(Sitter.from_state(state["people"]["sitter"]))
        world.people.lead_only(state["people"].get("led", ()))
        import_runs(self.engine, state["runs"], self._procedure)
        world.import_state(state["world"])
        world.people.import_state(state["people"])
        self.chapters.import_state(state["chapters"])
        self.happenings.import_state(state["happenings"], self.scenario)
        self.handover.import_state(state["handover"])
        self.hourly.import_state(state["hourly"])
        if self.drill is not None and state.get("drill") is not None:
            self.drill.import_state(state["drill"])

    def _procedure(self, data: Any) -> Procedure:
        return procedure_from_json(data, self.engine.world.site, self.engine.load)
