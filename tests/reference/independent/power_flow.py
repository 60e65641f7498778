"""Newton-Raphson power flow in polar coordinates, written apart from the simulator's network.

Per unit of one base. Sources are nodes of fixed voltage; loads are ZIP, constant impedance below
0.7 pu. Jacobian by the complex derivatives dS/dVa and dS/dVm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Complexes = NDArray[np.complex128]
V_FLOOR = 0.7


@dataclass(frozen=True)
class Branch:
    """Series impedance z (pu) between two nodes."""

    a: int
    b: int
    z: complex


@dataclass(frozen=True)
class ZipLoad:
    """Drawn power s = p + jq at 1 pu and its shares of constant Z, I and power."""

    node: int
    s: complex
    z: float = 0.0
    i: float = 0.0
    c: float = 1.0

    def at(self, v: float) -> tuple[complex, complex]:
        """Power drawn at voltage v and its derivative by v."""
        if v < V_FLOOR:
            y = self.s * (self.z + self.i / V_FLOOR + self.c / V_FLOOR**2)
            return y * v * v, 2.0 * y * v
        return self.s * (self.z * v * v + self.i * v + self.c), self.s * (2 * self.z * v + self.i)


def admittance(
    nodes: int, branches: Sequence[Branch], shunts: Mapping[int, complex] | None = None
) -> Complexes:
    """Node admittance matrix; shunts are admittances to earth."""
    y = np.zeros((nodes, nodes), dtype=complex)
    for branch in branches:
        value = 1.0 / branch.z
        y[branch.a, branch.a] += value
        y[branch.b, branch.b] += value
        y[branch.a, branch.b] -= value
        y[branch.b, branch.a] -= value
    for node, value in (shunts or {}).items():
        y[node, node] += value
    return y


def newton(
    y: Complexes,
    sources: Mapping[int, complex],
    loads: Sequence[ZipLoad],
    start: Complexes | None = None,
    tolerance: float = 1e-13,
) -> Complexes:
    """Voltages of all nodes; ArithmeticError when it does not converge in 50 turns."""
    n = y.shape[0]
    v = np.ones(n, dtype=complex) if start is None else start.copy()
    for node, value in sources.items():
        v[node] = value
    free = [k for k in range(n) if k not in sources]
    for _ in range(50):
        vm, current = np.abs(v), y @ v
        power = v * current.conj()
        slope = np.zeros(n, dtype=complex)
        for load in loads:
            s, ds = load.at(vm[load.node])
            power[load.node] += s
            slope[load.node] += ds
        error = np.concatenate((power.real[free], power.imag[free]))
        if np.max(np.abs(error), initial=0.0) < tolerance:
            return v
        unit = v / vm
        by_angle = 1j * np.diag(v) @ (np.diag(current) - y @ np.diag(v)).conj()
        by_size = np.diag(v) @ (y @ np.diag(unit)).conj() + np.diag(current.conj() * unit + slope)
        pick = np.ix_(free, free)
        jacobian = np.block(
            [
                [by_angle.real[pick], by_size.real[pick]],
                [by_angle.imag[pick], by_size.imag[pick]],
            ]
        )
        move = np.linalg.solve(jacobian, -error)
        angle, size = np.angle(v), vm
        angle[free] += move[: len(free)]
        size[free] += move[len(free) :]
        v = size * np.exp(1j * angle)
    if np.max(np.abs(error)) < 1e3 * tolerance:  # rounding of large admittances
        return v
    raise ArithmeticError(f"no convergence, mismatch {np.max(np.abs(error)):.3g} pu")
