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


@pytest.fixture
def own_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The folder of a site of one's own, as `kairetsu new` makes it."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(["new", "site", "mine"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [
        ["kobe-shelter", "--procedure", "F2-T"],
        ["odawara", "--procedure", "p0"],  # on the chain of no scenario
        ["odawara", "--procedure", "odawara-n2-peak-cut"],
        ["mine.yaml", "--procedure", "mine-first"],
        ["mine.yaml", "--procedure", "mine-first.yaml"],
        ["mine.yaml", "--scenario", "mine-first-rehearsal.yaml", "--procedure", "mine-first.yaml"],
    ],
    ids=" ".join,
)
def test_any_procedure_is_printed_by_label_name_or_path(own_site: Path, asked: list[str]) -> None:
    out = own_site / "card.pdf"
    assert main(["print", *asked, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_file_that_is_no_procedure_for_the_site_is_refused(
    own_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = own_site / "card.pdf"
    for given in ("mine.yaml", "not-there.yaml"):
        assert main(["print", "mine.yaml", "--procedure", given, "--out", str(out)]) == 2
        assert given in capsys.readouterr().err
    shipped = ["print", "kobe-shelter", "--procedure", "mine-first.yaml", "--out", str(out)]
    assert main(shipped) == 2
    assert "kobe-shelter" in capsys.readouterr().err
    assert not out.exists()


def test_a_label_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.pdf"
    assert main(["print", "kobe-shelter", "--procedure", "P99", "--out", str(out)]) == 2
    assert "F2-T" in capsys.readouterr().err
    assert not out.exists()
