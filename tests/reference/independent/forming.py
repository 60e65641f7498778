"""Grid-forming inverters, grids and ZIP loads on any network: RK4 and the steady state.

The equations of the inverter (per unit of its own rating, states Pf, Qf, Vf, E, delta, x, x', Pset,
w): `Tf Pf' = P - Pf` (Q, V likewise), `w = 1 + mp (Pset - Pf) + pl`, `delta' = w0 (w - 1)`,
`E' = kiv (Vset + mq (Qset - Qf) - Vf)` within 0..Emax, `pl = min(kpp (Pmax - Pf) + x, 0) +
max(kpp (Pmin - Pf) + x', 0)` with `x' = kip (Pmax - Pf)` held at or below 0, secondary
`Pset' = -(w - 1)/(mp Ts)`, with inertia `M w' = Pset - Pf - (w - 1)/mp`. The current limit scales
`I = (E - V)/z` to Imax and holds its angle; E is not raised meanwhile.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.reference.independent.power_flow import Complexes, ZipLoad

Floats = NDArray[np.float64]
PF, QF, VF, E, DELTA, X_MAX, X_MIN, P_REF, W = range(9)
STATES = 9


@dataclass(frozen=True)
class Inverter:
    """A forming inverter at a node; `size` is its rating over the base."""

    node: int
    size: float
    mp: float = 0.01
    mq: float = 0.05
    kiv: float = 5.86
    tf_s: float = 0.02
    z: complex = 0.03 + 0.15j
    kpp: float = 0.01
    kip: float = 0.1
    p_max: float = 1.0
    p_min: float = -1.0
    e_max: float = 1.15
    i_max: float = 1e9
    p_set: float = 0.0
    v_set: float = 1.0
    q_set: float = 0.0
    ts_s: float = 0.0
    vsm_m_s: float = 0.0


@dataclass(frozen=True)
class Machine:
    """A governed machine, E behind z: `2H w' = Pm - P - D (w-1)`, `Tg Pm' = Pref - (w-1)/R - Pm`.

    `E' = gain (Vset - droop Q - V)`; gain 0 holds E at Vset. Its Pm stands in the column of Pf.
    """

    node: int
    size: float
    h_s: float = 1.5
    damping: float = 0.0
    droop: float = 0.05
    governor_s: float = 0.5
    z: complex = 0.2j
    p_max: float = 1.0
    avr_gain: float = 5.0
    avr_droop: float = 0.05
    e_max: float = 1.8
    p_set: float = 0.0
    v_set: float = 1.0
    i_max: float = 1e9


@dataclass(frozen=True)
class Grid:
    """A voltage behind z (pu of the base) that turns at `w` pu."""

    node: int
    z: complex
    e: float = 1.0
    w: float = 1.0
    angle0: float = 0.0


@dataclass
class Plant:
    """Network without sources (branches and shunts in y), loads, inverters, grids."""

    f0_hz: float
    y: Complexes
    loads: Sequence[ZipLoad]
    inverters: Sequence[Inverter | Machine]
    grids: Sequence[Grid] = ()
    load_kf: float = 0.0  # every load's P and Q rise by this times (w - 1) of its island
    v: Complexes | None = None
    _chord: Floats | None = None  # inverse of a Jacobian, kept while it still leads to the answer

    def _linear(self, growth: Sequence[float], kf: float) -> Complexes:
        """Admittances of network, sources behind their grown impedances, constant-Z loads."""
        y = self.y.copy()
        for inverter, g in zip(self.inverters, growth, strict=True):
            y[inverter.node, inverter.node] += inverter.size / (inverter.z * g)
        for grid in self.grids:
            y[grid.node, grid.node] += 1.0 / grid.z
        for load in self.loads:
            if load.z >= 1.0:
                y[load.node, load.node] += kf * load.s.conjugate()
        return y

    def _nodes(self, emfs: Complexes, growth: Sequence[float], t_s: float, w: float) -> Complexes:
        """Node voltages by Newton on the current balance, internal impedances grown by `growth`."""
        n = self.y.shape[0]
        j = np.zeros(n, dtype=complex)
        for inverter, emf, g in zip(self.inverters, emfs, growth, strict=True):
            j[inverter.node] += inverter.size / (inverter.z * g) * emf
        for grid in self.grids:
            turned = grid.angle0 + 2.0 * math.pi * self.f0_hz * (grid.w - 1.0) * t_s
            j[grid.node] += cmath.rect(grid.e, turned) / grid.z
        kf = 1.0 + self.load_kf * (w - 1.0)
        y = self._linear(growth, kf)
        stiff = [load for load in self.loads if load.z < 1.0]
        if not stiff or self.v is None:
            self.v = np.linalg.solve(y, j)
        if not stiff:
            return self.v
        v, last = self.v, math.inf
        for _ in range(100):
            f = y @ v - j
            for load in stiff:
                f[load.node] += kf * (load.at(abs(v[load.node]))[0] / v[load.node]).conjugate()
            if self._chord is None:
                self._chord = np.linalg.inv(self._jacobian(y, v, stiff, kf))
            move = self._chord @ np.concatenate((f.real, f.imag))
            v = v - move[:n] - 1j * move[n:]
            size = float(np.max(np.abs(move)))
            if size < 1e-12:
                self.v = v
                return v
            if size > 0.2 * last:
                self._chord = None
            last = size
        raise ArithmeticError("the network has no solution")

    @staticmethod
    def _jacobian(y: Complexes, v: Complexes, stiff: Sequence[ZipLoad], kf: float) -> Floats:
        n = v.size
        jacobian = np.block([[y.real, -y.imag], [y.imag, y.real]])
        for load in stiff:
            k, size = load.node, abs(v[load.node])
            s, ds = load.at(size)
            # I = conj(s) v / |v|^2: derivatives by re and im of v
            a = kf * s.conjugate() / size**2
            da = kf * ds.conjugate() / size**2 - 2.0 * kf * s.conjugate() / size**3
            by_re = a + da * v[k] * v[k].real / size
            by_im = 1j * a + da * v[k] * v[k].imag / size
            jacobian[k, k] += by_re.real
            jacobian[k + n, k] += by_re.imag
            jacobian[k, k + n] += by_im.real
            jacobian[k + n, k + n] += by_im.imag
        return jacobian

    def network(self, x: Floats, t_s: float = 0.0) -> tuple[Complexes, Complexes, list[bool]]:
        """Node voltages, inverter currents (pu of each rating), and which of them are limited."""
        emfs = np.array([cmath.rect(s[E], s[DELTA]) for s in x])
        growth = [1.0] * len(self.inverters)
        if self.grids:
            w = self.grids[0].w
        else:
            sizes = sum(i.size for i in self.inverters)
            w = sum(s[W] * i.size for s, i in zip(x, self.inverters, strict=True)) / sizes
        for _ in range(500):
            v = self._nodes(emfs, growth, t_s, w)
            new = [
                max(1.0, abs(emf - v[i.node]) / (abs(i.z) * i.i_max))
                for emf, i in zip(emfs, self.inverters, strict=True)
            ]
            moved = max((abs(a - b) / a for a, b in zip(new, growth, strict=True)), default=0.0)
            growth = new
            if moved < 1e-12:
                break
        currents = np.array(
            [
                (emf - v[i.node]) / (i.z * g)
                for emf, i, g in zip(emfs, self.inverters, growth, strict=True)
            ]
        )
        return v, currents, [g > 1.0 for g in growth]

    def speeds(self, x: Floats) -> Floats:
        """Speed of every inverter, pu."""
        w = np.empty(len(self.inverters))
        for k, i in enumerate(self.inverters):
            s = x[k]
            if isinstance(i, Machine):
                w[k] = s[W]
                continue
            high = min(i.kpp * (i.p_max - s[PF]) + s[X_MAX], 0.0)
            low = max(i.kpp * (i.p_min - s[PF]) + s[X_MIN], 0.0)
            w[k] = s[W] if i.vsm_m_s > 0.0 else 1.0 + i.mp * (s[P_REF] - s[PF]) + high + low
        return w

    def slope(self, x: Floats, t_s: float) -> Floats:
        """Time derivative of all states."""
        w = self.speeds(x)
        x[:, W] = w
        v, currents, limited = self.network(x, t_s)
        d = np.zeros_like(x)
        for k, i in enumerate(self.inverters):
            s, at = x[k], v[i.node]
            power = at * currents[k].conjugate()
            if isinstance(i, Machine):
                self._turn(d[k], s, i, power, abs(at))
                continue
            d[k, PF] = (power.real - s[PF]) / i.tf_s
            d[k, QF] = (power.imag - s[QF]) / i.tf_s
            d[k, VF] = (abs(at) - s[VF]) / i.tf_s
            rise = i.kiv * (i.v_set + i.mq * (i.q_set - s[QF]) - s[VF])
            held = limited[k] or s[E] >= i.e_max
            d[k, E] = min(rise, 0.0) if held else rise
            d[k, DELTA] = 2.0 * math.pi * self.f0_hz * (w[k] - 1.0)
            high, low = i.kip * (i.p_max - s[PF]), i.kip * (i.p_min - s[PF])
            d[k, X_MAX] = high if s[X_MAX] < 0.0 or high < 0.0 else 0.0
            d[k, X_MIN] = low if s[X_MIN] > 0.0 or low > 0.0 else 0.0
            if i.ts_s > 0.0:
                wanted = -(w[k] - 1.0) / (i.mp * i.ts_s)
                stuck = (s[PF] >= i.p_max and wanted > 0.0) or (s[PF] <= i.p_min and wanted < 0.0)
                d[k, P_REF] = 0.0 if stuck else wanted
            if i.vsm_m_s > 0.0:
                d[k, W] = (s[P_REF] - s[PF] - (w[k] - 1.0) / i.mp) / i.vsm_m_s
        return d

    def _turn(self, d: Floats, s: Floats, i: Machine, power: complex, v: float) -> None:
        """Fill the derivatives of a machine."""
        command = min(max(s[P_REF] - (s[W] - 1.0) / i.droop, 0.0), i.p_max)
        d[PF] = (command - s[PF]) / i.governor_s
        d[W] = (s[PF] - power.real - i.damping * (s[W] - 1.0)) / (2.0 * i.h_s)
        d[DELTA] = 2.0 * math.pi * self.f0_hz * (s[W] - 1.0)
        d[E] = i.avr_gain * (i.v_set - i.avr_droop * power.imag - v)

    def run(
        self, x: Floats, until_s: float, h_s: float, every_s: float, begun_s: float = 0.0
    ) -> list[tuple[float, Floats, Complexes, Complexes]]:
        """RK4; (t, states, node voltages, currents) at begun_s and every every_s after it."""
        x = x.copy()
        stride, steps = round(every_s / h_s), round((until_s - begun_s) / h_s)
        out = []
        for n in range(steps + 1):
            t = begun_s + n * h_s
            if n % stride == 0:
                x[:, W] = self.speeds(x)
                v, currents, _ = self.network(x, t)
                out.append((t, x.copy(), v.copy(), currents.copy()))
            k1 = self.slope(x.copy(), t)
            k2 = self.slope(x + 0.5 * h_s * k1, t + 0.5 * h_s)
            k3 = self.slope(x + 0.5 * h_s * k2, t + 0.5 * h_s)
            k4 = self.slope(x + h_s * k3, t + h_s)
            x = x + h_s / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
            x[:, X_MAX] = np.minimum(x[:, X_MAX], 0.0)
            x[:, X_MIN] = np.maximum(x[:, X_MIN], 0.0)
            for k, i in enumerate(self.inverters):
                x[k, E] = min(max(x[k, E], 0.0), i.e_max)
        return out

    def steady(self) -> Floats:
        """States at rest: E, delta and the common speed from the two droops, by Newton.

        With a grid its speed is given and delta of every inverter is free. No limits, no secondary.
        """
        n = len(self.inverters)
        tied = bool(self.grids)
        u = np.concatenate((np.ones(n), np.zeros(n)))  # E; then delta, its first is w - 1 if alone

        def states(u: Floats) -> Floats:
            x = np.zeros((n, STATES))
            x[:, E], x[:, DELTA] = u[:n], u[n:]
            x[:, W] = self.grids[0].w if tied else 1.0 + u[n]
            if not tied:
                x[0, DELTA] = 0.0
            x[:, P_REF] = [i.p_set for i in self.inverters]
            return x

        def residual(u: Floats) -> Floats:
            x = states(u)
            v, currents, _ = self.network(x)
            r = np.empty(2 * n)
            for k, i in enumerate(self.inverters):
                power = v[i.node] * currents[k].conjugate()
                if isinstance(i, Machine):
                    lean = 1.0 / i.droop + i.damping
                    r[k] = i.p_set - power.real - lean * (x[k, W] - 1.0)
                    r[n + k] = i.v_set - i.avr_droop * power.imag - abs(v[i.node])
                    if i.avr_gain == 0.0:
                        r[n + k] = i.v_set - x[k, E]
                    continue
                r[k] = i.mp * (i.p_set - power.real) - (x[k, W] - 1.0)
                r[n + k] = i.v_set + i.mq * (i.q_set - power.imag) - abs(v[i.node])
            return r

        return self._settled(_newton(residual, u), states)

    def _settled(self, u: Floats, states: Callable[[Floats], Floats]) -> Floats:
        x = states(u)
        v, currents, _ = self.network(x)
        for k, i in enumerate(self.inverters):
            power = v[i.node] * currents[k].conjugate()
            x[k, PF], x[k, QF], x[k, VF] = power.real, power.imag, abs(v[i.node])
            if isinstance(i, Machine):
                x[k, PF] += i.damping * (x[k, W] - 1.0)  # what the shaft gives
        return x


def _newton(residual: Callable[[Floats], Floats], u: Floats) -> Floats:
    """Newton with central differences."""
    for _ in range(40):
        r = residual(u)
        jacobian = np.empty((r.size, u.size))
        for k in range(u.size):
            step = np.zeros_like(u)
            step[k] = 1e-6
            jacobian[:, k] = (residual(u + step) - residual(u - step)) / 2e-6
        move = np.linalg.solve(jacobian, -r)
        u = u + move
        if np.max(np.abs(move)) < 1e-11:
            return u
    raise ArithmeticError("no steady state")
