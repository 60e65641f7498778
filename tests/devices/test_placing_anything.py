"""Whatever network a site has, its one-line is whole: all devices, nothing over anything else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from random import Random

import pytest

from devices.site.network import Bus, GridSource, Network, Segment, Switch, Transformer
from devices.site.placing import place
from devices.site.placing.page import Page
from devices.site.placing.routes import Box, Joint, route_all
from devices.site.placing.wiring import Equipment, read_wiring
from devices.words import same

FEW, MANY = range(15), range(15, 300)
HEADS = ("lv_breaker", "cubicle_switch", "premises_switch")
KINDS = (
    "load_circuit",
    "load_circuit",
    "pv_pcs",
    "battery_inverter",
    "ev_charger",
    "emergency_socket",
    "regulating_load",
)


class Draft:
    """A network that a die has drawn: boards below boards, behind switches of every kind."""

    def __init__(self, seed: int) -> None:
        self._die = Random(seed)
        self._count = 0
        self.equipment = [Equipment("grid", "utility_supply"), Equipment("island", "island")]
        self._buses = ["feeder"]
        self._switches: list[Switch] = []
        self._transformers: list[Transformer] = []
        here = "feeder"
        for _ in range(self._die.randint(0, 3)):
            there = self._bus()
            if self._die.random() < 0.3:
                self._transformer(here, there)
            else:
                self._switch(self._device(self._die.choice(HEADS)), here, there)
            here = there
        self._sections = [here]
        self._board(here, 0)

    def network(self) -> Network:
        """The network as the placement reads it."""
        return Network(
            tuple(Bus(name, 0.2) for name in self._buses),
            GridSource("feeder", 6.6, 50, 0.4, 0.8),
            (),
            tuple(self._transformers),
            tuple(self._switches),
            (),
            tuple(Segment(name, name, same(name)) for name in self._buses),
            "feeder",
            self._die.choice(self._sections),
        )

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"

    def _bus(self) -> str:
        self._buses.append(self._name("bus"))
        return self._buses[-1]

    def _device(self, kind: str, **where: str) -> str:
        self.equipment.append(Equipment(self._name("dev"), kind, **where))
        return self.equipment[-1].name

    def _switch(self, device: str, here: str, there: str, closed: str = "closed") -> None:
        signal = f"{device}.position"
        self._switches.append(Switch(f"{signal}={closed}", signal, here, there, closed, True))

    def _transformer(self, here: str, there: str) -> None:
        name = self._name("tr")
        self._transformers.append(
            Transformer(name, "", here, there, 100, 0.01, 0.03, 10, 0.1)
        )  # fmt: skip

    def _leaf(self, bus: str) -> None:
        kind = self._die.choice(KINDS)
        behind = self._die.random() < 0.8
        there = self._bus() if behind else bus
        device = self._device(kind, bus=there)
        if behind:
            self._switch(device, bus, there)
        if kind == "pv_pcs" and behind and self._die.random() < 0.4:
            out = self._bus()
            self._device("pcs_outlet", bus=out, of=device)
            self._device("emergency_socket", bus=out)
        if kind == "ev_charger" and self._die.random() < 0.5:
            self._device("ev", at=device)

    def _board(self, bus: str, depth: int) -> None:
        for _ in range(self._die.randint(2, 5 if depth else 9)):
            self._leaf(bus)
        for _ in range(self._die.choice((0, 0, 1) if depth else (0, 0, 1, 1, 2, 3)) * (depth < 2)):
            below = self._bus()
            way = self._die.random()
            if way < 0.5:
                self._switch(self._device("breaker"), bus, below)
                self._sections.append(below)
            elif way < 0.7:
                self._transformer(bus, below)
            else:
                change, source = self._device("transfer_switch"), self._bus()
                self._device("diesel_generator", bus=source)
                self._switch(change, bus, below, "utility")
                self._switch(change, source, below, "external")
                if self._die.random() < 0.5:
                    self._leaf(below)
                    continue
            self._board(below, depth + 1)


def faults(draft: Draft, page: Page) -> Iterator[str]:
    """Name what is missing, outside, over something else or crossed by a conductor."""
    yield from (
        f"{one.name} is missing"
        for one in draft.equipment
        if one.bus and one.name not in page.nodes
    )
    boxes = {
        id: Box(one.x, one.y, one.width, one.height, one.symbol == "busbar",
                one.symbol == "junction")
        for id, one in page.nodes.items()
    }  # fmt: skip
    solid = {id: box for id, box in boxes.items() if not (box.bar or box.dot)}
    for id, box in solid.items():
        if box.left < 0 or box.top < 0 or box.right > page.width or box.bottom > page.height:
            yield f"{id} is outside"
    for (id, box), (other_id, other) in combinations(boxes.items(), 2):
        if not (box.dot or other.dot or (box.bar and other.bar)) and overlap(box, other):
            yield f"{id} lies over {other_id}"
    routes = route_all(boxes, [Joint(tie.from_node, tie.to_node, tie.at) for tie in page.ties])
    for tie, corners in zip(page.ties, routes, strict=True):
        for (x1, y1), (x2, y2) in pairwise(corners):
            way = Box((x1 + x2) / 2, (y1 + y2) / 2, abs(x1 - x2), abs(y1 - y2))
            for id, box in solid.items():
                if id not in (tie.from_node, tie.to_node) and overlap(way, box):
                    yield f"{tie.from_node} to {tie.to_node} runs through {id}"


def overlap(one: Box, other: Box) -> bool:
    """True when two boxes share more than an edge."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    flat = min(one.height, other.height) == 0
    return across > 0.1 and (down > 0.1 or (flat and down >= 0 and _between(one, other)))


def _between(one: Box, other: Box) -> bool:
    thin, thick = sorted((one, other), key=lambda box: box.height)
    return thick.top + 0.1 < thin.y < thick.bottom - 0.1


@pytest.mark.parametrize(
    "seeds", [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.long)]
)
def test_every_network_is_drawn_whole_and_apart(seeds: range) -> None:
    for seed in seeds:
        draft = Draft(seed)
        page = place(read_wiring(draft.network(), draft.equipment))
        assert list(faults(draft, page)) == [], f"seed {seed}"
