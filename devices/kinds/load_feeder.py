"""Consumers behind a remote feeder breaker at low voltage, without a transformer of their own."""

from __future__ import annotations

from devices.kinds.breaker import switching
from devices.kinds.kind import POSITION, Kind, SignalTemplate, number, state
from devices.words import Words

LOAD: tuple[SignalTemplate, ...] = (
    number("p_kw", ("{number} load", "{name} 負荷"), "kW", -1.0, 1000.0),
    number(
        "cold_kw",
        ("{number} load expected if closed now", "{name} 投入時の予想負荷"),
        "kW",
        0.0,
        3000.0,
        derived=True,
    ),
)

KIND = Kind(
    "load_feeder",
    Words("Load feeder", "負荷フィーダー"),
    signals=(state("position", ("{name} breaker", "{name} 遮断器"), POSITION), *LOAD),
    verbs=switching(
        ("Open load feeder {number}: {name}", "{name}の負荷を開放します"),
        ("Close load feeder {number}: {name}", "{name}の負荷を投入します"),
    ),
    safe=(("open", ()),),
)
