"""The synchronism relay (25): it alone closes the boundary onto a live microgrid, when enabled."""

from __future__ import annotations

from devices.kinds.kind import ON_OFF, Kind, VerbTemplate, flag, number, state
from devices.words import Words

KIND = Kind(
    "synchronism_relay",
    Words("Synchronism relay (25)", "同期検定継電器（25）"),
    signals=(
        state("enabled", ("{number} closing enabled", "{number} 同期投入"), ON_OFF),
        flag("permit", ("{number} in synchronism", "{number} 同期条件成立")),
        number(
            "dv_pu", ("{number} voltage difference", "{number} 電圧差"), "pu", -2.0, 3.0, decimals=3
        ),
        number("slip_hz", ("{number} slip", "{number} 周波数差"), "Hz", -70.0, 70.0, decimals=3),
        number("angle_deg", ("{number} angle", "{number} 位相差"), "deg", -180.0, 180.0),
    ),
    verbs=(
        VerbTemplate(
            "enable",
            Words("Enable closing in synchronism at {number}", "{number} の同期投入を使用にします"),
            ("MGC",),
            done_when="{device}.enabled == 'on'",
        ),
        VerbTemplate(
            "disable",
            Words("Disable closing in synchronism at {number}", "{number} の同期投入を除外します"),
            ("MGC",),
            done_when="{device}.enabled == 'off'",
        ),
    ),
    safe=(("disable", ()),),
)
