"""The utility's supply as a customer sees it at his service point: there or not, and no orders."""

from __future__ import annotations

from devices.kinds.kind import Kind, number
from devices.words import Words

KIND = Kind(
    "utility_supply",
    Words("Utility supply", "電力会社からの受電"),
    signals=(
        number("v_kv", ("Utility voltage", "受電電圧"), "kV", 0.0, 10.0, decimals=2),
        number("f_hz", ("Utility frequency", "受電周波数"), "Hz", 0.0, 70.0, decimals=2),
    ),
)
