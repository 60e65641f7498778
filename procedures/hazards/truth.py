"""What is really so in a simulated plant, and what was really said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from devices.events import Event, EventKind
from devices.signals import Value
from devices.simulated import SimulatedPlant

LIVE_PU = 0.05  # from here on a conductor is dangerous to touch
_FORMING, _STATES_ON = 2, (1, 2, 3)  # as the simulator numbers modes and states


@dataclass(frozen=True, slots=True)
class Said:
    """What was really said and done beside the plant.

    board: what stands on the board of manual points. lies: points entered of what nobody did or
    said. untold: steps whose notice nobody heard. astray: devices that somebody works by mistake.
    rash: something was done at the equipment that nobody had confirmed yet.
    """

    board: Mapping[str, Value] = field(default_factory=dict)
    lies: frozenset[str] = frozenset()
    untold: frozenset[str] = frozenset()
    astray: frozenset[str] = frozenset()
    rash: bool = False

    def given(self, permit: str) -> bool:
        """Whether a permit was really given, or a finding really made."""
        return self.board.get(permit) is True and permit not in self.lies


class Truth:
    """What is really so in one plant now, and what happened in the last seconds (`events`)."""

    def __init__(self, plant: SimulatedPlant, said_: Said, events: tuple[Event, ...]) -> None:
        self.plant = plant
        self._get = plant.simulator.get
        self.site = plant.site
        self.said = said_
        self.events = events
        self.facts = plant.field.truth

    def happened(self, *what: str) -> tuple[Event, ...]:
        """The events of the plant of these kinds."""
        return tuple(
            e for e in self.events if e.kind is EventKind.PLANT and e.data.get("what") in what
        )

    def one(self, kind: str) -> str:
        """The first device of `kind`; "" where the site has none."""
        return self._first.get(kind, "")

    @cached_property
    def _first(self) -> Mapping[str, str]:
        known = [d for d in self.site.devices.values() if not d.planned]
        return {device.kind: device.name for device in reversed(known)}

    def get(self, name: str) -> float:
        """A number of the simulator."""
        return self._get(name)

    def closed(self, device: str) -> bool:
        """Whether its contacts are closed."""
        return self._get(f"switch.sw:{device}.position.closed") > 0.5

    def live(self, bus: str) -> bool:
        """Whether there is voltage on a bus."""
        return self._get(f"bus.bus:{bus}.v_pu") >= LIVE_PU

    @cached_property
    def boundary(self) -> str:
        """The switch between utility and microgrid; "" where the site has none of that kind."""
        return self.one("boundary_switch")

    @cached_property
    def utility_on(self) -> bool:
        """Whether the utility's source gives voltage."""
        return self._get("grid.live") > 0.5

    @cached_property
    def batteries(self) -> tuple[str, ...]:
        """The batteries that give or take power now."""
        names = (d.name for d in self.site.devices.values() if d.kind == "battery_inverter")
        return tuple(n for n in names if round(self._get(f"{n}.state")) in _STATES_ON)

    @cached_property
    def forming(self) -> bool:
        """Whether a battery makes the voltage of the section, or began to since the last look."""
        began = {event.subject for event in self.happened("inverter_started")}
        return any(
            round(self._get(f"{name}.mode")) == _FORMING for name in {*self.batteries, *began}
        )

    @cached_property
    def on_utility(self) -> bool:
        """Whether the section is the utility's: boundary closed and its source live."""
        return bool(self.boundary) and self.closed(self.boundary) and self.utility_on
