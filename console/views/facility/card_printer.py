"""Makes the PDF of a card beside the window, which goes on meanwhile."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.facility_card import card_of
from console.print import pdf_of
from devices.documents import DocumentError
from devices.site.site import Site
from devices.words import Language

_log = logging.getLogger(__name__)


class CardPrinter(QObject):
    """Emits `made` with the path, or `failed` with why; one card at a time."""

    made = Signal(str)
    failed = Signal(str)

    def __init__(self, site: Site, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a card is being made."""
        return self._thread is not None and self._thread.is_alive()

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
        except (OSError, DocumentError) as error:
            _log.warning("the card %s was not made: %s", procedure, error)
            self.failed.emit(str(error))
        else:
            self.made.emit(str(path))
