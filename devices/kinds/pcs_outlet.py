"""The self-sustained output of a PV power conditioner: its socket lives on the sun alone."""

from __future__ import annotations

from devices.kinds.by_hand import by_hand
from devices.kinds.kind import Kind, flag, number, state, words
from devices.words import Words

RUN_STATES = words(
    off=("off", "停止"), on=("self-sustained", "自立運転中"), tripped=("tripped", "過負荷停止")
)

_ANSWERS = (
    "{name}: {{device}.state}, {{device}.v_v} volts, {now}.",
    "「{name}、{{device}.state}、{{device}.v_v}Vです。{now}」",
)

KIND = Kind(
    "pcs_outlet",
    Words("Self-sustained outlet of a PCS", "自立運転出力（自立運転用コンセント）"),
    signals=(
        state("state", ("{name} state", "{name} 運転状態"), RUN_STATES),
        number("p_kw", ("{name} power", "{name} 電力"), "kW", -0.1, 2.0, of="rated_kw", decimals=2),
        number(
            "available_kw",
            ("{name} power that the sun gives", "{name} 発電可能電力"),
            "kW",
            0.0,
            1000.0,
        ),
        number("v_v", ("{name} voltage", "{name} 電圧"), "V", 0.0, 300.0, decimals=0),
        flag("lamp", ("{name} lamp lit", "{name} 自立運転ランプ"), manual=True),
    ),
    verbs=(
        by_hand(
            "start",
            (
                "Have {name} switched to self-sustained",
                "{name}を自立運転に切り替えるよう依頼します",
            ),
            says=("{name}: switch to self-sustained.", "「{name}、自立運転に切り替え」"),
            answers=_ANSWERS,
            reports=("lamp",),
            done_when="{device}.state == 'on'",
        ),
        by_hand(
            "stop",
            (
                "Have {name} switched back from self-sustained",
                "{name}の自立運転を解除するよう依頼します",
            ),
            says=("{name}: self-sustained off.", "「{name}、自立運転、解除」"),
            answers=_ANSWERS,
            reports=("lamp",),
            done_when="{device}.state == 'off'",
        ),
        by_hand(
            "reset",
            ("Have the trip of {name} reset", "{name}の過負荷停止を復帰するよう依頼します"),
            says=("{name}: unplug, then reset.", "「{name}、機器を外してから復帰」"),
            answers=_ANSWERS,
            reports=("lamp",),
            done_when="{device}.state != 'tripped'",
        ),
    ),
)
