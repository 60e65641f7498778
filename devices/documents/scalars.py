"""What a plain word in a file means: YAML 1.2 core, without its traps."""

from __future__ import annotations

import re
from collections.abc import Mapping

MAX_MAGNITUDE = 1e15

# Control characters, characters that turn the reading direction, zero-width and line-separator
# characters: a person who reads the file cannot see them, so they must not be in it.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
# An escape such as "\t" brings in what the file itself may hold only as a line end.
_INVISIBLE = re.compile(rf"[\t\r]|{UNPRINTABLE.pattern}")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED = {"0x": (16, re.compile(r"0x[0-9a-fA-F]+")), "0o": (8, re.compile(r"0o[0-7]+"))}
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_NUMBER_START = frozenset("0123456789+-.")
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


class ScalarError(ValueError):
    """A value that no file may hold; key and arguments name the words for it."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments


def resolve(word: str, *, plain: bool) -> str | int | float | bool | None:
    """The value of a scalar; a quoted one (`plain` false) is always text. Raises ScalarError."""
    invisible = _INVISIBLE.search(word)
    if invisible:
        raise ScalarError("yaml_character", code=f"U+{ord(invisible[0]):04X}")
    if not plain:
        return word
    if word in _WORDS:
        return _WORDS[word]
    if word[0] in _NUMBER_START:
        return _number(word)
    return word


def _number(word: str) -> str | int | float:
    if word[:2] in _BASED:
        base, pattern = _BASED[word[:2]]
        return _checked(int(word, base), word) if pattern.fullmatch(word) else word
    if _NOT_FINITE.fullmatch(word):
        raise ScalarError("number_not_finite", given=word)
    if not _FLOAT.fullmatch(word):
        return word
    if _LEADING_ZERO.match(word):
        # 0900 is 900 in YAML 1.2, 9-hundred octal nonsense in 1.1, and was meant as a time.
        raise ScalarError("number_leading_zero", given=word)
    if len(word) > 40:
        raise ScalarError("number_too_large", given=word[:20] + "…", limit=MAX_MAGNITUDE)
    return _checked(int(word) if _INTEGER.fullmatch(word) else float(word), word)


def _checked(value: float, word: str) -> float:
    if abs(value) > MAX_MAGNITUDE:
        raise ScalarError("number_too_large", given=word[:20], limit=MAX_MAGNITUDE)
    return value
