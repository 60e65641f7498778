"""kairetsu print: procedures as the paper fallback, one PDF, never over a file."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.cli.choosing import chosen_scenario, chosen_site, name_site
from console.cli.ending import DONE, Refused
from console.noting import note_paper
from devices import messages
from devices.site import Site
from devices.words import Language
from procedures.language import Procedure
from procedures.paper_set import by_label, files_of, for_paper, with_called
from procedures.paper_writing import paper_of
from procedures.record.export.new_file import new_bytes
from procedures.scenario import Scenario
from procedures.shelf import card_of, named, procedures_of


def print_procedures(options: argparse.Namespace, language: Language) -> int:
    """Write the PDF; return the code of the command.

    Raises Refused, DocumentError, and RecordError for a file that is there or cannot be written.
    """
    name_site(options, language)
    site = chosen_site(options.site, language)
    wanted = _wanted(options, site, language)
    content, pages = _Printed(site, language).pdf(wanted)
    _write(options.out, content)
    note_paper(files_of(wanted.procedures))
    count = len(wanted.procedures)
    print(messages.text(language, "paper.written", path=options.out, pages=pages, count=count))
    return DONE


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to print. in_chain: so many of them follow each other; beside: one's own files."""

    procedures: Sequence[Procedure]
    in_chain: int
    beside: Path | None


def _wanted(options: argparse.Namespace, site: Site, language: Language) -> _Wanted:
    """Those that are asked for, whatever they hang on; else those of a scenario."""
    asked, options.procedure = options.procedure, []
    if asked and not options.scenario:
        found = _asked_for(asked, site, None, language)
        return _Wanted(found, len(found), files_of(found)[0].parent)
    scenario = chosen_scenario(options, site, language)
    if asked:
        found = _asked_for(asked, site, scenario, language)
        return _Wanted(found, len(found), scenario.folder)
    chain = scenario.procedures
    every = chain if options.chain_only else with_called(chain, scenario.folder)
    return _Wanted(every, len(chain), scenario.folder)


class _Printed:
    """Draws the pages; Qt is loaded here and not before."""

    def __init__(self, site: Site, language: Language) -> None:
        self._site = site
        self._language = language
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # paper needs no display
        try:
            from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

            from console.theme import load_fonts  # noqa: PLC0415
        except ImportError as error:
            raise Refused(messages.text(language, "paper.no_qt", why=error)) from error
        self._application = QGuiApplication.instance() or QGuiApplication(["kairetsu"])
        load_fonts()

    def pdf(self, wanted: _Wanted) -> tuple[bytes, int]:
        """The file, and how many pages it has."""
        from console.paper import ProcedurePaper  # noqa: PLC0415
        from console.print import pages_of, pdf_of_pages  # noqa: PLC0415

        read = {procedure.name: procedure for procedure in wanted.procedures}
        written = [paper_of(one, self._site, wanted.beside, read) for one in wanted.procedures]
        now = datetime.now().astimezone()
        paper = ProcedurePaper(self._site, self._language, now).of(written, wanted.in_chain)
        pages = pages_of(paper)
        return pdf_of_pages(pages, paper.title), len(pages)


def _asked_for(
    asked: Sequence[str], site: Site, scenario: Scenario | None, language: Language
) -> list[Procedure]:
    """Those that are named by label, name or path, each once, in the order of their labels.

    Files of one's own stand beside the scenario or the site; all that ship for the site follow.
    """
    cards = procedures_of(card_of(site), scenario.folder if scenario else None)
    found: dict[Path, Procedure] = {}
    for given in asked:
        path = Path(given)
        files = [path] if path.suffix else [card.file() for card in named(given, cards)]
        if not files:
            known = [*filter(None, (card.chain for card in cards)), *(card.name for card in cards)]
            key = "cli_unknown_procedure_of_site"
            raise Refused(messages.text(language, key, given=given, known=known))
        for file in files:
            found[file] = found.get(file) or for_paper(file, site)
    return sorted(found.values(), key=by_label)


def _write(path: Path, content: bytes) -> None:
    with new_bytes(path) as file:
        file.write(content)
