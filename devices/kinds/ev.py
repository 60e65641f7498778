"""An electric vehicle as its dispatcher reports it: where it is and what it holds."""

from __future__ import annotations

from devices.kinds.kind import Kind, VerbTemplate, number, state
from devices.words import Words

EV_ANSWER_S = 7200.0  # the journey belongs to the order

KIND = Kind(
    "ev",
    Words("Electric vehicle", "電気自動車（EV）"),
    signals=(
        number(
            "soc_pct",
            ("{number} state of charge", "{number} 充電率"),
            "%",
            0.0,
            100.0,
            decimals=0,
            manual=True,
        ),
        # the states are the places of the site file
        state("place", ("{number} place", "{number} の所在"), (), manual=True),
    ),
    verbs=(
        VerbTemplate(
            "order_dispatch",
            Words("Order {number} to the shelter", "{number} の避難所への派遣を指令します"),
            ("MGC", "EVD"),
            done_when="{device}.place != 'base'",
            answer_within_s=EV_ANSWER_S,
            manual=True,
        ),
        VerbTemplate(
            "order_return",
            Words("Order {number} back to its base", "{number} の帰着を指令します"),
            ("MGC", "EVD"),
            done_when="{device}.place == 'base'",
            answer_within_s=EV_ANSWER_S,
            manual=True,
        ),
    ),
)
