"""What a tab at the beginning of a line was probably meant to be, so that reading can go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

_WIDTHS = (2, 4, 8)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_DASHES = re.compile(r" *(?:- +)*")  # what stands before the first key of a list entry


@dataclass(frozen=True)
class Indented:
    """Lines with blanks instead of tabs at their beginning; by line, from 1, how far they moved."""

    lines: Sequence[str]
    shifts: dict[int, int]


def ways_to_indent(source: str) -> Iterator[Indented]:
    """Ways to read the tabs at the beginning of lines, the likeliest first; none without such."""
    lines = _LINE_BREAK.split(source)
    indents = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines]
    if not any("\t" in indent for indent in indents):
        return
    if any(indent.startswith(" ") for indent in indents):
        yield _indented(lines, _like_its_neighbours)
    for width in _WIDTHS:
        yield _indented(lines, partial(_of_width, width))


def _indented(
    lines: Sequence[str], blanks: Callable[[Sequence[str], Sequence[str]], int]
) -> Indented:
    done: list[str] = []
    shifts: dict[int, int] = {}
    for number, line in enumerate(lines):
        text = line.lstrip(" \t")
        indent = len(line) - len(text)
        if "\t" in line[:indent]:
            count = blanks(done, lines[number:])
            shifts[number + 1] = count - indent
            done.append(" " * count + text)
        else:
            done.append(line)
    return Indented(done, shifts)


def _like_its_neighbours(done: Sequence[str], rest: Sequence[str]) -> int:
    """Of the line before; of the one after, or deeper, where the line before opens a block."""
    before = next((line for line in reversed(done) if _says_something(line)), "")
    content = _DASHES.match(before)
    depth = len(content[0]) if content else 0
    if not before.rstrip().endswith(":"):
        return depth
    after = next((line for line in rest[1:] if _says_something(line) and "\t" not in line), "")
    return max(len(after) - len(after.lstrip(" ")), depth + 2)


def _of_width(width: int, _done: Sequence[str], rest: Sequence[str]) -> int:
    line = rest[0]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return len(indent.replace("\t", " " * width))


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
