"""Battery cells behind an inverter: open-circuit voltage, one RC pair, heat, losses, limits."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import compiled, inner
from sim.places import block_of
from sim.tables import Tables, par, row_of

Floats = NDArray[np.float64]

CURVES = 5
OCV, P_MAX_SOC, P_MIN_SOC, P_MAX_T, P_MIN_T = range(CURVES)


@inner
def interpolate(curve: Floats, u: float) -> float:
    """Linear interpolation in a padded curve (x in row 0 ascending, y in row 1), flat outside."""
    last = curve.shape[1] - 1
    if u <= curve[0, 0]:
        return float(curve[1, 0])
    if u >= curve[0, last]:
        return float(curve[1, last])
    low, high = 0, last
    while high - low > 1:
        middle = (low + high) // 2
        if curve[0, middle] <= u:
            low = middle
        else:
            high = middle
    part = (u - curve[0, low]) / (curve[0, high] - curve[0, low])
    return float(curve[1, low] + part * (curve[1, high] - curve[1, low]))


@compiled
def cell_current(p_w: float, ocv_v: float, v1_v: float, r0_ohm: float) -> float:
    """Current of a cell that gives p_w: `P = (OCV - v1 - R0 I) I`, discharge > 0; A.

    The root on the high-voltage side; at more than the cell can give, its maximum.
    """
    e = ocv_v - v1_v
    d = e * e - 4.0 * r0_ohm * p_w
    if d <= 0.0:
        return e / (2.0 * r0_ohm)
    return 2.0 * p_w / (e + math.sqrt(d))


@compiled
def rc_voltage(v1_v: float, i_a: float, r1_ohm: float, c1_f: float, h_s: float) -> float:
    """`v1' = (R1 I - v1)/(R1 C1)`, exact for constant I over h."""
    if r1_ohm * c1_f <= 0.0:
        return r1_ohm * i_a
    target = r1_ohm * i_a
    return target + (v1_v - target) * math.exp(-h_s / (r1_ohm * c1_f))


@compiled
def cell_temperature(
    t_c: float, heat_w: float, ambient_c: float, mass_j_per_k: float, w_per_k: float, h_s: float
) -> float:
    """`C T' = heat - G (T - Tamb)`, exact for constant heat over h; degrees C."""
    settled = ambient_c + heat_w / w_per_k
    return settled + (t_c - settled) * math.exp(-h_s * w_per_k / mass_j_per_k)


@compiled
def two_mass_temperature(
    cell_c: float,
    jig_c: float,
    heat_w: float,
    ambient_c: float,
    mass: float,
    g1: float,
    mass2: float,
    g2: float,
    h_s: float,
) -> tuple[float, float]:
    """`C T' = heat - g1 (T - Tj)`, `Cj Tj' = g1 (T - Tj) - g2 (Tj - Tamb)`, trapezoidal rule."""
    a, b, c = 0.5 * h_s * g1 / mass, 0.5 * h_s * g1 / mass2, 0.5 * h_s * g2 / mass2
    right1 = cell_c - a * (cell_c - jig_c) + h_s * heat_w / mass
    right2 = jig_c + b * (cell_c - jig_c) - c * (jig_c - ambient_c) + c * ambient_c
    # (1+a) T - a Tj = right1 ; -b T + (1+b+c) Tj = right2
    d = (1.0 + a) * (1.0 + b + c) - a * b
    return ((1.0 + b + c) * right1 + a * right2) / d, ((1.0 + a) * right2 + b * right1) / d


@compiled
def inverter_loss_kw(
    p_kw: float, s_kva: float, p0_kw: float, a_out: float, a_in: float, b: float
) -> float:
    """`P0 + a |P| + b P^2 / S` in kW; a differs between discharge (P > 0) and charge."""
    a = a_out if p_kw >= 0.0 else a_in
    return p0_kw + a * abs(p_kw) + b * p_kw * p_kw / s_kva


@compiled
def power_limits(x: Floats, t: Tables, k: int) -> None:
    """Pmax and Pmin in kW from the tables over SoC and temperature (the smaller room wins)."""
    o = block_of(t, st.AT_INVERTER, k)
    s = par(t, st.AT_INVERTER, k, tb.IN_S)
    soc, temperature = x[o + st.INV_SOC], x[o + st.INV_CELL_TEMPERATURE_C]
    first = CURVES * k
    high = min(
        interpolate(t.curve[first + P_MAX_SOC], soc),
        interpolate(t.curve[first + P_MAX_T], temperature),
    )
    low = max(
        interpolate(t.curve[first + P_MIN_SOC], soc),
        interpolate(t.curve[first + P_MIN_T], temperature),
    )
    x[o + st.INV_P_MAX_KW] = s * high
    x[o + st.INV_P_MIN_KW] = s * low


@compiled
def advance_battery(x: Floats, t: Tables, k: int, p_dc_kw: float, h: float) -> tuple[float, float]:
    """Draw p_dc_kw from the cells for h seconds; returns (chemical power, cell loss) in kW.

    `V = OCV(SoC) - R0 I - v1`, `soc' = -I/(3600 Q)`, heat `I^2 R0 + v1^2/R1` (or `I v1`, PyBaMM).
    Chemical power is OCV I; the loss is what does not arrive at the terminals, `I^2 R0 + I v1`.
    """
    o = block_of(t, st.AT_INVERTER, k)
    row = t.value[row_of(t, st.AT_INVERTER, k) :]
    cells = row[tb.BA_CELLS]
    ocv = interpolate(t.curve[CURVES * k + OCV], x[o + st.INV_SOC])
    v1 = x[o + st.INV_V1]
    i = cell_current(p_dc_kw * 1000.0 / cells, ocv, v1, row[tb.BA_R0])
    loss_w = i * i * row[tb.BA_R0] + i * v1
    heat_w = loss_w
    if row[tb.BA_HEAT_BY_CURRENT] < 0.5 and row[tb.BA_R1] > 0.0:
        heat_w = i * i * row[tb.BA_R0] + v1 * v1 / row[tb.BA_R1]
    x[o + st.INV_V1] = rc_voltage(v1, i, row[tb.BA_R1], row[tb.BA_C1], h)
    soc = x[o + st.INV_SOC] - i * h / 3600.0 / row[tb.BA_AH]
    x[o + st.INV_SOC] = min(max(soc, 0.0), 1.0)
    ambient = x[st.G_AMBIENT_C]
    if row[tb.BA_MASS2] > 0.0:
        warm, jig = two_mass_temperature(
            x[o + st.INV_CELL_TEMPERATURE_C],
            x[o + st.INV_SECOND_TEMPERATURE_C],
            heat_w,
            ambient,
            row[tb.BA_MASS],
            row[tb.BA_TO_AIR],
            row[tb.BA_MASS2],
            row[tb.BA_TO_AIR2],
            h,
        )
        x[o + st.INV_SECOND_TEMPERATURE_C] = jig
    else:
        warm = cell_temperature(
            x[o + st.INV_CELL_TEMPERATURE_C], heat_w, ambient, row[tb.BA_MASS], row[tb.BA_TO_AIR], h
        )
    x[o + st.INV_CELL_TEMPERATURE_C] = warm
    x[o + st.INV_CELL_OCV_V] = interpolate(t.curve[CURVES * k + OCV], x[o + st.INV_SOC])
    x[o + st.INV_CELL_V] = x[o + st.INV_CELL_OCV_V] - i * row[tb.BA_R0] - x[o + st.INV_V1]
    x[o + st.INV_DC_A] = i
    return ocv * i * cells / 1000.0, loss_w * cells / 1000.0
