"""Procedures and their pages for a print dialog, made on a thread of their own: it takes seconds.

What is laid out on a thread can be painted on that thread only: fonts belong to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from console.paper import ProcedurePaper
from console.print import Page, Paper, pages_of, pdf_of_pages, picture_of
from devices.documents import DocumentError
from devices.site.site import Site
from devices.words import Language
from procedures.language import Procedure, load_procedure, procedure_names
from procedures.paper_set import by_label, with_called
from procedures.paper_writing import paper_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be laid out. with_all_called: and behind it whatever it can lead to."""

    chosen: tuple[Procedure, ...]
    language: Language
    with_all_called: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages that are ready. names: which procedures; texts: what is written on each page."""

    title: str
    names: tuple[str, ...]
    texts: tuple[str, ...]
    pdf: bytes


class _StoppedError(Exception):
    """Nobody waits for it any more."""


_known: dict[str, tuple[Procedure, ...]] = {}


def procedures_of(site: str, look: Callable[[], None]) -> tuple[Procedure, ...]:
    """Every procedure that ships for a site, in the order of their labels; takes a second or two.

    One that cannot be read is left out: `kairetsu check` says what is wrong with it. look: called
    before each file; it may raise something to stop.
    """
    if site not in _known:
        found = []
        for name in procedure_names():
            look()
            try:
                procedure = load_procedure(name)
            except DocumentError:
                continue
            if site in procedure.sites:
                found.append(procedure)
        _known[site] = tuple(sorted(found, key=by_label))
    return _known[site]


class PaperMaker(QObject):
    """Takes wishes by `ask` and answers by signals, one after the other, newest wish last."""

    asked = Signal(str, object)
    known = Signal(object)  # tuple[Procedure, ...]
    made = Signal(object)  # Printed, or the DocumentError that was in the way
    pictured = Signal(int, object)  # number of the page, QImage

    def __init__(self, site: Site) -> None:
        super().__init__()
        self._site = site
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
                self.known.emit(procedures_of(self._site.name, self._look))
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

    def _lay_out(self, wanted: Wanted) -> None:
        try:
            chosen = wanted.chosen
            read = {one.name: one for one in procedures_of(self._site.name, self._look)}
            every = list(chosen)
            if wanted.with_all_called:
                every = with_called(chosen, read=read)
            paper = self._paper(every, wanted, read)
        except DocumentError as error:
            self.made.emit(error)
            return
        self._pages = pages_of(paper, self._look)
        names = tuple(procedure.name for procedure in every)
        texts = tuple(page.text() for page in self._pages)
        pdf = pdf_of_pages(self._pages, paper.title, self._look)
        self.made.emit(Printed(paper.title, names, texts, pdf))

    def _paper(
        self, every: Sequence[Procedure], wanted: Wanted, read: Mapping[str, Procedure]
    ) -> Paper:
        papers = []
        for procedure in every:
            self._look()
            papers.append(paper_of(procedure, self._site, read=read))
        now = datetime.now().astimezone()
        return ProcedurePaper(self._site, wanted.language, now).of(papers, len(wanted.chosen))
