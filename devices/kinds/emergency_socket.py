"""An emergency socket: what people plug into it is a load that nobody else decides."""

from __future__ import annotations

from devices.kinds.by_hand import by_hand
from devices.kinds.kind import Kind, number
from devices.words import Words

_ANSWERS = (
    "{name}: {{device}.plugged_kw} kilowatts plugged in, {now}.",
    "「{name}、{{device}.plugged_kw}kW分をつないでいます。{now}」",
)

KIND = Kind(
    "emergency_socket",
    Words("Emergency socket", "非常用コンセント"),
    signals=(
        number("p_kw", ("{name} power", "{name} 電力"), "kW", -0.1, 20.0, decimals=2),
        number(
            "plugged_kw",
            ("{name} appliances plugged in", "{name} 接続機器の合計"),
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
                "Have the planned appliances plugged in at {name}",
                "{name}に予定の機器をつなぐよう依頼します",
            ),
            says=("{name}: plug in, small ones first.", "「{name}、小さい機器からつなぐ」"),
            answers=_ANSWERS,
            reports=("plugged_kw",),
            done_when="{device}.plugged_kw > 0",
        ),
        by_hand(
            "unplug",
            ("Have everything unplugged at {name}", "{name}の機器をすべて外すよう依頼します"),
            says=("{name}: unplug everything.", "「{name}、すべて外す」"),
            answers=_ANSWERS,
            reports=("plugged_kw",),
            done_when="{device}.plugged_kw == 0",
        ),
    ),
)
