"""What the control room knows only because somebody called: accidents, readings on site."""

from __future__ import annotations

from devices.kinds.kind import Kind, flag, number
from devices.words import Words

KIND = Kind(
    "telephone",
    Words("Telephone", "電話連絡"),
    signals=(
        flag("injured", ("Person injured (by telephone)", "負傷者の通報"), manual=True),
        flag("smoke", ("Smoke or smell of gas (by telephone)", "発煙・異臭の通報"), manual=True),
        number(
            "soc_pct",
            ("State of charge read on site", "現地読みの充電率"),
            "%",
            0.0,
            100.0,
            manual=True,
        ),
        number(
            "v_kv",
            ("Section voltage read on site", "現地読みのMG区間電圧"),
            "kV",
            0.0,
            10.0,
            decimals=2,
            manual=True,
        ),
        number(
            "f_hz",
            ("Section frequency read on site", "現地読みのMG区間周波数"),
            "Hz",
            0.0,
            70.0,
            decimals=2,
            manual=True,
        ),
    ),
)
