"""The display that shows visitors what the sun gives now."""

from __future__ import annotations

from devices.kinds.kind import Kind, number
from devices.words import Words

KIND = Kind(
    "display_monitor",
    Words("Generation display", "発電表示モニター"),
    signals=(
        number("p_kw", ("{name} solar power shown", "{name} 表示発電電力"), "kW", -1.0, 10_000.0),
    ),
)
