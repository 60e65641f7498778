"""Remembers which procedures were printed; that it cannot be written down is no reason to stop."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from procedures.printed import note_printed

_log = logging.getLogger(__name__)


def note_paper(names: Iterable[str], beside: Path | None = None) -> None:
    """Note that these procedures stand on paper as they are now."""
    try:
        note_printed(names, datetime.now().astimezone().date(), beside)
    except OSError as error:
        _log.warning("not noted as printed: %s", error)
