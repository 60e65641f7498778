"""Short-circuit earths on the section: how many sets are fitted, as the crew reports it."""

from __future__ import annotations

from devices.kinds.kind import ORDER_ANSWER_S, Kind, Order, VerbTemplate, number
from devices.words import Words

KIND = Kind(
    "earth_switch",
    Words("Short-circuit earth", "短絡接地"),
    signals=(
        number(
            "count",
            ("Earths fitted on the section", "短絡接地の取付数"),
            "",
            0.0,
            6.0,
            decimals=0,
            manual=True,
        ),
    ),
    verbs=(
        VerbTemplate(
            "order_fit",
            Words("Order a short-circuit earth fitted", "短絡接地を付けるよう指令します"),
            roles=("TSO-D",),
            done_when="{device}.count > 0",
            answer_within_s=ORDER_ANSWER_S,
            order=Order(
                to="TSO-F",
                says=Words(
                    "Short-circuit earth: fit, earth end first.", "「短絡接地、付ける。接地側から」"
                ),
                act="fit",
                answers=Words(
                    "Short-circuit earth fitted, {{device}.count} on the section, {now}.",
                    "「短絡接地、付けました。現在{{device}.count}組、{now}」",
                ),
                reports=("count",),
            ),
        ),
        VerbTemplate(
            "order_remove",
            Words("Order all short-circuit earths removed", "短絡接地をすべて外すよう指令します"),
            roles=("TSO-D",),
            done_when="{device}.count == 0",
            answer_within_s=ORDER_ANSWER_S,
            order=Order(
                to="TSO-F",
                says=Words(
                    "Short-circuit earths, all: remove, earth end last.",
                    "「短絡接地、すべて外す。接地側は最後」",
                ),
                act="remove",
                answers=Words(
                    "Short-circuit earths removed, {{device}.count} left, {now}.",
                    "「短絡接地、外しました。残り{{device}.count}組、{now}」",
                ),
                reports=("count",),
            ),
        ),
    ),
)
