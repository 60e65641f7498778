"""The island's earthed voltage transformer: one a system, in only while the island runs."""

from __future__ import annotations

from devices.kinds.kind import Kind, VerbTemplate, state, words
from devices.words import Words

IN_OUT = words(out=("out", "切離し"), **{"in": ("in", "接続")})

KIND = Kind(
    "evt",
    Words("Island EVT", "MG用EVT（接地形計器用変圧器）"),
    signals=(state("position", ("{number} position", "{number} 接続状態"), IN_OUT),),
    verbs=(
        VerbTemplate(
            "insert",
            Words("Connect the island EVT", "MG用EVTを接続します"),
            ("MGC",),
            done_when="{device}.position == 'in'",
        ),
        VerbTemplate(
            "remove",
            Words("Disconnect the island EVT", "MG用EVTを切り離します"),
            ("MGC",),
            done_when="{device}.position == 'out'",
        ),
    ),
)
