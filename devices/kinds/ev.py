"""An electric vehicle as its dispatcher reports it: where it is and what it holds."""

from __future__ import annotations

from devices.kinds.kind import Kind, Order, VerbTemplate, number, state
from devices.words import Words

EV_ANSWER_S = 7200.0  # the journey belongs to the order
# It is the driver's word on leaving, so it says where the car is, not that it is there.
_ANSWERS = Words(
    "{number}: {{device}.place}, {{device}.soc_pct} percent, {now}.",
    "「{number}、{{device}.place}、充電率{{device}.soc_pct}%、{now}」",
)

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
            order=Order(
                to="EVD",
                says=Words("{number}: start for the shelter.", "「{number}、避難所へ派遣」"),
                act="dispatch",
                answers=_ANSWERS,
                reports=("place", "soc_pct"),
            ),
        ),
        VerbTemplate(
            "order_return",
            Words("Order {number} back to its base", "{number} の帰着を指令します"),
            ("MGC", "EVD"),
            done_when="{device}.place == 'base'",
            answer_within_s=EV_ANSWER_S,
            order=Order(
                to="EVD",
                says=Words("{number}: return to base.", "「{number}、拠点へ帰着」"),
                act="return",
                answers=_ANSWERS,
                reports=("place", "soc_pct"),
            ),
        ),
    ),
)
