"""A battery behind its inverter by RK4: state of charge, RC voltage, temperature."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SOC, V1, CELL_C, SECOND_C = range(4)


def curve(points: tuple[tuple[float, float], ...], at: float) -> float:
    """Linear between points, flat outside."""
    return float(np.interp(at, [x for x, _ in points], [y for _, y in points]))


@dataclass(frozen=True)
class Cells:
    """`V = OCV - R0 I - v1`, `v1' = (R1 I - v1)/(R1 C1)`, `C T' = I^2 R0 + v1^2/R1 - given`."""

    count: float
    ah: float
    ocv: tuple[tuple[float, float], ...]
    r0: float
    r1: float
    c1: float
    mass: float
    to_air: float
    mass2: float = 0.0
    to_air2: float = 1.0
    ambient_c: float = 20.0

    def current(self, x: Floats, p_kw: float) -> float:
        """Current of one cell when all together give p_kw."""
        e = curve(self.ocv, x[SOC]) - x[V1]
        w = p_kw * 1000.0 / self.count
        return (e - math.sqrt(e * e - 4.0 * self.r0 * w)) / (2.0 * self.r0)

    def slope(self, x: Floats, p_kw: float) -> Floats:
        """Time derivatives."""
        i = self.current(x, p_kw)
        heat = i * i * self.r0 + x[V1] ** 2 / self.r1
        around = x[SECOND_C] if self.mass2 > 0.0 else self.ambient_c
        given = self.to_air * (x[CELL_C] - around)
        second = 0.0
        if self.mass2 > 0.0:
            second = (given - self.to_air2 * (x[SECOND_C] - self.ambient_c)) / self.mass2
        return np.array(
            [
                -i / (3600.0 * self.ah),
                (self.r1 * i - x[V1]) / (self.r1 * self.c1),
                (heat - given) / self.mass,
                second,
            ]
        )

    def run(
        self,
        x: Floats,
        p_kw: Callable[[float, Floats], float],
        begun_s: float,
        until_s: float,
        h_s: float,
    ) -> Floats:
        """States at until_s; p_kw(t, x) is the power out of all cells."""
        for n in range(round((until_s - begun_s) / h_s)):
            t = begun_s + n * h_s
            k1 = self.slope(x, p_kw(t, x))
            k2 = self.slope(x + 0.5 * h_s * k1, p_kw(t + 0.5 * h_s, x + 0.5 * h_s * k1))
            k3 = self.slope(x + 0.5 * h_s * k2, p_kw(t + 0.5 * h_s, x + 0.5 * h_s * k2))
            k4 = self.slope(x + h_s * k3, p_kw(t + h_s, x + h_s * k3))
            x = x + h_s / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        return x
