"""Modbus/TCP Security with clients that nobody here wrote: pysunspec2 and jsmodbus.

pymodbus is not among them: inside TLS it sends its frames without the header of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sunspec2.modbus.client import SunSpecModbusClientDeviceTCP

from devices.registers import Table
from tests.system.interop.clients import PATIENCE_S, Missing
from tests.system.interop.conftest import Served, missed
from tests.system.interop.node_clients import jsmodbus


@pytest.fixture
def secured(authority: Any, tmp_path: Path) -> Iterator[Served]:
    """Served inside TLS, to clients with a certificate of the authority."""
    certificate, key = authority.issue("server")
    files = ("--tls-certificate", certificate, "--tls-key", key, "--tls-ca", authority.ca)
    server = Served(tmp_path, *files)
    yield server
    server.close()


def test_pysunspec2_finds_the_models_inside_tls(secured: Served, authority: Any) -> None:
    certificate, key = authority.issue("console")
    door = secured.door("bess")
    client = SunSpecModbusClientDeviceTCP(
        slave_id=door.unit,
        ipaddr=door.host,
        ipport=door.port,
        timeout=PATIENCE_S,
        tls=True,
        cafile=str(authority.ca),
        certfile=str(certificate),
        keyfile=str(key),
    )
    client.scan()
    assert {1, 701, 713} <= set(client.models)


def test_jsmodbus_reads_and_writes_inside_tls(secured: Served, authority: Any) -> None:
    try:
        client = jsmodbus(secured.door("evc"), authority.ca, *authority.issue("console"))
    except Missing as missing:
        missed(missing)
    address = secured.order("evc.set_kw").address
    client.write_registers(address, [0, 1500])
    assert client.read(Table.HOLDING, address, 2) == [0, 1500]
    client.close()
