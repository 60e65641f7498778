"""An emergency socket: what people plug into it is a load that nobody else decides."""

from __future__ import annotations

from devices.kinds.by_hand import by_hand
from devices.kinds.kind import Kind, number
from devices.words import Words

_ANSWERS = (
    "{number}: {{device}.plugged_kw} kilowatts plugged in, {now}.",
    "「{number}、{{device}.plugged_kw}kW分をつないでいます。{now}」",
)

KIND = Kind(
    "emergency_socket",
    Words("Emergency socket", "非常用コンセント"),
    signals=(
        number("p_kw", ("{number} power", "{number} 電力"), "kW", -0.1, 20.0, decimals=2),
        number(
            "plugged_kw",
            ("{number} appliances plugged in", "{number} 接続機器の合計"),
            "kW",
            0.0,
            20.0,
            decimals=1,
            manual=True,
        ),
    ),
    verbs=(
        by_hand(
            "plug",
            (
                "Have the planned appliances plugged in at {number}",
                "{number} に予定の機器をつなぐよう依頼します",
            ),
            says=("{number}: plug in, small ones first.", "「{number}、小さい機器からつなぐ」"),
            answers=_ANSWERS,
            reports=("plugged_kw",),
            done_when="{device}.plugged_kw > 0",
        ),
        by_hand(
            "unplug",
            ("Have everything unplugged at {number}", "{number} の機器をすべて外すよう依頼します"),
            says=("{number}: unplug everything.", "「{number}、すべて外す」"),
            answers=_ANSWERS,
            reports=("plugged_kw",),
            done_when="{device}.plugged_kw == 0",
        ),
    ),
)
