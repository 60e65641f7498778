"""The report on paper: its sections as blocks, every row of a table by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from importlib import metadata

from console.paper_step import space
from console.print import Block, Paper
from console.theme import FAMILY
from devices import messages
from devices.words import Language
from procedures.drill.report.as_html import GRID, heading_html, row_html
from procedures.drill.report.model import Report
from procedures.drill.report.pieces import Column, Picture, Piece, Section, Table, Text
from procedures.drill.report.sections import sections

_TEXT_PT = 9.5  # of tables and paragraphs; a report is read at a desk, not at a pole
_LINK = re.compile(r'<a href="[^"]*">(.*?)</a>')
_TOGETHER = 3  # so many rows at least stay with the heading of their table


def report_paper(report: Report, language: Language) -> Paper:
    """The whole report, A4."""
    cover, *rest = sections(report, language)
    blocks = [*_section(cover), _contents(rest, language)]
    for one in rest:
        first, *others = _section(one)
        blocks += [replace(first, anchor=one.id), *others]
    name = messages.text(language, "report.name")
    title = report.cover.title.in_language(language)
    number = f"{report.cover.number} " if report.cover.number else ""
    program = metadata.version("kairetsu")
    mark = "live" if report.cover.mode == "live" else "drill"
    foot = messages.text(language, f"report.foot_{mark}", seal=report.cover.seal[:16])
    head = f"{name}  {number}{title}"
    corner = report.cover.site.in_language(language)
    return Paper(head, tuple(blocks), corner=corner, foot=f"{foot}\nKairetsu {program}")


def _contents(every: Sequence[Section], language: Language) -> Block:
    """Where each section begins."""
    columns = (Column("", 90), Column("", 10, "right"))
    rows = "".join(row_html(columns, (escape(one.title), f"@page:{one.id}@")) for one in every)
    head = f'<p style="font-size:13pt; font-weight:bold;">{_say(language, "contents")}</p>'
    return Block(space(30) + _sized(head) + _grid(rows))


def _say(language: Language, key: str) -> str:
    return escape(messages.text(language, f"report.{key}"))


def _section(section: Section) -> Iterator[Block]:
    head = f'<p style="font-size:16pt; font-weight:bold;">{escape(section.title)}</p>'
    above = "" if section.new_page else space(20)
    waiting = above + _sized(head) if section.title else ""
    fresh = section.new_page
    for piece in section.pieces:
        if isinstance(piece, Text):
            # a text may be the heading of a table: it goes to the next page with it
            waiting = (waiting or space(7)) + _sized(piece.html)
            continue
        yield from _with_before(piece, waiting, fresh=fresh)
        waiting, fresh = "", False
    if waiting:
        yield Block(waiting, new_page=fresh, strip="")


def _with_before(piece: Piece, before: str, *, fresh: bool) -> Iterator[Block]:
    if isinstance(piece, Picture):
        yield Block(before, new_page=fresh, strip="", drawing=piece.drawing.svg(FAMILY))
    elif isinstance(piece, Table):
        yield from _table(piece, before, fresh=fresh)


def _table(table: Table, before: str, *, fresh: bool) -> Iterator[Block]:
    """The first rows with the heading and what stands before it; the rest row by row."""
    heads = heading_html(table.columns)
    rows = [
        row_html(table.columns, row, shaded=number in table.shaded)
        for number, row in enumerate(table.rows)
    ]
    first = "".join(rows[:_TOGETHER])
    strip = _grid(heads) if heads else ""
    yield Block(before + _grid(heads + first), new_page=fresh, strip="")
    for number, row in enumerate(rows[_TOGETHER:]):
        yield Block(_grid(row), strip=strip if number == 0 else None)


def _grid(rows: str) -> str:
    return _sized(f"<table {GRID}>{rows}</table>")


def _sized(html: str) -> str:
    """In the size of a report; on paper nobody follows a link."""
    html = _LINK.sub(r"\1", html)
    return f'<div style="font-size:{_TEXT_PT}pt;">{html}</div>'
