"""kairetsu export: a record as CSV and JSON, in a stream, never over a file."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from console.cli.ending import DONE, INTERRUPTED, NOT_COMPLETED, Refused, say_wrong
from devices import messages
from devices.words import Language
from procedures.record.export import Progress, Source, export_csv, export_json

_TOLD_EVERY_S = 1.0


def export_record(options: argparse.Namespace, language: Language) -> int:
    """Write what is asked for; return the code of the command. Raises Refused and RecordError."""
    if options.csv is None and options.json is None:
        raise Refused(messages.text(language, "export.nothing"))
    try:
        with _stopped_by_sigterm(), Source(options.record) as source:
            if options.csv is not None:
                export_csv(source, options.csv, _teller("CSV", language))
                _say_written(options.csv, language)
            if options.json is not None:
                export_json(source, options.json, _teller("JSON", language))
                _say_written(options.json, language)
    except KeyboardInterrupt:
        say_wrong(messages.text(language, "export.stopped"))
        return INTERRUPTED
    for broken in source.broken[:20]:
        row = messages.text(language, f"verify.row_{broken.table}", number=broken.number)
        say_wrong(messages.text(language, "export.left_out", row=row, why=broken.why))
    return NOT_COMPLETED if source.broken else DONE


def _say_written(path: object, language: Language) -> None:
    print(messages.text(language, "export.written", path=path))


def _teller(what: str, language: Language) -> Progress:
    """Tells every second how far the writing is."""
    told_s = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told_s
        if time.monotonic() - told_s < _TOLD_EVERY_S:
            return
        told_s = time.monotonic()
        percent = round(100 * share)
        print(
            messages.text(language, "export.progress", what=what, percent=percent), file=sys.stderr
        )

    return tell


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the export as Ctrl-C does, so that no half of a file stays."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    kept = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, kept)
