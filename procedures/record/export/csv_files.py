"""A record as CSV: events.csv, telemetry.csv and signals.csv in one folder.

UTF-8 with a byte order mark, so that spreadsheets show Japanese. Three heading rows: the name for
programs, then English and Japanese with the unit.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from devices import messages
from procedures.record.errors import RecordError
from procedures.record.export.new_file import new_file
from procedures.record.export.source import Progress, Source, texts
from procedures.record.samples import Column

_ENCODING = "utf-8-sig"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out
_EVENT = (
    *("number", "branch", "parent", "time_s", "time_iso", "wall", "kind", "subject", "who"),
    *("data", "hash"),
)
_SAMPLE = ("branch", "time_s", "time_iso")
_SIGNAL = ("signal", "unit", "en", "ja", "states")


def export_csv(source: Source, folder: Path, progress: Progress) -> None:
    """Write the files into `folder`; raises RecordError when one is there or cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror
        raise RecordError("export.not_writable", path=str(folder), why=why) from error
    with ExitStack() as files:
        signals, events, telemetry = (
            files.enter_context(new_file(folder / f"{name}.csv", _ENCODING))
            for name in ("signals", "events", "telemetry")
        )
        _write_signals(source, signals)
        _write_events(source, events)
        _write_telemetry(source, telemetry, progress)


def _write_signals(source: Source, file: TextIO) -> None:
    writer = csv.writer(file)
    writer.writerows(_headings(_SIGNAL))
    for column in source.columns:
        facts = (column.name, column.unit, column.label.en, column.label.ja)
        writer.writerow(map(harmless, (*facts, " ".join(column.states))))


def _write_events(source: Source, file: TextIO) -> None:
    writer = csv.writer(file)
    writer.writerows(_headings(_EVENT))
    for row in source.events():
        told = (row.wall, row.kind, row.subject, row.who, row.data, row.hash)
        place = (row.number, row.branch, row.parent, row.time_s, source.iso(row.time_s))
        writer.writerow((*place, *map(harmless, told)))


def _write_telemetry(source: Source, file: TextIO, progress: Progress) -> None:
    writer = csv.writer(file)
    names, english, japanese = _headings(_SAMPLE)
    columns = source.columns
    writer.writerow((*names, *(harmless(c.name) for c in columns)))
    writer.writerow((*english, *(_titled(c, c.label.en) for c in columns)))
    writer.writerow((*japanese, *(_titled(c, c.label.ja) for c in columns)))
    for block in source.blocks(progress):
        times = ((block.branch, t, source.iso(t)) for t in block.times_s.tolist())
        if columns:
            rows: Iterable[Sequence[object]] = (
                (*time, *values)
                for time, values in zip(times, texts(source, block, harmless, ""), strict=True)
            )
        else:
            rows = times
        writer.writerows(rows)


def _headings(names: Sequence[str]) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The names of columns, and what they are called in English and Japanese."""
    return (
        names,
        [messages.text("en", f"export.{name}") for name in names],
        [messages.text("ja", f"export.{name}") for name in names],
    )


def _titled(column: Column, label: str) -> str:
    """What a column is called, with its unit."""
    title = label or column.name
    return harmless(f"{title} [{column.unit}]" if column.unit else title)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: such ones begin with an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text
