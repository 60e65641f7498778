"""A low-voltage breaker at a board, worked by its lever; above its rating it trips by itself."""

from __future__ import annotations

from devices.kinds.by_hand import LEVER, lever
from devices.kinds.kind import Kind, number, state
from devices.words import Words

KIND = Kind(
    "lv_breaker",
    Words("Low-voltage breaker", "ブレーカー"),
    signals=(
        state("position", ("{name} position", "{name} 入切"), LEVER, manual=True),
        number("i_a", ("{name} current", "{name} 電流"), "A", 0.0, 100_000.0),
    ),
    verbs=lever(),
)
