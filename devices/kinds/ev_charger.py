"""A bidirectional charger: positive power discharges the car into the microgrid."""

from __future__ import annotations

from devices.kinds.breaker import OPERATOR, switching
from devices.kinds.kind import POSITION, ArgumentTemplate, Kind, VerbTemplate, flag, number, state
from devices.words import Words

KIND = Kind(
    "ev_charger",
    Words("EV charger (V2X)", "充放電器（V2X）"),
    signals=(
        number(
            "p_kw",
            ("{number} power (+ discharge)", "{number} 電力（＋放電）"),
            "kW",
            -1.5,
            1.5,
            of="rated_kw",
        ),
        state("position", ("{number} breaker", "{number} 遮断器"), POSITION),
        flag("plugged", ("{number} connector plugged", "{number} コネクタ接続")),
    ),
    verbs=(
        *switching(
            ("Open the breaker of {number}", "{number} の遮断器を開放します"),
            ("Close the breaker of {number}", "{number} の遮断器を投入します"),
        ),
        VerbTemplate(
            "set_kw",
            Words(
                "Set the power of {number} (+ discharge, - charge)",
                "{number} の電力を設定します（＋放電、－充電）",
            ),
            OPERATOR,
            (
                ArgumentTemplate(
                    "p_kw",
                    Words("Power (+ discharge)", "電力（＋放電）"),
                    "kW",
                    -1.0,
                    1.0,
                    of="rated_kw",
                ),
            ),
            done_when="abs({device}.p_kw - argument.p_kw) < 0.5",
            answer_within_s=30.0,
        ),
    ),
    safe=(("open", ()),),
)
