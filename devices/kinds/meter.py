"""A smart meter at a customer: power and the low voltage that reaches him."""

from __future__ import annotations

from devices.kinds.kind import Kind, number
from devices.words import Words

KIND = Kind(
    "meter",
    Words("Smart meter", "スマートメーター"),
    signals=(
        number(
            "p_kw", ("{number} power", "{number} 電力"), "kW", -200.0, 500.0, stale_after_s=10.0
        ),
        number(
            "v_v",
            ("{number} voltage", "{number} 電圧"),
            "V",
            0.0,
            400.0,
            decimals=0,
            stale_after_s=10.0,
        ),
    ),
)
