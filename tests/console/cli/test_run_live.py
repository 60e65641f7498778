"""kairetsu run --live: everything that stands against it is told at once, and nothing started."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli import main


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return tmp_path


def accept_all() -> None:
    assert main(["accept", "odawara", "--all", "--person", "ozawa"]) == 0


def test_everything_that_is_missing_is_told_at_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    wrong = config / "lines.yaml"
    wrong.write_text("connections_of: toride\nconnections: {lines: {}, devices: {}}\n")
    arguments = ["run", "odawara", "--live", "--speed", "2", "--connections", str(wrong)]
    assert main(arguments) == 2
    told = capsys.readouterr().err
    for words in (
        "nobody has accepted: ",
        "kairetsu accept odawara",
        "A live sitting needs a window",
        "--speed has no place",
        "--person",
        "toride",
        "Nothing was started",
    ):
        assert words in told
    assert not (config / "data").exists()


def test_a_person_who_may_command_nothing_can_only_watch(
    capsys: pytest.CaptureFixture[str],
) -> None:
    accept_all()
    assert main(["run", "odawara", "--live", "--person", "Tanaka"]) == 2
    told = capsys.readouterr().err
    assert "Tanaka may command no device here" in told
    assert "--read-only" in told


def test_what_belongs_to_a_live_sitting_is_refused_without_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", "odawara", "--person", "ozawa", "--read-only"]) == 2
    told = capsys.readouterr().err
    assert "--person" in told
    assert "--read-only" in told


def test_a_changed_number_keeps_it_closed(capsys: pytest.CaptureFixture[str], config: Path) -> None:
    accept_all()
    path = config / "kairetsu" / "odawara.accepted.yaml"
    written = path.read_text("utf-8")
    timer = "devices.k12.timer_x\n  value: "
    path.write_text(written.replace(f"{timer}7.0", f"{timer}8.0"), "utf-8")
    assert main(["run", "odawara", "--live", "--person", "ozawa"]) == 2
    told = capsys.readouterr().err
    assert "nobody has accepted: " in told
    assert "accepted: 1." in told
