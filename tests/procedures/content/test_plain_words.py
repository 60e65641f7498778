"""The cards of facility managers speak plainly: readings above kanji, short sentences, no jargon.

The rule: in an `easy_ja` text every run of kanji carries its reading in kana behind it, as in
漢字(かんじ); a sentence has at most 36 characters without readings; no word stands there that only
people of the trade know. The reader needs kana alone: children and foreigners read it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.documents import read_document

PROCEDURES = Path(__file__).parents[3] / "resources" / "procedures"
CARDS = sorted(
    path
    for path in PROCEDURES.glob("*.yaml")
    if re.search(r"(^toride|^kobe-shelter|-f\d)", path.stem)
)
KANJI = r"[\u4e00-\u9fff々〆]"
UNREAD = re.compile(rf"{KANJI}+(?![\u4e00-\u9fff々〆(])|{KANJI}+\((?![ぁ-ゖァ-ヺー]+\))")
READING = re.compile(r"\([ぁ-ゖァ-ヺー]+\)")
LONGEST = 36
TRADE = (
    "解列",
    "並列",
    "単独運転",
    "負荷",
    "投入",
    "開放",
    "系統",
    "逆送電",
    "非同期",
    "特定負荷盤",
)


def shown(data: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text that a facility manager sees on his card, with where it stands."""
    if isinstance(data, dict):
        if "en" in data and "ja" in data:
            yield key, data
            return
        for name, item in data.items():
            if name not in ("text", "read_back", "report"):  # spoken to others, and logged
                yield from shown(item, f"{key}.{name}")
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from shown(item, f"{key}[{number}]")


@pytest.mark.parametrize("path", CARDS, ids=[path.stem for path in CARDS])
def test_a_card_is_readable_with_kana_alone(path: Path) -> None:
    wrong = []
    for key, words in shown(read_document(path).data):
        easy = str(words.get("easy_ja", ""))
        plain = READING.sub("", re.sub(r"\{[^}]*\}", "", easy))
        longest = max((len(part.strip()) for part in plain.split("。")), default=0)
        if not easy or UNREAD.search(easy) or longest > LONGEST or any(t in easy for t in TRADE):
            wrong.append(f"{key}: {easy or words['ja']}")
    assert wrong == []


def test_the_rule_finds_what_cannot_be_read() -> None:
    assert UNREAD.search("主ブレーカーを 下(さ)げます。")
    assert UNREAD.search("電気(electric)")
    assert UNREAD.search("自立運転(じりつ運転)")
    assert not UNREAD.search("主(しゅ)ブレーカーを 下(さ)げます。")


def test_there_are_cards_for_every_facility() -> None:
    sites = set()
    for path in CARDS:
        given = read_document(path).data["site"]
        sites |= {given} if isinstance(given, str) else set(given)
    assert len(sites) == 7
