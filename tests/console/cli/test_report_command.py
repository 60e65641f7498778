"""kairetsu report: files beside the record or where they are asked for, and never over one."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from console.cli.entry import run_command
from tests.procedures.drill.report.conftest import DRILL, EVENTS, header, write_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drill")
    return write_record(folder / "drill.sqlite", EVENTS, header(drill=DRILL))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


def test_html_and_pdf_come_beside_the_record_and_are_not_written_over(
    record: Path, qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["report", str(record), "--language", "ja"]) == 0
    html, pdf = (record.with_name(f"drill-report.{form}") for form in ("html", "pdf"))
    assert "訓練報告書" in html.read_text(encoding="utf-8")
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) >= 6
    assert b"/FontFile" in content  # the Japanese font is in the file
    assert b"BIZUDPGothic" in content or b"BIZ" in content
    assert _is_drawn(content)
    capsys.readouterr()
    assert run_command(["report", str(record)]) == 2
    assert "drill-report.html" in capsys.readouterr().err
    assert pdf.read_bytes() == content


def _is_drawn(content: bytes) -> bool:
    """Whether plots are lines: no page carries a picture, and some have hundreds of strokes."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    strokes = 0
    for one in streams:
        try:
            strokes = max(strokes, zlib.decompress(one).count(b" l\n"))
        except zlib.error:
            continue
    return b"/Subtype /Image" not in content and strokes > 100


def test_csv_and_json_go_where_they_are_asked_for(record: Path, tmp_path: Path) -> None:
    asked = ["--csv", str(tmp_path / "log.csv"), "--json", str(tmp_path / "all.json")]
    assert run_command(["report", str(record), *asked]) == 0
    assert (tmp_path / "log.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "all.json").stat().st_size > 1000
    assert not list(tmp_path.glob("*.html"))


def test_what_is_no_record_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["report", str(tmp_path / "none.sqlite"), "--csv", "x.csv"]) == 2
    assert "none.sqlite" in capsys.readouterr().err
