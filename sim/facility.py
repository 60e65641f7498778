"""A building without its grid: transfer switch, self-sustained outlet of its PV, car on its own.

A car (V2H) and an outlet are small voltage sources of fixed frequency with a soft start, each at
its own bus. They start on a dead bus only and know nothing of any other source.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner, outlying
from sim.places import block_of, bus_of, bus_voltage, constant, count_of, element_of
from sim.switching import set_switch, uniform
from sim.tables import Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]

SHORTEST_BREAK_S = 0.001  # even a quick lever passes "off"
DEAD_PU = 0.1
SOFT_START_S = 1.0  # so that transformers and motors join it without a shock [P]
OVERLOAD_S = 0.5  # [P]
SMALLEST_SUN_KW = 0.05  # an outlet needs about 50 W of sun [F]
BACKWARD_KW = 0.001  # nothing may feed an outlet or a full car


@inner
def _contact(t: Tables, k: int, position: float) -> int:
    """The switch that is closed at a position (1 a, 2 b)."""
    return int(par(t, st.AT_TRANSFER, k, tb.TS_A if position < 1.5 else tb.TS_B))


@inner
def _welded(x: Floats, t: Tables, k: int) -> int:
    """The closed contact that does not open, -1 when none holds the lever."""
    for position in (1.0, 2.0):
        s = _contact(t, k, position)
        o = block_of(t, st.AT_SWITCH, s)
        if x[o + st.SW_CLOSED] > 0.5 and x[o + st.SW_STUCK] > 0.5:
            return s
    return -1


@outlying
def command_transfers(x: Floats, t: Tables, wk: Work) -> None:
    """Begin what a lever was told: both contacts open now, the new one closes after the break."""
    for k in range(count_of(t, st.AT_TRANSFER)):
        o = block_of(t, st.AT_TRANSFER, k)
        wanted = x[o + st.TS_POSITION]
        if wanted == x[o + st.TS_TARGET]:
            continue
        if wanted not in (0.0, 1.0, 2.0):
            x[o + st.TS_POSITION] = x[o + st.TS_TARGET]
            element = element_of(t, st.AT_TRANSFER, k)
            emit(x, wk, x[st.G_T_S], st.EV_INPUT_REFUSED, element, wanted)
            continue
        welded = _welded(x, t, k)
        if welded >= 0:
            x[o + st.TS_POSITION] = x[o + st.TS_TARGET]
            element = element_of(t, st.AT_SWITCH, welded)
            emit(x, wk, x[st.G_T_S], st.EV_SWITCH_STUCK, element, wanted)
            continue
        x[o + st.TS_TARGET] = wanted
        x[o + st.TS_CONTACT] = 0.0
        set_switch(x, t, wk, _contact(t, k, 1.0), False, x[st.G_T_S])
        set_switch(x, t, wk, _contact(t, k, 2.0), False, x[st.G_T_S])
        pause_s = max(par(t, st.AT_TRANSFER, k, tb.TS_BREAK_S), SHORTEST_BREAK_S)
        x[o + st.TS_MOVING_S] = pause_s if wanted > 0.5 else 0.0


@outlying
def advance_transfers(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Move levers on their way by h."""
    for k in range(count_of(t, st.AT_TRANSFER)):
        o = block_of(t, st.AT_TRANSFER, k)
        if x[o + st.TS_MOVING_S] <= 0.0:
            continue
        x[st.G_LAST_EVENT_S] = x[st.G_T_S]
        x[o + st.TS_MOVING_S] -= h
        if x[o + st.TS_MOVING_S] <= 1e-9:
            x[o + st.TS_MOVING_S] = 0.0
            x[o + st.TS_CONTACT] = x[o + st.TS_TARGET]
            s = _contact(t, k, x[o + st.TS_TARGET])
            set_switch(x, t, wk, s, True, x[st.G_T_S] + h)


@inner
def _begin(x: Floats, ramp: int, angle: int, overload: int) -> None:
    """A source that starts knows no other: its voltage comes up from zero at a phase by chance."""
    x[ramp] = 0.0
    x[angle] = 2.0 * math.pi * uniform(x)
    x[overload] = 0.0
    x[st.G_DIRTY] = 1.0


