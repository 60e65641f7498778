"""The external inlet of a building: one cable from one source goes into it, or none."""

from __future__ import annotations

from devices.kinds.by_hand import by_hand
from devices.kinds.kind import Kind, VerbTemplate, state, words
from devices.words import Words

SOURCES = words(
    none=("nothing", "未接続"),
    vehicle=("EV with external feeder", "EV・外部給電器"),
    generator=("small generator", "小型発電機"),
    gas_generator=("cassette-gas generator", "カセットガス発電機"),
    battery=("portable battery", "可搬蓄電池"),
)
_ANSWERS = (
    "{name}: {{device}.source} plugged in, {now}.",
    "「{name}、{{device}.source}です。{now}」",
)


def _plug(word: str, english: str, japanese: str) -> VerbTemplate:
    return by_hand(
        f"plug_{word}",
        (
            f"Have the {english} plugged into {{name}}",
            f"{{name}} に{japanese}をつなぐよう依頼します",
        ),
        says=(f"{{name}}: plug in the {english}.", f"「{{name}}、{japanese}を接続」"),
        answers=_ANSWERS,
        reports=("source",),
        done_when=f"{{device}}.source == '{word}'",
    )


KIND = Kind(
    "external_inlet",
    Words("External inlet", "外部給電取込口"),
    signals=(state("source", ("{name} plugged source", "{name} 接続電源"), SOURCES, manual=True),),
    verbs=(
        _plug("vehicle", "cable of the EV feeder", "EVの外部給電器"),
        _plug("generator", "small generator", "小型発電機"),
        _plug("gas_generator", "cassette-gas generator", "カセットガス発電機"),
        _plug("battery", "portable battery", "可搬蓄電池"),
        by_hand(
            "unplug",
            ("Have {name} unplugged", "{name}のケーブルを外すよう依頼します"),
            says=("{name}: unplug.", "「{name}、ケーブルを外す」"),
            answers=_ANSWERS,
            reports=("source",),
            done_when="{device}.source == 'none'",
        ),
    ),
)
