"""A text in both languages, as it travels from files to screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from devices.events import Json

Language = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Words:
    """One text in English and Japanese; `easy_ja` is for people who are not electricians."""

    en: str
    ja: str
    easy_ja: str = ""

    def in_language(self, language: str) -> str:
        """Return the text for `language` ("en" or "ja"); anything else reads as English."""
        return self.ja if language == "ja" else self.en


def words_json(words: Words | None) -> dict[str, Json] | None:
    """Words as plain JSON; None stays None."""
    return None if words is None else {"en": words.en, "ja": words.ja, "easy_ja": words.easy_ja}


def words_from_json(data: Mapping[str, Any] | None) -> Words | None:
    """The words that `words_json` wrote; raises TypeError for another form."""
    return None if data is None else Words(**data)


def same(text: str) -> Words:
    """Return `text` as it is in both languages: a number, a code, a person's name."""
    return Words(text, text)
