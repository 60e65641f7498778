"""pysunspec2 finds the models of served devices by itself, reads them and writes to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sunspec2.modbus.client import (
    SunSpecModbusClientDeviceTCP,
    SunSpecModbusClientError,
)

from tests.system.interop.clients import PATIENCE_S
from tests.system.interop.conftest import Served

Scan = Callable[[str], Any]


@pytest.fixture
def scan(served: Served) -> Iterator[Scan]:
    """Connect to a device and let pysunspec2 look for its models."""
    found = []

    def scanned(device: str) -> Any:
        door = served.door(device)
        client = SunSpecModbusClientDeviceTCP(
            slave_id=door.unit, ipaddr=door.host, ipport=door.port, timeout=PATIENCE_S
        )
        found.append(client)
        client.connect()
        client.scan(connect=False)
        return client

    yield scanned
    for client in found:
        client.disconnect()


def seen(served: Served, signal: str) -> Any:
    """What the plant holds."""
    return served.ask(f"see {signal}")["value"]


@pytest.mark.parametrize(
    ("device", "models"),
    [
        ("bess", {1, 701, 702, 704, 713, 802}),
        ("pv", {1, 103, 120, 121, 122, 123}),
        ("m1", {1, 203}),
    ],
)
def test_it_finds_the_models_and_every_length_fits(
    scan: Scan, device: str, models: set[int]
) -> None:
    found = scan(device)
    assert found.base_addr == 40000
    assert {name for name in found.models if isinstance(name, int)} == models
    assert not [
        model.error_info for one in found.models.values() for model in one if model.error_info
    ]
    common = found.common[0]
    assert (common.Mn.value, common.SN.value) == ("Kairetsu", f"{device}@odawara")


def test_it_reads_the_battery_as_the_plant_has_it(scan: Scan, served: Served) -> None:
    found = scan("bess")
    storage, ac = found.models[713][0], found.models[701][0]
    assert storage.SoC.cvalue == pytest.approx(seen(served, "bess.soc_pct"), abs=0.1)
    assert storage.WHAvail.cvalue / 1000.0 == pytest.approx(
        seen(served, "bess.energy_kwh"), abs=0.1
    )
    assert ac.W.cvalue / 1000.0 == pytest.approx(seen(served, "bess.p_kw"), abs=0.1)
    assert found.models[702][0].WMaxRtg.cvalue == 630_000


def test_what_it_writes_to_a_model_reaches_the_plant(scan: Scan, served: Served) -> None:
    limits = scan("pv").models[123][0]
    for percent in (40, 100):
        limits.WMaxLimPct.cvalue = percent
        limits.WMaxLim_Ena.cvalue = 1
        limits.write()
        served.pass_time(2.0)
        assert seen(served, "pv.limit_pct") == percent
        limits.read()
        assert limits.WMaxLimPct.cvalue == percent


def test_it_switches_the_battery_s_anti_islanding(scan: Scan, served: Served) -> None:
    control = scan("bess").models[704][0]
    for number, state in ((0, "off"), (1, "on")):
        control.AntiIslEna.cvalue = number
        control.write()
        served.pass_time(2.0)
        assert seen(served, "bess.anti_islanding") == state
        control.read()
        assert control.AntiIslEna.cvalue == number


def test_it_finds_nothing_in_a_device_that_has_no_model(scan: Scan) -> None:
    with pytest.raises(SunSpecModbusClientError, match="base address"):
        scan("cb52b")
