"""A record may come from anybody: whatever stands in it, a check and an export end soon.

Neither crashes, hangs, grows without bound, nor runs what the file holds.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from procedures.record import Damage, Journal, RecordError, Verdict, verify_record
from procedures.record.export import Source, export_csv, export_json
from procedures.record.hashing import telemetry_hash
from procedures.record.schema import TABLES
from tests.procedures.record.written import COLUMNS, HEADER, note

PATIENCE_S = 120.0
GROWTH_KB = 300_000


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    begun_s, begun_kb = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.monotonic() - begun_s < PATIENCE_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun_kb < GROWTH_KB


def judged(path: Path) -> Verdict | str:
    """The verdict on a record, or why there is none; and both exports tried."""
    try:
        with Source(path) as source:
            export_csv(source, path.with_suffix(".csv"), lambda _: None)
        with Source(path) as source:
            export_json(source, path.with_suffix(".json"), lambda _: None)
        return verify_record(path)
    except RecordError as error:
        return error.key


def changed(path: Path, *statements: str, parameters: tuple[object, ...] = ()) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement, parameters if "?" in statement else ())
    return path


@pytest.fixture
def record(tmp_path: Path, whole_record: Path) -> Path:
    path = tmp_path / "hostile.sqlite"
    path.write_bytes(whole_record.read_bytes())
    return path


# --- tables that are none -------------------------------------------------------------------------

ENDLESS = (
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
    " SELECT n AS number, 1 AS branch, 1 AS parent, '' AS parent_hash, '' AS hash, 1.0 AS time_s,"
    " '' AS wall, '' AS kind, '' AS subject, '' AS who, '' AS data, '' AS seals FROM c"
)


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE event", f"CREATE VIEW event AS {ENDLESS}"),
        ("DROP TABLE header", "CREATE VIEW header AS SELECT 'format_version' AS key, 2 AS value"),
        ("DROP TABLE event",),
        ("ALTER TABLE event ADD COLUMN more AS (randomblob(1000000000))",),
        ("ALTER TABLE event RENAME COLUMN data TO other",),
        ("CREATE TABLE event2 AS SELECT * FROM event", "DROP TABLE event"),
        ("UPDATE sqlite_master SET sql = 'CREATE TABLE event (x)' WHERE name = 'event'",),
        ("UPDATE sqlite_master SET sql = 'nonsense' WHERE name = 'event'",),
        ("UPDATE sqlite_master SET rootpage = 10000 WHERE name = 'header'",),
    ],
)
def test_what_is_no_table_of_ours_is_not_read(record: Path, statements: tuple[str, ...]) -> None:
    assert judged(changed(record, *statements)) in {"record_foreign", "record_unreadable"}


def test_triggers_views_and_indexes_of_others_do_nothing(record: Path) -> None:
    path = changed(
        record,
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
        f"CREATE VIEW endless AS {ENDLESS}",
        "CREATE INDEX i ON event (number, who) WHERE number < 3",
    )
    verdict = judged(path)
    assert isinstance(verdict, Verdict)
    assert verdict.whole


# --- values that are none -------------------------------------------------------------------------

VALUES = ["NULL", "x'ff'", "'text'", "1e308 * 10", "-9223372036854775808", "zeroblob(30000000)"]
COLUMNS_OF = {
    table: [
        line.split()[0]
        for line in statement.split("(", 1)[1].replace(",", "\n").splitlines()
        if len(line.split()) > 1 and line.split()[0] not in {"number", "position"}
    ]
    for table, statement in TABLES[2].items()
    if table not in {"header", "standing", "loose"}
}
PLACES = [(table, column) for table, columns in COLUMNS_OF.items() for column in columns]


@pytest.mark.parametrize(("table", "column"), PLACES)
def test_a_value_of_any_type_is_told_and_not_fatal(record: Path, table: str, column: str) -> None:
    last = "position = 1" if table == "signal" else "number = 3"
    for value in VALUES:
        path = record.with_name(f"{VALUES.index(value)}.sqlite")
        path.write_bytes(record.read_bytes())
        changed(
            path,
            f"UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = '{table}'",
        )
        original = TABLES[2][table].replace("'", "''")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"UPDATE {table} SET {column} = {value} WHERE {last}")
            connection.execute("PRAGMA writable_schema = ON")
            restore = f"UPDATE sqlite_master SET sql = '{original}' WHERE name = '{table}'"
            connection.execute(restore)
        verdict = judged(path)
        assert verdict == "record_unreadable" or not _whole(verdict), (table, column, value)


def _whole(verdict: Verdict | str) -> bool:
    return isinstance(verdict, Verdict) and verdict.whole


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "9" * 10_000, '"\\ud800"', "\ufeff1", "NaN", "null"]
)
def test_broken_json_is_told_and_not_fatal(record: Path, text: str) -> None:
    path = changed(record, "UPDATE event SET data = ?", parameters=(text,))
    assert not _whole(judged(path))
    path = changed(record, "UPDATE header SET value = ? WHERE key = 'clock'", parameters=(text,))
    assert not _whole(judged(path))
    path = changed(record, "UPDATE signal SET states = ?", parameters=(text,))
    assert not _whole(judged(path))


def test_numbers_of_events_that_leap_are_not_counted_through(record: Path) -> None:
    path = changed(
        record,
        f"UPDATE event SET number = {2**62} WHERE number = 12",
        f"UPDATE telemetry SET number = {2**62} WHERE number = 3",
        f"UPDATE snapshot SET number = {-(2**62)} WHERE number = 3",
    )
    verdict = judged(path)
    assert isinstance(verdict, Verdict)
    assert verdict.first_broken is not None
    assert (verdict.first_broken.number, verdict.first_broken.damage) == (12, Damage.MISSING)


@pytest.mark.parametrize("rows", [600, 10_000, 2**40])
def test_a_chunk_that_unpacks_without_end_is_not_unpacked(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER, COLUMNS)
    journal.append([note(1.0, "x")])
    journal.close()
    bomb = zlib.compress(bytes(500_000_000), 9)
    digest = telemetry_hash(1, 1.0, 2.0, rows, bomb)
    row = (1, 1, 1, 1.0, 2.0, rows, bomb, digest)
    changed(path, "INSERT INTO telemetry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", parameters=row)
    verdict = judged(path)
    assert isinstance(verdict, Verdict)
    assert [finding.damage for finding in verdict.others] == [Damage.CHANGED]


# --- files that are none --------------------------------------------------------------------------


def test_pages_that_are_linked_to_one_another_do_not_make_rows_without_end(tmp_path: Path) -> None:
    """All ways from the root of a table lead through two inner pages to one leaf, very often."""
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER)
    journal.append([note(float(i), "x" * 50) for i in range(12_000)])
    journal.close()
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'event'"
        ).fetchone()
    pages = bytearray(path.read_bytes())
    outer, inner = _children(pages, size, root)[:2]
    leaf = _children(pages, size, inner)[0]
    _point_all(pages, size, inner, leaf)
    _point_all(pages, size, outer, inner)
    _point_all(pages, size, root, outer)
    path.write_bytes(pages)
    verdict = judged(path)
    assert verdict == "record_unreadable" or not _whole(verdict)


def _cells(pages: bytearray, size: int, page: int) -> list[int]:
    """Where the child pointers of an inner page stand."""
    begin = (page - 1) * size
    assert pages[begin] == 5
    (count,) = struct.unpack_from(">H", pages, begin + 3)
    return [begin + 8, *(begin + o for o in struct.unpack_from(f">{count}H", pages, begin + 12))]


def _children(pages: bytearray, size: int, page: int) -> list[int]:
    cells = _cells(pages, size, page)
    return [struct.unpack_from(">I", pages, cell)[0] for cell in (*cells[1:], cells[0])]


def _point_all(pages: bytearray, size: int, page: int, child: int) -> None:
    for cell in _cells(pages, size, page):
        struct.pack_into(">I", pages, cell, child)


def test_bytes_changed_anywhere_are_told_and_not_fatal(record: Path) -> None:
    chance = random.Random(7)
    whole = record.read_bytes()
    used = [place for place, byte in enumerate(whole) if byte]
    for attempt in range(60):
        damaged = bytearray(whole)
        for place in chance.sample(used, chance.choice([1, 3, 300])):
            damaged[place] = chance.randrange(256)
        path = record.with_name(f"damaged-{attempt}.sqlite")
        path.write_bytes(damaged[: chance.choice([None, None, len(whole) // 2])])
        judged(path)  # whatever it says, it says it


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert judged(tmp_path) == "record_missing"
    assert judged(tmp_path / "nothing") == "record_missing"
