"""The utility's pole switch at the boundary: worked by its crew on order, never by us."""

from __future__ import annotations

from devices.kinds.kind import (
    ORDER_ANSWER_S,
    POSITION,
    SERVICE,
    Kind,
    Order,
    VerbTemplate,
    flag,
    number,
    state,
)
from devices.words import Words


def _order(
    act: str,
    title: tuple[str, str],
    *,
    says: tuple[str, str],
    answers: tuple[str, str],
    reports: tuple[str, ...],
    done_when: str,
) -> VerbTemplate:
    return VerbTemplate(
        f"order_{act}",
        Words(*title),
        roles=("TSO-D",),
        done_when=done_when,
        answer_within_s=ORDER_ANSWER_S,
        order=Order("TSO-F", Words(*says), None, act, Words(*answers), reports),
    )


KIND = Kind(
    "boundary_switch",
    Words("Boundary pole switch", "柱上開閉器（解列ポイント）"),
    signals=(
        state("position", ("{number} position", "{number} 開閉状態"), POSITION, manual=True),
        flag("locked", ("{number} locked", "{number} 施錠"), manual=True),
        flag("tagged", ("{number} tagged", "{number} 投入禁止札"), manual=True),
        state(
            "timer_utility",
            ("{number} timed closing, utility side", "{number} 時限順送（電源側）"),
            SERVICE,
            manual=True,
        ),
        state(
            "timer_island",
            ("{number} timed closing, microgrid side", "{number} 時限順送（MG区間側）"),
            SERVICE,
            manual=True,
        ),
        number(
            "dv_pu", ("{number} voltage across", "{number} 両端電圧差"), "pu", 0.0, 3.0, decimals=2
        ),
        number("angle_deg", ("{number} angle", "{number} 位相差"), "deg", -180.0, 180.0),
        number("slip_hz", ("{number} slip", "{number} 周波数差"), "Hz", -70.0, 70.0, decimals=3),
    ),
    verbs=(
        _order(
            "open",
            ("Order {number} open", "{number} の開放を指令します"),
            says=("{number}: open.", "「{number}、開放」"),
            answers=(
                "{number} worked: pointer at {{device}.position}, {now}.",
                "「{number}、操作終了。指針『{{device}.position}』、{now}」",
            ),
            reports=("position",),
            done_when="{device}.position == 'open'",
        ),
        _order(
            "close",
            ("Order {number} closed", "{number} の投入を指令します"),
            says=("{number}: close.", "「{number}、投入」"),
            answers=(
                "{number} worked: pointer at {{device}.position}, {now}.",
                "「{number}、操作終了。指針『{{device}.position}』、{now}」",
            ),
            reports=("position",),
            done_when="{device}.position == 'closed'",
        ),
        _order(
            "lock",
            ("Order {number} locked and tagged", "{number} の施錠・札掛けを指令します"),
            says=("{number}: lock, tag.", "「{number}、施錠、札掛け」"),
            answers=("{number} locked, tagged, {now}.", "「{number}、施錠、札掛けよし。{now}」"),
            reports=("position", "locked", "tagged"),
            done_when="{device}.locked and {device}.tagged",
        ),
        _order(
            "unlock",
            ("Order lock and tag of {number} removed", "{number} の解錠・札外しを指令します"),
            says=("{number}: remove lock and tag.", "「{number}、施錠、札、外す」"),
            answers=(
                "{number} lock and tag removed, {now}.",
                "「{number}、施錠、札、外しました。{now}」",
            ),
            reports=("position", "locked", "tagged"),
            done_when="not {device}.locked and not {device}.tagged",
        ),
        _order(
            "block_timers",
            (
                "Order timed-sequence closing of {number} blocked on both sides",
                "{number} の時限順送除外（両側）を指令します",
            ),
            says=("{number} timers, both sides: block.", "「{number}、時限順送、両側ロック」"),
            answers=(
                "{number} timers blocked on both sides, {now}.",
                "「{number}、時限順送、両側ロックよし。{now}」",
            ),
            reports=("timer_utility", "timer_island"),
            done_when="{device}.timer_utility == 'blocked' and {device}.timer_island == 'blocked'",
        ),
        _order(
            "restore_timers",
            (
                "Order timed-sequence closing of {number} back in service",
                "{number} の時限順送使用（復帰）を指令します",
            ),
            says=("{number} timers, both sides: in service.", "「{number}、時限順送、両側使用」"),
            answers=(
                "{number} timers in service on both sides, {now}.",
                "「{number}、時限順送、両側使用よし。{now}」",
            ),
            reports=("timer_utility", "timer_island"),
            done_when=(
                "{device}.timer_utility == 'in_service' and {device}.timer_island == 'in_service'"
            ),
        ),
    ),
)
