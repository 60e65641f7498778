"""The protection relay of the microgrid with its two setting groups."""

from __future__ import annotations

from devices.kinds.kind import ArgumentTemplate, Kind, VerbTemplate, flag, number, state, words
from devices.words import Words

ARMED = words(armed=("armed", "使用"), off=("off", "除外"))

KIND = Kind(
    "protection_relay",
    Words("Protection relay", "保護継電器"),
    signals=(
        number("group", ("Setting group", "整定値グループ"), "", 1.0, 2.0, decimals=0),
        flag("tripped", ("Protection tripped", "保護継電器動作")),
        state("r64", ("Earth-fault relay 64", "地絡過電圧継電器（64）"), ARMED),
    ),
    verbs=(
        VerbTemplate(
            "set_group",
            Words("Change the setting group of the relay", "整定値グループを切り替えます"),
            ("MGC",),
            (
                ArgumentTemplate(
                    "group", Words("Setting group", "整定値グループ"), "", 1.0, 2.0, decimals=0
                ),
            ),
            done_when="abs({device}.group - argument.group) < 0.5",
        ),
        VerbTemplate(
            "reset",
            Words("Reset the relay", "保護継電器を復帰します"),
            ("MGC",),
            done_when="not {device}.tripped",
        ),
    ),
)
