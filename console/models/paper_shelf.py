"""Procedures and their pages for a print dialog, made on a thread of their own: it takes time.

What is laid out on a thread can be painted on that thread only: fonts belong to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from console.paper import ProcedurePaper
from console.print import Page, Paper, pages_of, pdf_of_pages, picture_of
from devices.documents import DocumentError
from devices.site.site import Site
from devices.words import Language
from procedures.language import Procedure, find_procedure, load_procedure
from procedures.paper_set import files_of, for_paper, with_called
from procedures.paper_writing import paper_of
from procedures.shelf import ProcedureCard, card_of, procedures_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be laid out. with_all_called: and behind it whatever it can lead to."""

    chosen: tuple[ProcedureCard, ...]
    language: Language
    with_all_called: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages that are ready. files: of which procedures; texts: what is written on each page."""

    title: str
    files: tuple[Path, ...]
    texts: tuple[str, ...]
    pdf: bytes


class _StoppedError(Exception):
    """Nobody waits for it any more."""


class PaperMaker(QObject):
    """Takes wishes by `ask` and answers by signals, one after the other, newest wish last."""

    asked = Signal(str, object)
    known = Signal(object)  # tuple[ProcedureCard, ...]
    made = Signal(object)  # Printed, or the DocumentError that was in the way
    pictured = Signal(int, object)  # number of the page, QImage

    def __init__(self, site: Site, beside: Path | None = None) -> None:
        """Stand ready; beside: the folder of a scenario, with procedures of one's own."""
        super().__init__()
        self._site = site
        self._beside = beside
        self._read: dict[str, Procedure] = {}
        self._pages: tuple[Page, ...] = ()
        self._ended = False
        self._thread = QThread(QCoreApplication.instance())
        self.moveToThread(self._thread)
        self.asked.connect(self._do)
        self._thread.start()

    def ask(self, what: str, about: object = None) -> None:
        """Ask for something: procedures, pages (Wanted), page ((number, width in px)), print."""
        self.asked.emit(what, about)

    def end(self) -> None:
        """Stop at once, and return when the thread has gone; not for that thread to call."""
        if not self._ended:
            self._ended = True
            self.asked.emit("end", None)
            self._thread.wait()
            self._thread.deleteLater()

    def _look(self) -> None:
        if self._ended:
            raise _StoppedError

    def _do(self, what: str, about: Any) -> None:
        try:
            self._do_it(what, about)
        except _StoppedError:
            self._pages = ()

    def _do_it(self, what: str, about: Any) -> None:
        match what:
            case "procedures":
                self.known.emit(self._cards())
            case "pages":
                self._lay_out(about)
            case "page":
                number, width_px = about
                if number < len(self._pages):
                    count = len(self._pages)
                    image = picture_of(self._pages[number], number + 1, count, width_px)
                    self.pictured.emit(number, image)
            case "print":
                about(self._pages)
            case "end":
                self._pages = ()
                self._thread.quit()

    def _cards(self) -> tuple[ProcedureCard, ...]:
        """Every procedure for the site by the head of its file: only what is printed is read."""
        return procedures_of(card_of(self._site), self._beside)

    def _procedure(self, card: ProcedureCard) -> Procedure:
        """The procedure of a card, read once; raises DocumentError."""
        self._look()
        if card.given not in self._read:
            self._read[card.given] = for_paper(card.file(), self._site)
        return self._read[card.given]

    def _called(self, cards: Mapping[str, ProcedureCard], name: str) -> Procedure:
        if name in cards:
            return self._procedure(cards[name])
        return load_procedure(find_procedure(name, self._beside))

    def _lay_out(self, wanted: Wanted) -> None:
        try:
            cards = {card.name: card for card in self._cards()}
            every = [self._procedure(card) for card in wanted.chosen]
            if wanted.with_all_called:
                every = with_called(every, self._beside, partial(self._called, cards))
            paper = self._paper(every, wanted, cards)
        except DocumentError as error:
            self.made.emit(error)
            return
        self._pages = pages_of(paper, self._look)
        files = files_of(every)
        texts = tuple(page.text() for page in self._pages)
        pdf = pdf_of_pages(self._pages, paper.title, self._look)
        self.made.emit(Printed(paper.title, files, texts, pdf))

    def _paper(
        self, every: Sequence[Procedure], wanted: Wanted, read: Mapping[str, ProcedureCard]
    ) -> Paper:
        papers = []
        for procedure in every:
            self._look()
            papers.append(paper_of(procedure, self._site, self._beside, read))
        now = datetime.now().astimezone()
        return ProcedurePaper(self._site, wanted.language, now).of(papers, len(wanted.chosen))
