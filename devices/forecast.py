"""Forecasts by forking the simulated plant: what a command would do, and how long the charge lasts.

A forecast never touches the plant it starts from, and nothing it says is a reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from devices.plant import Command
from devices.simulated import SimulatedPlant
from devices.simulated.gather import LIVE_PU
from devices.simulated.names import bus_name
from devices.site.parameters import BatteryParameters

FINE_STEP_S = 0.05  # while something moves: frequency nadirs and dips of a tenth of a second show
QUIET_STEP_S = 1.0

TRIPS = frozenset((
    "inverter_tripped", "pv_tripped", "relay_tripped", "shed", "start_failed", "battery_empty",
    "out_of_phase_close", "crew_contact", "back_feed", "contactor_dropped", "machine_tripped",
    "outlet_tripped", "vehicle_tripped", "breaker_tripped", "fuse_blown",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next seconds would bring if a command were executed now.

    Frequencies are those of the section while it is live (None: it stays dead); load_peak_pct is
    the highest apparent power of the battery inverter in percent of its rating; trips are
    "<what> <device>" in the order in which they would happen. inrush: every transformer that is
    closed onto a live line hard, as device, kVA and its first peak in multiples of rated current.
    ends_dead: the section is live at first and without voltage in the end.
    """

    f_min_hz: float | None
    f_max_hz: float | None
    v_min_pu: float
    v_max_pu: float
    load_peak_pct: float
    soc_end_pct: float
    trips: tuple[str, ...]
    inrush: tuple[tuple[str, float, float], ...] = ()
    ends_dead: bool = False


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
    seen, trips, inrush = [], [], []
    end_s = simulator.t_s + horizon_s
    while simulator.t_s < end_s:
        step_s = FINE_STEP_S if simulator.in_transient else QUIET_STEP_S
        for event in future.advance_by(step_s, end_s):
            what = str(event.data.get("what"))
            if what in TRIPS:
                trips.append(f"{what} {event.subject}")
            elif what == "inrush":
                kva = event.data.get("value")
                inrush.append((event.subject, float(kva) if isinstance(kva, float) else 0.0))
        seen.append(simulator.outputs[look])
    times = {one.device: one.inrush_x for one in plant.site.network.transformers}
    peaks = tuple((device, kva, times.get(device, 0.0)) for device, kva in inrush)
    summed_up = _summed_up(np.array(seen), rated_kw, tuple(dict.fromkeys(trips)))
    return replace(summed_up, inrush=peaks)


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
        ends_dead=bool(live.size and v[-1] < LIVE_PU),
        f_min_hz=float(live.min()) if live.size else None,
        f_max_hz=float(live.max()) if live.size else None,
        v_min_pu=float(v.min()),
        v_max_pu=float(v.max()),
        load_peak_pct=100.0 * float(load.max()),
        soc_end_pct=100.0 * float(seen[-1, 4]) if with_battery else 0.0,
        trips=trips,
    )


# --- the coming days ----------------------------------------------------------------------------

POINT_H = 1.0
LOAD_SPREAD = 0.15  # of all blocks together, standard deviation over the whole horizon [P]
CLOUD_LOW, CLOUD_HIGH = 0.25, 1.0  # light of a coming day against the profile of this one [P]


def outlook(
    plant: SimulatedPlant, hours: float = 72.0, futures: int = 40, seed: int = 0
) -> Forecast:
    """Return how the charge may go over `hours` if nobody does anything more.

    An hourly energy balance of what is connected now, in the simulator's own profiles and inverter
    losses: transients do not move a charge of days. Each future has its own load level and its own
    light for each day, drawn with `seed`; the same plant and seed give the same outlook. A section
    that is dead or fed by the utility keeps its charge but for the set-point and the standing loss.
    Nothing of a battery that does not tell its charge.
    """
    battery, rated_kw = _battery_of(plant)
    told = plant.readings().get(f"{battery}.soc_pct")
    if battery is None or told is None:
        return Forecast()
    own = plant.site.devices[battery].parameters
    if not isinstance(own, BatteryParameters):
        return Forecast()
    points = int(hours / POINT_H) + 1
    chance = np.random.default_rng(seed)
    level = np.maximum(0.3, 1.0 + LOAD_SPREAD * chance.standard_normal(futures))
    light = chance.uniform(CLOUD_LOW, CLOUD_HIGH, (points // 24 + 1, futures))
    charge = np.full(futures, float(told.value or 0.0))
    path = [charge]
    for point in range(points - 1):
        balance = plant.balance_at(battery, plant.now_s + 3600.0 * POINT_H * (point + 0.5))
        power = balance.fixed_kw + balance.load_kw * level - balance.sun_kw * light[point // 24]
        loss = balance.running * (
            own.loss_p0_kw + own.loss_a * np.abs(power) + own.loss_b * power**2 / rated_kw
        )
        charge = charge - 100.0 * POINT_H * (power + loss) / own.energy_kwh
        charge = np.clip(charge, 0.0, own.charge_stop_soc_pct)
        path.append(charge)
    p10, p50, p90 = np.percentile(np.array(path), (10.0, 50.0, 90.0), axis=1)
    return Forecast(
        hours=tuple(point * POINT_H for point in range(points)),
        p10_pct=tuple(p10.tolist()),
        p50_pct=tuple(p50.tolist()),
        p90_pct=tuple(p90.tolist()),
    )
