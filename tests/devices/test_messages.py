"""The catalogues of both languages agree, and a message is found or refused by name."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from devices import messages
from devices.documents import is_japanese, read_document
from devices.messages import CatalogueError, read_into


def test_english_and_japanese_have_the_same_keys() -> None:
    assert set(messages.languages()) == {"en", "ja"}
    assert messages.keys("en") == messages.keys("ja")


def test_every_message_takes_the_same_placeholders_in_both_languages() -> None:
    differing = [
        key
        for key in messages.keys("en") & messages.keys("ja")
        if messages.placeholders("en", key) != messages.placeholders("ja", key)
    ]
    assert differing == []


def test_every_japanese_message_holds_kana_or_kanji() -> None:
    fill = dict.fromkeys(_all_placeholders(), "")
    latin = {
        key: words
        for key in messages.keys("ja")
        if not is_japanese(words := messages.text("ja", key, **fill))
    }
    # a message may be made of placeholders, signs and codes alone
    assert [key for key, words in latin.items() if re.search("[a-z]{2}", words)] == []


def test_no_english_message_holds_kana_or_kanji() -> None:
    fill = dict.fromkeys(_all_placeholders(), "")
    japanese = [k for k in messages.keys("en") if is_japanese(messages.text("en", k, **fill))]
    assert japanese == []


def test_catalogue_files_pass_the_strict_reader() -> None:
    for language in messages.languages():
        with resources.as_file(resources.files("resources") / "messages" / language) as folder:
            for path in sorted(Path(folder).glob("*.yaml")):
                data = read_document(path).data
                assert all(isinstance(template, str) for template in data.values()), path


def test_both_languages_have_a_file_for_each_room() -> None:
    root = resources.files("resources") / "messages"
    rooms = [{item.name for item in (root / lang).iterdir()} for lang in messages.languages()]
    assert rooms[0] == rooms[1]


def test_a_message_is_filled_with_its_arguments() -> None:
    words = messages.text("en", "wrong_unit", expected="kW", given="W")
    assert words == "unit kW expected, not 'W'"
    assert "単位は kW です" in messages.text("ja", "wrong_unit", expected="kW", given="W")


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="wrong_unit"):
        messages.text("en", "wrong_unti")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError, match="en, ja"):
        messages.text("fr", "wrong_unit")


def test_a_missing_argument_is_named() -> None:
    with pytest.raises(KeyError, match="given"):
        messages.text("en", "wrong_unit", expected="kW")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (630.0, "630"),
        (49.900000000000006, "49.9"),
        (1e9, "1000000000"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (True, "true"),
        (None, "–"),
        (["a", 2.0], "a, 2"),
        ("{given}", "{given}"),
    ],
)
def test_values_read_as_people_write_them(value: Any, words: str) -> None:
    assert messages.in_words(value) == words


def test_an_argument_is_never_taken_for_a_template() -> None:
    assert messages.text("en", "wrong_unit", expected="{given}", given="W").startswith(
        "unit {given}"
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a: x\na: y\n", "already at"),
        ("- a\n", "key: template"),
        ("a: [x]\n", "key: template"),
        ("A b: x\n", "no key"),
        ("a: ''\n", "no words"),
        ("a: 'x\n", "room.yaml"),
    ],
)
def test_a_bad_catalogue_file_is_refused(source: str, reason: str) -> None:
    with pytest.raises(CatalogueError, match=reason):
        read_into({}, source, "en/room.yaml")


def test_a_key_of_another_room_is_refused() -> None:
    catalogue: dict[str, Any] = {}
    read_into(catalogue, "a: x\n", "en/one.yaml")
    with pytest.raises(CatalogueError, match=r"en/one\.yaml:1"):
        read_into(catalogue, "a: y\n", "en/two.yaml")


def _all_placeholders() -> set[str]:
    return {
        name
        for language in messages.languages()
        for key in messages.keys(language)
        for name in messages.placeholders(language, key)
    }
