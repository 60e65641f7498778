"""Everything a person reads has its Japanese, and it is Japanese: files, code, catalogue, words.

What may stand without kana or kanji is named below: numbers of devices, units, names of makers'
systems. Whoever adds one says by that that a Japanese reader needs no other word.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from console.translation import catalogue
from devices.documents import is_japanese, read_document

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
ROOMS = ("console", "devices", "procedures", "sim")
FOLDERS = (
    *("sites", "procedures", "scenarios", "registers", "hazards", "examples"),
    *("exercises", "programmes"),
)

WITHOUT_KANA_OR_KANJI = frozenset({"—", "「%1」"})

Text = tuple[str, str, str]  # where, English, Japanese


def in_files() -> Iterator[Text]:
    for folder in FOLDERS:
        for path in sorted((RESOURCES / folder).rglob("*.yaml")):
            yield from _in_data(read_document(path).data, path.name)


def _in_data(data: Any, where: str) -> Iterator[Text]:
    """Every mapping with an English or a Japanese text; one that is missing is ""."""
    if isinstance(data, dict):
        if {"en", "ja"} & set(data):
            yield where, str(data.get("en") or ""), str(data.get("ja") or "")
        for name, item in data.items():
            yield from _in_data(item, f"{where}.{name}")
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _in_data(item, f"{where}[{number}]")


def in_code() -> Iterator[Text]:
    """Every `Words("...", "...")` of the program; f-strings and variables say themselves."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words":
                    texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                    if len(texts) == 2:
                        yield f"{path.name}:{node.lineno}", str(texts[0]), str(texts[1])


def in_glossary() -> Iterator[Text]:
    rows = csv.DictReader((RESOURCES / "glossary.csv").read_text(encoding="utf-8").splitlines())
    for row in rows:
        yield "glossary", row["en"], row["ja"]


def in_catalogue() -> Iterator[Text]:
    for (context, english), japanese in catalogue("ja").items():
        yield context, english, japanese


SOURCES = (in_files, in_code, in_glossary, in_catalogue)


@cache
def texts_of(source: Callable[[], Iterator[Text]]) -> tuple[Text, ...]:
    return tuple(source())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
def test_no_text_lacks_one_of_its_languages(source: Any) -> None:
    texts = texts_of(source)
    assert len(texts) > 50, "too little was found to be trusted"
    lacking = [text for text in texts if bool(text[1].strip()) != bool(text[2].strip())]
    assert lacking == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
def test_every_japanese_text_holds_kana_or_kanji(source: Any) -> None:
    foreign = {
        (where, japanese)
        for where, _, japanese in texts_of(source)
        if japanese and not is_japanese(japanese) and japanese not in WITHOUT_KANA_OR_KANJI
    }
    assert foreign == set()


def test_no_exception_is_named_that_nobody_needs() -> None:
    said = {japanese for source in SOURCES for _, _, japanese in texts_of(source)}
    assert said >= WITHOUT_KANA_OR_KANJI
