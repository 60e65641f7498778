"""Paper: A4 pages of HTML blocks that are never broken, as PDF, on a printer or as pictures.

A block is laid out as a whole and moves to the next page where it does not fit. Only one that is
taller than a page is divided, between two lines. Needs a QGuiApplication and its fonts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)
from PySide6.QtSvg import QSvgRenderer

from console import icons
from console.theme import FAMILY
from procedures.record.export.new_file import new_bytes

DPI = 300  # everything is laid out at this resolution, whatever it is then painted on
_MM = DPI / 25.4
WIDTH_PX, HEIGHT_PX = round(210 * _MM), round(297 * _MM)
_SIDE, _TOP, _BOTTOM = 14 * _MM, 10 * _MM, 9 * _MM
_HEAD, _FOOT, _GAP = 11 * _MM, 14 * _MM, 2 * _MM
_INNER = WIDTH_PX - 2 * _SIDE
_BLACK = "#000000"  # a printer has no theme
BODY_PT, BAND_PT = 12.0, 12.0
_PAGE_OF = re.compile(r"@page:([\w.-]+)@")


@dataclass(frozen=True, slots=True)
class Block:
    """HTML that stays together. new_page: it begins one.

    anchor: other blocks write its page as "@page:anchor@". strip: HTML that stands at the head of
    each further page from here on; None leaves that as it was. title: what the head band says from
    here on, left; None as it was. drawing: an SVG below it, as wide as the page; "" for none.
    """

    html: str
    new_page: bool = False
    anchor: str = ""
    strip: str | None = None
    title: str | None = None
    foot: str | None = None
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be printed. corner: at the right of the head band. foot: lines at the left."""

    title: str
    blocks: tuple[Block, ...]
    corner: str = ""
    foot: str = ""


@dataclass(slots=True)
class Page:
    """One page as it was laid out: documents with their tops in px, and what frames them.

    drawings: SVGs with their tops and heights, which stay lines on paper.
    """

    title: str
    corner: str
    foot: str
    parts: list[tuple[QTextDocument, float, float, float]] = field(default_factory=list)
    drawings: list[tuple[str, float, float]] = field(default_factory=list)

    def text(self) -> str:
        """Everything that is written between head and foot."""
        return "\n".join(document.toPlainText() for document, *_ in self.parts)


def _goes_on() -> None:
    """Nobody wants to stop."""


def pages_of(paper: Paper, look: Callable[[], None] = _goes_on) -> tuple[Page, ...]:
    """Lay `paper` out. Twice: the first time tells on which page everything stands.

    look: called before every block; it may raise something to stop.
    """
    made = _Documents()
    _, found = _lay_out(paper, made, look)
    made.known = found
    pages, _ = _lay_out(paper, made, look)
    return tuple(pages)


def pdf_bytes(content: str | Paper, title: str = "") -> bytes:
    """The PDF of `content`; the fonts are embedded."""
    paper = _as_paper(content, title)
    return pdf_of_pages(pages_of(paper), title or paper.title)


