"""Everything that makes a voltage, in one table: E behind its own impedance; short circuits.

One row a source: grids, battery inverters that form a voltage, diesel generators, cars that stand
alone, outlets. Power is positive INTO the bus; pu of the common base, angles in the frame that
turns at nominal frequency.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.places import block_of, bus_number, constant, count_of
from sim.tables import Tables, par, row_of
from sim.work import Work

Floats = NDArray[np.float64]

# what stands behind the terminals of a car that stands alone and of an outlet, and the most they
# give, pu of their own rating [P]
SMALL_R_PU, SMALL_X_PU, SMALL_MOST_PU = 0.02, 0.05, 1.2
SOLID_OHM = 1e-7  # no short circuit is shorter: its admittance must stay finite


@inner
def first_sources(t: Tables) -> tuple[int, int, int]:
    """First source row of the inverters and of the machines, and the number of rows."""
    inverters = count_of(t, st.AT_GRID)
    machines = inverters + count_of(t, st.AT_INVERTER)
    return inverters, machines, first_small(t)[1] + count_of(t, st.AT_OUTLET)


@inner
def first_small(t: Tables) -> tuple[int, int]:
    """First source rows of cars and of outlets: of fixed frequency, so a grid to all others."""
    before = (st.AT_GRID, st.AT_INVERTER, st.AT_MACHINE)
    cars = 0
    for kind in before:
        cars += t.at[st.COUNT + kind]
    return cars, cars + count_of(t, st.AT_VEHICLE)


@inner
def is_forming(x: Floats, o: int) -> bool:
    """True when the inverter whose block begins at o is a voltage source now."""
    return x[o + st.INV_STATE] == st.FORMING or x[o + st.INV_STATE] == st.RAMPING


@inner
def is_generating(x: Floats, o: int) -> bool:
    """True when the machine whose block begins at o is a voltage source now."""
    building = x[o + st.MA_STATE] == st.MA_STARTING and x[o + st.MA_RAMP_PU] > 0.0
    return x[o + st.MA_STATE] == st.MA_RUNNING or building


@compiled
def source_admittance(r: float, x: float) -> tuple[float, float]:
    """`1/(r + j x)` as (g, b)."""
    d = r * r + x * x
    return r / d, -x / d


@inner
def place_source(
    wk: Work, row: int, on: bool, bus: int, r: float, x: float, rating: float, i_max: float
) -> None:
    """Fill the lasting columns of a row: impedance, rating and current limit, pu of the base."""
    g, b = source_admittance(r, x)
    wk.source[row, w.S_ON] = 1.0 if on else 0.0
    wk.source[row, w.S_BUS] = bus
    wk.source[row, w.S_G], wk.source[row, w.S_B] = g, b
    wk.source[row, w.S_RATING], wk.source[row, w.S_I_MAX] = rating, i_max


@inner
def map_sources(x: Floats, t: Tables, wk: Work) -> None:
    """Who is a source now, where, and behind what; then what it makes."""
    inverters, machines, count = first_sources(t)
    wk.index[w.FLAGS, w.W_SOURCES] = count
    for g in range(count_of(t, st.AT_GRID)):
        live = x[block_of(t, st.AT_GRID, g) + st.GRID_LIVE] > 0.5
        wk.source[g, w.S_GRID] = 1.0
        place_source(
            wk, g, live, bus_number(t, st.AT_GRID, g), par(t, st.AT_GRID, g, tb.GR_R),
            par(t, st.AT_GRID, g, tb.GR_X), 1.0, 0.0,
        )  # fmt: skip
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_INVERTER)):
        scale = par(t, st.AT_INVERTER, k, tb.IN_S) / base
        place_source(
            wk, inverters + k, is_forming(x, block_of(t, st.AT_INVERTER, k)),
            bus_number(t, st.AT_INVERTER, k),
            par(t, st.AT_INVERTER, k, tb.IN_R) / scale,
            par(t, st.AT_INVERTER, k, tb.IN_X) / scale,
            scale, par(t, st.AT_INVERTER, k, tb.IN_IMAX) * scale,
        )  # fmt: skip
    for k in range(count_of(t, st.AT_MACHINE)):
        row = t.value[row_of(t, st.AT_MACHINE, k) :]
        scale = row[tb.MC_S] / base
        place_source(
            wk, machines + k, is_generating(x, block_of(t, st.AT_MACHINE, k)),
            bus_number(t, st.AT_MACHINE, k), row[tb.MC_R] / scale, row[tb.MC_X] / scale, scale, 0.0,
        )  # fmt: skip
    _map_small(x, t, wk)
    set_sources(x, t, wk)


@inner
def _map_small(x: Floats, t: Tables, wk: Work) -> None:
    """Cars that stand alone and outlets that are on."""
    cars, outlets = first_small(t)
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_VEHICLE)):
        state = x[block_of(t, st.AT_VEHICLE, k) + st.EV_STATE]
        on, bus = state == st.CAR_STANDING_ALONE, bus_number(t, st.AT_VEHICLE, k)
        _place_small(wk, cars + k, on, bus, par(t, st.AT_VEHICLE, k, tb.V_KW) / base)
    for k in range(count_of(t, st.AT_OUTLET)):
        on = x[block_of(t, st.AT_OUTLET, k) + st.OUT_STATE] == st.OUTLET_ON
        bus = bus_number(t, st.AT_OUTLET, k)
        _place_small(wk, outlets + k, on, bus, par(t, st.AT_OUTLET, k, tb.O_KW) / base)


@inner
def _place_small(wk: Work, row: int, on: bool, bus: int, rating: float) -> None:
    wk.source[row, w.S_GRID] = 1.0
    r, x = SMALL_R_PU / rating, SMALL_X_PU / rating
    place_source(wk, row, on, bus, r, x, rating, SMALL_MOST_PU * rating)


@inner
def make_voltage(wk: Work, row: int, e_pu: float, angle_rad: float, speed_pu: float) -> None:
    """Set what a source makes: E in pu at an angle, and its speed in pu of nominal."""
    wk.source[row, w.S_E], wk.source[row, w.S_ANGLE] = e_pu, angle_rad
    wk.source[row, w.S_E_RE] = e_pu * math.cos(angle_rad)
    wk.source[row, w.S_E_IM] = e_pu * math.sin(angle_rad)
    wk.source[row, w.S_SPEED] = speed_pu


@inner
def set_sources(x: Floats, t: Tables, wk: Work) -> None:
    """The voltage that every source makes now, from the states."""
    f0 = constant(t, tb.C_F0)
    for g in range(count_of(t, st.AT_GRID)):
        o = block_of(t, st.AT_GRID, g)
        make_voltage(wk, g, x[o + st.GRID_V_PU], x[o + st.GRID_ANGLE_RAD], x[o + st.GRID_F_HZ] / f0)
    inverters, machines, _ = first_sources(t)
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        if is_generating(x, o):
            row = machines + k
            make_voltage(wk, row, x[o + st.MA_E_PU], x[o + st.MA_DELTA_RAD], x[o + st.MA_W_PU])
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if is_forming(x, o):
            row = inverters + k
            make_voltage(wk, row, x[o + st.INV_E_PU], x[o + st.INV_DELTA_RAD], x[o + st.INV_W_PU])
            wk.source[row, w.S_LIMITING] = x[o + st.INV_LIMITING]
    cars, outlets = first_small(t)
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        if wk.source[cars + k, w.S_ON] > 0.5:
            make_voltage(wk, cars + k, x[o + st.EV_RAMP_PU], x[o + st.EV_ANGLE_RAD], 1.0)
            wk.source[cars + k, w.S_LIMITING] = x[o + st.EV_LIMITING]
    for k in range(count_of(t, st.AT_OUTLET)):
        o = block_of(t, st.AT_OUTLET, k)
        if wk.source[outlets + k, w.S_ON] > 0.5:
            make_voltage(wk, outlets + k, x[o + st.OUT_RAMP_PU], x[o + st.OUT_ANGLE_RAD], 1.0)
            wk.source[outlets + k, w.S_LIMITING] = x[o + st.OUT_LIMITING]


@inner
def read_sources(x: Floats, t: Tables, wk: Work) -> None:
    """What the last solution drew from every source, back into the states."""
    base = constant(t, tb.C_BASE)
    inverters, machines, _ = first_sources(t)
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        if is_generating(x, o):
            s = wk.source[machines + k]
            x[o + st.MA_P_KW], x[o + st.MA_Q_KVAR] = s[w.S_P] * base, s[w.S_Q] * base
            x[o + st.MA_I_PU] = s[w.S_I] / s[w.S_RATING]
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if is_forming(x, o):
            s = wk.source[inverters + k]
            x[o + st.INV_P_KW], x[o + st.INV_Q_KVAR] = s[w.S_P] * base, s[w.S_Q] * base
            x[o + st.INV_I_PU] = s[w.S_I] / s[w.S_RATING]
            x[o + st.INV_I_UNLIMITED_PU] = s[w.S_WANTED] / s[w.S_RATING]
            x[o + st.INV_LIMITING] = s[w.S_LIMITING]
    cars, outlets = first_small(t)
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        s = wk.source[cars + k]
        x[o + st.EV_LIMITING] = s[w.S_LIMITING] if s[w.S_ON] > 0.5 else 0.0
        if s[w.S_ON] > 0.5:
            x[o + st.EV_P_KW], x[o + st.EV_Q_KVAR] = s[w.S_P] * base, s[w.S_Q] * base
            x[o + st.EV_I_PU] = s[w.S_I] / s[w.S_RATING]
    for k in range(count_of(t, st.AT_OUTLET)):
        o = block_of(t, st.AT_OUTLET, k)
        s = wk.source[outlets + k]
        x[o + st.OUT_LIMITING] = s[w.S_LIMITING] if s[w.S_ON] > 0.5 else 0.0
        if s[w.S_ON] > 0.5:
            x[o + st.OUT_P_KW], x[o + st.OUT_Q_KVAR] = s[w.S_P] * base, s[w.S_Q] * base
            x[o + st.OUT_I_PU] = s[w.S_I] / s[w.S_RATING]


@inner
def short_circuit(x: Floats, t: Tables, b: int) -> complex:
    """Admittance of a three-phase short circuit at bus b, pu of the common base; 0 for none."""
    o = block_of(t, st.AT_BUS, b)
    ohm, reactance = x[o + st.BUS_SHORT_OHM], max(x[o + st.BUS_SHORT_X_OHM], 0.0)
    if b == int(constant(t, tb.C_SECTION)):
        section = x[st.G_FAULT_SHORT_OHM]
        if x[st.G_EARTH_COUNT] > 0.5:
            section = 0.01  # portable earths: three phases joined
        if 0.0 < section < 1e9 and (ohm <= 0.0 or section < ohm):
            ohm, reactance = section, 0.0
    if (ohm <= 0.0 and reactance == 0.0) or ohm > 1e9:
        return 0.0j
    kv = par(t, st.AT_BUS, b, tb.B_KV)
    scale = kv * kv * 1000.0 / constant(t, tb.C_BASE)
    return scale / complex(max(ohm, SOLID_OHM), reactance)
