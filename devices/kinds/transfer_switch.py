"""A manual transfer switch at a distribution board: utility, off or external, never two joined."""

from __future__ import annotations

from devices.kinds.by_hand import by_hand
from devices.kinds.kind import Kind, VerbTemplate, flag, state, words
from devices.words import Words

POSITIONS = words(utility=("utility", "商用"), off=("off", "切"), external=("external", "外部"))


def _turn(word: str, english: str, japanese: str) -> VerbTemplate:
    return by_hand(
        word,
        (
            f"Have {{name}} turned to '{english}'",
            f"{{name}} を「{japanese}」にするよう依頼します",
        ),
        says=(f"{{name}}: {english}.", f"「{{name}}、{japanese}」"),
        answers=(
            "{name} stands at {{device}.position}, {now}.",
            "「{name}、『{{device}.position}』です。{now}」",
        ),
        reports=("position", "external_live"),
        done_when=f"{{device}}.position == '{word}'",
    )


KIND = Kind(
    "transfer_switch",
    Words("Manual transfer switch", "手動切替器"),
    signals=(
        state("position", ("{name} position", "{name} 切替位置"), POSITIONS, manual=True),
        flag(
            "external_live",
            ("{name} lamp: external supply", "{name} 外部電源ランプ"),
            manual=True,
        ),
    ),
    verbs=(
        _turn("utility", "utility", "商用"),
        _turn("off", "off", "切"),
        _turn("external", "external", "外部"),
    ),
)
