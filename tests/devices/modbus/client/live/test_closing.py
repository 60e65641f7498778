"""The end of a live plant: at once, whatever the peers do, and nothing stays behind."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from typing import Any

import pytest

from devices.links import LinkState
from devices.modbus import LivePlant
from devices.site import Site
from devices.site.connections import Connections


def test_closing_waits_for_no_deadline_even_when_every_peer_hangs(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.device() as other:
            devices = {"bess": device, "pv": other}
            async with stage.desk(**devices, deadline_s=30.0) as desk:
                device.answer = other.answer = stage.silence
                device.came.clear()
                other.came.clear()
                await device.came.wait()
                await other.came.wait()
                started = time.monotonic()
                await asyncio.to_thread(desk.plant.close)
                assert time.monotonic() - started < 30.0
                assert {view.state for view in desk.plant.links()} == {LinkState.CLOSED}
                await asyncio.to_thread(desk.plant.close)

    stage.play(story)


def test_a_fault_of_the_program_is_not_kept_silent(stage: Any) -> None:
    async def story() -> None:
        broken = threading.Event()

        def time_s() -> float:
            if broken.is_set():
                raise ZeroDivisionError("the clock")
            return 0.0

        async with stage.device() as device, stage.desk(bess=device, time_s=time_s) as desk:
            broken.set()
            await stage.until(lambda: "modbus" not in {one.name for one in threading.enumerate()})
            with pytest.raises(ZeroDivisionError, match="the clock"):
                desk.plant.advance(1.0)
            broken.clear()

    stage.play(story)


def test_a_host_may_be_a_name_and_its_look_up_leaves_no_thread(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device:
            device.host = "localhost"
            async with stage.desk(bess=device) as desk:
                assert desk.link().state is LinkState.CONNECTED
                assert desk.link().address.startswith("localhost:")

    stage.play(story)


def test_a_name_server_that_hangs_holds_nobody_up(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, look_up = threading.Event(), socket.getaddrinfo

    def hanging(host: str, *rest: Any, **more: Any) -> Any:
        if host == "battery.example":
            found.wait(60.0)
        return look_up("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", hanging)

    async def story() -> None:
        async with stage.device() as named, stage.device() as good:
            named.host = "battery.example"
            started = time.monotonic()
            async with stage.desk(bess=named, pv=good) as desk:
                assert desk.link().state is LinkState.LOST
                assert desk.link("pv").state is LinkState.CONNECTED
            assert time.monotonic() - started < 60.0
            found.set()

    stage.play(story)


def test_a_plant_that_was_never_opened_closes_too(site: Site) -> None:
    plant = LivePlant(site, Connections(), {}, time_s=time.monotonic)
    assert plant.readings() == {}
    assert plant.links() == ()
    plant.close()
