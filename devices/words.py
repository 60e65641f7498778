"""A text in both languages, as it travels from files to screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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


def same(text: str) -> Words:
    """Return `text` as it is in both languages: a number, a code, a person's name."""
    return Words(text, text)
