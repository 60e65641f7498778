"""The report as one HTML file that needs nothing else, and as HTML for a text window."""

from __future__ import annotations

from html import escape

from devices.words import Language
from procedures.drill.report.model import Report
from procedures.drill.report.pieces import Column, Picture, Piece, Section, Table, Text
from procedures.drill.report.sections import sections
from procedures.drill.report.speech import Speech

GRID = 'width="100%" cellspacing="0" cellpadding="4" border="0"'
_RULE = "border-bottom:1px solid #8E9AA1;"  # between rows alone: they part on paper where they must
_AIR = "padding-left:18px;"
_HEAD_FILL, _SHADE_FILL = "#E1E5E7", "#F1F3F4"
_CSS = """
:root { color-scheme: light; }
body { font-family: 'BIZ UDPGothic','Noto Sans JP','Yu Gothic','Hiragino Sans',sans-serif;
  color: #1B2226; background: #FFFFFF; max-width: 1080px; margin: 24px auto; padding: 0 24px;
  font-size: 15px; line-height: 1.55; }
h2 { border-bottom: 3px solid #1B2226; padding-bottom: 4px; margin: 44px 0 14px; }
table { margin: 10px 0 18px; table-layout: fixed; border-collapse: collapse; }
td, th { vertical-align: top; overflow-wrap: anywhere; }
thead { background: #E1E5E7; }
table.mark { background: repeating-linear-gradient(135deg,#F4F1E6 0 14px,#FFFFFF 14px 28px); }
svg { width: 100%; height: auto; margin: 8px 0 4px; }
nav { columns: 2; margin: 24px 0; } nav a { display: block; padding: 2px 0; }
a { color: #1458A8; } .soft { color: #353F45; font-size: 14px; }
tr:target td, td:has(a:target) { background: #FFF5DB; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } nav { display: none; }
  tr, svg { break-inside: avoid; } thead { display: table-header-group; }
  h2 { break-after: avoid; } @page { size: A4; margin: 14mm; } }
"""


def as_html(report: Report, language: Language) -> str:
    """The whole report as one file: its style and its drawings are in it."""
    say = Speech(language, report.cover.clock)
    every = sections(report, language)
    title = f"{say.say('name')} – {report.cover.title.in_language(language)}"
    links = "".join(f'<a href="#{one.id}">{escape(one.title)}</a>' for one in every if one.title)
    cover, *rest = every
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="generator" content="Kairetsu"><title>{escape(title)}</title>'
        f"<style>{_CSS}</style></head>\n<body>\n"
        f'<section id="cover">{"".join(map(_piece, cover.pieces))}</section>\n'
        f"<nav>{links}</nav>\n{''.join(map(_section, rest))}</body></html>\n"
    )


def _section(section: Section) -> str:
    body = "\n".join(map(_piece, section.pieces))
    return f'<section id="{section.id}"><h2>{escape(section.title)}</h2>\n{body}</section>\n'


def _piece(piece: Piece) -> str:
    match piece:
        case Text(html):
            return html
        case Picture(_, drawing):
            return drawing.svg()
        case Table():
            return table_html(piece)


def window_html(every: tuple[Section, ...]) -> str:
    """The same for a text window, whose pictures are the resources "svg:NAME"."""
    parts = []
    for section in every:
        title = escape(section.title)
        head = f'<h2><a name="{section.id}"></a>{title}</h2>' if title else ""
        parts.append(head + "".join(map(_window_piece, section.pieces)))
    return "<br>".join(parts)


def _window_piece(piece: Piece) -> str:
    if isinstance(piece, Picture):
        return f'<p><img src="svg:{piece.name}"></p>'
    return _piece(piece)


def table_html(table: Table) -> str:
    """A whole table; its heading is repeated where it is printed."""
    heads = heading_html(table.columns)
    rows = "".join(
        row_html(table.columns, row, shaded=number in table.shaded)
        for number, row in enumerate(table.rows)
    )
    head = f"<thead>{heads}</thead>" if heads else ""
    return f"<table {GRID}>{head}<tbody>{rows}</tbody></table>"


def heading_html(columns: tuple[Column, ...]) -> str:
    """The row of headings; "" where no column has one."""
    if not any(column.title for column in columns):
        return ""
    titles = tuple(escape(one.title) for one in columns)
    return _row(columns, titles, f' bgcolor="{_HEAD_FILL}"', "th")


def row_html(columns: tuple[Column, ...], row: tuple[str, ...], *, shaded: bool = False) -> str:
    """One row of cells that are HTML."""
    return _row(columns, row, f' bgcolor="{_SHADE_FILL}"' if shaded else "")


def _row(columns: tuple[Column, ...], row: tuple[str, ...], fill: str, tag: str = "td") -> str:
    cells, before = [], "left"
    for column, cell in zip(columns, row, strict=True):
        # numbers end where they end: what follows them needs air
        air = _AIR if before == "right" and column.side == "left" else ""
        cells.append(
            f'<{tag} width="{column.share}%" align="{column.side}"{fill}'
            f' style="{_RULE}{air}text-align:{column.side};">{cell}</{tag}>'
        )
        before = column.side
    return f"<tr>{''.join(cells)}</tr>"
