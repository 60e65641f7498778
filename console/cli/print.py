"""kairetsu print: procedures as the paper fallback, one PDF, never over a file."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from console.cli.choosing import chosen_scenario, chosen_site, name_site
from console.cli.ending import DONE, Refused
from console.noting import note_paper
from devices import messages
from devices.site import Site
from devices.words import Language
from procedures.language import Procedure
from procedures.paper_set import with_called
from procedures.paper_writing import paper_of
from procedures.printed import note_printed

_log = logging.getLogger(__name__)


def print_procedures(options: argparse.Namespace, language: Language) -> int:
    """Write the PDF; return the code of the command. Raises Refused and DocumentError."""
    name_site(options, language)
    site = chosen_site(options.site, language)
    asked, options.procedure = options.procedure, []
    scenario = chosen_scenario(options, site, language)
    chain = scenario.procedures
    wanted = chain if options.chain_only and not asked else with_called(chain, scenario.folder)
    if asked:
        wanted = _asked_for(asked, wanted, language)
    in_chain = sum(procedure in chain for procedure in wanted)
    paper = _Printed(site, language)
    content, pages = paper.pdf(wanted, in_chain, scenario.folder)
    _write(options.out, content, language)
    _note([procedure.name for procedure in wanted], scenario.folder)
    note_paper([procedure.name for procedure in wanted], scenario.folder)
    count = len(wanted)
    print(messages.text(language, "paper.written", path=options.out, pages=pages, count=count))
    return DONE


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

    def pdf(
        self, procedures: Sequence[Procedure], in_chain: int, beside: Path | None
    ) -> tuple[bytes, int]:
        """The file, and how many pages it has."""
        from console.paper import ProcedurePaper  # noqa: PLC0415
        from console.print import pages_of, pdf_of_pages  # noqa: PLC0415

        read = {procedure.name: procedure for procedure in procedures}
        written = [paper_of(one, self._site, beside, read) for one in procedures]
        now = datetime.now().astimezone()
        paper = ProcedurePaper(self._site, self._language, now).of(written, in_chain)
        pages = pages_of(paper)
        return pdf_of_pages(pages, paper.title), len(pages)


def _asked_for(
    asked: Sequence[str], known: Sequence[Procedure], language: Language
) -> list[Procedure]:
    """Those that are named by label or name, in the order of the chain."""
    names = {given.casefold() for given in asked}
    found = [one for one in known if {one.chain.casefold(), one.name} & names]
    for given in asked:
        if not any(given.casefold() in (one.chain.casefold(), one.name) for one in found):
            every = [*(one.chain for one in known), *(one.name for one in known)]
            raise Refused(
                messages.text(language, "cli_unknown_procedure", given=given, known=every)
            )
    return found


def _note(names: Sequence[str], beside: Path | None) -> None:
    """Remember what stands on paper now, for `kairetsu ready`."""
    try:
        note_printed(names, datetime.now().astimezone().date(), beside)
    except OSError as error:
        _log.warning("the list of printed procedures cannot be written: %s", error)


def _write(path: Path, content: bytes, language: Language) -> None:
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise Refused(messages.text(language, "export.exists", path=path)) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise Refused(messages.text(language, "export.not_writable", path=path, why=why)) from error
