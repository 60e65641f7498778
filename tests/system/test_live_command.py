"""kairetsu run --live beside kairetsu serve, both as they are started by hand."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from procedures.record import Record, RecordError

KAIRETSU = str(Path(sys.executable).with_name("kairetsu"))
PATIENCE_S = 120.0


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


def lines_file(folder: Path, port: int, devices: str = "{}", more: str = "") -> Path:
    path = folder / "lines.yaml"
    lines = f"lines: {{plant: {{host: 127.0.0.1, port: {port}{more}}}}}"
    path.write_text(f"connections_of: odawara\nconnections:\n  {lines}\n  devices: {devices}\n")
    return path


def some_events(read: Record) -> bool:
    return len(read.events()) > 3


def soc_is_known(read: Record) -> bool:
    return bool(np.isfinite(read.telemetry().of("bess.soc_pct")).any())


def wait_for_record(
    record: Path, live: subprocess.Popen[str], holds: Callable[[Record], bool] = some_events
) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        assert live.poll() is None
        assert time.monotonic() < until
        try:
            with Record(record) as read:
                if holds(read):
                    return
        except RecordError:
            pass
        time.sleep(0.2)


@pytest.mark.usefixtures("accepted")
def test_it_opens_over_tls_and_its_record_holds_neither_keys_nor_their_names(
    environment: dict[str, str], authority: Any, tmp_path: Path
) -> None:
    certificate, key = authority.issue("devices")
    own, own_key = authority.issue("console")
    files = ("--tls-certificate", str(certificate), "--tls-key", str(key))
    record = tmp_path / "live.sqlite"
    with started(
        "serve", "odawara", "--port", "0", *files, "--tls-ca", str(authority.ca),
        environment=environment,
    ) as served:  # fmt: skip
        assert served.stdout is not None
        port = int(json.loads(served.stdout.readline())["port"])
        tls = f", tls: {{ca: {authority.ca}, certificate: {own}, key: {own_key}}}"
        lines = str(lines_file(tmp_path, port, more=tls))
        arguments = ("--person", "ozawa", "--connections", lines, "--record", str(record))
        with started("run", "odawara", "--live", *arguments, environment=environment) as live:
            wait_for_record(record, live, soc_is_known)
            live.send_signal(signal.SIGINT)
            _, told = live.communicate(timeout=PATIENCE_S)
            assert live.returncode == 0, told
    with Record(record) as read:
        header: dict[str, Any] = read.header
        telemetry, last = read.telemetry(), read.events()[-1]
    assert header["mode"] == "live"
    assert header["lines"]["bess"] == f"127.0.0.1:{port} #4"
    assert header["accepted"]["by"].keys() == {"mori"}
    assert np.nanmax(telemetry.of("bess.soc_pct")) == pytest.approx(82.0)
    assert last.data["outcome"] == "interrupted"
    written = record.read_bytes()
    for secret in (own_key.name, own.name, authority.ca.name, "PRIVATE KEY"):
        assert secret.encode() not in written


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
