"""What the command line loads before it does anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from console.cli.entry import _COMMANDS, _command, run_command
from console.cli.parser import SCHEMA_FORMS
from devices import messages
from procedures.schemas import FORMS

LOADED = """
import sys
import console.cli.entry
if len(sys.argv) > 1:
    console.cli.entry._command(sys.argv[1])
print(*sorted({"numba", "PySide6", "sim", "pydantic"} & set(sys.modules)))
"""


def loaded_by(*command: str) -> str:
    run = [sys.executable, "-c", LOADED, *command]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_is_there(name: str) -> None:
    assert callable(_command(name))


def test_the_forms_of_the_help_are_those_with_a_schema() -> None:
    assert set(SCHEMA_FORMS) == set(FORMS)


@pytest.mark.parametrize(
    "words", [["--language", "ja"], ["--language=ja", "start"], ["start", "--language", "ja"]]
)
def test_the_language_stands_before_or_behind_the_command_or_alone(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run_command(words) == 2
    assert messages.text("ja", "start.no_display") in capsys.readouterr().err


def test_the_help_loads_neither_simulator_nor_window() -> None:
    assert loaded_by() == "pydantic"  # of the errors in files


@pytest.mark.parametrize("name", ["verify", "export"])
def test_reading_a_record_loads_no_simulator(name: str) -> None:
    assert "sim" not in loaded_by(name)


def test_no_command_loads_a_window_before_one_opens() -> None:
    assert "PySide6" not in loaded_by("run")


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [str(Path(sys.executable).with_name("kairetsu")), "schema", "site"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert run.stderr.read() == ""
    run.stderr.close()
    assert run.wait() == 141
