"""A car that feeds a building by itself: a V2H stand or an external feeder, started by hand."""

from __future__ import annotations

from devices.kinds.by_hand import by_hand
from devices.kinds.kind import Kind, flag, number, state, words
from devices.words import Words

RUN_STATES = words(
    away=("no car", "車両なし"),
    plugged=("ready", "接続中"),
    stand_alone=("feeding", "給電中"),
    tripped=("tripped", "過負荷停止"),
)
_ANSWERS = (
    "{name}: {{device}.state}, car at {{device}.soc_pct} percent, {now}.",
    "「{name}、{{device}.state}、車の充電率{{device}.soc_pct}%です。{now}」",
)

KIND = Kind(
    "v2h",
    Words("V2H or external feeder", "V2H・外部給電器"),
    signals=(
        state("state", ("{name} state", "{name} 運転状態"), RUN_STATES),
        number(
            "p_kw",
            ("{name} power (+ discharge)", "{name} 電力（＋放電）"),
            "kW",
            -1.5,
            1.5,
            of="rated_kw",
            decimals=2,
        ),
        number(
            "soc_pct",
            ("{name} charge of the car", "{name} 車の充電率"),
            "%",
            0.0,
            100.0,
            decimals=0,
        ),
        number("v_v", ("{name} voltage", "{name} 電圧"), "V", 0.0, 300.0, decimals=0),
        flag("present", ("{name} car on its place", "{name} 車両の到着"), manual=True),
    ),
    verbs=(
        by_hand(
            "start",
            ("Have {name} started as a supply", "{name}の給電を始めるよう依頼します"),
            says=("{name}: start feeding.", "「{name}、給電開始」"),
            answers=_ANSWERS,
            reports=("present",),
            done_when="{device}.state == 'stand_alone'",
        ),
        by_hand(
            "stop",
            ("Have {name} stopped", "{name}の給電を止めるよう依頼します"),
            says=("{name}: stop feeding.", "「{name}、給電停止」"),
            answers=_ANSWERS,
            reports=("present",),
            done_when="{device}.state == 'plugged' or {device}.state == 'away'",
        ),
    ),
)
