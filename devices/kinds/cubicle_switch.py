"""The load-break switch of a cubicle, 6,600 V: the chief electrical engineer alone works it."""

from __future__ import annotations

from devices.kinds.by_hand import ENGINEER, lever
from devices.kinds.kind import POSITION, Kind, flag, state
from devices.words import Words

KIND = Kind(
    "cubicle_switch",
    Words("Cubicle switch", "キュービクルの開閉器（LBS）"),
    signals=(
        state("position", ("{name} position", "{name} 開閉状態"), POSITION, manual=True),
        flag("locked", ("{name} locked", "{name} 施錠"), manual=True),
        flag("tagged", ("{name} tagged", "{name} 投入禁止札"), manual=True),
    ),
    verbs=lever(ENGINEER),
)
