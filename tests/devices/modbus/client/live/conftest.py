"""A live plant of scripted devices, as a sitting would have it, in the hands of a test."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.events import Event
from devices.links import LinkView
from devices.modbus import LivePlant
from devices.plant import Command
from devices.registers import (
    Block,
    Coding,
    IdentityCheck,
    Place,
    Point,
    RegisterMap,
    Table,
    Type,
    Write,
)
from devices.signals import Value
from devices.site import Site, load_site
from devices.site.connections import Connection, Connections
from devices.words import Words

# Where the test's device has what.
NAME, LABEL, BEAT, P_KW, SOC, MODE = 700, 701, 900, 901, 902, 903
SET_P, TRIGGER, FLAGS = 910, 911, 912
VALUES = {P_KW: 1234, SOC: 653, MODE: 1}


def at(address: int, type_: Type = Type.UINT16) -> Place:
    return Place(Table.HOLDING, address, type_)


TENTH = Coding(scale=0.1)
MAP = RegisterMap(
    "test-battery",
    Words("test battery", "試験用蓄電池"),
    "battery_inverter",
    points=(
        Point("p_kw", at(P_KW, Type.INT16), TENTH),
        Point("soc_pct", at(SOC), TENTH),
        Point("mode", at(MODE), Coding(states={0: "grid_following", 1: "grid_forming"})),
    ),
    commands={
        "set_p_kw": (Write(at(SET_P, Type.INT16), TENTH, argument="p_kw"),),
        "stop": (Write(at(TRIGGER), pattern=1, read_back=False),),
        "set_secondary": (Write(at(FLAGS), Coding(mask=0b100), pattern=0b100),),
        "start_black": (
            Write(at(SET_P, Type.INT16), pattern=0),
            Write(at(TRIGGER), pattern=2, read_back=False),
        ),
    },
    identity=(IdentityCheck(at(NAME), 700),),
    heartbeat=at(BEAT),
    blocks=(Block(Table.HOLDING, BEAT, 1), Block(Table.HOLDING, P_KW, 3)),
)


class Desk:
    """What a sitting does with its plant, as far as these tests need it."""

    def __init__(self, plant: LivePlant) -> None:
        self.plant = plant
        self.told: list[Event] = []

    def link(self, device: str = "bess") -> LinkView:
        return next(view for view in self.plant.links() if view.device == device)

    def value(self, name: str) -> Value | None:
        return self.plant.readings()[name].value

    def events(self, what: str) -> list[Event]:
        self.told += self.plant.advance(0.0)
        return [event for event in self.told if event.data["what"] == what]

    def order(self, verb: str, **arguments: float) -> None:
        self.plant.command(Command("bess", verb, "MGC", "sato", arguments))


class Stage:
    """Devices, a plant that reaches them, and the time that a test has for its story."""

    def __init__(self, site: Site, served: Any, run: Any) -> None:
        self.site = site
        self.map = MAP
        self.device = served
        self._run = run

    def play(self, story: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Let the story happen, within its time limit."""
        self._run(story())

    @asynccontextmanager
    async def desk(
        self,
        *,
        time_s: Callable[[], float] = time.monotonic,
        deadline_s: float = 0.3,
        period_s: float = 0.02,
        retry_s: float = 0.2,
        read_only: bool = False,
        permit: bool = True,
        map_: RegisterMap = MAP,
        **devices: Any,
    ) -> AsyncIterator[Desk]:
        """A plant of `devices`, open and permitted to write until the block ends."""
        connections = {}
        for name, device in devices.items():
            device.registers.update(VALUES)
            connections[name] = Connection(
                name, device.line, 6, "", Path(), period_s=period_s, deadline_s=deadline_s
            )
        plant = LivePlant(
            self.site,
            Connections(connections),
            dict.fromkeys(devices, map_),
            time_s=time_s,
            read_only=read_only,
            retry_s=retry_s,
        )
        try:
            await asyncio.to_thread(plant.open)
            plant.permit_writes(permit)
            yield Desk(plant)
        finally:
            await asyncio.to_thread(plant.close)

    async def until(self, so: Callable[[], Any]) -> None:
        """Let the devices work until it is so; the story's time limit ends a vain wait."""
        while not so():  # noqa: ASYNC110 - it happens on the plant's own thread
            await asyncio.sleep(0.005)

    async def silence(self, frame: Any, writer: Any) -> None:
        """The answer of a device that takes the request and says nothing."""


@pytest.fixture(scope="session")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture(scope="session")
def stage(site: Site, served: Any, run: Any) -> Stage:
    return Stage(site, served, run)
