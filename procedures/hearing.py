"""What was heard against what was said: numbers and state words must come back exactly."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from devices.words import Words

ENOUGH = 0.5  # the share of the words that must come back where no number or state is among them


# State words of the glossary, and those of everyday talk that change the meaning of an order.
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


_STATES_JA = _words(
    """
    無電圧 投入 開放 施錠 解錠 付ける 付けました 外す 外しました 除外 停止 開始 充電 停電 許可 禁止
    取消 異常なし 異常 復電 札掛け 接地 中止 不在 入 切 札
    """
)
_STATES_EN = _words(
    """
    open opened close closed lock locked unlock unlocked tag tagged untagged fit fitted remove
    removed dead live on off block blocked unblock restore restored start started stop stopped in
    out energise energised energising permit permitted granted withdrawn agreed refused not no
    none healthy damaged clear
    """
)
_TOKEN = re.compile(
    r"[A-Za-z]{0,4}-?\d+(?:[.:]\d+)*[A-Za-z]{0,3}(?![A-Za-z])"  # K-12, 52B, 10:21, 6.58
    + "|"
    + "|".join(sorted(_STATES_JA, key=len, reverse=True))
    + r"|[A-Za-z]+(?:'[a-z]+)?|[\u4e00-\u9fff々]+|[\u30a1-\u30fa\u30fc]+|[\u3041-\u3096]+"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that were expected and not heard, or heard and not expected ("" for nothing).

    matters: a number or a state word is among them.
    """

    expected: str
    heard: str
    matters: bool


def tokens(text: str) -> list[str]:
    """The words of a text, half-width and in small letters, without marks."""
    return [token.casefold() for token in _TOKEN.findall(unicodedata.normalize("NFKC", text))]


def matters(token: str) -> bool:
    """Whether a word is a number or a state word: those must come back exactly."""
    return any(c.isdigit() for c in token) or token in _STATES_EN or token in _STATES_JA


def differences(expected: str, heard: str) -> tuple[Difference, ...]:
    """What differs between two texts, word by word, in the order of the expected text."""
    left, right = tokens(expected), tokens(heard)
    found = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal":
            important = any(matters(token) for token in (*left[a:b], *right[c:d]))
            found.append(Difference(" ".join(left[a:b]), " ".join(right[c:d]), important))
    return tuple(found)


def is_right(expected: str, heard: str) -> bool:
    """Whether a read-back says the same: every number and state word, and not next to nothing."""
    if any(difference.matters for difference in differences(expected, heard)):
        return False
    left, right = tokens(expected), tokens(heard)
    if not left or any(matters(token) for token in left):
        return True
    return len(set(left) & set(right)) >= ENOUGH * len(set(left))


def nearest_language(words: Words, heard: str) -> str:
    """The language, "en" or "ja", in which `heard` is most like `words`."""
    ratio = {
        language: SequenceMatcher(None, tokens(words.in_language(language)), tokens(heard)).ratio()
        for language in ("en", "ja")
    }
    if ratio["en"] == ratio["ja"]:
        return "ja" if re.search(r"[\u3041-\u30ff\u4e00-\u9fff]", heard) else "en"
    return max(ratio, key=lambda language: ratio[language])


_OPPOSITE = {
    "open": "close",
    "close": "open",
    "lock": "unlock",
    "fit": "remove",
    "remove": "fit",
    "stop": "start",
    "start": "stop",
    "dead": "live",
    "投入": "開放",
    "開放": "投入",
    "施錠": "解錠",
    "付ける": "外す",
    "外す": "付ける",
    "停止": "開始",
}


def misheard(words: Words) -> Words:
    """The same words with one number, else one state word, else the end of them, gone wrong."""
    return Words(_misheard(words.en), _misheard(words.ja))


def _misheard(text: str) -> str:
    number = re.search(r"\d+", text)
    if number is not None:
        wrong = str(int(number[0]) + 1)
        return text[: number.start()] + wrong + text[number.end() :]
    for word, opposite in _OPPOSITE.items():
        if re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text, re.IGNORECASE):
            return re.sub(word, opposite, text, count=1, flags=re.IGNORECASE)
    return "…"
