"""One word for one thing in every text that ships: files, messages, words of device kinds."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from devices import messages
from devices.documents import is_japanese, read_document
from devices.site import load_site, site_names

RESOURCES = Path(__file__).parents[2] / "resources"
FOLDERS = ("sites", "procedures", "scenarios", "registers")


@dataclass(frozen=True)
class Pair:
    """One text in both languages; key: the key of the file under which it stands."""

    where: str
    key: str
    en: str
    ja: str


def _pairs_in(data: Any, where: str, key: str) -> Iterator[Pair]:
    if isinstance(data, dict):
        if isinstance(data.get("en"), str) and isinstance(data.get("ja"), str):
            yield Pair(where, key, data["en"], data["ja"])
        for name, item in data.items():
            yield from _pairs_in(item, where, f"{key}.{name}")
    elif isinstance(data, list):
        for item in data:
            yield from _pairs_in(item, where, key)


@cache
def pairs() -> tuple[Pair, ...]:
    found = [
        pair
        for folder in FOLDERS
        for path in sorted((RESOURCES / folder).glob("*.yaml"))
        for pair in _pairs_in(read_document(path).data, path.name, "")
    ]
    for key in sorted(messages.keys("en") & messages.keys("ja")):
        filled = {name: f"{{{name}}}" for name in messages.placeholders("en", key)}
        words = (messages.text(language, key, **filled) for language in ("en", "ja"))
        found.append(Pair("messages", key, *words))
    for name in site_names():
        for device in load_site(name).devices.values():
            verbs = (verb.title for verb in device.verbs.values())
            labels = (signal.label for signal in device.signals.values())
            states = (word for signal in device.signals.values() for word in signal.state_words)
            for words in (*verbs, *labels, *states):
                found.append(Pair(name, device.name, words.en, words.ja))
    return tuple(dict.fromkeys(found))


def told(wrong: Iterator[Pair]) -> list[str]:
    return [f"{pair.where} {pair.key}: {pair.en!r} / {pair.ja!r}" for pair in wrong]


# --- the glossary itself -------------------------------------------------------------------------


def glossary() -> list[dict[str, str]]:
    with (RESOURCES / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_term_stands_once_and_in_both_languages() -> None:
    terms = glossary()
    assert all(term["en"].strip() and term["ja"].strip() for term in terms)
    assert len({term["en"] for term in terms}) == len(terms)
    latin = [term["ja"] for term in terms if not is_japanese(term["ja"])]
    assert latin == []
    assert all(re.fullmatch("[ぁ-ゖァ-ヺー・／（）()/]*", term["reading"]) for term in terms)


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("islanding (intentional, of utility line)", "地域独立運転"),
        ("disconnect from grid (act)", "解列"),
        ("parallel / connect to grid", "並列"),
        ("self-sustained operation (customer side)", "自立運転"),
        ("unintentional islanding (fault state)", "単独運転"),
    ],
)
def test_what_must_not_be_confused_has_a_word_of_its_own(english: str, japanese: str) -> None:
    assert [term["ja"] for term in glossary() if term["en"] == english] == [japanese]


# --- terms in texts ------------------------------------------------------------------------------

# A Japanese word, and what its English must speak of.
MEANS = [
    ("単独運転", r"island"),
    ("単独運転検出", r"anti-islanding"),
    ("自立運転", r"self-sustain|outlet|off-grid|island"),
    ("解列", r"separat|disconnect|boundary|cut off|permit to close|Kairetsu"),
    ("並列", r"parallel|connect|synchron|close|grid-following"),
    ("逆送電", r"back-feed|feed back|fed from|feed(s)? the|towards the utility|live from"),
    ("逆潮流", r"export|reverse power"),
    ("短絡接地", r"earth"),
    ("整定値グループ", r"group"),
    ("復唱", r"read-?back|repeat|three parts"),
]
# An English term, and the Japanese word that there is for it.
IS_CALLED = [
    (r"anti-islanding", "単独運転検出|単独運転"),
    (r"\bunintended island|\bunintentional island", "単独運転"),
    (r"\bearth fault", "地絡"),
    (r"\bshort circuit", "短絡"),
    (r"\bsetting group", "整定値グループ|グループ"),
    (r"\bstate of charge", "充電率|SoC"),
    (r"\bhold point", "確認ポイント"),
    (r"\bread-back", "復唱"),
    (r"\binterlock", "インターロック"),
    (r"\bgrid-forming", "グリッドフォーミング"),
    (r"\bgrid-following", "グリッドフォロイング"),
    (r"\bsynchronism relay", "同期検定"),
    (r"\bpole switch", "柱上開閉器|開閉器|K-12|電柱"),
    (r"\bsafe state", "安全状態"),
    (r"\breconnection delay", "復電後投入阻止時間|復電後"),
]
# Words that are another spelling, or another thing than was meant.
NEVER = [
    "再連係",
    "独立運用",
    "連係開閉器",
    "逆充電器",
    "チャージ率",
    "遮断機",
    "パワーコンディショナー",
]


@pytest.mark.parametrize(("japanese", "english"), MEANS)
def test_a_japanese_term_is_used_for_its_own_thing_only(japanese: str, english: str) -> None:
    wrong = (p for p in pairs() if japanese in p.ja and not re.search(english, p.en, re.IGNORECASE))
    assert told(wrong) == []


@pytest.mark.parametrize(("english", "japanese"), IS_CALLED)
def test_an_english_term_has_its_japanese_word(english: str, japanese: str) -> None:
    wrong = (
        p
        for p in pairs()
        if re.search(english, p.en, re.IGNORECASE) and not re.search(japanese, p.ja)
    )
    assert told(wrong) == []


@pytest.mark.parametrize("word", NEVER)
def test_no_text_holds_another_spelling(word: str) -> None:
    assert told(p for p in pairs() if word in p.ja) == []


# --- spoken orders -------------------------------------------------------------------------------

SPOKEN = re.compile(r"\.say(\.report)?(\.text|\.read_back)$")
# 投入 and 開放, 付ける and 外す: what can be misheard or means two things is never ordered.
UNSPEAKABLE = re.compile(r"切って|切れ。|止めて|止めろ|接地(線)?を?(取|とる|とり|とっ|とれ)")


def test_a_spoken_order_holds_no_word_that_means_two_things() -> None:
    spoken = [p for p in pairs() if SPOKEN.search(p.key)]
    assert spoken
    assert told(p for p in spoken if UNSPEAKABLE.search(p.ja)) == []


def test_a_device_is_spoken_of_by_the_same_number_in_both_languages() -> None:
    number = re.compile(r"\b(?:K-[0-9]+|52[A-Z]|P10\.[0-9]+|P[0-9]\b|H[1-8]\b)")
    differing = (
        p
        for p in pairs()
        if set(number.findall(p.en)) != set(_ascii_numbers(number, p.ja)) and SPOKEN.search(p.key)
    )
    assert told(differing) == []


def _ascii_numbers(number: re.Pattern[str], words: str) -> list[str]:
    """Numbers in a Japanese text, where no blank sets them apart."""
    return number.findall(re.sub(r"([^\x00-\x7f])", r" \1 ", words))


# --- Japanese slots ------------------------------------------------------------------------------

# What is written alike in both languages: codes of devices and procedures, names of products.
SAME_IN_BOTH = re.compile(r"^[A-Za-z0-9 \u3000.,:/()+\-–—%~{}_：（）「」。]*$")
PROSE = re.compile(r"(?<![{.\w])[a-z]{4,}(?![\w}])")
NAMED = {"p.u.", "Modbus", "SunSpec", "Wi-Fi"}


def test_a_japanese_slot_without_kana_or_kanji_is_a_code() -> None:
    wrong = (
        p
        for p in pairs()
        if not is_japanese(p.ja)
        and p.ja not in NAMED
        and (not SAME_IN_BOTH.match(p.ja) or PROSE.search(p.ja))
    )
    assert told(wrong) == []


def test_no_english_slot_holds_kana_or_kanji() -> None:
    legend = re.compile("(?<=ointer at )[入切]")  # as it is painted on the pole switch
    assert told(p for p in pairs() if is_japanese(legend.sub("", p.en))) == []
