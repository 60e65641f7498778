"""V2X chargers, the cars at them, and the cars on the road."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.load import LIVE_PU
from sim.places import block_of, bus_number, bus_voltage, constant, count_of
from sim.tables import Tables, par, row_of
from sim.work import Work

Floats = NDArray[np.float64]


@compiled
def car_power(p_kw: float, efficiency: float, overhead_kw: float) -> float:
    """Power out of the car's cells for p_kw at the bus: `p/e` out, `p e` in, and its own use.

    kW; discharge > 0; e is the efficiency of one way.
    """
    if p_kw >= 0.0:
        return p_kw / efficiency + overhead_kw
    return p_kw * efficiency + overhead_kw


@inner
def advance_vehicles(x: Floats, t: Tables, wk: Work, h: float, first_row: int) -> None:
    """Set every charger's power for the next step, within its rating.

    None on a dead bus, into a full car, from one at its reserve, or when it follows no grid.
    """
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        bus = bus_number(t, st.AT_VEHICLE, k)
        v = bus_voltage(x, t, bus)
        limit = par(t, st.AT_VEHICLE, k, tb.V_KW)
        p = min(max(x[o + st.EV_SET_KW], -limit), limit)
        soc = x[o + st.EV_SOC]
        if v < LIVE_PU or x[o + st.EV_STATE] != st.CAR_PLUGGED:
            p = 0.0
        if (p > 0.0 and soc <= par(t, st.AT_VEHICLE, k, tb.V_RESERVE)) or (p < 0.0 and soc >= 1.0):
            p = 0.0
        x[o + st.EV_P_LAG_KW] = p
        row = first_row + k
        wk.injection[row, w.J_P] = -p / base
        wk.injection[row, w.J_C] = 1.0


@inner
def _drive(x: Floats, t: Tables, h: float, k: int) -> float:
    """Move a car on the road by h seconds; returns the power of its cells, kW, 0 when empty."""
    o = block_of(t, st.AT_VEHICLE, k)
    row = t.value[row_of(t, st.AT_VEHICLE, k) :]
    wanted_km = max(x[o + st.EV_SPEED_KM_H], 0.0) * h / 3600.0
    kwh = min(wanted_km * row[tb.V_KWH_PER_KM], x[o + st.EV_SOC] * row[tb.V_KWH])
    x[o + st.EV_DISTANCE_KM] += kwh / row[tb.V_KWH_PER_KM]
    x[o + st.EV_SOC] = max(x[o + st.EV_SOC] - kwh / row[tb.V_KWH], 0.0)
    return kwh * 3600.0 / h


@inner
def charge_vehicles(
    x: Floats, t: Tables, h: float, p_kw: float, k: int
) -> tuple[float, float, float]:
    """Book h seconds at p_kw (discharge > 0) on the car; (cell power, loss, driving) in kW."""
    o = block_of(t, st.AT_VEHICLE, k)
    if x[o + st.EV_STATE] == st.CAR_AWAY and p_kw == 0.0:
        driving = _drive(x, t, h, k)
        return driving, 0.0, driving
    if p_kw == 0.0 and x[o + st.EV_STATE] != st.CAR_STANDING_ALONE:
        return 0.0, 0.0, 0.0
    cells = car_power(
        p_kw, par(t, st.AT_VEHICLE, k, tb.V_EFFICIENCY), par(t, st.AT_VEHICLE, k, tb.V_OVERHEAD)
    )
    soc = x[o + st.EV_SOC] - cells * h / 3600.0 / par(t, st.AT_VEHICLE, k, tb.V_KWH)
    x[o + st.EV_SOC] = min(max(soc, 0.0), 1.0)
    return cells, cells - p_kw, 0.0
