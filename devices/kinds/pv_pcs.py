"""PV power conditioners (PCS) of a building behind a PV breaker that people work by hand."""

from __future__ import annotations

from devices.kinds.by_hand import LEVER, lever
from devices.kinds.kind import Kind, number, state
from devices.kinds.pv_inverter import RUN_STATES
from devices.words import Words

KIND = Kind(
    "pv_pcs",
    Words("PV power conditioner", "太陽光パワーコンディショナ"),
    signals=(
        state("position", ("{name} PV breaker", "{name} 太陽光ブレーカー"), LEVER, manual=True),
        number("p_kw", ("{name} power", "{name} 発電電力"), "kW", -0.2, 1.5, of="rated_kw"),
        number(
            "available_kw",
            ("{name} power available", "{name} 発電可能電力"),
            "kW",
            0.0,
            1.5,
            of="rated_kw",
        ),
        state("state", ("{name} state", "{name} 運転状態"), RUN_STATES),
        number(
            "wait_s",
            ("{name} wait left", "{name} 投入阻止残り時間"),
            "s",
            0.0,
            3600.0,
            decimals=0,
        ),
    ),
    verbs=lever(),
)
