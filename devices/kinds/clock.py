"""Time as conditions see it: how long the blackout has lasted, whether the clock was set."""

from __future__ import annotations

from devices.kinds.kind import Kind, number
from devices.words import Words

KIND = Kind(
    "clock",
    Words("Clock", "時計"),
    signals=(
        number(
            "blackout_s",
            ("Time since the blackout", "停電からの経過時間"),
            "s",
            -86400.0,
            1e7,
            decimals=0,
            derived=True,
        ),
        number(
            "step_s",
            ("Step of the computer's clock", "計算機の時計のずれ"),
            "s",
            -1e10,
            1e10,
            derived=True,
        ),
    ),
)
