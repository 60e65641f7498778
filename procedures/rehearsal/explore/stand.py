"""A sitting in memory that goes in long strides, and stands at any moment of it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.events import Event, Json
from devices.signals import Value
from devices.simulated import SimulatedPlant
from devices.site import Site
from procedures.recorder import Unwritten
from procedures.run import Run
from procedures.scenario import Scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

STRIDE_S = 10.0  # while nothing moves
TRANSIENT_STRIDE_S = 0.5
RECENT_S = 3.0  # what belongs together, as a start and the trip behind it
_JUST_BEHIND_S = 1e-6


class Stand:
    """One sitting of a scenario with everybody simulated; nothing of it is written down."""

    def __init__(self, site: Site, scenario: Scenario, moment: Mapping[str, Any] | None = None):
        self.site = site
        self.scenario = scenario
        self.plant = SimulatedPlant(
            site, 0, scenario.start, step_s=STRIDE_S, transient_step_s=TRANSIENT_STRIDE_S
        )
        self._log = Unwritten(site)
        self.sitting = Sitting(
            site,
            scenario,
            self.plant,
            self.plant.field,
            mode=Mode.REHEARSAL,
            sitter=None,
            recorder=self._log,
            moment=moment,
        )
        self.world = self.sitting.engine.world
        self._seen = 0
        self.recent: tuple[Event, ...] = ()

    def go_to(self, moment: Mapping[str, Any]) -> None:
        """Stand at a moment of this scenario, with nothing heard yet of what follows."""
        self.sitting.recording = self._log = Unwritten(self.site)
        self._seen, self.recent = 0, ()
        self.world.field = self.plant.field
        self.world.people.habits = self.scenario.habits
        self.sitting.restore(moment)

    def moment(self) -> dict[str, Json]:
        """Where it stands."""
        return self.sitting.export_state()

    @property
    def now_s(self) -> float:
        """Plant time in s."""
        return self.sitting.now_s

    @property
    def finished(self) -> bool:
        """Whether the chain came to its end."""
        return self.sitting.finished

    @property
    def run(self) -> Run | None:
        """The run of the chain that is at work."""
        return next((run for run in self.sitting.engine.active if not run.procedure.aside), None)

    def board(self) -> dict[str, Value]:
        """What stands on the board of manual points."""
        return {
            name: one.value
            for name, one in self.world.manual.readings().items()
            if one.value is not None
        }

    def go_on(self) -> tuple[Event, ...]:
        """One stride; returns what happened in it."""
        stride_s = TRANSIENT_STRIDE_S if self.plant.simulator.in_transient else STRIDE_S
        began_s, until_s = self.now_s, self.now_s + stride_s
        due_s = self.sitting.engine.due_s()
        if due_s is not None and self.now_s < due_s + _JUST_BEHIND_S < until_s:
            until_s = due_s + _JUST_BEHIND_S
        self.sitting.advance(until_s)
        return self._heard(began_s)

    def _heard(self, began_s: float) -> tuple[Event, ...]:
        """What happened since it was asked last; `recent` holds a little more."""
        events = tuple(self._log.events[self._seen :])
        self._seen = len(self._log.events)
        since_s = began_s - RECENT_S
        self.recent = (*(e for e in self.recent if e.time_s >= since_s), *events)
        return events
