"""What a report consists of, in one language: texts, tables and drawings, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.drill.report.svg import Drawing


@dataclass(frozen=True, slots=True)
class Text:
    """HTML that stays together."""

    html: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width in percent, and its side."""

    title: str
    share: int
    side: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of HTML cells. Its heading stands again on every page. shaded: numbers of grey rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    shaded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing over the whole width. name: unlike that of any other in the report."""

    name: str
    drawing: Drawing


Piece = Text | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report. new_page: it begins one on paper."""

    id: str
    title: str
    pieces: tuple[Piece, ...]
    new_page: bool = False
