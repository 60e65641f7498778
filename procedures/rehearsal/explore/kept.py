"""Rows that are done, in a file beside the table: an exploration that was cut off goes on there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from devices.events import Json
from devices.site import load_site
from procedures.hazards.notices import known_path
from procedures.rehearsal.explore.exploring import Place
from procedures.rehearsal.explore.table import Row, row_from_json
from procedures.scenario import load_scenario
from procedures.sources import Sources


def made_with(place: Place) -> dict[str, Json]:
    """The program, and a digest of every file that the table depends on. Raises DocumentError."""
    site = load_site(place.site)
    scenario = load_scenario(place.scenario, site)
    known = known_path(site.name, scenario.folder)
    digest = hashlib.sha256(known.read_bytes()).hexdigest() if known.is_file() else ""
    return {**Sources(place.site, place.scenario).made_with(), "hazards": digest}


class NotTheSame(Exception):
    """What is done there was made of other files, or asked for otherwise: `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Kept:
    """The file of one exploration. Each line is whole or is not counted: a kill loses no other."""

    def __init__(self, path: Path, made: Mapping[str, Json], *, go_on: bool) -> None:
        """go_on: take the rows that are there. Raises NotTheSame, having written nothing."""
        self.path = path
        head = json.dumps(dict(made), sort_keys=True)
        self.rows: list[Row] = _read(path, head) if go_on else []
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._file.write(head + "\n")
        self.add(self.rows, keep=False)

    def add(self, rows: Iterable[Row], *, keep: bool = True) -> None:
        """Write rows that are done."""
        for row in rows:
            self._file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            if keep:
                self.rows.append(row)
        self._file.flush()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def forget(self) -> None:
        """Take it away: the table is whole."""
        self.path.unlink(missing_ok=True)


def _read(path: Path, head: str) -> list[Row]:
    """The whole rows of a file that was made of the same; [] for none. Raises NotTheSame."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if not lines or not lines[0].endswith("\n"):
        return []  # the kill came before the first row
    if lines[0].rstrip("\n") != head:
        raise NotTheSame(path)
    rows = []
    for line in lines[1:]:
        try:
            rows.append(row_from_json(json.loads(line)))
        except (ValueError, KeyError, TypeError):  # the kill came in the middle of it
            break
    return rows
