"""What was done to a record is named: changed, missing, reordered, inserted, unreadable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from procedures.record import Damage, Journal, verify_record
from procedures.record.hashing import event_hash
from tests.procedures.record.written import COLUMNS, HEADER, note, sampled

CONTENT = "branch, parent, parent_hash, hash, time_s, wall, kind, subject, who, data, seals"
Tamper = Callable[..., Path]


def first_broken(path: Path) -> tuple[str, int, Damage] | None:
    broken = verify_record(path).first_broken
    return None if broken is None else (broken.table, broken.number, broken.damage)


def others(path: Path) -> list[tuple[str, int, Damage]]:
    return [(f.table, f.number, f.damage) for f in verify_record(path).others]


def shift(first: int, by: int) -> str:
    """Statements that renumber the events from `first` on, their parents with them."""
    return (
        f"UPDATE event SET number = -number WHERE number >= {first};"
        f"UPDATE event SET number = -number + {by} WHERE number < 0;"
        f"UPDATE event SET parent = parent + {by} WHERE parent >= {first}"
    )


def test_a_whole_record_is_whole(whole_record: Path) -> None:
    verdict = verify_record(whole_record)
    assert verdict.whole
    assert (verdict.events, verdict.branches, verdict.closed) == (12, 2, True)
    assert verdict.chunks > 0
    assert verdict.snapshots == 8


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *[("who", "'somebody else'"), ("time_s", "123.0"), ("wall", "''"), ("kind", "'entry'")],
        *[("subject", "'b1'"), ("data", "'{}'"), ("branch", "2"), ("parent", "2")],
        *[("hash", "'00'"), ("seals", "''"), ("data", "x'ff'"), ("data", "cast(x'ff' AS TEXT)")],
    ],
)
def test_a_changed_event_is_named(tampered: Tamper, column: str, value: str) -> None:
    path = tampered(f"UPDATE event SET {column} = {value} WHERE number = 7")
    table, number, damage = first_broken(path) or ("", 0, None)
    assert (table, number) == ("event", 7)
    assert damage in {Damage.CHANGED, Damage.UNREADABLE}


def test_the_finding_tells_when_it_was(tampered: Tamper) -> None:
    broken = verify_record(tampered("UPDATE event SET who = 'x' WHERE number = 7")).first_broken
    assert broken is not None
    assert (broken.time_s, broken.kind) == (730.0, "sitting.note")
    assert broken.wall.startswith("20")


def test_a_missing_event_is_named(tampered: Tamper) -> None:
    path = tampered("DELETE FROM event WHERE number = 4")
    assert first_broken(path) == ("event", 4, Damage.MISSING)


def test_a_missing_event_is_noticed_when_the_others_are_renumbered(tampered: Tamper) -> None:
    path = tampered("DELETE FROM event WHERE number = 4", shift(5, -1))
    assert first_broken(path) == ("event", 4, Damage.MISSING)


def test_missing_events_at_the_beginning_are_noticed(tampered: Tamper) -> None:
    assert first_broken(tampered("DELETE FROM event WHERE number <= 2")) == (
        *("event", 1),
        Damage.MISSING,
    )


def test_two_events_that_changed_places_are_named(tampered: Tamper) -> None:
    path = tampered(
        "UPDATE event SET number = 100 WHERE number = 4",
        "UPDATE event SET number = 4 WHERE number = 5",
        "UPDATE event SET number = 5 WHERE number = 100",
    )
    assert first_broken(path) == ("event", 4, Damage.REORDERED)


def test_an_inserted_event_is_named(tampered: Tamper) -> None:
    path = tampered(
        shift(5, 1),
        f"INSERT INTO event SELECT 5, {CONTENT} FROM event WHERE number = 4",
        "UPDATE event SET who = 'somebody else', parent = 4 WHERE number = 5",
    )
    assert first_broken(path) == ("event", 5, Damage.INSERTED)


def test_an_event_inserted_with_a_hash_that_holds_is_named(tampered: Tamper) -> None:
    path = tampered(shift(5, 1))
    with closing(sqlite3.connect(path)) as connection:
        (before,) = connection.execute("SELECT hash FROM event WHERE number = 4").fetchone()
        content = (1, 435.0, "2026-11-22T09:00:00.000+09:00", "sitting.note", "", "x", "{}", "")
        digest = event_hash(before, content)
        row = (5, 1, 4, before, digest, *content[1:])
        connection.execute(f"INSERT INTO event VALUES ({', '.join('?' * len(row))})", row)
        connection.commit()
    assert first_broken(path) == ("event", 5, Damage.INSERTED)


def test_an_event_whose_hash_was_made_anew_breaks_the_next(tampered: Tamper) -> None:
    path = tampered()
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(
            "SELECT parent_hash, branch, time_s, wall, kind, subject, who, data, seals"
            " FROM event WHERE number = 4"
        ).fetchone()
        content = (*row[1:6], "somebody else", *row[7:])
        connection.execute(
            "UPDATE event SET who = 'somebody else', hash = ? WHERE number = 4",
            (event_hash(row[0], content),),
        )
        connection.commit()
    assert first_broken(path) == ("event", 5, Damage.MISSING)


def test_a_changed_header_or_list_of_signals_is_named(tampered: Tamper) -> None:
    path = tampered("UPDATE header SET value = '\"kobe\"' WHERE key = 'site'")
    assert first_broken(path) == ("header", 0, Damage.CHANGED)
    path = tampered("UPDATE signal SET unit = 'V' WHERE position = 0")
    assert first_broken(path) == ("header", 0, Damage.CHANGED)


@pytest.mark.parametrize("table", ["telemetry", "snapshot"])
@pytest.mark.parametrize(
    ("change", "damage"),
    [
        ("UPDATE {} SET data = x'00' WHERE number = 3", Damage.CHANGED),
        ("UPDATE {} SET branch = 2 WHERE number = 3", Damage.CHANGED),
        ("UPDATE {} SET data = 'text' WHERE number = 3", Damage.UNREADABLE),
        ("DELETE FROM {} WHERE number = 3", Damage.MISSING),
    ],
)
def test_damaged_samples_and_states_are_named(
    tampered: Tamper, table: str, change: str, damage: Damage
) -> None:
    path = tampered(change.format(table))
    assert first_broken(path) is None
    assert others(path) == [(table, 3, damage)]


def test_samples_that_were_put_in_are_named(tampered: Tamper) -> None:
    columns = "branch, after, from_s, to_s, rows, data, hash"
    path = tampered(f"INSERT INTO telemetry SELECT 99, {columns} FROM telemetry WHERE number = 3")
    assert ("telemetry", 99, Damage.INSERTED) in others(path)


def test_samples_of_the_end_that_are_missing_are_noticed(tampered: Tamper) -> None:
    path = tampered("DELETE FROM telemetry WHERE number = (SELECT max(number) FROM telemetry)")
    assert [damage for _, _, damage in others(path)] == [Damage.MISSING]


def test_a_record_that_is_being_written_is_whole_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER)
    for number in range(20):
        journal.append([note(float(number), "x")])
        before = path.read_bytes(), Path(f"{path}-wal").read_bytes()
        verdict = verify_record(path)
        assert (verdict.whole, verdict.events, verdict.closed) == (True, number + 1, False)
        assert (path.read_bytes(), Path(f"{path}-wal").read_bytes()) == before
    journal.close()


def test_a_killed_record_with_samples_behind_its_last_event_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER, COLUMNS)
    journal.append([note(1.0, "x")])
    sampled(journal, 1.0, 700)
    journal.snapshot(71.0, b"state")
    copy = tmp_path / "copy.sqlite"
    for ending in ("", "-wal"):
        Path(f"{copy}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    journal.close()
    assert verify_record(copy).whole
