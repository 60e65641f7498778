"""kairetsu export: a record as CSV and JSON, in a stream, never over a file."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from console.cli.ending import DONE, INTERRUPTED, NOT_COMPLETED, Refused, say_wrong, stoppable
from devices import messages
from devices.words import Language
from procedures.record.export import Progress, Source, export_csv, export_json

_TOLD_EVERY_S = 1.0


def export_record(options: argparse.Namespace, language: Language) -> int:
    """Write what is asked for; return the code of the command. Raises Refused and RecordError."""
    if options.csv is None and options.json is None:
        raise Refused(messages.text(language, "export.nothing"))
    try:
        with stoppable() as stopped, Source(options.record) as source:
            if options.csv is not None:
                export_csv(source, options.csv, _teller("CSV", language, stopped))
                _say_written(options.csv, language)
            if options.json is not None:
                export_json(source, options.json, _teller("JSON", language, stopped))
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


def _teller(what: str, language: Language, stopped: Callable[[], bool]) -> Progress:
    """Tells every second how far the writing is; breaks it off when that is wished."""
    told_s = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told_s
        if stopped():
            raise KeyboardInterrupt
        if time.monotonic() - told_s < _TOLD_EVERY_S:
            return
        told_s = time.monotonic()
        percent = round(100 * share)
        print(
            messages.text(language, "export.progress", what=what, percent=percent), file=sys.stderr
        )

    return tell
