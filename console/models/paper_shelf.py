"""Procedures and their pages for a print dialog, made on a thread of their own: it takes seconds.

What is laid out on a thread can be painted on that thread only: fonts belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from console.paper import ProcedurePaper
from console.print import Page, Paper, pages_of, pdf_of_pages, picture_of
from devices.documents import DocumentError
from devices.site.site import Site
from devices.words import Language
from procedures.language import Procedure, load_procedure, procedure_names
from procedures.paper_writing import by_label, paper_of, with_called


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


@cache
def procedures_of(site: str) -> tuple[Procedure, ...]:
    """Every procedure that ships for a site, in the order of their labels; takes a second or two.

    One that cannot be read is left out: `kairetsu check` says what is wrong with it.
    """
    found = []
    for name in procedure_names():
        try:
            procedure = load_procedure(name)
        except DocumentError:
            continue
        if site in procedure.sites:
            found.append(procedure)
    return tuple(sorted(found, key=by_label))


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
        application = QCoreApplication.instance()
        self._thread = QThread(application)
        if application is not None:
            application.aboutToQuit.connect(self.end)
        self._thread.finished.connect(self._thread.deleteLater)
        self.moveToThread(self._thread)
        self.asked.connect(self._do)
        self._thread.start()

    def ask(self, what: str, about: object = None) -> None:
        """Ask for something: procedures, pages (Wanted), page ((number, width in px)), print."""
        self.asked.emit(what, about)

    def end(self) -> None:
        """Stop when what is being done is done."""
        self.asked.emit("end", None)

    def _do(self, what: str, about: Any) -> None:
        match what:
            case "procedures":
                self.known.emit(procedures_of(self._site.name))
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
            every = with_called(chosen) if wanted.with_all_called else list(chosen)
            paper = self._paper(every, wanted)
        except DocumentError as error:
            self.made.emit(error)
            return
        self._pages = pages_of(paper)
        names = tuple(procedure.name for procedure in every)
        texts = tuple(page.text() for page in self._pages)
        self.made.emit(Printed(paper.title, names, texts, pdf_of_pages(self._pages, paper.title)))

    def _paper(self, every: Sequence[Procedure], wanted: Wanted) -> Paper:
        papers = [paper_of(procedure, self._site) for procedure in every]
        now = datetime.now().astimezone()
        return ProcedurePaper(self._site, wanted.language, now).of(papers, len(wanted.chosen))
