"""kairetsu run --live beside kairetsu serve, both as they are started by hand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from procedures.record import Record, RecordError

KAIRETSU = str(Path(sys.executable).with_name("kairetsu"))
PATIENCE_S = 120.0


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C",
    }


@contextmanager
def started(*arguments: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [KAIRETSU, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def port(environment: dict[str, str]) -> Iterator[int]:
    """Of a served Odawara."""
    with started("serve", "odawara", "--port", "0", environment=environment) as served:
        assert served.stdout is not None
        yield int(json.loads(served.stdout.readline())["port"])


@pytest.fixture
def accepted(environment: dict[str, str]) -> None:
    command = [KAIRETSU, "accept", "odawara", "--all", "--person", "mori"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def lines_file(folder: Path, port: int, devices: str = "{}") -> Path:
    path = folder / "lines.yaml"
    lines = f"lines: {{plant: {{host: 127.0.0.1, port: {port}}}}}"
    path.write_text(f"connections_of: odawara\nconnections:\n  {lines}\n  devices: {devices}\n")
    return path


@pytest.mark.usefixtures("accepted")
def test_it_opens_on_the_served_devices_and_closes_in_order(
    environment: dict[str, str], port: int, tmp_path: Path
) -> None:
    record = tmp_path / "live.sqlite"
    arguments = ("--person", "ozawa", "--connections", str(lines_file(tmp_path, port)))
    with started(
        "run", "odawara", "--live", *arguments, "--record", str(record), environment=environment
    ) as live:
        wait_for_record(record, live)
        live.send_signal(signal.SIGINT)
        _, told = live.communicate(timeout=PATIENCE_S)
        assert live.returncode == 0, told
    with Record(record) as read:
        header: dict[str, Any] = read.header
        assert header["mode"] == "live"
        assert header["lines"]["bess"] == f"127.0.0.1:{port} #4"
        assert header["accepted"]["by"].keys() == {"mori"}
        assert read.events()[-1].data["outcome"] == "interrupted"


def wait_for_record(record: Path, live: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        assert live.poll() is None
        assert time.monotonic() < until
        try:
            with Record(record) as read:
                if len(read.events()) > 3:
                    return
        except RecordError:
            pass
        time.sleep(0.2)


@pytest.mark.usefixtures("accepted")
def test_it_does_not_start_when_devices_answer_as_something_else(
    environment: dict[str, str], port: int, tmp_path: Path
) -> None:
    record = tmp_path / "live.sqlite"
    bess = "bess: {line: plant, unit: 3, map: served-battery-inverter}"
    swapped = f"{{{bess}, cb52b: {{line: plant, unit: 4, map: served-breaker}}}}"
    connections = str(lines_file(tmp_path, port, swapped))
    arguments = ("--person", "ozawa", "--connections", connections, "--record", str(record))
    with started("run", "odawara", "--live", *arguments, environment=environment) as live:
        _, told = live.communicate(timeout=PATIENCE_S)
    assert live.returncode == 2
    assert "Large battery" in told
    assert "BESS breaker" in told
    assert "Nothing was started" in told
    assert not record.exists()