@outlying
def command_cars(x: Floats, t: Tables, wk: Work) -> None:
    """Away, plugged in, standing alone, tripped: as present and stand_alone say now."""
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        row = t.value[row_of(t, st.AT_VEHICLE, k) :]
        before = x[o + st.EV_STATE]
        alone = x[o + st.EV_STAND_ALONE] > 0.5
        if x[o + st.EV_PRESENT] < 0.5:
            x[o + st.EV_STATE] = st.CAR_AWAY
            x[o + st.EV_STAND_ALONE] = 0.0
        elif before == st.CAR_AWAY or not alone:
            x[o + st.EV_STATE] = st.CAR_PLUGGED
            x[o + st.EV_CAUSE] = 0.0
        if before == st.CAR_STANDING_ALONE and x[o + st.EV_STATE] != before:
            x[st.G_DIRTY] = 1.0
        if alone and x[o + st.EV_STATE] == st.CAR_PLUGGED:
            v = bus_voltage(x, t, int(row[tb.V_BUS]))
            if v < DEAD_PU and x[o + st.EV_SOC] > row[tb.V_RESERVE]:
                x[o + st.EV_STATE] = st.CAR_STANDING_ALONE
                _begin(x, o + st.EV_RAMP_PU, o + st.EV_ANGLE_RAD, o + st.EV_OVERLOAD_S)
            else:
                x[o + st.EV_STAND_ALONE] = 0.0
                element = element_of(t, st.AT_VEHICLE, k)
                emit(x, wk, x[st.G_T_S], st.EV_INPUT_REFUSED, element, v)


@inner
def _enough_sun(x: Floats, t: Tables, k: int) -> bool:
    """True when the sun gives an outlet enough to wake; notes what it could give, kW."""
    row = t.value[row_of(t, st.AT_OUTLET, k) :]
    pv = block_of(t, st.AT_PHOTOVOLTAIC, int(row[tb.O_PV]))
    sun_kw = x[pv + st.PV_AVAILABLE_KW] * row[tb.O_SHARE]
    if x[pv + st.PV_FAILS_TO_START] > 0.5:
        sun_kw = 0.0
    x[block_of(t, st.AT_OUTLET, k) + st.OUT_AVAILABLE_KW] = min(sun_kw, row[tb.O_KW])
    return sun_kw >= SMALLEST_SUN_KW


@outlying
def command_outlets(x: Floats, t: Tables, wk: Work) -> None:
    """Carry out reset; wake what is enabled, has sun and a dead bus. Its PV is off the grid."""
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        x[block_of(t, st.AT_PHOTOVOLTAIC, k) + st.PV_SELF_SUSTAINED] = 0.0
    for k in range(count_of(t, st.AT_OUTLET)):
        o = block_of(t, st.AT_OUTLET, k)
        row = t.value[row_of(t, st.AT_OUTLET, k) :]
        if x[o + st.OUT_RESET] > 0.5:
            x[o + st.OUT_RESET] = 0.0
            if x[o + st.OUT_STATE] == st.OUTLET_TRIPPED:
                x[o + st.OUT_STATE] = st.OUTLET_OFF
                x[o + st.OUT_CAUSE] = 0.0
        sun = _enough_sun(x, t, k)
        enabled = x[o + st.OUT_ENABLED] > 0.5
        if enabled:
            pv = block_of(t, st.AT_PHOTOVOLTAIC, int(row[tb.O_PV]))
            x[pv + st.PV_SELF_SUSTAINED] = 1.0
        if x[o + st.OUT_STATE] == st.OUTLET_ON and not enabled:
            x[o + st.OUT_STATE] = st.OUTLET_OFF
            x[st.G_DIRTY] = 1.0
        elif x[o + st.OUT_STATE] == st.OUTLET_OFF and enabled and sun:
            v = x[bus_of(t, st.AT_OUTLET, k) + st.BUS_V_PU]
            if v < DEAD_PU:
                x[o + st.OUT_STATE] = st.OUTLET_ON
                _begin(x, o + st.OUT_RAMP_PU, o + st.OUT_ANGLE_RAD, o + st.OUT_OVERLOAD_S)


@outlying
def show_small_sources(x: Floats, t: Tables, wk: Work, first_car: int, first_outlet: int) -> None:
    """After a solution: what each source gives stands in its injection row, as drawn power < 0.

    So that accounts and flows meet it where they meet everybody; the row itself draws nothing.
    """
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        row = wk.injection[first_car + k]
        bus = bus_of(t, st.AT_VEHICLE, k)
        v = x[bus + st.BUS_V_PU]
        x[o + st.EV_V_PU] = v
        if x[o + st.EV_STATE] == st.CAR_STANDING_ALONE:
            row[w.J_P_OUT], row[w.J_Q_OUT] = -x[o + st.EV_P_KW] / base, -x[o + st.EV_Q_KVAR] / base
        else:
            x[o + st.EV_P_KW], x[o + st.EV_Q_KVAR] = -row[w.J_P_OUT] * base, -row[w.J_Q_OUT] * base
            size = math.sqrt(x[o + st.EV_P_KW] ** 2 + x[o + st.EV_Q_KVAR] ** 2)
            rating = par(t, st.AT_VEHICLE, k, tb.V_KW)
            x[o + st.EV_I_PU] = size / rating / v if v > 0.01 else 0.0
    for k in range(count_of(t, st.AT_OUTLET)):
        o = block_of(t, st.AT_OUTLET, k)
        row = wk.injection[first_outlet + k]
        bus = bus_of(t, st.AT_OUTLET, k)
        x[o + st.OUT_V_PU] = x[bus + st.BUS_V_PU]
        if x[o + st.OUT_STATE] != st.OUTLET_ON:
            x[o + st.OUT_P_KW], x[o + st.OUT_Q_KVAR], x[o + st.OUT_I_PU] = 0.0, 0.0, 0.0
        row[w.J_P_OUT], row[w.J_Q_OUT] = -x[o + st.OUT_P_KW] / base, -x[o + st.OUT_Q_KVAR] / base


