"""Equations of a grid-forming inverter (WECC REGFM_A1 style): filters, droop, limiter, secondary.

Per unit of its own rating; P positive = discharge; speed w in pu of nominal.
"""

from __future__ import annotations

import math

from sim.compiled import compiled

SUB_STEPS = 10


@compiled
def lag_weights(h_s: float, tau_s: float) -> tuple[float, float]:
    """What is left of a lag's state after h, `e^(-h/tau)`, and its answer to a rise of 1 in h."""
    if h_s <= 0.0:
        return 1.0, 0.0
    if tau_s <= 0.0:
        return 0.0, 1.0
    a = h_s / tau_s
    decay = math.exp(-a)
    return decay, 1.0 - (1.0 - decay) / a


@compiled
def weighted_lag(y: float, u0: float, u1: float, decay: float, rise: float) -> float:
    """`lag` with its weights given: several filters of one time constant share them."""
    return y * decay + u0 * (1.0 - decay) + (u1 - u0) * rise


@compiled
def lag(y: float, u0: float, u1: float, h_s: float, tau_s: float) -> float:
    """`tau y' = u - y` with u linear from u0 to u1 over h: exact (the ETD2 weight functions)."""
    decay, rise = lag_weights(h_s, tau_s)
    return weighted_lag(y, u0, u1, decay, rise)


@compiled
def lag_integral(y0: float, y1: float, u0: float, u1: float, h_s: float, tau_s: float) -> float:
    """Integral of a lag's output over h: `int y = int u - tau (y1 - y0)`, exact."""
    return 0.5 * h_s * (u0 + u1) - tau_s * (y1 - y0)


@compiled
def droop_speed(mp: float, p_ref: float, pf: float, limiter: float) -> float:
    """`w = 1 + mp (Pset - Pf) + pl`, pu; the limiter stands outside mp (case A16)."""
    return 1.0 + mp * (p_ref - pf) + limiter


@compiled
def limiter_output(
    pf: float, p_max: float, p_min: float, x_max: float, x_min: float, kpp: float
) -> float:
    """`pl = min(kpp (Pmax - Pf) + x, 0) + max(kpp (Pmin - Pf) + x', 0)`, pu of speed."""
    return min(kpp * (p_max - pf) + x_max, 0.0) + max(kpp * (p_min - pf) + x_min, 0.0)


@compiled
def limiter_step(
    pf0: float,
    p0: float,
    p1: float,
    tau_s: float,
    p_max: float,
    p_min: float,
    x_max: float,
    x_min: float,
    kpp: float,
    kip: float,
    h_s: float,
) -> tuple[float, float, float]:
    """Both P-limiter integrators over h and the integral of their output: (x_max, x_min, int pl).

    `x' = kip (Pmax - Pf)` held at or below 0 (the other at or above 0). The moment at which Pf
    passes a limit lies inside the step, so Pf is followed exactly at tenths of it.
    """
    dt = h_s / SUB_STEPS
    pf = pf0
    output = limiter_output(pf, p_max, p_min, x_max, x_min, kpp)
    integral = 0.0
    for n in range(SUB_STEPS):
        u0 = p0 + (p1 - p0) * n / SUB_STEPS
        u1 = p0 + (p1 - p0) * (n + 1) / SUB_STEPS
        pf_new = lag(pf, u0, u1, dt, tau_s)
        mean = lag_integral(pf, pf_new, u0, u1, dt, tau_s) / dt
        high, low = p_max - mean, p_min - mean
        if (p_max - pf) * (p_max - pf_new) < 0.0 and x_max >= 0.0 and pf_new > pf:
            high = 0.5 * (p_max - pf_new) * (pf_new - p_max) / (pf_new - pf)
        if (p_min - pf) * (p_min - pf_new) < 0.0 and x_min <= 0.0 and pf_new < pf:
            low = 0.5 * (p_min - pf_new) * (p_min - pf_new) / (pf - pf_new)
        x_max = min(x_max + kip * dt * high, 0.0)
        x_min = max(x_min + kip * dt * low, 0.0)
        pf = pf_new
        after = limiter_output(pf, p_max, p_min, x_max, x_min, kpp)
        integral += 0.5 * dt * (output + after)
        output = after
    return x_max, x_min, integral


@compiled
def secondary_integral(
    mp: float,
    p_ref: float,
    pf_integral: float,
    pl_integral: float,
    ts_s: float,
    target: float,
    h_s: float,
) -> float:
    """`J = int (w - 1)` over h with `Pset' = -(w - 1 - target)/(mp Ts)`, Pset linear in the step.

    `J = (mp (h Pset - int Pf) + int pl + target h^2/(2 Ts)) / (1 + h/(2 Ts))`, target in pu of
    speed; ts_s 0 means no secondary control.
    """
    free = mp * (h_s * p_ref - pf_integral) + pl_integral
    if ts_s <= 0.0:
        return free
    half = 0.5 * h_s / ts_s
    return (free + half * h_s * target) / (1.0 + half)


@compiled
def virtual_inertia(
    w: float,
    droop0: float,
    droop1: float,
    droop_integral: float,
    tau_s: float,
    fading: float,
    tf_s: float,
    h_s: float,
) -> tuple[float, float]:
    """Speed with inertia and the integral of `w - 1`: `M w' = Pset - Pf - (w-1)/mp`.

    The same as a lag `tau w' = droop - w` with `tau = mp M`; its integral is `int droop - tau dw`.
    The droop is linear in the step but for its part `-fading e^(-t/Tf)`, which comes from the power
    filter; exact for that too. tau_s 0 means no inertia.
    """
    if tau_s <= 0.0:
        return droop1, droop_integral
    if tf_s <= 0.0 or h_s <= 0.0:
        new = lag(w, droop1, droop1, h_s, tau_s)
        return new, droop_integral - tau_s * (new - w)
    faded, decay = math.exp(-h_s / tf_s), math.exp(-h_s / tau_s)
    new = lag(w, droop0 + fading, droop1 + fading * faded, h_s, tau_s)
    if abs(tau_s - tf_s) > 1e-6 * tau_s:
        new -= fading * tf_s / (tf_s - tau_s) * (faded - decay)
    else:
        new -= fading * h_s / tau_s * decay
    return new, droop_integral - tau_s * (new - w)


@compiled
def voltage_step(
    e: float, kiv: float, v_set_integral: float, vf_integral: float, e_max: float, hold: bool
) -> float:
    """`E' = kiv (Vset + mq (Qset - Qf) - Vf)`, clipped to 0..Emax; never raised while limiting."""
    new = e + kiv * (v_set_integral - vf_integral)
    if hold:
        new = min(new, e)
    return min(max(new, 0.0), e_max)
