"""Rows of text in columns that stand under each other, Japanese ones too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_INDENT, _GAP = "  ", "  "


@dataclass(frozen=True, slots=True)
class Column:
    """One column. right: its texts end under each other."""

    right: bool = False


def table(rows: Iterable[Sequence[str]], columns: Sequence[Column]) -> Iterator[str]:
    """Yield a line a row, indented; what stands in the last column is as long as it is."""
    every = [list(row) for row in rows]
    widths = [max((width(row[at]) for row in every), default=0) for at in range(len(columns))]
    for row in every:
        cells = (
            _filled(cell, wide, column)
            for cell, wide, column in zip(row, widths, columns, strict=True)
        )
        yield (_INDENT + _GAP.join(cells)).rstrip()


def width(text: str) -> int:
    """How many places of a terminal a text takes: two for a wide sign."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _filled(text: str, wide: int, column: Column) -> str:
    space = " " * (wide - width(text))
    return space + text if column.right else text + space
