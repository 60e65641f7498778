"""Plant time of a served plant, with the wall clock moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from devices.modbus.server.pace import FORGIVEN_S, Pace
from devices.simulated import SimulatedPlant
from devices.site import load_site


class Wall:
    """A wall clock moved by hand; each look at it may cost time, as work does."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.cost_s = 0.0

    def __call__(self) -> float:
        self.now_s += self.cost_s
        return self.now_s


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def plant() -> Iterator[SimulatedPlant]:
    plant = SimulatedPlant(load_site("odawara"))
    yield plant
    plant.close()


def test_plant_time_follows_the_wall_clock(plant: SimulatedPlant, wall: Wall) -> None:
    pace = Pace(plant, lambda: None, wall_s=wall)
    for _ in range(20):
        wall.now_s += 0.05
        pace.tick()
    assert plant.now_s == pytest.approx(1.0)


def test_speed_multiplies_it(plant: SimulatedPlant, wall: Wall) -> None:
    pace = Pace(plant, lambda: None, speed=60.0, wall_s=wall)
    wall.now_s += 0.5
    pace.tick()
    assert plant.now_s == pytest.approx(30.0)
    pace.go(speed=2.0)
    wall.now_s += 1.0
    pace.tick()
    assert plant.now_s == pytest.approx(32.0)


def test_a_held_plant_stands_and_goes_on_from_there(plant: SimulatedPlant, wall: Wall) -> None:
    pace = Pace(plant, lambda: None, wall_s=wall)
    pace.freeze()
    wall.now_s += 100.0
    pace.tick()
    assert plant.now_s == 0.0
    pace.go()
    wall.now_s += 0.5
    pace.tick()
    assert plant.now_s == pytest.approx(0.5)


def test_every_tick_is_told_held_or_not(plant: SimulatedPlant, wall: Wall) -> None:
    told: list[float] = []
    pace = Pace(plant, lambda: told.append(plant.now_s), frozen=True, wall_s=wall)
    pace.tick()
    pace.tick()
    assert told == [0.0, 0.0]


def test_until_steps_there_at_once_and_holds(plant: SimulatedPlant, wall: Wall) -> None:
    pace = Pace(plant, lambda: None, wall_s=wall)
    plant.field.act("grid", "lose", "test")
    events = asyncio.run(pace.until(600.0))
    assert plant.now_s == pytest.approx(600.0)
    assert pace.frozen
    assert "grid_lost" in {event.data["what"] for event in events}


def test_a_computer_that_is_too_slow_does_not_run_after_lost_time(
    plant: SimulatedPlant, wall: Wall
) -> None:
    """What is far behind is given up, and told; the wire keeps its share of every tick."""
    pace = Pace(plant, lambda: None, speed=100.0, wall_s=wall)
    wall.now_s += 60.0  # as after a night on a slow disk
    wall.cost_s = 0.015
    pace.tick()
    assert plant.now_s < 10.0
    assert pace.given_up_s > 100.0 * FORGIVEN_S
    wall.cost_s = 0.0
    before_s = plant.now_s
    wall.now_s += 0.01
    pace.tick()
    assert plant.now_s == pytest.approx(before_s + 1.0, abs=0.5)
