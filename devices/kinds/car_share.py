"""The public car-share system, which is stopped so that the cars stay at hand."""

from __future__ import annotations

from devices.kinds.kind import ORDER_ANSWER_S, Kind, Order, VerbTemplate, state, words
from devices.words import Words

RUN_STATES = words(running=("running", "運用中"), stopped=("stopped", "停止"))

KIND = Kind(
    "car_share",
    Words("Car-share system", "カーシェアシステム"),
    signals=(state("state", ("Car share", "カーシェア"), RUN_STATES, manual=True),),
    verbs=(
        VerbTemplate(
            "order_stop",
            Words("Order the public car share stopped", "市民向けカーシェアの停止を指令します"),
            ("MGC", "EVD"),
            done_when="{device}.state == 'stopped'",
            answer_within_s=ORDER_ANSWER_S,
            order=Order(
                to="EVD",
                says=Words("Public car sharing: stop.", "「市民向けカーシェア、停止」"),
                act="stop",
                answers=Words("Car sharing stopped, {now}.", "「カーシェア、停止しました。{now}」"),
                reports=("state",),
            ),
        ),
        VerbTemplate(
            "order_start",
            Words("Order the public car share restarted", "市民向けカーシェアの再開を指令します"),
            ("MGC", "EVD"),
            done_when="{device}.state == 'running'",
            answer_within_s=ORDER_ANSWER_S,
            order=Order(
                to="EVD",
                says=Words("Public car sharing: start again.", "「市民向けカーシェア、再開」"),
                act="start",
                answers=Words("Car sharing running, {now}.", "「カーシェア、再開しました。{now}」"),
                reports=("state",),
            ),
        ),
    ),
)
