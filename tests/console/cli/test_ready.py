"""kairetsu ready: the list of what is missing, for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.cli.entry import run_command

SITE = "toride-togashira-elementary"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_what_is_open_keeps_nothing_from_opening(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["ready", f"{SITE}-night", "--language", "ja"]) == 0
    said = capsys.readouterr().out
    assert "［済］ サイトファイル" in said
    assert f"kairetsu accept {SITE}" in said
    assert said.rstrip().endswith("開始はできます。")


def test_what_must_be_is_told_by_the_code_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["ready", SITE, "--live", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    must = {check["id"] for check in told["checks"] if check["state"] == "must"}
    assert must == {"numbers", "person"}
    assert told["must"] == len(must)


def test_a_broken_file_is_said_with_its_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("site: own\nlimits: 3\n")
    assert run_command(["ready", str(own), "--language", "en"]) == 1
    assert f"{own}:2:9: " in capsys.readouterr().out
