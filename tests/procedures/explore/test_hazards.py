"""Each hazard is shown by a plant in which it is really so, and by no healthy one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from devices.events import Event, EventKind
from devices.plant import Command
from devices.signals import Value
from devices.simulated import FieldRefused, SimulatedPlant, StartState
from devices.site import Site, load_site
from procedures.hazards import HAZARDS, Said, Severity, Truth, present

GIVEN = {"permit.line_ok": True, "permit.dead": True, "permit.energise": True}
ISLAND = StartState(
    grid_live=False,
    k12_closed=False,
    relay_group=2,
    evt_in=True,
    bess_mode="grid_forming",
    island_live=True,
    anti_islanding=False,
    secondary=True,
)
READY = replace(
    ISLAND,
    island_live=False,
    blocks_closed=False,
    bess_running=False,
    pv_running=False,
)
GRID = StartState()


@dataclass
class Scene:
    """A plant, what was said beside it, and everything that happened in it."""

    plant: SimulatedPlant
    said: Said = field(default_factory=lambda: Said(board=dict(GIVEN)))
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, site: Site, start: StartState, settle_s: float = 10.0) -> Scene:
        scene = cls(SimulatedPlant(site, 0, start))
        scene.go_on(settle_s)
        scene.events.clear()
        return scene

    def act(self, device: str, act: str, who: str = "world", **arguments: Value) -> None:
        self.plant.field.act(device, act, who, **arguments)

    def command(self, device: str, verb: str, **arguments: Value) -> None:
        self.plant.command(Command(device, verb, "MGC", "ozawa", arguments, "test"))

    def set(self, name: str, value: float) -> None:
        self.plant.simulator.set(name, value)

    def go_on(self, seconds: float) -> None:
        until_s = self.plant.now_s + seconds
        while self.plant.now_s < until_s - 1e-9:
            self.events += self.plant.advance(until_s)

    def hazards(self) -> set[str]:
        return {h.id for h in present(Truth(self.plant, self.said, tuple(self.events)))}


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.mark.parametrize("start", [ISLAND, READY, GRID])
def test_a_healthy_plant_shows_none(site: Site, start: StartState) -> None:
    assert Scene.of(site, start).hazards() == set()


# --- one scene a hazard ---------------------------------------------------------------------------


def start_with(scene: Scene) -> Scene:
    scene.command("bess", "start_black")
    scene.go_on(3.0)
    return scene


def crew_contact(site: Site) -> Scene:
    scene = Scene.of(site, READY)
    scene.act("crew", "enter")
    return start_with(scene)


def back_feed(site: Site) -> Scene:
    scene = Scene.of(site, ISLAND)
    scene.act("k12", "unlock", "sato")
    scene.act("k12", "close", "sato")
    scene.go_on(2.0)
    return scene


def onto_island(site: Site) -> Scene:
    scene = Scene.of(site, ISLAND)
    scene.act("grid", "restore")
    scene.go_on(12.0)
    scene.act("k12", "unlock", "sato")
    scene.act("k12", "close", "sato")
    scene.go_on(0.3)
    return scene


def earth_left(site: Site) -> Scene:
    scene = Scene.of(site, READY)
    scene.act("earth", "fit", "sato")
    return start_with(scene)


def boundary_unlocked(site: Site) -> Scene:
    scene = Scene.of(site, READY)
    scene.act("k12", "unlock", "sato")
    return start_with(scene)


def without(*missing: str) -> Callable[[Site], Scene]:
    def scene_of(site: Site) -> Scene:
        scene = start_with(Scene.of(site, READY))
        scene.said = Said(board=GIVEN, lies=frozenset(missing))
        return scene

    return scene_of


def tag_taken(site: Site) -> Scene:
    scene = Scene.of(site, READY)
    scene.act("k12", "lose_tag")
    scene.go_on(1.0)
    return scene


def wrong_switch(site: Site) -> Scene:
    scene = Scene.of(site, GRID)
    scene.act("k13", "open", "sato")
    scene.go_on(1.0)
    return scene


def timers_in_service(site: Site) -> Scene:
    scene = Scene.of(site, READY)
    scene.act("k12", "restore_timers", "sato", side="utility")
    return start_with(scene)


def reclose_in_service(site: Site) -> Scene:
    scene = Scene.of(site, READY)
    scene.act("grid", "restore_reclose", "sato")
    return start_with(scene)


def tag_missing(site: Site) -> Scene:
    scene = Scene.of(site, ISLAND)
    scene.act("k12", "unlock", "sato")
    scene.act("k12", "lock", "sato", tag=False)
    scene.go_on(1.0)
    return scene


def set_in(start: StartState, name: str, value: float) -> Callable[[Site], Scene]:
    def scene_of(site: Site) -> Scene:
        scene = Scene.of(site, start)
        scene.set(name, value)
        scene.go_on(0.1)
        return scene

    return scene_of


def secondary_parallel(site: Site) -> Scene:
    scene = Scene.of(site, GRID)
    scene.command("bess", "set_mode", mode="grid_forming")
    scene.act("bess", "bridge_contact")
    scene.go_on(2.0)
    return scene


def failed_start(site: Site) -> Scene:
    scene = Scene.of(site, replace(READY, relay_group=1))  # 27 is not blocked in the ramp
    scene.command("bess", "start_black")
    scene.go_on(2.0)
    return scene


def second_blackout(site: Site) -> Scene:
    scene = Scene.of(site, ISLAND)
    scene.act("section", "short_circuit")
    scene.go_on(5.0)
    return scene


def pv_step(site: Site) -> Scene:
    start = replace(ISLAND, soc_pct=97.0, load_factor=0.1, server_kw=0.0, clock_s=43_200.0)
    scene = Scene.of(site, start, settle_s=1.0)
    scene.go_on(400.0)
    return scene


def limit_exceeded(site: Site) -> Scene:
    scene = Scene.of(site, replace(ISLAND, pv_running=False))
    for block in ("b1", "b2", "b3", "b4", "b5", "b6"):
        scene.act(block, "surprise", factor=36.0)
    scene.go_on(20.0)
    return scene


def said_so(**what: object) -> Callable[[Site], Scene]:
    def scene_of(site: Site) -> Scene:
        scene = Scene.of(site, ISLAND)
        scene.command("b4", "open")
        scene.go_on(1.0)
        scene.events.append(Event(0.0, EventKind.COMMAND_SENT, "b4", "ozawa", {}))
        scene.said = replace(scene.said, **what)  # type: ignore[arg-type]
        return scene

    return scene_of


SCENES: dict[str, Callable[[Site], Scene]] = {
    "crew_contact": crew_contact,
    "back_feed": back_feed,
    "onto_island": onto_island,
    "out_of_phase": onto_island,
    "earth_left": earth_left,
    "boundary_unlocked": boundary_unlocked,
    "no_permit": without("permit.energise"),
    "line_not_proven": without("permit.line_ok"),
    "not_tested": without("permit.dead"),
    "tag_taken": tag_taken,
    "wrong_switch": wrong_switch,
    "timers_in_service": timers_in_service,
    "reclose_in_service": reclose_in_service,
    "tag_missing": tag_missing,
    "group_1_island": set_in(ISLAND, "relay.group", 1.0),
    "group_2_utility": set_in(GRID, "relay.group", 2.0),
    "anti_islanding_off": set_in(GRID, "bess.anti_islanding", 0.0),
    "evt_left_in": set_in(GRID, "evt.in", 1.0),
    "secondary_parallel": secondary_parallel,
    "failed_start": failed_start,
    "second_blackout": second_blackout,
    "pv_step": pv_step,
    "soc_exhausted": set_in(ISLAND, "bess.soc", 0.08),
    "heater_left": said_so(untold=frozenset({"a notice"})),
    "limit_exceeded": limit_exceeded,
    "wrong_device": said_so(astray=frozenset({"b4"})),
    "no_read_back": said_so(rash=True),
}


@pytest.mark.parametrize("hazard", SCENES)
def test_a_plant_in_which_it_is_so_shows_it(site: Site, hazard: str) -> None:
    scene = SCENES[hazard](site)
    assert hazard in scene.hazards(), (scene.hazards(), scene.events)


def test_a_facility_manager_in_the_cubicle_is_seen() -> None:
    site = load_site("toride-second-junior-high")
    cubicle = next(d.name for d in site.devices.values() if d.kind == "cubicle_switch")
    manager = next(p.id for p in site.persons if p.roles == ("FM",))
    scene = Scene.of(site, StartState())
    try:
        scene.act(cubicle, "open", manager)
    except FieldRefused as refused:
        pytest.fail(str(refused))
    scene.go_on(1.0)
    assert "cubicle" in scene.hazards()


def test_every_hazard_has_its_scene_its_severity_and_its_name() -> None:
    assert {hazard.id for hazard in HAZARDS} == {*SCENES, "cubicle"}
    assert {hazard.severity for hazard in HAZARDS} == set(Severity)
    for hazard in HAZARDS:
        assert hazard.words.en != hazard.words.ja
