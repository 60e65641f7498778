"""A stretch of the record as one CSV file: every sample of some signals, with time and units.

UTF-8 with a byte order mark. Three heading rows: the name for programs, then English and Japanese
with the unit. A value that is not known is empty; a state is the word that the site file has.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from devices import messages
from procedures.record import Column, Record
from procedures.record.export.csv_files import harmless
from procedures.record.export.new_file import new_file
from procedures.record.export.source import iso_clock
from procedures.stretches import ReadStretch, Samples, Unwanted

Progress = Callable[[float], None]
"""Is told now and then which share (0 to 1) of the time has been written."""


@dataclass(frozen=True, slots=True)
class StretchOfRecord:
    """What is written: of the record at `path`, on the way to the end of `branch`."""

    path: Path
    branch: int
    asked: ReadStretch


def write_stretch(
    source: StretchOfRecord,
    file: Path,
    progress: Progress,
    wanted: Callable[[], bool] = lambda: True,
) -> int:
    """Write every sample of `source` into the new `file`; return how many there were.

    Unwanted is raised, and no file left, when `wanted` says no. Raises RecordError, also when the
    file is there already or cannot be written.
    """
    count, asked = 0, source.asked
    with Record(source.path) as opened, new_file(file, "utf-8-sig") as text:
        columns = [one for name in asked.names for one in opened.columns if one.name == name]
        places = [opened.columns.index(column) for column in columns]
        iso = iso_clock(opened.header)
        writer = csv.writer(text)
        writer.writerows(_heading(columns))
        span_s = max(asked.to_s - asked.from_s, 1e-9)
        for times_s, values in opened.pieces(source.branch, asked.from_s, asked.to_s):
            if not wanted():
                raise Unwanted
            count += len(times_s)
            both = zip(columns, places, strict=True)
            told = [_told(column, values[:, place]) for column, place in both]
            plain_s = times_s.tolist()
            writer.writerows(zip(plain_s, map(iso, plain_s), *told, strict=True))
            progress((plain_s[-1] - asked.from_s) / span_s)
    return count


def _heading(columns: Sequence[Column]) -> list[list[str]]:
    times = ("time_s", "time_iso")
    rows = [[*times, *(harmless(column.name) for column in columns)]]
    for language in ("en", "ja"):
        titles = [messages.text(language, f"export.{name}") for name in times]
        for column in columns:
            title = column.label.in_language(language) or column.name
            titles.append(harmless(f"{title} [{column.unit}]" if column.unit else title))
        rows.append(titles)
    return rows


def _told(column: Column, values: Samples) -> list[str]:
    known = np.isfinite(values)
    if not column.states:
        plain = map("%.7g".__mod__, values.tolist())
        return [text if there else "" for text, there in zip(plain, known.tolist(), strict=True)]
    names = [*map(harmless, column.states), ""]
    inside = known & (values >= 0) & (values < len(column.states))
    return [names[number] for number in np.where(inside, values, len(names) - 1).astype(int)]
