"""kairetsu accept: what a person sees and writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli import main


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "C")
    return tmp_path


def test_without_a_number_it_lists_what_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accept", "odawara"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "devices.k12.timer_x = 7 s [K]" in lines
    assert lines[-1] == f"odawara: open numbers: {len(lines) - 1}"


def test_numbers_are_accepted_by_name_or_by_pattern(
    capsys: pytest.CaptureFixture[str], config: Path
) -> None:
    assert main(["accept", "odawara", "devices.k12.*", "--person", "Ozawa"]) == 0
    assert "Accepted by Ozawa: 2." in capsys.readouterr().out
    assert "timer_y" in (config / "kairetsu" / "odawara.accepted.yaml").read_text("utf-8")
    assert main(["accept", "odawara", "--person", "ozawa", "devices.bess.ups"]) == 0
    assert "Accepted by Ozawa: 1." in capsys.readouterr().out
    assert main(["accept", "odawara", "--all", "--person", "mori"]) == 0
    assert "Still open: 0" in capsys.readouterr().out
    assert main(["accept", "odawara"]) == 0
    assert capsys.readouterr().out == "odawara: open numbers: 0\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--all"], "--person"),
        (["--all", "--person", "Nobody"], "no person Nobody"),
        (["devices.k12.timer_z", "--person", "ozawa"], "devices.k12.timer_x"),
    ],
)
def test_what_nobody_answers_for_or_nobody_knows_is_refused(
    capsys: pytest.CaptureFixture[str], config: Path, arguments: list[str], words: str
) -> None:
    assert main(["accept", "odawara", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert list(config.iterdir()) == []


def test_it_speaks_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accept", "odawara", "--all", "--person", "ozawa", "--language", "ja"]) == 0
    assert "承認しました" in capsys.readouterr().out
