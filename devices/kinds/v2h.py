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
    "{number}: {{device}.state}, car at {{device}.soc_pct} percent, {now}.",
    "「{number}、{{device}.state}、車の充電率{{device}.soc_pct}%です。{now}」",
)

KIND = Kind(
    "v2h",
    Words("V2H or external feeder", "V2H・外部給電器"),
    signals=(
        state("state", ("{number} state", "{number} 運転状態"), RUN_STATES),
        number(
            "p_kw",
            ("{number} power (+ discharge)", "{number} 電力（＋放電）"),
            "kW",
            -1.5,
            1.5,
            of="rated_kw",
            decimals=2,
        ),
        number(
            "soc_pct",
            ("{number} charge of the car", "{number} 車の充電率"),
            "%",
            0.0,
            100.0,
            decimals=0,
        ),
        number("v_v", ("{number} voltage", "{number} 電圧"), "V", 0.0, 300.0, decimals=0),
        flag("present", ("{number} car on its place", "{number} 車両の到着"), manual=True),
    ),
    verbs=(
        by_hand(
            "start",
            ("Have {number} started as a supply", "{number} の給電を始めるよう依頼します"),
            says=("{number}: start feeding.", "「{number}、給電開始」"),
            answers=_ANSWERS,
            reports=("present",),
            done_when="{device}.state == 'stand_alone'",
        ),
        by_hand(
            "stop",
            ("Have {number} stopped", "{number} の給電を止めるよう依頼します"),
            says=("{number}: stop feeding.", "「{number}、給電停止」"),
            answers=_ANSWERS,
            reports=("present",),
            done_when="{device}.state == 'plugged' or {device}.state == 'away'",
        ),
    ),
)
