"""How fast the simulator is, on the Odawara section as an island with everything fed.

Run by run.py as a child, once compiled and once as plain Python (NUMBA_DISABLE_JIT=1), from the
same saved state: `measures.py STATE [plain]` prints one JSON object.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

import sim
from devices.forecast import preview
from devices.plant import Command
from devices.signals import Value
from devices.simulated import SimulatedPlant, StartState
from devices.simulated.plant import PlantState
from devices.site import load_site

FIXED_STEP_S = 0.01
LIVE_TICK_S = 0.1
LONGEST_STEP_S = 60.0  # of a scenario; the drill keeps to the 1 s of a screen
PREVIEW_S = 60.0
ISLAND = StartState(
    grid_live=False,
    k12_closed=False,
    relay_group=2,
    evt_in=True,
    bess_mode="grid_forming",
    anti_islanding=False,
    secondary=True,
)
SETTLED_S = 400.0  # PV is back 300 s after its supply
UPSETS: tuple[tuple[str, float, float], ...] = (
    ("b2.factor", 0.5, 1.5),
    ("server.set_kw", 0.0, 20.0),
    ("pv.limit_pu", 0.2, 0.9),
    ("irradiance", 0.1, 0.8),
)


@dataclass(frozen=True)
class Effort:
    """How much is run for each figure: enough to be steady, little enough to wait for."""

    repeats: int
    fixed_s: float
    scenarios: int
    scenario_s: float
    upsets: int
    live_s: float
    snapshots: int


COMPILED = Effort(5, 120.0, 200, 3600.0, 4, 120.0, 500)
PLAIN = Effort(1, 1.0, 1, 900.0, 1, 6.0, 500)


def order(target: str, **arguments: Value) -> Command:
    """An order of the controller, `device.verb`."""
    device, verb = target.split(".")
    return Command(device, verb, "MGC", "bench", arguments)


def settled_island() -> SimulatedPlant:
    """The Odawara section as an island: battery, all blocks, PV, server and car at work."""
    plant = SimulatedPlant(load_site("odawara"), start=ISLAND)
    plant.command(order("bess.start_black"))
    while plant.now_s < SETTLED_S:
        plant.advance(SETTLED_S)
    return plant


def size_of(plant: SimulatedPlant) -> dict[str, int]:
    """How big the benchmarked plant is."""
    p = plant.simulator.parameters
    return {
        "buses": len(p.buses),
        "switches": len(p.switches),
        "transformers": len(p.transformers),
        "sources_and_loads": len(p.inverters)
        + len(p.photovoltaics)
        + len(p.loads)
        + len(p.regulating_loads)
        + len(p.vehicles),
        "states": len(plant.simulator.names()),
        "devices": len(plant.site.devices),
    }


def took_s(work: Callable[[], object]) -> float:
    """Processor time of one call, in s: another job on the machine does not count."""
    before = time.process_time()
    work()
    return time.process_time() - before


# --- the figures ----------------------------------------------------------------------------------


def fixed(plant: SimulatedPlant, effort: Effort) -> tuple[float, str]:
    """Times real time at a fixed 10 ms, and a hash of the state at the end."""
    times, digest = [], ""
    for _ in range(effort.repeats):
        twin = plant.simulator.fork()
        times.append(took_s(partial(twin.advance, twin.t_s + effort.fixed_s, FIXED_STEP_S)))
        digest = hashlib.sha256(twin.snapshot().tobytes()).hexdigest()[:16]
    return effort.fixed_s / median(times), digest


def scenario(plant: sim.Microgrid, effort: Effort, seed: int) -> None:
    """One future with its own upsets: the blocks, the server, PV and the sun at chosen moments.

    Each upset is followed by at least 5 s of fine steps; calm stretches take strides of up to 60 s.
    """
    plant.longest_step_s = LONGEST_STEP_S
    chance = np.random.default_rng(seed)
    begin_s = plant.t_s
    moments = np.sort(chance.uniform(0.0, effort.scenario_s, effort.upsets))
    for moment, which in zip(moments, chance.permutation(len(UPSETS)), strict=False):
        name, low, high = UPSETS[which]
        plant.advance(begin_s + float(moment))
        plant.set(name, float(chance.uniform(low, high)))
    plant.advance(begin_s + effort.scenario_s)


def adaptive(plant: SimulatedPlant, effort: Effort) -> float:
    """Scenario seconds per second at the adaptive step, forks included."""

    def ensemble() -> None:
        for seed in range(effort.scenarios):
            scenario(plant.simulator.fork(), effort, seed)

    return effort.scenarios * effort.scenario_s / took_s(ensemble)


def live(plant: SimulatedPlant, effort: Effort) -> float:
    """Percent of one core at 1x: the plant in ticks of 0.1 s, read at every tick, upset once."""
    twin = plant.fork()
    twin.command(order("server.set_kw", p_kw=4.0))
    begin_s = twin.now_s

    def run() -> None:
        for tick in range(round(effort.live_s / LIVE_TICK_S)):
            until_s = begin_s + (tick + 1) * LIVE_TICK_S
            while twin.now_s < until_s - 1e-9:
                twin.advance(until_s)
            twin.readings()

    return 100.0 * took_s(run) / effort.live_s


def look_ahead(plant: SimulatedPlant, effort: Effort) -> float:
    """Wall ms of a preview of 60 s: what happens when the biggest block is cut off."""
    cut = order("b2.open")
    times = [took_s(lambda: preview(plant, cut, PREVIEW_S)) for _ in range(effort.repeats)]
    return 1000.0 * median(times)


def copies(plant: SimulatedPlant, effort: Effort) -> float:
    """Ms of one snapshot of the plant with what people and apparatus remember."""

    def take() -> None:
        for _ in range(effort.snapshots):
            plant.snapshot()

    return 1000.0 * took_s(take) / effort.snapshots


def main() -> None:
    """Measure from the saved state and print the figures."""
    state: PlantState = pickle.loads(Path(sys.argv[1]).read_bytes())
    effort = PLAIN if "plain" in sys.argv else COMPILED
    plant = SimulatedPlant(load_site("odawara"), start=ISLAND)
    plant.restore(state)
    plant.advance(plant.now_s + FIXED_STEP_S)
    factor, digest = fixed(plant, effort)
    figures = {
        "size": size_of(plant),
        "fixed": factor,
        "digest": digest,
        "adaptive": adaptive(plant, effort),
        "live": live(plant, effort),
        "preview": look_ahead(plant, effort),
        "snapshot": copies(plant, effort),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
