"""Words without a reading of their own get the one that is known, and never a wrong one."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest

from console.models.readings import with_readings

_KANJI = re.compile(r"[\u3005-\u3007\u3400-\u9fff]+")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("避難所です。停電しています。", "避難所(ひなんじょ)です。停電(ていでん)しています。"),
        ("主幹ブレーカーは『切』です", "主幹(しゅかん)ブレーカーは『切(きり)』です"),
        ("切り替える回路", "切(き)り替(か)える回路(かいろ)"),
        ("けが人はいません", "けが人(にん)はいません"),
        ("けが人(にん)が いる", "けが人(にん)が いる"),
        ("一人(ひとり)で、3人と1人", "一人(ひとり)で、3人(にん)と1人"),
        ("切らない。燃料切れ", "切(き)らない。燃料切(ねんりょうぎ)れ"),
        ("入っている", "入(はい)っている"),
        ("5分待って", "5分待(ま)って"),
        ("避難所停電", "避難所(ひなんじょ)停電(ていでん)"),
        ("電気(でんき)の箱(はこ)", "電気(でんき)の箱(はこ)"),
        ("位相跳躍", "位相跳躍"),  # not known whole: left as it stands
        ("Main breaker off", "Main breaker off"),
    ],
)
def test_a_text_is_given_its_readings(text: str, read: str) -> None:
    assert with_readings(text) == read


def test_every_row_of_the_list_is_a_word_of_kanji_with_a_reading_in_kana() -> None:
    file = resources.files("resources").joinpath("readings.csv")
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert len({row["word"] for row in rows}) == len(rows)
    for row in rows:
        assert _KANJI.match(row["word"]), row
        assert re.fullmatch(r"[\u3040-\u309fー]*", row["reading"]), row
