"""Sentences in both languages at once: from the catalogue, and with live values filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from devices import messages
from devices.words import Words

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\}")


def said(key: str, /, **arguments: object) -> Words:
    """The message `key` in both languages; arguments that are Words speak their own language.

    Raises KeyError for an unknown key or a missing argument.
    """
    english = {name: _in(value, "en") for name, value in arguments.items()}
    japanese = {name: _in(value, "ja") for name, value in arguments.items()}
    return Words(messages.text("en", key, **english), messages.text("ja", key, **japanese))


def filled(template: Words, words_of: Callable[[str], Words | None]) -> Words:
    """`template` with every `{device.signal}` replaced by what `words_of` says of it.

    A name that `words_of` answers with None stays as it is written.
    """
    return Words(
        _fill(template.en, "en", words_of),
        _fill(template.ja, "ja", words_of),
        _fill(template.easy_ja, "ja", words_of),
    )


def listed(parts: Iterable[Words]) -> Words:
    """Several texts as one list, with the comma of each language."""
    every = tuple(parts)
    return Words(", ".join(part.en for part in every), "、".join(part.ja for part in every))


def _in(value: object, language: str) -> object:
    return value.in_language(language) if isinstance(value, Words) else value


def _fill(text: str, language: str, words_of: Callable[[str], Words | None]) -> str:
    if "{" not in text:
        return text

    def word(match: re.Match[str]) -> str:
        found = words_of(match.group(1))
        return match.group(0) if found is None else found.in_language(language)

    return _PLACEHOLDER.sub(word, text)
