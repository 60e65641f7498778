"""From text to words: the first gate, which lets only the words of the language pass.

The second stage is Python's own parser, so `x within a..b` is written as `x in a|b`: both signs
are refused in a condition and stand at just the right place in Python's precedence. Every
replacement keeps its width, so that columns stay true.
"""

from __future__ import annotations

import difflib
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from devices.conditions.errors import ConditionError

MAX_LENGTH = 500
MAX_DEPTH = 30

FUNCTIONS = ("changed", "age", "min", "max", "abs")
CONSTANTS = ("true", "false", "True", "False")
CONNECTIVES = ("and", "or", "not", "within")

Kind = Literal["name", "word", "number", "time", "string", "sign"]

_TOKEN = re.compile(
    r"""(?P<string>'[^'\\\n\r]*'|"[^"\\\n\r]*")
      | (?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)(?![A-Za-z0-9_:])
      | (?P<clock>[0-9]+[:：][0-9A-Za-z_:：]*)
      | (?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![A-Za-z0-9_]))
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+)
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>\.\.|==|!=|<=|>=|[-+<>(),]|\*(?!\*)|/(?!/))
      | (?P<space>[ \t\r\n]+)""",
    re.VERBOSE,
)
# What every condition matches, for editors; their engines know no verbose patterns.
PATTERN = r"""^(?:'[^'\\\n\r]*'|"[^"\\\n\r]*"|[A-Za-z0-9_.,:()<>=!+*/ \t\r\n-])*$"""
# What looks like a time of day and is none: 7:00, 07:00:30, 7:00pm, 07：00.
_CLOCK = re.compile(r"([0-9]{1,2})[:：]([0-9]{2})(?:[:：][0-9]{2})?(am|pm|AM|PM)?")
_PIECE = re.compile(r"[A-Za-z0-9_.]+|[^\w\s'\"]{2}|\S")
# What people write who know another language.
_MEANT = {
    "=": "==", "&&": "and", "||": "or", "&": "and", "|": "or", "!": "not", "<>": "!=", "≠": "!=",
    "≤": "<=", "≥": ">=", "−": "-", "×": "*", "÷": "/", "AND": "and", "OR": "or", "NOT": "not",
    "in": "within", "between": "within", "is": "==", "=<": "<=", "=>": ">=", "〜": "..", "…": "..",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a condition; start counts characters from 0."""

    kind: Kind
    text: str
    start: int

    @property
    def ends_operand(self) -> bool:
        """Whether a value is complete with this word."""
        if self.kind == "word":
            return self.text not in CONNECTIVES
        return self.kind != "sign" or self.text == ")"

    @property
    def begins_operand(self) -> bool:
        """Whether a value, or `not` before it, begins with this word."""
        if self.kind == "word":
            return self.text not in CONNECTIVES or self.text == "not"
        return self.kind != "sign" or self.text == "("


def to_python(text: str) -> tuple[str, frozenset[str]]:
    """The same condition for Python's parser, column by column, and the signal names in it.

    Raises ConditionError.
    """
    if len(text) > MAX_LENGTH:
        raise ConditionError("condition_too_long", MAX_LENGTH + 1, limit=MAX_LENGTH)
    tokens = list(_tokens(text))
    if not tokens:
        raise ConditionError("condition_empty", 1)
    _check_brackets(tokens)
    _check_neighbours(tokens)
    line = [" "] * len(text)
    for token in tokens:
        line[token.start : token.start + len(token.text)] = _spelling(token)
    return "".join(line), frozenset(t.text for t in tokens if t.kind == "name")


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise _unreadable(text, position)
        if match.lastgroup == "clock":
            raise _no_time(match[0], position + 1)
        if match.lastgroup != "space":
            token = Token(match.lastgroup, match[0], position)  # type: ignore[arg-type]
            if token.kind == "word" and token.text not in (*FUNCTIONS, *CONSTANTS, *CONNECTIVES):
                raise _unknown_word(token)
            yield token
        position = match.end()


def _unknown_word(token: Token) -> ConditionError:
    allowed = (*CONNECTIVES, *FUNCTIONS, "true", "false")
    meant = _MEANT.get(token.text)
    near = [meant] if meant else difflib.get_close_matches(token.text.lower(), allowed, n=3)
    if near:
        return ConditionError("condition_word_near", token.start + 1, given=token.text, near=near)
    return ConditionError("condition_word", token.start + 1, given=token.text)


def _no_time(given: str, column: int) -> ConditionError:
    near = _time_meant(given)
    if near:
        return ConditionError("condition_time_near", column, given=given[:20], near=near)
    return ConditionError("condition_time", column, given=given[:20])


def _time_meant(given: str) -> str | None:
    """The time of day that was nearly written, to the minute; None when none is near."""
    match = _CLOCK.fullmatch(given)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _unreadable(text: str, position: int) -> ConditionError:
    piece = _PIECE.match(text, position)
    given = piece[0] if piece else text[position]
    column = position + 1
    if given.startswith(("**", "//")) or given[0] in "%^@":
        return ConditionError("condition_operator", column, given=given)
    if given[0] in "'\"":
        return ConditionError("condition_string_open", column)
    if given[0].isdigit() or (given[0] == "." and given[1:2].isdigit()):
        return ConditionError("condition_number", column, given=given[:20])
    meant = _MEANT.get(given) or _MEANT.get(given[0])
    if meant:
        return ConditionError("condition_word_near", column, given=given, near=[meant])
    return ConditionError("condition_character", column, given=given[0])


def _check_brackets(tokens: list[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.text == "(" and token.kind == "sign":
            opened.append(token)
            if len(opened) > MAX_DEPTH:
                raise ConditionError("condition_too_deep", token.start + 1, limit=MAX_DEPTH)
        elif token.text == ")" and token.kind == "sign":
            if not opened:
                raise ConditionError("condition_bracket", token.start + 1, given=")")
            opened.pop()
    if opened:
        raise ConditionError("condition_bracket", opened[-1].start + 1, given="(")


def _check_neighbours(tokens: list[Token]) -> None:
    """Two values side by side, or none where one must stand."""
    for left, right in pairwise(tokens):
        call = left.text in FUNCTIONS and right.text == "("
        if left.ends_operand and right.begins_operand and not call:
            raise ConditionError("condition_operator_missing", right.start + 1, given=right.text)
        if left.text in FUNCTIONS and left.kind == "word" and not call:
            raise ConditionError("condition_call", left.start + 1, given=left.text)
    last = tokens[-1]
    if not last.ends_operand:
        raise ConditionError("condition_ends", last.start + 1, given=last.text)
    if last.kind == "word" and last.text in FUNCTIONS:
        raise ConditionError("condition_call", last.start + 1, given=last.text)


def _spelling(token: Token) -> str:
    if token.kind == "name":
        return ".".join(_as_identifier(part) for part in token.text.split("."))
    if token.text == "within" and token.kind == "word":
        return "in    "
    if token.text == ".." and token.kind == "sign":
        return "| "
    if token.kind == "time":  # minutes since midnight, as a number just as wide: 420.0 for 07:00
        hours, _, minutes = token.text.partition(":")
        whole = f"{int(hours) * 60 + int(minutes)}."
        return whole.ljust(len(token.text), "0")
    return token.text


def _as_identifier(part: str) -> str:
    # `permit.return` is a good signal name; the true spelling is taken from the text again.
    return "λ" + part[1:] if keyword.iskeyword(part) else part
