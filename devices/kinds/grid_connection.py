"""The utility's feeder as far as we see it: its voltage, and its auto-reclose."""

from __future__ import annotations

from devices.kinds.kind import ORDER_ANSWER_S, SERVICE, Kind, Order, VerbTemplate, number, state
from devices.words import Words

KIND = Kind(
    "grid_connection",
    Words("Utility feeder", "配電線（電力会社側）"),
    signals=(
        number("v_kv", ("Utility voltage", "電力会社側 電圧"), "kV", 0.0, 10.0, decimals=2),
        number("f_hz", ("Utility frequency", "電力会社側 周波数"), "Hz", 0.0, 70.0, decimals=2),
        state(
            "reclose",
            ("Auto-reclose of the feeder", "配電線の自動再閉路"),
            SERVICE,
            manual=True,
        ),
    ),
    verbs=(
        VerbTemplate(
            "order_block_reclose",
            Words("Order auto-reclose of the feeder blocked", "配電線の再閉路除外を指令します"),
            roles=("TSO-D",),
            done_when="{device}.reclose == 'blocked'",
            answer_within_s=ORDER_ANSWER_S,
            order=Order(
                to="TSO-F",
                says=Words("Feeder reclosing: block.", "「配電線再閉路、除外」"),
                act="block_reclose",
                answers=Words("Feeder reclosing blocked, {now}.", "「配電線再閉路、除外。{now}」"),
                reports=("reclose",),
            ),
        ),
        VerbTemplate(
            "order_restore_reclose",
            Words(
                "Order auto-reclose of the feeder back in service",
                "配電線の再閉路使用（復帰）を指令します",
            ),
            roles=("TSO-D",),
            done_when="{device}.reclose == 'in_service'",
            answer_within_s=ORDER_ANSWER_S,
            order=Order(
                to="TSO-F",
                says=Words("Feeder reclosing: in service.", "「配電線再閉路、使用」"),
                act="restore_reclose",
                answers=Words(
                    "Feeder reclosing in service, {now}.", "「配電線再閉路、使用よし。{now}」"
                ),
                reports=("reclose",),
            ),
        ),
    ),
)
