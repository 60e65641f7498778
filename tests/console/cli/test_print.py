"""kairetsu print: a PDF of what is asked for, never over a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli import main
from procedures.printed import not_on_paper


def test_one_procedure_is_written_and_never_over_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    out = tmp_path / "f2.pdf"
    arguments = ["print", "kobe-shelter", "--procedure", "f2-t", "--out", str(out)]
    assert main(arguments) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert "procedures: 1" in capsys.readouterr().out
    assert not_on_paper(["kobe-shelter-f2-feeder-trip", "kobe-shelter-power-back"]) == (
        "kobe-shelter-power-back",
    )
    assert main(arguments) == 2
    assert "exists already" in capsys.readouterr().err


def test_a_label_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.pdf"
    assert main(["print", "kobe-shelter", "--procedure", "P99", "--out", str(out)]) == 2
    assert "F2-T" in capsys.readouterr().err
    assert not out.exists()
