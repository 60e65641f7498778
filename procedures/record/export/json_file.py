"""A record as one JSON file, a row a line, so that it can be read and written in a stream."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from devices import messages
from procedures.record.export.new_file import new_file
from procedures.record.export.source import Progress, Source, finite, texts
from procedures.record.tables import EventRow

_LONGEST_DATA = 2**20  # characters that are read as JSON; what is longer stays a text


def export_json(source: Source, path: Path, progress: Progress) -> None:
    """Write the record to `path`; raises RecordError when it is there or cannot be written."""
    with new_file(path) as file:
        file.write(f'{{"format": "kairetsu-record", "version": {source.version},\n')
        file.write(f'"header": {_text(source.header)},\n')
        file.write(f'"columns": {_text(_columns(source))},\n"events": [\n')
        _write_lines(file, (_event(source, row) for row in source.events()))
        file.write('],\n"samples": [\n')
        _write_lines(file, _samples(source, progress))
        file.write("]}\n")


def _columns(source: Source) -> list[dict[str, Any]]:
    """What the places of a row of samples are."""
    places: list[dict[str, Any]] = [
        {"name": name, "unit": unit, **_words(name), "states": []}
        for name, unit in (("branch", ""), ("time_s", "s"), ("time_iso", ""))
    ]
    return places + [
        {
            "name": column.name,
            "unit": column.unit,
            "en": column.label.en,
            "ja": column.label.ja,
            "states": list(column.states),
        }
        for column in source.columns
    ]


def _words(name: str) -> dict[str, str]:
    return {language: messages.text(language, f"export.{name}") for language in ("en", "ja")}


def _event(source: Source, row: EventRow) -> str:
    facts = {
        "number": row.number,
        "branch": row.branch,
        "parent": row.parent,
        "time_s": finite(row.time_s),
        "time_iso": source.iso(row.time_s),
        "wall": row.wall,
        "kind": row.kind,
        "subject": row.subject,
        "who": row.who,
        "hash": row.hash,
    }
    return f'{_text(facts)[:-1]}, "data": {_data(row.data)}}}'


def _data(text: str) -> str:
    """The data of an event as it is stored; as a string where it is no JSON."""
    if len(text) <= _LONGEST_DATA:
        try:
            json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            return _text(text)
        return text
    return _text(text)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _samples(source: Source, progress: Progress) -> Iterable[str]:
    for block in source.blocks(progress):
        times = block.times_s.tolist()
        begun = [f'[{block.branch}, {_text(finite(t))}, "{source.iso(t)}"' for t in times]
        if not source.columns:
            yield from (f"{begin}]" for begin in begun)
            continue
        for begin, values in zip(begun, texts(source, block, _text, "null"), strict=True):
            yield f"{begin}, {', '.join(values)}]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_lines(file: TextIO, lines: Iterable[str]) -> None:
    """Elements of an array, a line each."""
    between = ""
    for line in lines:
        file.write(f"{between}{line}")
        between = ",\n"
    file.write("\n")
