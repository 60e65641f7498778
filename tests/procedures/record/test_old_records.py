"""Records of earlier versions are read as they are; those of later ones are refused.

format-1.sqlite was written by version 0.1.0 as it first shipped: `kairetsu rehearse odawara
--procedure P1`.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from procedures.record import Damage, Journal, Record, RecordError, summarise, verify_record

OLD = Path(__file__).with_name("format-1.sqlite")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.sqlite"))


def test_a_record_of_format_1_is_read_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    with Record(old) as record:
        entries = list(record.entries())
        telemetry = record.telemetry()
        assert [branch.number for branch in record.branches()] == [1]
        assert list(record.snapshots()) == []
        assert record.standing() is None
    assert [entry.number for entry in entries] == list(range(1, 99))
    assert entries[-1].event.kind == "sitting.closed"
    assert np.all(np.diff(telemetry.times_s) > 0)
    assert telemetry.of("grid.v_kv")[0] == pytest.approx(6.6, abs=0.05)
    assert old.read_bytes() == before


def test_a_record_of_format_1_sums_up_to_its_figures(old: Path) -> None:
    summary = summarise(old)
    assert (summary.outcome, summary.steps_done, summary.alarms) == ("completed", 9, 1)


def test_a_record_of_format_1_is_verified(old: Path) -> None:
    verdict = verify_record(old)
    assert (verdict.whole, verdict.version, verdict.events) == (True, 1, 98)
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE event SET who = 'x' WHERE number = 50")
        connection.commit()
    broken = verify_record(old).first_broken
    assert broken is not None
    assert (broken.number, broken.damage) == (50, Damage.CHANGED)


def test_a_missing_event_of_format_1_is_named(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("DELETE FROM event WHERE number = 50")
        connection.commit()
    broken = verify_record(old).first_broken
    assert broken is not None
    assert (broken.number, broken.damage) == (50, Damage.MISSING)


def test_a_record_of_format_1_is_not_gone_on_with(old: Path) -> None:
    with pytest.raises(RecordError) as caught:
        Journal.resume(old)
    assert caught.value.key == "record_version_old"


@pytest.mark.parametrize("version", ["3", "99", '"2"', "null", "[]", "1e9", "x"])
def test_a_record_of_another_version_is_refused(tmp_path: Path, version: str) -> None:
    path = tmp_path / "a.sqlite"
    Journal.create(path, {}).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE header SET value = ? WHERE key = 'format_version'", (version,))
        connection.commit()
    with pytest.raises(RecordError) as caught:
        Record(path)
    assert caught.value.key == "record_version"
    with pytest.raises(RecordError):
        verify_record(path)
