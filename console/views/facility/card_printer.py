"""Makes the PDF of a card beside the window, which goes on meanwhile."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.facility_card import card_of
from console.print import pdf_of
from console.questions import words_of
from devices.documents import DocumentError
from devices.phrases import said
from devices.site.site import Site
from devices.words import Language, Words
from procedures.snapshot import RunView, Snapshot

_log = logging.getLogger(__name__)


class CardPrinter(QObject):
    """Emits `made` with the path, or `failed` with why; one card at a time.

    `told` follows either: `words` say to a person how far it is.
    """

    made = Signal(str)
    failed = Signal(str)
    told = Signal()

    def __init__(self, site: Site, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._thread: threading.Thread | None = None
        self.words = Words("", "")
        self.made_at = ""  # where the last card lies
        # bound methods, so that what the thread emits arrives on the thread of the windows
        self.made.connect(self._tell_made)
        self.failed.connect(self._tell_failed)

    @property
    def busy(self) -> bool:
        """Whether a card is being made."""
        return self._thread is not None and self._thread.is_alive()

    def print_card(self, run: RunView, snapshot: Snapshot, language: Language) -> None:
        """Write the card at work as a PDF beside the record of the sitting."""
        folder = Path(snapshot.record).parent if snapshot.record else Path.home()
        self.words, self.made_at = said("facility.printing"), ""
        self.ask(run.procedure, language, folder / f"{run.procedure}-{language}.pdf")

    def _tell_made(self, path: str) -> None:
        self.words, self.made_at = said("facility.printed", place=Path(path).name), path
        self.told.emit()

    def _tell_failed(self, why: str) -> None:
        self.words = said("facility.print_failed", why=why)
        self.told.emit()

    def ask(self, procedure: str, language: Language, path: Path) -> None:
        """Write the card `procedure` to `path`; nothing while another one is being made."""
        if not self.busy:
            work = (procedure, language, path)
            self._thread = threading.Thread(target=self._make, args=work, name="facility card")
            self._thread.start()

    def close(self) -> None:
        """Wait until nothing is being made. Idempotent."""
        if self._thread is not None:
            self._thread.join()

    def _make(self, procedure: str, language: Language, path: Path) -> None:
        try:
            pdf_of(card_of(self._site, procedure, language), path)
        except DocumentError as error:
            _log.warning("the card %s was not made: %s", procedure, error)
            self.failed.emit(error.render(language))
        except Exception as error:  # noqa: BLE001 - logged and said; the window goes on
            _log.warning("the card %s was not made", procedure, exc_info=error)
            self.failed.emit(words_of(error).in_language(language))
        else:
            self.made.emit(str(path))
