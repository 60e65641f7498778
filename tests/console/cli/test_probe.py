"""kairetsu probe: what it refuses to begin with."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from console.cli import main


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name a host"),
        (["host", "--serial", "/dev/ttyUSB0"], "one of the two"),
        (["--serial", "/dev/ttyUSB0", "--port", "502"], "no port"),
        (["host", "--units", "5-1"], "5-1"),
        (["host", "--units", "1,300"], "1,300"),
        (["host", "--port", "70000"], "65535"),
        (["host", "--server-name", "bess"], "--tls-ca"),
        (["host", "--tls-ca", "/no/ca.pem"], "/no/ca.pem"),
    ],
)
def test_a_line_that_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.setenv("LANG", "C")
    assert main(["probe", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_key_that_others_can_read_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "C")
    files = {name: tmp_path / f"{name}.pem" for name in ("ca", "certificate", "key")}
    for path in files.values():
        path.write_text("-")
    files["key"].chmod(0o644)
    options = [word for name, path in files.items() for word in (f"--tls-{name}", str(path))]
    assert main(["probe", "host", *options]) == 2
    told = capsys.readouterr().err
    assert "chmod 600" in told
    assert ":1:1:" not in told, "a key has no lines"


def test_a_host_where_nobody_listens_is_told_and_is_no_success(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert main(["probe", "127.0.0.1", "--port", str(port), "--units", "1"]) == 1
    assert f"127.0.0.1:{port}" in capsys.readouterr().out
