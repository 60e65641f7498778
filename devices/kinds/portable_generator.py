"""A generator that people carry to the place and start by hand: engine or cassette gas."""

from __future__ import annotations

from devices.kinds.by_hand import by_hand
from devices.kinds.diesel_generator import MACHINE
from devices.kinds.kind import Kind, flag
from devices.words import Words

_ANSWERS = (
    "{name}: {{device}.state}, {now}.",
    "「{name}、{{device}.state}です。{now}」",
)

KIND = Kind(
    "portable_generator",
    Words("Portable generator", "可搬発電機"),
    signals=(
        *MACHINE,
        flag("turning", ("{name} engine turning", "{name} エンジン運転中"), manual=True),
    ),
    verbs=(
        by_hand(
            "start",
            ("Have {name} started in the open air", "{name}を屋外で始動するよう依頼します"),
            says=("{name}: start, outdoors.", "「{name}、屋外で始動」"),
            answers=_ANSWERS,
            reports=("turning",),
            done_when="{device}.state == 'running'",
        ),
        by_hand(
            "stop",
            ("Have {name} stopped", "{name}を停止するよう依頼します"),
            says=("{name}: stop.", "「{name}、停止」"),
            answers=_ANSWERS,
            reports=("turning",),
            done_when="{device}.state == 'stopped'",
        ),
    ),
)
