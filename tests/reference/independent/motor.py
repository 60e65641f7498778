"""Induction motor: steady equivalent circuit and RK4 of the slip behind any Thevenin source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Machine:
    """Per unit of its own rating; load torque = torque * speed^2."""

    rs: float
    xs: float
    rr: float
    xr: float
    xm: float
    h_s: float
    torque: float

    def admittance(self, slip: float) -> complex:
        """1 / (rs + j xs + (j xm || (rr/s + j xr)))."""
        rotor = complex(self.rr / slip, self.xr)
        magnet = complex(0.0, self.xm)
        return 1.0 / (complex(self.rs, self.xs) + rotor * magnet / (rotor + magnet))

    def electric_torque(self, slip: float, v: float) -> float:
        """|I2|^2 rr/s from the Thevenin equivalent of the stator."""
        magnet, stator = complex(0.0, self.xm), complex(self.rs, self.xs)
        v_th = v * magnet / (stator + magnet)
        z_th = stator * magnet / (stator + magnet)
        i2 = v_th / (z_th + complex(self.rr / slip, self.xr))
        return abs(i2) ** 2 * self.rr / slip

    def run(
        self,
        slip: float,
        voltage: Callable[[float, complex], float],
        until_s: float,
        h_s: float,
        every_s: float,
    ) -> list[tuple[float, float, float, complex]]:
        """(t, slip, v, s drawn in pu) every every_s; voltage(t, y) is that at its terminal."""

        def slope(t: float, s: float) -> float:
            v = voltage(t, self.admittance(s))
            load = self.torque * (1.0 - s) ** 2
            return (load - self.electric_torque(s, v)) / (2.0 * self.h_s)

        out, stride = [], round(every_s / h_s)
        for n in range(round(until_s / h_s) + 1):
            t = n * h_s
            if n % stride == 0:
                y = self.admittance(slip)
                v = voltage(t, y)
                out.append((t, slip, v, v * v * y.conjugate()))
            k1 = slope(t, slip)
            k2 = slope(t + 0.5 * h_s, slip + 0.5 * h_s * k1)
            k3 = slope(t + 0.5 * h_s, slip + 0.5 * h_s * k2)
            k4 = slope(t + h_s, slip + h_s * k3)
            slip += h_s / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        return out
