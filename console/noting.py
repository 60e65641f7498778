"""Remembers which procedures were printed; that it cannot be written down is no reason to stop."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from procedures.printed import note_printed

_log = logging.getLogger(__name__)


def note_paper(files: Iterable[Path]) -> None:
    """Note that the procedures of these files stand on paper as they are now."""
    try:
        note_printed(files, datetime.now().astimezone().date())
    except OSError as error:
        _log.warning("not noted as printed: %s", error)