def pdf_of_pages(pages: Sequence[Page], title: str, look: Callable[[], None] = _goes_on) -> bytes:
    """The PDF of pages that are laid out. look: as for `pages_of`, before every page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageLayout(a4())
    writer.setTitle(title)
    writer.setCreator("Kairetsu")
    painter = QPainter(writer)
    try:
        for number, page in enumerate(pages, start=1):
            look()
            if number > 1:
                writer.newPage()
            paint_page(painter, page, number, len(pages))
    finally:
        painter.end()
    return bytes(buffer.data().data())


def pdf_of(content: str | Paper, path: Path, title: str = "") -> None:
    """Write `content`, HTML or a paper, as a PDF over whatever is there. Raises RecordError."""
    content_bytes = pdf_bytes(content, title)
    with new_bytes(path, over=True) as file:
        file.write(content_bytes)


def picture_of(page: Page, number: int, count: int, width_px: int) -> QImage:
    """One page as a picture, `width_px` wide, for a preview."""
    height_px = round(width_px * HEIGHT_PX / WIDTH_PX)
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(width_px / WIDTH_PX, width_px / WIDTH_PX)
    try:
        paint_page(painter, page, number, count)
    finally:
        painter.end()
    return image


def a4() -> QPageLayout:
    """A4 upright, without margins: the pages have their own."""
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def paint_page(painter: QPainter, page: Page, number: int, count: int) -> None:
    """Paint one page at 300 px an inch, from the corner of the paper."""
    _paint_bands(painter, page, f"{number} / {count}")
    for document, top, first, last in page.parts:
        painter.save()
        painter.translate(_SIDE, top - first)
        clip = QRectF(0, first, _INNER, last - first)
        painter.setClipRect(clip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        context.palette.setColor(context.palette.ColorRole.Text, QColor(_BLACK))
        document.documentLayout().draw(painter, context)
        painter.restore()
    for drawing, top, height in page.drawings:
        QSvgRenderer(drawing.encode()).render(painter, QRectF(_SIDE, top, _INNER, height))


def _paint_bands(painter: QPainter, page: Page, number: str) -> None:
    """The head with title and site, the foot with what this is and "n / N"."""
    head = QRectF(_SIDE, _TOP, _INNER, _HEAD)
    painter.fillRect(head, QColor("#E3E3E3"))
    painter.fillRect(QRectF(_SIDE, _TOP + _HEAD - 3, _INNER, 3), QColor(_BLACK))
    pad = 2 * _MM
    words = head.adjusted(pad, 0, -pad, 0)
    right = _band_text(page.corner, BAND_PT, bold=False)
    left = _band_text(page.title, BAND_PT + 1, bold=True)
    _paint_line(painter, right, words, Qt.AlignmentFlag.AlignRight)
    room = words.adjusted(0, 0, -right.idealWidth() - 2 * pad, 0)
    _paint_line(painter, left, room, Qt.AlignmentFlag.AlignLeft)
    foot = QRectF(_SIDE, HEIGHT_PX - _BOTTOM - _FOOT, _INNER, _FOOT)
    painter.fillRect(QRectF(foot.left(), foot.top(), _INNER, 2), QColor(_BLACK))
    numbers = _band_text(number, BAND_PT + 2, bold=True)
    _paint_line(painter, numbers, foot, Qt.AlignmentFlag.AlignRight)
    lines = _band_text(page.foot, BAND_PT, bold=False)
    room = foot.adjusted(0, 0, -numbers.idealWidth() - pad, 0)
    _paint_line(painter, lines, room, Qt.AlignmentFlag.AlignLeft)


def _paint_line(
    painter: QPainter, document: QTextDocument, box: QRectF, side: Qt.AlignmentFlag
) -> None:
    """Paint a text in the middle of the height of `box`, smaller where it is too long for it."""
    wide, high = document.idealWidth(), document.size().height()
    scale = min(1.0, box.width() / max(wide, 1.0))
    left = box.left() if side is Qt.AlignmentFlag.AlignLeft else box.right() - wide * scale
    painter.save()
    painter.translate(left, box.center().y() - high * scale / 2)
    painter.scale(scale, scale)
    document.drawContents(painter)
    painter.restore()


def _band_text(words: str, size_pt: float, *, bold: bool) -> QTextDocument:
    lines = "<br>".join(html.escape(line) for line in words.splitlines())
    weight = "bold" if bold else "normal"
    body = f'<span style="font-size:{size_pt}pt; font-weight:{weight};">{lines}</span>'
    return _document(body, -1)


# --- layout --------------------------------------------------------------------------------------


class _Documents:
    """Makes a document of HTML, one that names no page only once. known: pages of the anchors."""

    def __init__(self) -> None:
        self.known: Mapping[str, int] = {}
        self._made: dict[str, QTextDocument] = {}

    def of(self, body: str) -> QTextDocument:
        """The document of `body`, as wide as the page."""
        if _PAGE_OF.search(body):
            return _document(_with_pages(body, self.known), _INNER)
        if body not in self._made:
            self._made[body] = _document(body, _INNER)
        return self._made[body]


def _lay_out(
    paper: Paper, made: _Documents, look: Callable[[], None]
) -> tuple[list[Page], dict[str, int]]:
    """The pages, and on which of them every anchor stands."""
    found: dict[str, int] = {}
    pages: list[Page] = []
    title, foot, strip, top = paper.title, paper.foot, "", 0.0
    bottom = HEIGHT_PX - _BOTTOM - _FOOT - _GAP

    def begin() -> float:
        pages.append(Page(title, paper.corner, foot))
        return _TOP + _HEAD + _GAP

    for block in paper.blocks:
        look()
        title = title if block.title is None else block.title
        foot = foot if block.foot is None else block.foot
        document = made.of(block.html)
        drawn = _height_of(block.drawing)
        height = document.size().height() + drawn
        if not pages or block.new_page:
            top = begin()
        elif top + height > bottom:
            # what brings a strip of its own begins something else
            top = _with_strip(pages, begin(), strip if block.strip is None else "", made)
        if block.anchor:
            found[block.anchor] = len(pages)
        strip = strip if block.strip is None else block.strip
        for number, (first, last) in enumerate(_slices(document, top, bottom)):
            if number:
                top = _with_strip(pages, begin(), strip, made)
            pages[-1].parts.append((document, top, first, last))
            top += last - first
        if block.drawing:
            pages[-1].drawings.append((block.drawing, top, drawn))
            top += drawn
    return pages or [Page(title, paper.corner, foot)], found


def _with_strip(pages: list[Page], top: float, strip: str, made: _Documents) -> float:
    """Put the strip at the head of the newest page and return what is below it."""
    if not strip:
        return top
    document = made.of(strip)
    height = document.size().height()
    pages[-1].parts.append((document, top, 0.0, height))
    return top + height


def _height_of(drawing: str) -> float:
    """How high an SVG is as wide as the page; 0 without one."""
    if not drawing:
        return 0.0
    size = QSvgRenderer(drawing.encode()).viewBoxF().size()
    return _INNER * size.height() / size.width()


def _slices(document: QTextDocument, top: float, bottom: float) -> Iterator[tuple[float, float]]:
    """The whole document where it fits below `top`; else parts that end between two lines."""
    height = document.size().height()
    room = bottom - top
    if height <= room:
        yield 0.0, height
        return
    first = 0.0
    ends = _line_ends(document)
    while first < height:
        fitting = [end for end in ends if first < end <= first + room]
        last = fitting[-1] if fitting else min(height, first + room)
        yield first, last
        first = last
        room = bottom - (_TOP + _HEAD + _GAP) - 40 * _MM  # a strip may stand above it


def _line_ends(document: QTextDocument) -> Sequence[float]:
    """Where a line of text ends, from the top; those beside each other in a table count too."""
    ends, layout = {document.size().height()}, document.documentLayout()
    block = document.begin()
    while block.isValid():
        ends.add(layout.blockBoundingRect(block).bottom())
        block = block.next()
    return sorted(ends)


def _document(body: str, width_px: float) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(_ruler())
    body_font = QFont(FAMILY)
    body_font.setPointSizeF(BODY_PT)
    body_font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(body_font)
    document.setUseDesignMetrics(True)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    for name in set(re.findall(r'src="icon:([a-z0-9-]+)"', body)):
        picture = _icon(name)
        document.addResource(QTextDocument.ResourceType.ImageResource, f"icon:{name}", picture)
    document.setHtml(body)
    document.setTextWidth(width_px)
    return document


def _icon(name: str) -> QImage:
    image = QImage(96, 96, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    icons.paint(painter, name, QRectF(0, 0, 96, 96), _BLACK)
    painter.end()
    return image


@cache
def _ruler() -> QImage:
    """What texts are measured on, at the resolution of the paper; a document keeps its address."""
    ruler = QImage(1, 1, QImage.Format.Format_RGB32)
    ruler.setDotsPerMeterX(round(DPI / 0.0254))
    ruler.setDotsPerMeterY(round(DPI / 0.0254))
    return ruler


def _with_pages(body: str, known: Mapping[str, int]) -> str:
    return _PAGE_OF.sub(lambda match: str(known.get(match[1], "–")), body)


def _as_paper(content: str | Paper, title: str) -> Paper:
    return content if isinstance(content, Paper) else Paper(title, (Block(content),))
