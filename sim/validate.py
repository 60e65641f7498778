"""Parameters that no plant can have are refused by name, all at once, before anything is built."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from sim.parameters import (
    Battery,
    BatteryInverter,
    Line,
    MicrogridParameters,
    Profile,
    Switch,
)

# fmt: off
_POSITIVE = frozenset({
    "v_nominal_kv", "s_kva", "s_base_kva", "f_nominal_hz", "energy_kwh", "cell_capacity_ah",
    "cell_v_nominal", "p_rated_kw", "mp", "imax_pu", "emax", "secondary_ts_s",
    "inrush_tau_s", "cold_tau_s", "outage_s0", "step_s", "period_s",
    "cell_thermal_mass_j_per_k", "cell_to_air_w_per_k", "second_to_air_w_per_k", "evt_ohm", "h_s",
    "governor_s", "droop", "kva_per_kw", "rs", "xs", "rr", "xr", "xm", "tap", "trip_2x_s",
})
_NOT_NEGATIVE = frozenset({
    "tf_s", "lag_s", "r_ohm", "x_ohm", "r_pu", "x_pu", "inrush_pu", "operate_s", "x_time_s",
    "y_time_s",
    "reclose_s", "trip_delay_s", "mq", "kiv", "kppmax", "kipmax", "ramp_s", "following_lag_s",
    "anti_islanding_s", "current_limit_trip_s", "start_timeout_s", "vsm_m_s", "wait_s",
    "cold_hold_s", "cold_factor", "p_max_kw", "ramp_kw_per_s", "overhead_kw", "r0_ohm", "r1_ohm",
    "c1_f", "xl_pu", "rl_pu", "xd_pu", "ra_pu", "fuel_l", "start_s", "build_up_s", "break_s",
    "rated_a", "hold_s", "breaker_s", "kwh_per_km", "b_us",
})
_RANGES = {  # what is beyond was given in another unit
    "v_nominal_kv": (0.01, 1000.0),
    "f_nominal_hz": (40.0, 70.0),
    "tap": (0.5, 1.5),
    "r_pu": (0.0, 1.0),
    "x_pu": (0.0, 1.0),
}
_SHARE = frozenset({
    "soc0", "reserve", "round_trip", "power_factor",
})
# fmt: on
_CHOICES = {
    "personality": ("japan", "japan_50", "japan_60", "ieee1547_cat3", "frequency_shift"),
    "position0": ("a", "b", "off"),
}
_MODES = {
    "BatteryInverter": ("stopped", "grid_following", "grid_forming", "standby"),
    "DieselGenerator": ("stopped", "running"),
}
_BUSES = ("bus", "bus_a", "bus_b", "from_bus", "to_bus", "hv_bus", "lv_bus")
_TIED = ((Line, "from_bus", "to_bus"), (Switch, "bus_a", "bus_b"))


class ParameterError(ValueError):
    """What is wrong with a plant, one line a problem; `problems` holds the lines."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def nearest(name: str, known: tuple[str, ...]) -> str:
    """What could have been meant by an unknown name."""
    close = get_close_matches(name, known, 1)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"there are {', '.join(known)}" if known else "there is none"


def _bounds(field: str, value: float) -> str:
    """What a number must be, when it is not; else nothing."""
    if not math.isfinite(value):
        return "a finite number"
    if field in _POSITIVE and value <= 0.0:
        return "above 0"
    if field in _NOT_NEGATIVE and value < 0.0:
        return "0 or more"
    if field in _SHARE and not 0.0 <= value <= 1.0:
        return "between 0 and 1"
    if field == "power_factor" and value == 0.0:
        return "above 0"
    low, high = _RANGES.get(field, (-math.inf, math.inf))
    return "" if low <= value <= high else f"between {low:g} and {high:g}"


def _numbers(element: Any, name: str) -> Iterator[str]:
    """Every number of an element and of what is inside of it, against what its name allows."""
    for field in fields(element):
        value: Any = getattr(element, field.name)
        if is_dataclass(value):
            yield from _numbers(value, name)
        elif isinstance(value, float | int) and not isinstance(value, bool):
            wanted = _bounds(field.name, float(value))
            if wanted:
                yield f"{name}: {field.name} is {value}, must be {wanted}"
        elif field.type == "float" or (field.type == "float | None" and value is not None):
            yield f"{name}: {field.name} is {value!r}, must be a number"
        elif isinstance(value, str) and field.name in _CHOICES:
            if value not in _CHOICES[field.name]:
                yield f"{name}: {field.name} {value!r}: {nearest(value, _CHOICES[field.name])}"
        elif isinstance(value, tuple):
            yield from _tuples(value, f"{name}: {field.name}")


