"""Procedures as HTML for paper: the cover, the head of each, what is watched, and its steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from importlib import metadata

from console.paper_step import GRID, PaperSpeech, StepPaper, mark, space
from console.print import Block, Paper
from devices.site import Site
from devices.words import Language, Words
from procedures.paper import (
    PaperProcedure,
    PaperRole,
    PaperWatch,
    Way,
    in_time,
)

_STRIP_EMS = 200  # so much stands at the head of each page in words, more by its number


class ProcedurePaper:
    """Makes a paper of procedures, in one language."""

    def __init__(self, site: Site, language: Language, printed: datetime) -> None:
        self._site = site
        self._speech = PaperSpeech(language)
        self._steps = StepPaper(self._speech)
        self._date = f"{printed:%Y-%m-%d %H:%M}"
        self._program = metadata.version("kairetsu")

    def of(self, procedures: Sequence[PaperProcedure], in_chain: int) -> Paper:
        """The paper of `procedures`, of which the first `in_chain` follow each other.

        A single one has no cover.
        """
        self._speech.known = frozenset(procedure.name for procedure in procedures)
        chain = procedures[:in_chain]
        blocks = [self._cover(procedures, in_chain)] if len(procedures) > 1 else []
        for procedure in procedures:
            blocks += self._procedure(procedure, chain)
        name = self._speech.say("paper.name")
        single = procedures[0] if len(procedures) == 1 else None
        title = f"{single.chain}  {self._speech.told(single.title)}" if single else name
        site = self._speech.told(self._site.title)
        foot = self._speech.say(
            "paper.foot_cover", site=site, program=self._program, date=self._date
        )
        return Paper(title, tuple(blocks), corner=site, foot=foot)

    # --- cover --------------------------------------------------------------------------------

    def _cover(self, procedures: Sequence[PaperProcedure], in_chain: int) -> Block:
        site = escape(self._speech.told(self._site.title))
        rows = "".join(
            f'<tr><td width="12%"><b>{escape(one.chain)}</b></td>'
            f'<td width="52%">{escape(self._speech.told(one.title))}</td>'
            f'<td width="23%">{one.digest}</td>'
            f'<td width="13%" align="right">{self._speech.page_of(one.name)}</td></tr>'
            for one in procedures
        )
        roles = dict.fromkeys(role for one in procedures for role in one.roles)
        html = (
            f'<p style="font-size:22pt; font-weight:bold;">{site}</p>'
            f'<p style="font-size:18pt; font-weight:bold;">{self._speech.say("paper.name")} '
            f"{procedures[0].chain}–{procedures[in_chain - 1].chain}</p>"
            f"<p>{escape(self._speech.say('paper.cover_use'))}</p>"
            f"{self._speech.heading('paper.people')}{self._people(tuple(roles))}"
            f"{self._speech.heading('paper.contents')}<table {GRID}>{rows}</table>"
        )
        return Block(html)

    def _people(self, roles: Sequence[PaperRole]) -> str:
        heads = ("paper.role", "paper.person", "paper.number")
        head = "".join(f'<td bgcolor="#E3E3E3">{self._speech.say(key)}</td>' for key in heads)
        rows = "".join(
            f'<tr><td width="44%">{escape(self._speech.role(role))}</td><td width="30%"></td>'
            f'<td width="26%">{escape(role.number)}</td></tr>'
            for role in roles
        )
        return f"<table {GRID}><tr>{head}</tr>{rows}</table>"

    # --- one procedure ------------------------------------------------------------------------

    def _procedure(self, procedure: PaperProcedure, chain: Sequence[PaperProcedure]) -> list[Block]:
        site, title = self._speech.told(self._site.title), self._speech.told(procedure.title)
        upper = self._speech.say(
            "paper.foot",
            site=site,
            chain=procedure.chain,
            title=title,
        )
        lower = self._speech.say(
            "paper.foot_version",
            digest=procedure.digest,
            date=self._date,
        )
        head = Block(
            self._head(procedure, chain),
            new_page=True,
            anchor=procedure.name,
            title=f"{procedure.chain}  {title}",
            foot=f"{upper}\n{lower}",
            strip=self._watch_strip(procedure),
        )
        columns = self._steps.columns()
        strip = self._watch_strip(procedure) + columns
        steps = [self._steps.step(step) for step in procedure.steps]
        # the line of headings stays with the first step
        first = Block(columns + steps[0], strip=strip)
        rest = [Block(step) for step in steps[1:]]
        return [head, first, *rest, Block(self._end(procedure, chain), strip="")]

    def _head(self, procedure: PaperProcedure, chain: Sequence[PaperProcedure]) -> str:
        title = self._speech.told(procedure.title)
        purpose = escape(self._speech.say("paper.leads_nowhere", title=title))
        if procedure.leads_to:
            phase = self._speech.told(procedure.leads_to)
            purpose = escape(self._speech.say("paper.leads_to", title=title, phase=phase))
        if procedure.target_s:
            time = self._speech.told(in_time(procedure.target_s))
            purpose += " " + escape(self._speech.say("paper.target", time=time))
        commands = [self._speech.told(command) for command in procedure.safe]
        joined = " → ".join(commands)
        safe = self._speech.say("paper.safe_do", commands=joined) if commands else ""
        facts = (
            ("paper.purpose", purpose),
            (
                "paper.roles",
                escape(" · ".join(self._speech.role(role) for role in procedure.roles)),
            ),
            ("paper.chain", self._place_in(procedure, chain)),
            ("paper.safe", escape(safe or self._speech.say("paper.safe_none"))),
        )
        rows = "".join(
            f'<tr><td width="14%"><b>{self._speech.say(key)}</b></td>'
            f'<td width="86%">{words}</td></tr>'
            for key, words in facts
        )
        begun = (
            f'<table {GRID}><tr><td width="40%">{self._speech.say("paper.begun")}</td>'
            f'<td width="30%">{self._speech.say("paper.ended")}</td>'
            f'<td width="30%">{self._speech.say("paper.led_by")}<br></td></tr></table>'
        )
        name = f"{escape(procedure.chain)}&nbsp; {escape(title)}"
        return (
            f'<p style="font-size:20pt; font-weight:bold; margin-top:0;">{name}</p>'
            f"<table {GRID}>{rows}</table>{space(5)}{begun}{self._watch_box(procedure.watches)}"
            f"{space(8)}"
        )

    def _place_in(self, procedure: PaperProcedure, chain: Sequence[PaperProcedure]) -> str:
        if procedure not in chain:
            return escape(self._speech.say("paper.aside"))
        names = (
            f"<b>[{escape(one.chain)}]</b>" if one is procedure else escape(one.chain)
            for one in chain
        )
        return " → ".join(names)

    def _end(self, procedure: PaperProcedure, chain: Sequence[PaperProcedure]) -> str:
        if procedure not in chain:
            words = self._speech.say("paper.back", chain=procedure.chain)
        elif procedure is chain[-1]:
            words = self._speech.say("paper.end_last", chain=procedure.chain)
        else:
            after = chain[chain.index(procedure) + 1]
            named = f"{after.chain} {self._speech.told(after.title)}"
            words = self._speech.say("paper.end", chain=procedure.chain, next=named)
        return f'<p style="font-size:13pt; font-weight:bold;">{escape(words)}</p>'

    # --- what is watched ----------------------------------------------------------------------

    def _watch_box(self, watches: Sequence[PaperWatch]) -> str:
        """What is watched, joined where it leads to the same place."""
        if not watches:
            return ""
        together: dict[tuple[Way, Words | None], list[str]] = {}
        for watch in watches:
            together.setdefault((watch.way, watch.span), []).append(self._speech.told(watch.words))
        rows = "".join(
            f'<tr><td width="58%">{escape(" · ".join(words))}'
            f"{escape(f' ({self._speech.told(span)})') if span else ''}</td>"
            f'<td width="42%">→ {self._speech.way(way)}</td></tr>'
            for (way, span), words in together.items()
        )
        return (
            f"{self._speech.heading('paper.watch')}<p>{escape(self._speech.say('paper.watch_words'))}</p>"
            f"<table {GRID}>{rows}</table>"
        )

    def _watch_strip(self, procedure: PaperProcedure) -> str:
        """The same on each further page: in words where they are few."""
        watches = procedure.watches
        if not watches:
            return ""
        page = f"@page:{procedure.name}@"
        told = " · ".join(dict.fromkeys(self._speech.told(watch.words) for watch in watches))
        if _ems(told) > _STRIP_EMS:
            words = escape(self._speech.say("paper.watch_many", count=len(watches), page=page))
        else:
            head = escape(self._speech.say("paper.watch_again", page=page))
            words = f"<b>{head}</b> {escape(told)}"
        return f'<table {GRID}><tr><td bgcolor="#F0F0F0">{mark("eye")} {words}</td></tr></table>'


def _ems(text: str) -> float:
    """How wide a text is: a letter of half width counts half."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in text)
