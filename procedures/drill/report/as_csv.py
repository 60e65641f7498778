"""The log of a report as CSV: every event of the drill in words."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

from devices.words import Language
from procedures.drill.report.model import Report
from procedures.drill.report.speech import Speech
from procedures.record.export.csv_files import harmless

_COLUMNS = ("number", "time", "time_s", "kind", "who", "words")


def as_csv(report: Report, language: Language) -> str:
    """One line an event, with a byte order mark, so that spreadsheets show Japanese."""
    file = StringIO()
    writer = csv.writer(file)
    say = Speech(language, report.cover.clock)
    writer.writerow([say.say(f"csv_{name}") for name in _COLUMNS])
    for row in report.log:
        moment = report.cover.clock + timedelta(seconds=row.time_s)
        when = moment.isoformat(timespec="milliseconds")
        told = (row.who.in_language(language), row.words.in_language(language))
        writer.writerow((row.number, when, f"{row.time_s:.3f}", row.kind, *map(harmless, told)))
    return "\ufeff" + file.getvalue()