def _tuples(value: tuple[Any, ...], where: str) -> Iterator[str]:
    """Stages, curves and shares hold finite numbers."""
    for part in value:
        if isinstance(part, tuple):
            yield from _tuples(part, where)
        elif isinstance(part, float | int) and not math.isfinite(part):
            yield f"{where} holds {part}, must be finite"


def _wholes(element: Any, name: str) -> Iterator[str]:
    """What holds between the values of one element."""
    modes = _MODES.get(type(element).__name__)
    if modes and element.mode0 not in modes:
        yield f"{name}: mode0 {element.mode0!r}: {nearest(element.mode0, modes)}"
    groups: Any = getattr(element, "groups", (None, None))
    if len(groups) != 2:
        yield f"{name}: has {len(groups)} setting groups, must have 2"
    shares: Any = getattr(element, "zip", (1.0, 0.0, 0.0))
    if len(shares) != 3 or abs(sum(shares) - 1.0) > 1e-6:
        yield f"{name}: zip is {shares}, must be 3 shares that sum to 1"
    if isinstance(element, Profile):
        steps = element.period_s / element.step_s if element.step_s > 0.0 else math.nan
        if not abs(steps - len(element.values)) < 1e-6:
            yield (
                f"{name}: {element.period_s:g} s in steps of {element.step_s:g} s are {steps:g} "
                f"values, there are {len(element.values)}"
            )
    battery: Any = getattr(element, "battery", None)
    if isinstance(element, BatteryInverter) and not isinstance(battery, Battery):
        yield f"{name}: battery is {battery!r}, must be a Battery"
    if isinstance(battery, Battery):
        for field in fields(battery):
            curve = getattr(battery, field.name)
            if isinstance(curve, tuple) and any(b[0] <= a[0] for a, b in pairwise(curve)):
                yield f"{name}: {field.name} must ascend in its first column"


def _joined(element: Any, name: str, kv: dict[str, float]) -> Iterator[str]:
    """Buses that exist; lines and switches between two buses of one voltage."""
    for field in _BUSES:
        bus = getattr(element, field, None)
        if isinstance(bus, str) and bus not in kv:
            yield f"{name}: there is no bus {bus!r}; {nearest(bus, tuple(kv))}"
    for kind, first, second in _TIED:
        if isinstance(element, kind):
            a, b = getattr(element, first), getattr(element, second)
            if a == b:
                yield f"{name}: both ends are at bus {a!r}"
            elif a in kv and b in kv and kv[a] != kv[b]:
                yield f"{name}: joins {kv[a]:g} kV and {kv[b]:g} kV"
    for r, x in (("r_ohm", "x_ohm"), ("r_pu", "x_pu"), ("rl_pu", "xl_pu"), ("ra_pu", "xd_pu")):
        if getattr(element, r, None) == 0.0 and getattr(element, x, None) == 0.0:
            yield f"{name}: {r} and {x} are both 0; {x} = 1e-6 is as good as none"


def check(parameters: MicrogridParameters) -> None:
    """Raise ParameterError with everything that is wrong with the plant."""
    problems = list(_numbers_of_plant(parameters))
    kv = {bus.name: bus.v_nominal_kv for bus in parameters.buses}
    for field in fields(parameters):
        elements = getattr(parameters, field.name)
        if str(field.type).startswith("tuple") and not isinstance(elements, tuple):
            problems.append(f"plant: {field.name} must be a tuple: (one,) for one element")
        if not isinstance(elements, tuple):
            continue
        names: set[str] = set()
        for element in elements:
            kind = type(element).__name__
            name = f"{kind} {element.name!r}"
            if element.name in names:
                problems.append(f"{name}: there are two of this name")
            names.add(element.name)
            problems += [*_numbers(element, name), *_wholes(element, name)]
            problems += _joined(element, name, kv)
    if problems:
        raise ParameterError(tuple(problems))


def _numbers_of_plant(parameters: MicrogridParameters) -> Iterator[str]:
    for field in ("f_nominal_hz", "s_base_kva", "start_s", "ambient_c"):
        value = getattr(parameters, field)
        wanted = _bounds(field, value)
        if wanted:
            yield f"plant: {field} is {value}, must be {wanted}"
