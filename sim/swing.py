"""Equations of a synchronous machine with a droop governor, a voltage regulator and a tank.

Per unit of the machine's own rating; u = w - 1 is the deviation of speed from nominal.
"""

from __future__ import annotations

import math

from sim.compiled import compiled

SUB_STEPS = 10


@compiled
def governor_command(p_ref: float, w: float, droop: float, p_max: float) -> float:
    """`Pref - (w-1)/R`, the throttle between 0 and Pmax; pu."""
    return min(max(p_ref - (w - 1.0) / droop, 0.0), p_max)


@compiled
def swing_free(
    u: float,
    pm: float,
    p0: float,
    p1: float,
    p_ref: float,
    two_h: float,
    damping: float,
    droop: float,
    tg_s: float,
    h_s: float,
) -> tuple[float, float, float]:
    """Swing and governor over h, exact for P linear from p0 to p1: (u, Pm, int u), u = w - 1.

    `2H u' = Pm - P - D u`, `Tg Pm' = Pref - u/R - Pm` is `x' = A x + b0 + b1 t`. Its solution is
    `x = e^(Ah) (x0 - c0) + c0 + c1 h` with `c1 = -A^-1 b1`, `c0 = A^-1 (c1 - b0)`, and its integral
    `A^-1 (x - x0 - b0 h - b1 h^2/2)`. With s half the trace, `q^2 = s^2 - det A`:
    `e^(Ah) = e^(sh) (cosh(qh) + sinh(qh)/q (A - s))`, case A3.
    """
    d, g, k, r = damping / two_h, 1.0 / two_h, 1.0 / (droop * tg_s), 1.0 / tg_s
    det = d * r + g * k  # A = (-d, g; -k, -r), A^-1 = (-r, -g; k, -d)/det
    b0_u, b0_p, b1_u = -g * p0, r * p_ref, -g * (p1 - p0) / h_s
    c1_u, c1_p = r * b1_u / det, -k * b1_u / det
    e_u, e_p = c1_u - b0_u, c1_p - b0_p
    c0_u, c0_p = (-r * e_u - g * e_p) / det, (k * e_u - d * e_p) / det
    y_u, y_p = u - c0_u, pm - c0_p
    s = -0.5 * (d + r)
    q2 = s * s - det
    if q2 * h_s * h_s < -1e-12:
        q = math.sqrt(-q2)
        c, z = math.cos(q * h_s), math.sin(q * h_s) / q
    elif q2 * h_s * h_s > 1e-12:
        q = math.sqrt(q2)
        c, z = math.cosh(q * h_s), math.sinh(q * h_s) / q
    else:
        c, z = 1.0, h_s
    decay = math.exp(s * h_s)
    u1 = decay * ((c - z * (d + s)) * y_u + z * g * y_p) + c0_u + c1_u * h_s
    pm1 = decay * (-z * k * y_u + (c - z * (r + s)) * y_p) + c0_p + c1_p * h_s
    v_u = u1 - u - b0_u * h_s - 0.5 * b1_u * h_s * h_s
    v_p = pm1 - pm - b0_p * h_s
    return u1, pm1, (-r * v_u - g * v_p) / det


@compiled
def swing_held(
    u: float,
    pm: float,
    p0: float,
    p1: float,
    command: float,
    two_h: float,
    damping: float,
    tg_s: float,
    h_s: float,
) -> tuple[float, float, float]:
    """The same at a throttle that stands at a limit: (u, Pm, int u) over a short h.

    `Pm` goes exactly to the limit; `2H u' = Pm - P - D u` by the trapezoidal rule.
    """
    decay = math.exp(-h_s / tg_s)
    pm1 = command + (pm - command) * decay
    energy = command * h_s + (pm - command) * tg_s * (1.0 - decay) - 0.5 * h_s * (p0 + p1)
    half = 0.5 * h_s * damping / two_h
    u1 = (u * (1.0 - half) + energy / two_h) / (1.0 + half)
    return u1, pm1, 0.5 * h_s * (u + u1)


@compiled
def swing_step(
    w: float,
    pm: float,
    p0: float,
    p1: float,
    p_ref: float,
    h_inertia_s: float,
    damping: float,
    droop: float,
    tg_s: float,
    p_max: float,
    h_s: float,
) -> tuple[float, float, float]:
    """Speed, mechanical power and the integral of `w - 1` over h, throttle between 0 and Pmax.

    When the throttle reaches a limit inside the step it is followed at tenths of it.
    """
    two_h, tau = max(2.0 * h_inertia_s, 1e-3), max(tg_s, 1e-3)
    u1, pm1, turned = swing_free(w - 1.0, pm, p0, p1, p_ref, two_h, damping, droop, tau, h_s)
    before, after = p_ref - (w - 1.0) / droop, p_ref - u1 / droop
    if min(before, after) >= 0.0 and max(before, after) <= p_max:
        return 1.0 + u1, pm1, turned
    u, turned, dt = w - 1.0, 0.0, h_s / SUB_STEPS
    for n in range(SUB_STEPS):
        a = p0 + (p1 - p0) * n / SUB_STEPS
        b = p0 + (p1 - p0) * (n + 1) / SUB_STEPS
        free = p_ref - u / droop
        if 0.0 < free < p_max:
            u, pm, part = swing_free(u, pm, a, b, p_ref, two_h, damping, droop, tau, dt)
        else:
            command = governor_command(p_ref, 1.0 + u, droop, p_max)
            u, pm, part = swing_held(u, pm, a, b, command, two_h, damping, tau, dt)
        turned += part
    return 1.0 + u, pm, turned


@compiled
def steady_speed(p: float, p_ref: float, damping: float, droop: float) -> float:
    """Speed at which the governor gives p: `(w-1) = (Pref - P)/(1/R + D)`, pu."""
    return 1.0 + (p_ref - p) / (1.0 / droop + damping)


@compiled
def regulator_step(
    e: float, gain: float, v_set: float, v_mean: float, q_drop: float, e_max: float, h_s: float
) -> float:
    """`E' = gain (Vset - droop Q - V)`, clipped to 0..Emax; `q_drop` is the mean of droop Q, pu.

    Without the droop two machines side by side would push Q to and fro. [K]
    """
    return min(max(e + gain * h_s * (v_set - q_drop - v_mean), 0.0), e_max)


@compiled
def fuel_l(p_kw: float, idle_l_per_h: float, l_per_kwh: float, h_s: float) -> float:
    """Litres burnt in h: `idle + c P` per hour; driven backwards it burns no less than idling."""
    return (idle_l_per_h + l_per_kwh * max(p_kw, 0.0)) * h_s / 3600.0
