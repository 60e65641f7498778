"""The text of a meter file: encoding, cells and where they stand, headings and units."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from devices.documents import Problem
from devices.site.series import Floats

MAX_BYTES = 100_000_000
MAX_PROBLEMS = 100
FIRST_YEAR, LAST_YEAR = 1980, 2199

# factor to kW of a power, to kWh of an energy; whether it is an energy
UNITS = {
    "W": (0.001, False),
    "kW": (1.0, False),
    "MW": (1000.0, False),
    "Wh": (0.001, True),
    "kWh": (1.0, True),
    "MWh": (1000.0, True),
}
TIME_HEADINGS = (
    "time", "datetime", "date time", "timestamp", "日時", "計測日時", "年月日時刻", "時刻",
    "日付時刻",
)  # fmt: skip
MISSING = frozenset(("", "-", "--", "—", "–", "null", "nan", "n/a", "na", "欠測"))

_UNITS_BY_FOLD = {name.casefold(): name for name in UNITS}
_IN_BRACKETS = re.compile(r"[(\[]\s*([a-z]+)\s*[)\]]\s*$", re.IGNORECASE)
_AT_END = re.compile(r"(?:^|[\s_・:/])([a-z]+)$", re.IGNORECASE)
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]\s*(\d{1,2})[:時](\d{2})分?(?::(\d{2}))?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without quotes and blanks, and the column in the file where it begins."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of one line of data; lines are counted from 1 in the file."""

    line: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: which column from 0, its text, its unit or None."""

    index: int
    text: str
    column: int
    unit: str | None


class MeterText:
    """A meter file as headings and rows; `problems` grows as they are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.headings: tuple[Heading, ...] = ()
        self.line = 1
        self._lines = self._read()
        self._first = 0
        self._separator = ","
        self._head()

    def add(self, line: int, column: int, key: str, /, **arguments: object) -> None:
        """A problem at a place in the file; nobody reads more than a hundred."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(str(self.path), line, column, key, arguments))

    def add_at(self, row: Row, index: int, key: str, /, **arguments: object) -> None:
        """A problem with one cell of a row; `given` is its text unless the arguments say more."""
        cells = self._cells(self._lines[row.line - 1], row.line)
        self.add(row.line, cells[index].column, key, **({"given": row.texts[index]} | arguments))

    @property
    def full(self) -> bool:
        """Whether there are as many problems as anybody reads."""
        return len(self.problems) >= MAX_PROBLEMS

    def rows(self) -> Iterator[Row]:
        """The lines of data that have as many cells as the headings; the others are problems."""
        wanted = len(self.headings)
        for number, line in enumerate(self._lines[self._first :], start=self._first + 1):
            if not line.strip() or line.startswith("#"):
                continue
            if '"' in line:
                texts = tuple(cell.text for cell in self._cells(line, number))
            else:
                texts = tuple([part.strip() for part in line.split(self._separator)])
            if texts and len(texts) != wanted:
                self.add(number, 1, "meters_cells", given=len(texts), wanted=wanted)
            elif texts:
                yield Row(number, texts)
            if self.full:
                return

    # --- reading ------------------------------------------------------------------------------

    def _read(self) -> list[str]:
        try:
            size = self.path.stat().st_size
            if size > MAX_BYTES:
                self.add(1, 1, "meters_file_large", limit=MAX_BYTES // 1_000_000)
                return []
            raw = self.path.read_bytes()
        except OSError as error:
            self.add(1, 1, "meters_file_unreadable", reason=error.strerror or str(error))
            return []
        text = self._decoded(raw)
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []

    def _decoded(self, raw: bytes) -> str:
        """UTF-8 with or without a byte order mark, UTF-16 with one, else Shift_JIS."""
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            names = ["utf-16"]
        else:
            names = ["utf-8-sig", "cp932"]
        farthest = 0
        for name in names:
            try:
                return raw.decode(name)
            except UnicodeDecodeError as error:
                farthest = max(farthest, error.start)
        line = raw.count(b"\n", 0, farthest) + 1
        self.add(line, farthest - raw.rfind(b"\n", 0, farthest), "meters_encoding")
        return ""

    def _head(self) -> None:
        """The first line that is neither empty nor a remark holds the headings."""
        written = (n for n, line in enumerate(self._lines) if line.strip() and line[0] != "#")
        index = next(written, None)
        if index is None:
            if not self.problems:
                self.add(1, 1, "meters_empty")
            return
        line = self._lines[index]
        self._first, self.line = index + 1, index + 1
        self._separator = next((mark for mark in ",\t;" if mark in line), ",")
        cells = self._cells(line, self.line)
        self.headings = tuple(
            Heading(number, cell.text, cell.column, unit_of(cell.text))
            for number, cell in enumerate(cells)
        )

    def _cells(self, line: str, number: int) -> tuple[Cell, ...]:
        if '"' not in line:
            cells, start = [], 1
            for part in line.split(self._separator):
                lead = len(part) - len(part.lstrip())
                cells.append(Cell(part.strip(), start + lead))
                start += len(part) + 1
            return tuple(cells)
        return self._quoted(line, number)

    def _quoted(self, line: str, number: int) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        text, start, inside = "", 0, False
        for at, sign in enumerate(line + self._separator):
            if sign == '"':
                inside = not inside
            elif sign == self._separator and not inside:
                cells.append(Cell(text.strip(), start + 1))
                text, start = "", at + 1
            else:
                text += sign
        if inside:
            self.add(number, start + 1, "meters_quote")
            return ()
        return tuple(cells)


# --- the meaning of a cell ----------------------------------------------------------------------


def unit_of(heading: str) -> str | None:
    """The unit at the end of a heading, in brackets or after a blank or underscore; or None."""
    plain = unicodedata.normalize("NFKC", heading).strip()
    for pattern in (_IN_BRACKETS, _AT_END):
        if (found := pattern.search(plain)) and found.group(1).casefold() in _UNITS_BY_FOLD:
            return _UNITS_BY_FOLD[found.group(1).casefold()]
    return None


def is_time(heading: str) -> bool:
    """Whether a heading is that of the times."""
    return unicodedata.normalize("NFKC", heading).strip().casefold() in TIME_HEADINGS


def moment_of(text: str) -> datetime | None:
    """An ISO time, also with slashes or in Japanese signs, 24:00 too; None if it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = _written(unicodedata.normalize("NFKC", text))
        except (ValueError, OverflowError):
            return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _written(text: str) -> datetime:
    """A time in other signs than ISO's; raises ValueError when it is none."""
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    second, offset = int(found.group(6) or 0), (found.group(7) or "").replace("Z", "+00:00")
    midnight_next = hour == 24 and minute == second == 0
    clock = f"{0 if midnight_next else hour:02d}:{minute:02d}:{second:02d}"
    moment = datetime.fromisoformat(f"{year:04d}-{month:02d}-{day:02d}T{clock}{offset}")
    return moment + timedelta(days=1) if midnight_next else moment


def numbers_of(texts: Sequence[str]) -> Floats:
    """The numbers in cells: NaN where nothing was measured, infinity where it is no number."""
    try:
        found = np.array(texts, dtype=np.float64)
    except ValueError:
        found = np.array([_number_of(text) for text in texts], dtype=np.float64)
    if "_" in "".join(texts):
        found[["_" in text for text in texts]] = np.inf
    return found


def _number_of(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        plain = unicodedata.normalize("NFKC", text).strip()
    if plain.casefold() in MISSING:
        return float("nan")
    try:
        return float(plain)
    except ValueError:
        return float("inf")
