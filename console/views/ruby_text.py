"""Japanese with readings, laid out: the reading above its kanji, lines broken where one may.

Texts carry a reading behind the kanji in half-width brackets, 漢字(かんじ). A word with its reading
is never parted, no line begins with what may not begin one (kinsoku), and where a text has spaces
between its words (as easy Japanese has) lines break there if they can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_READ = re.compile(r"([\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]+)\(([\u3040-\u30ffー]+)\)")
_SENTENCE = re.compile(r"(?<=。)(?![」』）)]|$)")
_CLOSING = frozenset(
    "、。，．・：；？！」』）】〉》〕］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…,.:;?!)]}%’”"
)
_OPENING = frozenset("「『（【〈《〔［｛([{‘“")
_MOST_ALONE = 0.8  # of the line: a longer word is broken rather than moved down whole

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands together on a line: a base text, and its reading ("" for none)."""

    base: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on its line: x from the left edge of the line, and its width, in px."""

    piece: Piece
    x_px: float
    width_px: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text."""

    parts: tuple[Placed, ...]

    @property
    def width_px(self) -> float:
        """How wide it is."""
        return self.parts[-1].x_px + self.parts[-1].width_px if self.parts else 0.0

    @property
    def text(self) -> str:
        """What stands on it, without readings."""
        return "".join(part.piece.base for part in self.parts)


def without_readings(text: str) -> str:
    """The text as a screen reader says it: the kanji alone."""
    return _READ.sub(r"\1", text)


def has_readings(text: str) -> bool:
    """Whether any kanji of the text has its reading."""
    return _READ.search(text) is not None


def lines_of(text: str, width_px: float, base_px: Measure, reading_px: Measure) -> tuple[Line, ...]:
    """Lay `text` out in lines of at most `width_px`; base_px and reading_px measure a text each.

    A single piece that is wider than a line stands on a line of its own.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        setter = _Setter(width_px, base_px, reading_px)
        for spaced in paragraph.split(" "):
            for at, word in enumerate(_SENTENCE.split(spaced)):
                setter.add(tuple(_unbroken(_pieces(word))), apart=at == 0)
        lines += setter.finish()
    return tuple(lines)


def _pieces(word: str) -> Iterator[Piece]:
    """Every kanji group with its reading, every Latin word, and every other letter by itself."""
    at = 0
    for match in _READ.finditer(word):
        yield from _plain(word[at : match.start()])
        yield Piece(match[1], match[2])
        at = match.end()
    yield from _plain(word[at:])


def _plain(text: str) -> Iterator[Piece]:
    for match in re.finditer(r"[!-~°±²³µ–—]+|.", text):
        yield Piece(match[0])


def _unbroken(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Join what may not be parted: closing marks to what is before, opening ones to the next."""
    group: list[Piece] = []
    for piece in pieces:
        starts = piece.base[0] not in _CLOSING
        if group and starts and group[-1].base[-1] not in _OPENING:
            yield tuple(group)
            group = []
        group.append(piece)
    if group:
        yield tuple(group)


class _Setter:
    """Sets one paragraph, word by word."""

    def __init__(self, width_px: float, base_px: Measure, reading_px: Measure) -> None:
        self._room_px = width_px
        self._base_px = base_px
        self._reading_px = reading_px
        self._space_px = base_px(" ")
        self._lines: list[Line] = []
        self._parts: list[Placed] = []
        self._x_px = 0.0

    def add(self, word: Sequence[Sequence[Piece]], *, apart: bool) -> None:
        """Set a word behind what is there: on this line, whole on the next, or broken.

        apart: with a space before it.
        """
        widths = [sum(map(self._width, group)) for group in word]
        gap_px = self._space_px if self._parts and apart else 0.0
        whole_px = sum(widths)
        too_long = bool(self._parts) and self._x_px + gap_px + whole_px > self._room_px
        movable = whole_px <= self._room_px * _MOST_ALONE
        if too_long and (movable or self._x_px + gap_px + widths[0] > self._room_px):
            self._break()
            gap_px = 0.0
        if gap_px:
            self._put(Piece(" "), gap_px)
        for group, width_px in zip(word, widths, strict=True):
            if self._parts and self._x_px + width_px > self._room_px:
                self._break()
            for piece in group:
                self._put(piece, self._width(piece))

    def finish(self) -> list[Line]:
        """End the last line and return them all."""
        self._break()
        return self._lines

    def _put(self, piece: Piece, width_px: float) -> None:
        self._parts.append(Placed(piece, self._x_px, width_px))
        self._x_px += width_px

    def _break(self) -> None:
        while self._parts and self._parts[-1].piece.base == " ":
            self._parts.pop()
        self._lines.append(Line(tuple(self._parts)))
        self._parts, self._x_px = [], 0.0

    def _width(self, piece: Piece) -> float:
        if not piece.reading:
            return self._base_px(piece.base)
        return max(self._base_px(piece.base), self._reading_px(piece.reading))
