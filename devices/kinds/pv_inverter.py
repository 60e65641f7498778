"""A PV plant behind its own breaker; closing it releases it, it comes by itself after its wait."""

from __future__ import annotations

from devices.kinds.breaker import OPERATOR, switching
from devices.kinds.kind import (
    POSITION,
    ArgumentTemplate,
    Kind,
    VerbTemplate,
    number,
    state,
    words,
)
from devices.words import Words

RUN_STATES = words(
    off=("off", "停止"),
    waiting=("waiting to return", "投入阻止時間中"),
    running=("running", "発電中"),
    tripped=("tripped", "トリップ"),
)

KIND = Kind(
    "pv_inverter",
    Words("PV plant", "太陽光発電"),
    signals=(
        number("p_kw", ("{number} power", "{number} 発電電力"), "kW", -0.2, 1.5, of="rated_kw"),
        state("state", ("{number} state", "{number} 運転状態"), RUN_STATES),
        number(
            "wait_s",
            ("{number} wait left", "{number} 投入阻止残り時間"),
            "s",
            0.0,
            3600.0,
            decimals=0,
        ),
        number(
            "limit_pct",
            ("{number} output limit", "{number} 出力上限"),
            "%",
            0.0,
            100.0,
            decimals=0,
        ),
        state("position", ("{number} breaker", "{number} 遮断器"), POSITION),
        number(
            "available_kw",
            ("{number} power available", "{number} 発電可能電力"),
            "kW",
            0.0,
            1.5,
            of="rated_kw",
        ),
    ),
    verbs=(
        *switching(
            ("Open the breaker of {number}", "{number} の遮断器を開放します"),
            ("Close the breaker of {number} (release)", "{number} の遮断器を投入します（解除）"),
        ),
        VerbTemplate(
            "set_limit_pct",
            Words("Set the output limit of {number}", "{number} の出力上限を設定します"),
            OPERATOR,
            (
                ArgumentTemplate(
                    "limit_pct", Words("Output limit", "出力上限"), "%", 0.0, 100.0, decimals=0
                ),
            ),
            done_when="abs({device}.limit_pct - argument.limit_pct) < 0.5",
        ),
    ),
    safe=(("open", ()),),
)
