"""The card of a facility on paper: its steps at a glance on the first page, then each in full.

The first page is what hangs beside the board: a drawing, a sentence and a box to tick for every
step, what nobody touches, and whom to call. Readings stand behind their kanji in brackets.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from console.models.facility import reachable
from console.models.facility_picture import Drawn, Sight, picture_of
from console.models.facility_sight import seen_when_done
from console.models.facility_step import easy
from console.print import Block, Paper
from console.views.facility.drawing import drawing_names, drawing_source
from devices.phrases import said
from devices.site.site import Site
from devices.words import Language, Words
from procedures.language import Enter, Procedure, Say, Step, load_procedure
from procedures.paper import PaperSay, PaperStep, Way
from procedures.paper_set import with_called
from procedures.paper_writing import paper_of
from procedures.step_subjects import reached_state, subject_of

_READING = re.compile(r"\(([\u3040-\u30ff]+)\)")
_DRAWING = (420, 285)
_SHOWN_PX = 130
_AT_A_GLANCE = 22  # steps on a page
_GLANCES = (  # up to so many steps: columns, drawings in px, words in pt
    (8, 1, 120, 15.0),
    (14, 2, 100, 13.0),
    (_AT_A_GLANCE, 2, 74, 12.0),
)
_HANDS_OFF = ("cubicle", "pole", "wet", "smell")


def card_of(site: Site, procedure: str, language: Language) -> Paper:
    """The card `procedure` with every part that it calls. Raises DocumentError for none such."""
    return _CardWriter(site, language).write(load_procedure(procedure))


class _CardWriter:
    def __init__(self, site: Site, language: Language) -> None:
        self._site = site
        self._language: Language = language

    def write(self, first: Procedure) -> Paper:
        """Lay the card and its parts out as blocks."""
        parts = [part for part in with_called([first]) if self._site.name in part.sites]
        lines = tuple(zip(first.steps, paper_of(first, self._site).steps, strict=True))
        blocks = [Block(self._never_touch() + self._numbers())]
        for at in range(0, len(lines), _AT_A_GLANCE):
            blocks.append(Block(self._at_a_glance(lines[at : at + _AT_A_GLANCE])))
        in_full = escape(_in_brackets(self._say("paper_in_full")))
        blocks += [Block(f"<h2>{in_full}</h2>", new_page=True), *self._part(first)]
        for part in parts:
            if part.name != first.name:
                title = said("facility.paper_part", title=self._words(part.title))
                blocks.append(Block(f"<h2>{self._text(title)}</h2>", anchor=part.name))
                blocks += self._part(part)
        site = self._site.title.in_language(self._language)
        return Paper(f"{site}  {self._text(first.title)}", tuple(blocks), corner=first.chain)

    def _part(self, procedure: Procedure) -> Iterator[Block]:
        written = paper_of(procedure, self._site)
        for step, line in zip(procedure.steps, written.steps, strict=True):
            yield Block(self._step(step, line))

    def _at_a_glance(self, lines: Sequence[tuple[Step, PaperStep]]) -> str:
        """The steps in columns, read from the top down."""
        across, *looks = next(look for most, *look in _GLANCES if len(lines) <= most)
        rows = -(-len(lines) // round(across))
        columns = (lines[at : at + rows] for at in range(0, len(lines), rows))
        cells = ("".join(self._glance(*one, *looks) for one in column) for column in columns)
        tables = (f'<table width="100%" cellpadding="2">{cell}</table>' for cell in cells)
        shown = "".join(f'<td valign="top">{table}</td>' for table in tables)
        return f'<table width="100%"><tr>{shown}</tr></table>'

    def _glance(self, step: Step, line: PaperStep, shown_px: float, size_pt: float) -> str:
        drawn = self._drawn(step)
        further = "" if line.call is None else f"<br/>{self._way(line.call)}"
        picture = _picture(drawn.name, drawn.number, shown_px=round(shown_px))
        return (
            f'<tr><td width="{shown_px}">{picture}</td><td style="font-size:{size_pt}pt">'
            f"<b>{escape(line.id)}</b> {self._text(line.title)}{further}</td>"
            '<td width="24" align="right" style="font-size:16pt">□</td></tr>'
        )

    def _drawn(self, step: Step) -> Drawn:
        flag = isinstance(step.action, Enter) and self._site.signals[step.action.signal].is_flag
        listener = step.action.to if isinstance(step.action, Say) else ""
        sight = Sight(
            step.kind, step.picture, subject_of(step), reached_state(step), flag, listener=listener
        )
        return picture_of(self._site, sight, drawing_names(), self._language)

    def _step(self, step: Step, line: PaperStep) -> str:
        drawn = self._drawn(step)
        body = "".join(f"<p>{one}</p>" for one in self._body(step, line))
        time = self._say("paper_time")
        return (
            '<table width="100%" cellpadding="4" style="border-bottom:1px solid #000"><tr>'
            f'<td width="{_SHOWN_PX + 8}">{_picture(drawn.name, drawn.number)}</td>'
            f'<td><p style="font-size:15pt"><b>{escape(line.id)}&nbsp; '
            f"{self._text(line.title)}</b></p>{body}</td>"
            f'<td width="110" align="right"><p style="font-size:20pt">□</p>'
            f"<p>{escape(time)}<br/>____:____</p></td></tr></table>"
        )

    def _body(self, step: Step, line: PaperStep) -> Iterator[str]:
        if line.caution is not None:
            yield f'<img src="icon:caution" width="18" height="18"/> {self._text(line.caution)}'
        if line.command is not None:
            yield self._text(line.command)
        seen = seen_when_done(self._site, subject_of(step), reached_state(step))
        if seen.en:
            yield self._text(seen)
        if line.kind == "check":
            yield from (f"→ {self._text(words)}" for words in line.expected)
        if line.say is not None:
            yield from self._call(line.say)
        for blank in line.blanks:
            states = " / ".join(f"□ {self._text(state)}" for state in blank.states)
            yield f"{self._text(blank.label)}: {states or '________ ' + escape(blank.unit)}"
        for words, way in line.options:
            yield f"□ {self._text(words)} {self._way(way)}"
        if line.note is not None:
            yield self._text(line.note)
        if line.call is not None:
            yield self._way(line.call)

    def _call(self, say: PaperSay) -> Iterator[str]:
        who, number = say.to.title, say.to.number
        yield escape(_in_brackets(self._say("paper_say", who=who, number=number)))
        yield f"<b>{self._text(say.text)}</b>"
        yield f"{escape(self._say('paper_reply'))} {self._text(say.read_back)}"

    def _way(self, way: Way) -> str:
        return f"→ {self._text(way.words)}"

    def _never_touch(self) -> str:
        cells = "".join(
            f'<td align="center">{_picture(f"hands-off-{name}", "", (100, 86), 56)}<br/>'
            f"{escape(_in_brackets(self._say(f'hands_off_{name}')))}</td>"
            for name in _HANDS_OFF
        )
        head = escape(_in_brackets(self._say("do_not_touch")))
        table = f"<table width='100%' border='1' cellpadding='6'><tr>{cells}</tr></table>"
        return f"<p><b>{head}</b></p>{table}"

    def _numbers(self) -> str:
        lines = (
            self._say("paper_call", who=role.title, number=role.contact.number)
            for role in reachable(self._site)
            if role.contact is not None and not role.name.startswith(("FM", "EVAL"))
        )
        return "".join(f"<p><b>{escape(_in_brackets(one))}</b></p>" for one in lines)

    # --- words --------------------------------------------------------------------------------

    def _words(self, words: Words) -> Words:
        told = easy(words, self._language)
        return Words(told, told)

    def _text(self, words: Words) -> str:
        return escape(_in_brackets(easy(words, self._language)))

    def _say(self, key: str, **arguments: object) -> str:
        return said(f"facility.{key}", **arguments).in_language(self._language)


def _in_brackets(text: str) -> str:
    """Readings in brackets as Japanese print has them."""
    return _READING.sub(r"（\1）", text)


def _picture(
    name: str, number: str, size: tuple[int, int] = _DRAWING, shown_px: int = _SHOWN_PX
) -> str:
    """An <img> of a drawing, in the colours of day."""
    renderer = QSvgRenderer(QByteArray(drawing_source(name, number).encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    data = base64.b64encode(bytes(buffer.data().data())).decode()
    height_px = round(shown_px * size[1] / size[0])
    return f'<img src="data:image/png;base64,{data}" width="{shown_px}" height="{height_px}"/>'
