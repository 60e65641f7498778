"""Forecasts by forking the simulated plant: what a command would do, and how long the charge lasts.

A forecast never touches the plant it starts from, and nothing it says is a reading.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from devices.plant import Command
from devices.simulated import SimulatedPlant
from devices.simulated.build import bus_name
from devices.site.parameters import BatteryParameters, BlockParameters

FINE_STEP_S = 0.05  # while something moves: frequency nadirs and dips of a tenth of a second show
QUIET_STEP_S = 1.0
LIVE_PU = 0.1

TRIPS = frozenset((
    "inverter_tripped", "pv_tripped", "relay_tripped", "shed", "start_failed", "battery_empty",
    "out_of_phase_close", "crew_contact", "back_feed", "contactor_dropped",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next seconds would bring if a command were executed now.

    Frequencies are those of the section while it is live (None: it stays dead); load_peak_pct is
    the highest apparent power of the battery inverter in percent of its rating; trips are
    "<what> <device>" in the order in which they would happen.
    """

    f_min_hz: float | None
    f_max_hz: float | None
    v_min_pu: float
    v_max_pu: float
    load_peak_pct: float
    soc_end_pct: float
    trips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """State of charge over the coming hours: the tenth, fiftieth and ninetieth percentile in %."""

    hours: tuple[float, ...] = ()
    p10_pct: tuple[float, ...] = ()
    p50_pct: tuple[float, ...] = ()
    p90_pct: tuple[float, ...] = ()


def preview(plant: SimulatedPlant, command: Command, horizon_s: float = 60.0) -> Preview:
    """Return what `command` would physically do to `plant` within `horizon_s`.

    Interlocks are not asked: this shows why they stand there. Raises CannotSend as the plant does.
    """
    future = plant.fork()
    future.command(command)
    simulator = future.simulator
    battery, rated_kw = _battery_of(plant)
    section = f"bus.{bus_name(plant.site.network.section_bus)}"
    look = [simulator.index(f"{section}.v_pu"), simulator.index(f"{section}.f_hz")]
    if battery is not None:
        look += [
            simulator.index(f"{battery}.{what}") for what in ("p_kw", "q_kvar", "soc_estimate")
        ]
    seen, trips = [], []
    end_s = simulator.t_s + horizon_s
    while simulator.t_s < end_s:
        step_s = FINE_STEP_S if simulator.in_transient else QUIET_STEP_S
        for event in future.advance_by(step_s, end_s):
            what = str(event.data.get("what"))
            if what in TRIPS:
                trips.append(f"{what} {event.subject}")
        seen.append(simulator.outputs[look])
    return _summed_up(np.array(seen), rated_kw, tuple(dict.fromkeys(trips)))


def _battery_of(plant: SimulatedPlant) -> tuple[str | None, float]:
    for device in plant.site.devices.values():
        if isinstance(device.parameters, BatteryParameters):
            return device.name, device.parameters.rated_kw
    return None, 1.0


def _summed_up(
    seen: np.ndarray[tuple[int, int], np.dtype[np.float64]], rated_kw: float, trips: tuple[str, ...]
) -> Preview:
    v, f = seen[:, 0], seen[:, 1]
    live = f[v >= LIVE_PU]
    with_battery = seen.shape[1] > 2
    load = np.hypot(seen[:, 2], seen[:, 3]) / rated_kw if with_battery else np.zeros(1)
    return Preview(
        f_min_hz=float(live.min()) if live.size else None,
        f_max_hz=float(live.max()) if live.size else None,
        v_min_pu=float(v.min()),
        v_max_pu=float(v.max()),
        load_peak_pct=100.0 * float(load.max()),
        soc_end_pct=100.0 * float(seen[-1, 4]) if with_battery else 0.0,
        trips=trips,
    )


# --- the coming days ----------------------------------------------------------------------------

COARSE_STEP_S = 600.0
POINT_H = 1.0
LOAD_SPREAD = 0.15  # of all blocks together, standard deviation of the whole horizon [P]
CLOUD_LOW, CLOUD_HIGH = 0.25, 1.0  # light of a coming day against the profile of this one [P]


def outlook(
    plant: SimulatedPlant, hours: float = 72.0, futures: int = 12, seed: int = 0
) -> Forecast:
    """Return how the charge may go over `hours` if nobody does anything more.

    Each of `futures` forks has its own load level and its own light for each day, drawn with
    `seed`; the same plant and seed give the same outlook. Cheap steps, for a run once a minute.
    """
    battery, _ = _battery_of(plant)
    if battery is None:
        return Forecast()
    chance = np.random.default_rng(seed)
    points = int(hours / POINT_H) + 1
    paths = np.array([_one_future(plant, battery, points, chance) for _ in range(futures)])
    p10, p50, p90 = np.percentile(paths, (10.0, 50.0, 90.0), axis=0)
    return Forecast(
        hours=tuple(point * POINT_H for point in range(points)),
        p10_pct=tuple(p10.tolist()),
        p50_pct=tuple(p50.tolist()),
        p90_pct=tuple(p90.tolist()),
    )


def _one_future(
    plant: SimulatedPlant, battery: str, points: int, chance: np.random.Generator
) -> list[float]:
    """The charge in percent at every point of one future."""
    future = plant.fork()
    simulator = future.simulator
    level = max(0.3, 1.0 + LOAD_SPREAD * float(chance.standard_normal()))
    for device in plant.site.devices.values():
        if isinstance(device.parameters, BlockParameters):
            name = f"{device.name}.factor"
            simulator.set(name, level * simulator.get(name))
    start_s = simulator.t_s
    charge = simulator.index(f"{battery}.soc_estimate")
    path = [100.0 * float(simulator.outputs[charge])]
    light = 1.0
    for point in range(1, points):
        if (point - 1) % int(24.0 / POINT_H) == 0:
            light = float(chance.uniform(CLOUD_LOW, CLOUD_HIGH))
        simulator.set("irradiance", light * plant.sunlight(simulator.t_s + 1800.0 * POINT_H))
        future.coast(start_s + point * POINT_H * 3600.0, COARSE_STEP_S)
        path.append(100.0 * float(simulator.outputs[charge]))
    return path
