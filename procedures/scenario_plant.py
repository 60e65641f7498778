"""The simulated plant of a scenario with everything that happens to it, and nobody at a desk.

What `kairetsu serve` offers: the sitting that operates it is elsewhere, on the other side of a
wire. Nobody declares a phase here, so happenings that wait for one are let come by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices.events import Event
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Reading, Value
from devices.simulated import SimulatedPlant
from devices.site import Site
from procedures.scenario import HappeningsAtWork, Scenario

_LATE_S = 1e-6  # what is due is done just after its time, as in a sitting


class ScenarioPlant:
    """A Plant (devices.plant) with the door for people at the equipment.

    Without a scenario it begins in normal operation, and nothing happens by itself.
    """

    def __init__(self, site: Site, scenario: Scenario | None, seed: int = 0) -> None:
        self._plant = SimulatedPlant(site, seed, scenario.start if scenario else None)
        self._picture = Picture(site)
        self._happenings = HappeningsAtWork.of(scenario) if scenario else HappeningsAtWork([])

    # --- Plant ----------------------------------------------------------------------------------

    @property
    def now_s(self) -> float:
        """Plant time in seconds since it was opened."""
        return self._plant.now_s

    def readings(self) -> Mapping[str, Reading]:
        """Return the newest reading of every measured signal."""
        return self._plant.readings()

    def command(self, command: Command) -> None:
        """Let the equipment obey; raises CannotSend for what it cannot do."""
        self._plant.command(command)

    def advance(self, until_s: float) -> tuple[Event, ...]:
        """Let plant time pass up to at most `until_s`, happenings included."""
        due_s = self._happenings.due_s()
        if due_s is not None and self.now_s < due_s + _LATE_S < until_s:
            until_s = due_s + _LATE_S
        events = self._plant.advance(until_s)
        return events + self._look()

    def close(self) -> None:
        """Let go of every resource. Idempotent."""
        self._plant.close()

    # --- the world ------------------------------------------------------------------------------

    def knows(self, device: str, act: str) -> bool:
        """Whether `act` can be done at, or happen to, `device`."""
        return self._plant.field.knows(device, act)

    def act(self, device: str, act: str, who: str, **arguments: Value) -> Mapping[str, Value]:
        """Let `who` do `act` at `device`; return what is seen. Raises FieldRefused."""
        return self._plant.field.act(device, act, who, **arguments)

    def observe(self, signal: str) -> Value:
        """What a person who looks sees of `signal`; KeyError when there is nothing to see."""
        return self._plant.field.observe(signal)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The happenings that have not come yet."""
        return tuple(one.id for one in self._happenings.waiting)

    def happen(self, happening: str) -> tuple[Event, ...]:
        """Let a waiting happening come now; raises KeyError when it does not wait."""
        self._happenings.hasten(happening, self.now_s)
        return self._look()

    def _look(self) -> tuple[Event, ...]:
        """Let come what is due."""
        if not self._happenings.waiting:
            return ()
        self._picture.update(self._plant.readings(), self.now_s)
        return self._happenings.advance(self._plant.field, self._picture, self.now_s)
