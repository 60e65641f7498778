"""What people write belongs to the report: beside the record, whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from devices.words import same
from procedures.drill.improvements import Action, Improvements, new_action, of_drill
from procedures.drill.report import Report, read_report
from procedures.drill.report.as_html import as_html
from procedures.drill.report.edits import (
    Approval,
    Edits,
    Written,
    edits_path,
    read_edits,
    write_edits,
)
from procedures.record import RecordError
from tests.procedures.drill.report.conftest import DRILL, EVENTS, header, write_record


def action(id: str, drill: str, held: str, status: str = "open") -> Action:
    return Action(id, area=id, drill=drill, held=held, status=status)


def test_a_written_text_stands_in_the_place_of_what_the_rules_found(report: Report) -> None:
    edits = Edits(areas=(Written(ja="無線が届かない"), Written(), Written()))
    for language in ("en", "ja"):  # whoever reads the other language reads it as it is
        assert "無線が届かない" in as_html(replace(report, edits=edits), language)  # type: ignore[arg-type]


def test_edits_are_kept_beside_the_record_and_never_in_it(record: Path, report: Report) -> None:
    before = record.read_bytes()
    edits = Edits(remarks="雨", notes={"O1": "late"}, approval=Approval("Suzuki", "2026", "x"))
    write_edits(record, report.identity, edits)
    try:
        assert read_edits(record, report.identity) == edits
        assert record.read_bytes() == before
        assert edits_path(record).parent == record.parent
    finally:
        edits_path(record).unlink()


def test_edits_of_another_record_are_refused(tmp_path: Path) -> None:
    write_edits(tmp_path / "a.sqlite", "one", Edits(remarks="mine"))
    with pytest.raises(RecordError) as caught:
        read_edits(tmp_path / "a.sqlite", "two")
    assert caught.value.key == "report.file_of_another"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format":"kairetsu-report"'])
def test_a_broken_file_is_refused_and_not_overwritten(tmp_path: Path, text: str) -> None:
    path = edits_path(tmp_path / "a.sqlite")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError):
        read_edits(tmp_path / "a.sqlite", "one")
    assert path.read_text(encoding="utf-8") == text


def test_an_approval_ends_with_the_next_change(report: Report) -> None:
    approved = Edits(approval=Approval("Suzuki", "2026-11-22T10:00", report.digest()))
    assert replace(report, edits=approved).approval is not None
    changed = replace(approved, remarks="later")
    assert replace(report, edits=changed).approval is None


def test_an_approval_ends_when_the_record_goes_on(report: Report) -> None:
    approved = Edits(approval=Approval("Suzuki", "2026-11-22T10:00", report.digest()))
    longer = replace(report.cover, seal="0" * 64)
    assert replace(report, edits=approved, cover=longer).approval is None


def test_open_actions_are_carried_into_the_next_drill_and_done_ones_are_not(tmp_path: Path) -> None:
    table = Improvements("odawara", tmp_path)
    lines = [action("a", "one", "2026-01-01"), action("b", "one", "2026-01-01", "done"),
             action("c", "two", "2026-02-01"), action("d", "three", "2026-03-01")]  # fmt: skip
    table.change({one.id: one for one in lines})
    shown = of_drill(table.read(), "two", "2026-02-01")
    assert [one.id for one in shown] == ["a", "c"]


def test_the_next_report_shows_what_was_carried_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    earlier = replace(new_action("other", same("S1"), "2026-01-05T09:00:00+09:00"), area="Radio")
    Improvements("odawara").change({earlier.id: earlier})
    drill = read_report(write_record(tmp_path / "a.sqlite", EVENTS, header(drill=DRILL)))
    assert drill.actions == (earlier,)
    assert "carried over from 2026-01-05" in as_html(drill, "en")
    assert "前回からの継続" in as_html(drill, "ja")


def test_two_windows_lose_nothing_of_each_other(tmp_path: Path) -> None:
    one, two = Improvements("odawara", tmp_path), Improvements("odawara", tmp_path)
    one.change({"a": action("a", "x", "1")})
    two.change({"b": action("b", "x", "1")})
    one.change({"a": None})
    assert [line.id for line in two.read()] == ["b"]


def test_a_table_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    table = Improvements("odawara", tmp_path)
    table.path.write_text('{"format": "kairetsu-improvements", "version": 9}', encoding="utf-8")
    before = table.path.read_bytes()
    with pytest.raises(RecordError):
        table.change({"a": action("a", "x", "1")})
    assert table.path.read_bytes() == before


_WRITER = """
import sys
from pathlib import Path
from devices.words import same
from procedures.drill.improvements import Action, Improvements
table = Improvements("odawara", Path(sys.argv[1]))
number = 0
while True:
    number += 1
    table.change({str(number): Action(str(number), area="x" * 2000, place=number)})
    print(number, flush=True)
"""


def test_a_killed_writer_leaves_a_table_with_all_that_it_had_told(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(5)][-1]
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    table = Improvements("odawara", tmp_path)
    assert json.loads(table.path.read_text(encoding="utf-8"))
    assert [line.place for line in table.read()][:told] == list(range(1, told + 1))
    table.change({"after": action("after", "x", "9")})  # nothing of the killed one is in the way
