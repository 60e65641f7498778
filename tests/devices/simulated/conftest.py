"""A small tester, so that a story of the plant is a few lines in a test."""

from __future__ import annotations

import pytest

from devices.events import Event
from devices.plant import Command
from devices.signals import Value
from devices.simulated import SimulatedPlant, StartState
from devices.site import Site, load_site, site_names

OPENED = ("load_block", "regulating_load", "ev_charger", "pv_inverter")


class Story:
    """A plant with a memory of what happened, and short words for what people do to it."""

    def __init__(self, site: Site, **start: object) -> None:
        self.plant = SimulatedPlant(site, start=StartState(**start))
        self.events: list[Event] = []

    def run(self, seconds: float) -> None:
        until_s = self.plant.now_s + seconds
        while self.plant.now_s < until_s - 1e-9:
            self.events.extend(self.plant.advance(until_s))

    def do(self, target: str, **arguments: Value) -> None:
        device, verb = target.split(".")
        self.plant.command(Command(device, verb, "MGC", "tester", arguments))

    def act(self, target: str, **arguments: Value) -> dict[str, Value]:
        device, act = target.split(".")
        return self.plant.field.act(device, act, "tester", **arguments)

    def value(self, signal: str) -> Value:
        return self.plant.readings()[signal].value

    def number(self, signal: str) -> float:
        return float(self.value(signal))

    def happened(self, what: str, subject: str = "") -> bool:
        return any(
            event.data.get("what") == what and subject in ("", event.subject)
            for event in self.events
        )

    def black_out_and_separate(self) -> None:
        """P1 to P3: the utility is lost, the section is isolated, everything is open and off."""
        self.act("grid.lose")
        self.run(5.0)
        self.do("bess.stop")
        self.do("cb52b.open")
        self.open_all()
        self.act("k12.open")
        self.act("k12.lock")
        self.act("k12.block_timers")
        self.act("grid.block_reclose")
        self.run(5.0)

    def open_all(self) -> None:
        for device in self.plant.site.devices.values():
            if device.kind in OPENED and not device.planned:
                self.do(f"{device.name}.open")

    def make_ready(self) -> None:
        """P4.1 and 4.2: island settings, the battery on standby as grid former."""
        self.do("bess.reset")
        self.do("relay.reset")
        self.do("relay.set_group", group=2.0)
        self.do("evt.insert")
        self.do("bess.set_anti_islanding", state="off")
        self.do("bess.set_secondary", state="on")
        self.do("bess.set_mode", mode="grid_forming")
        self.do("cb52b.close")
        self.run(2.0)

    def island(self) -> None:
        """The section live on the battery, nothing on it yet."""
        self.black_out_and_separate()
        self.make_ready()
        self.do("bess.start_black")
        self.run(10.0)


@pytest.fixture(scope="session")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture
def story(odawara: Site) -> Story:
    return Story(odawara)


@pytest.fixture
def tell(odawara: Site):
    """Make a story with another start."""
    return lambda **start: Story(odawara, **start)


@pytest.fixture(scope="session")
def other_sites() -> dict[str, Site]:
    """Every site that ships but Odawara."""
    return {name: load_site(name) for name in site_names() if name != "odawara"}


@pytest.fixture
def told_of(other_sites: dict[str, Site]):
    """Make a story of another site: its name, and another start."""
    return lambda name, **start: Story(other_sites[name], **start)