@outlying
def raise_voltages(x: Floats, t: Tables, h: float) -> None:
    """Soft start of cars that stand alone and of outlets, over a step of h."""
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        if x[o + st.EV_STATE] == st.CAR_STANDING_ALONE and x[o + st.EV_RAMP_PU] < 1.0:
            x[o + st.EV_RAMP_PU] = min(x[o + st.EV_RAMP_PU] + h / SOFT_START_S, 1.0)
            x[st.G_LAST_EVENT_S] = x[st.G_T_S]
    for k in range(count_of(t, st.AT_OUTLET)):
        o = block_of(t, st.AT_OUTLET, k)
        if x[o + st.OUT_STATE] == st.OUTLET_ON and x[o + st.OUT_RAMP_PU] < 1.0:
            x[o + st.OUT_RAMP_PU] = min(x[o + st.OUT_RAMP_PU] + h / SOFT_START_S, 1.0)
            x[st.G_LAST_EVENT_S] = x[st.G_T_S]


@inner
def _overloaded(x: Floats, overload: int, excess: bool, h: float) -> bool:
    """Count how long a source was asked for too much; True when it gives up."""
    if not excess:
        x[overload] = 0.0
        return False
    x[overload] += h
    x[st.G_LAST_EVENT_S] = x[st.G_T_S]
    return x[overload] > OVERLOAD_S - 1e-9


@outlying
def guard_cars(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """A car that stands alone trips on too much power, either way, and at its reserve."""
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        row = t.value[row_of(t, st.AT_VEHICLE, k) :]
        if x[o + st.EV_STATE] != st.CAR_STANDING_ALONE:
            continue
        p_kw = x[o + st.EV_P_KW]
        excess = abs(p_kw) > row[tb.V_KW] or x[o + st.EV_LIMITING] > 0.5
        excess = excess or (p_kw < -BACKWARD_KW and x[o + st.EV_SOC] >= 1.0)
        cause = 0.0
        if _overloaded(x, o + st.EV_OVERLOAD_S, excess, h):
            cause = st.CAUSE_OVERCURRENT
        elif x[o + st.EV_SOC] <= row[tb.V_RESERVE]:
            cause = st.CAUSE_BATTERY_EMPTY
        if cause > 0.0:
            x[o + st.EV_STATE] = st.CAR_TRIPPED
            x[o + st.EV_CAUSE] = cause
            x[st.G_DIRTY] = 1.0
            element = element_of(t, st.AT_VEHICLE, k)
            emit(x, wk, x[st.G_T_S], st.EV_VEHICLE_TRIPPED, element, cause)


@outlying
def guard_outlets(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """An outlet trips above its own limit or the sun's, and sleeps when the sun is gone."""
    for k in range(count_of(t, st.AT_OUTLET)):
        o = block_of(t, st.AT_OUTLET, k)
        sun = _enough_sun(x, t, k)
        if x[o + st.OUT_STATE] != st.OUTLET_ON:
            waits = x[o + st.OUT_STATE] == st.OUTLET_OFF and x[o + st.OUT_ENABLED] > 0.5
            if waits and sun and x[o + st.OUT_V_PU] < DEAD_PU:
                x[st.G_DIRTY] = 1.0  # the sun is back: wake
            continue
        p_kw = x[o + st.OUT_P_KW]
        beyond = p_kw > par(t, st.AT_OUTLET, k, tb.O_KW) or x[o + st.OUT_LIMITING] > 0.5
        excess = beyond or p_kw > x[o + st.OUT_AVAILABLE_KW] or p_kw < -BACKWARD_KW
        if _overloaded(x, o + st.OUT_OVERLOAD_S, excess, h):
            x[o + st.OUT_STATE] = st.OUTLET_TRIPPED
            x[o + st.OUT_CAUSE] = st.CAUSE_OVERCURRENT if beyond else st.CAUSE_NO_SUN
            x[st.G_DIRTY] = 1.0
            element = element_of(t, st.AT_OUTLET, k)
            emit(x, wk, x[st.G_T_S], st.EV_OUTLET_TRIPPED, element, x[o + st.OUT_CAUSE])
        elif not sun and not excess:
            x[o + st.OUT_STATE] = st.OUTLET_OFF
            x[st.G_DIRTY] = 1.0
