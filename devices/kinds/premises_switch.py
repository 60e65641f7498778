"""The incoming breaker of a private line: the boundary is ours, and the operator works it."""

from __future__ import annotations

from devices.kinds.breaker import switching
from devices.kinds.kind import POSITION, Kind, flag, number, state
from devices.words import Words

KIND = Kind(
    "premises_switch",
    Words("Incoming breaker (ours)", "受電遮断器（自営設備）"),
    signals=(
        state("position", ("{number} position", "{number} 開閉状態"), POSITION),
        flag("locked", ("{number} locked", "{number} 施錠"), manual=True),
        flag("tagged", ("{number} tagged", "{number} 投入禁止札"), manual=True),
        number(
            "dv_pu", ("{number} voltage across", "{number} 両端電圧差"), "pu", 0.0, 3.0, decimals=2
        ),
        number("angle_deg", ("{number} angle", "{number} 位相差"), "deg", -180.0, 180.0),
        number("slip_hz", ("{number} slip", "{number} 周波数差"), "Hz", -70.0, 70.0, decimals=3),
    ),
    verbs=switching(
        ("Open {number} (separate from the utility)", "{number} を開放します（解列）"),
        ("Close {number} (join the utility)", "{number} を投入します（再連系）"),
    ),
    safe=(("open", ()),),
)
