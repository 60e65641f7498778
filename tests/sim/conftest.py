"""A small tester, so that what happens in a plant is a few lines in a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sim import Microgrid, MicrogridParameters, SimEvent
from sim.examples import small_microgrid


class Tester:
    """A plant with a memory of its events, and short words for what is done to it."""

    def __init__(self, parameters: MicrogridParameters, seed: int = 0) -> None:
        self.plant = Microgrid(parameters, seed)
        self.events: list[SimEvent] = []

    def set(self, **inputs: float) -> None:
        """Set inputs; a dot in a name is written as two underscores."""
        for name, value in inputs.items():
            self.plant.set(name.replace("__", "."), value)

    def get(self, name: str) -> float:
        return self.plant.get(name)

    def switch(self, name: str, closed: bool) -> None:
        self.plant.set(f"switch.{name}.command", float(closed))

    def run(self, seconds: float, dt_s: float | None = None) -> None:
        self.events += self.plant.advance(self.plant.t_s + seconds, dt_s)

    def now(self) -> None:
        """Let inputs act without time passing."""
        self.events += self.plant.advance(self.plant.t_s)

    def of(self, kind: str, element: str | None = None) -> list[SimEvent]:
        """The events of one kind so far, of one element if named."""
        return [e for e in self.events if e.kind == kind and element in (None, e.element)]

    def samples(self, name: str, seconds: float, dt_s: float = 0.01) -> list[float]:
        """One value after every step."""
        values = []
        for _ in range(round(seconds / dt_s)):
            self.run(dt_s, dt_s)
            values.append(self.plant.get(name))
        return values

    def separate(self) -> None:
        """The grid is gone, the boundary open and blocked, the inverter stands by to form."""
        self.set(grid__live=0.0, bess__anti_islanding=0.0)
        self.set(switch__k12__timer_a_blocked=1.0, switch__k12__timer_b_blocked=1.0)
        self.switch("k12", False)
        self.run(1.0)
        self.set(bess__reset=1.0, bess__mode=2.0)
        self.now()

    def black_start(self) -> None:
        """Build the island's voltage and wait until it stands."""
        self.separate()
        self.set(bess__start=1.0)
        self.run(5.0)
        assert self.get("bess.state") == 3.0


@pytest.fixture
def tester() -> Callable[..., Tester]:
    """A tester over the small microgrid, or over other parameters."""

    def build(
        parameters: MicrogridParameters | None = None, seed: int = 0, **example: Any
    ) -> Tester:
        return Tester(parameters or small_microgrid(**example), seed)

    return build


@pytest.fixture
def island(tester: Callable[..., Tester]) -> Callable[..., Tester]:
    """The small microgrid after a black start; fields of its inverter may be named."""

    def build(soc0: float = 0.8, **inverter: Any) -> Tester:
        parameters = small_microgrid(soc0=soc0)
        (unit,) = parameters.inverters
        made = tester(replace(parameters, inverters=(replace(unit, **inverter),)))
        made.black_start()
        return made

    return build
