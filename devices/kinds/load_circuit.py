"""A group of circuits of a building behind a branch breaker that people work by hand."""

from __future__ import annotations

from devices.kinds.by_hand import LEVER, lever
from devices.kinds.kind import Kind, state
from devices.kinds.load_feeder import LOAD
from devices.words import Words

KIND = Kind(
    "load_circuit",
    Words("Load circuit", "負荷回路"),
    signals=(
        state("position", ("{name} branch breaker", "{name} 分岐ブレーカー"), LEVER, manual=True),
        *LOAD,
    ),
    verbs=lever(),
)
