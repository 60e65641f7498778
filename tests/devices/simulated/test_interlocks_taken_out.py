"""What the site must ship at least: each guard refuses, and without it the hazard really happens.

The real gate over the simulator. `SHIPPED_AT_LEAST` is the list that the product promises, ticked
off one by one: which interlocks hold each promise, and which test shows the hazard with them taken
out of the site. Cases of this file take the interlocks out, give the same command, and look at
what becomes of the plant; each also runs once with nothing spoiled, and then nothing happens.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Clock
from devices.commands import CommandGate
from devices.manual import ManualPoints
from devices.outcomes import Refused, Selected, Sent
from devices.picture import Picture
from devices.plant import Command

TESTS = Path(__file__).resolve().parents[2]
BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")
PERMITS = ("requested", "agreed", "line_ok", "dead", "energise")
WHO = {"MGC": "ozawa", "TSO-D": "kato", "CITY": "tanaka", "EVD": "nakamura"}


class Desk:
    """The gate over a story; people report what they see, and permits stand as they were given."""

    def __init__(self, story: Any) -> None:
        self.story = story
        self.permits = dict.fromkeys(PERMITS, True)

    def ask(self, target: str, without: tuple[str, ...], **arguments: Any) -> Any:
        """Select and execute `target` on the site as it ships but for some interlocks."""
        shipped = self.story.plant.site
        kept = tuple(one for one in shipped.interlocks if one.id not in without)
        assert len(kept) == len(shipped.interlocks) - len(without)
        site = replace(shipped, interlocks=kept)
        now_s = self.story.plant.now_s
        board, clock = ManualPoints(site), Clock(datetime(2026, 5, 30, tzinfo=UTC))
        clock.advance_to(now_s)
        for name in board.names:
            device, _, what = name.partition(".")
            seen = self.permits.get(what, False) if device == "permit" else None
            board.enter(name, self.story.plant.field.observe(name) if seen is None else seen,
                        "crew", now_s)  # fmt: skip
        picture = Picture(site, board)
        picture.update(self.story.plant.readings(), now_s - 100.0)  # it has been so for a while
        gate = CommandGate(site, self.story.plant, clock, self.story.events.append)
        device, verb = target.split(".")
        role = site.verb(target).roles[0]
        command = Command(device, verb, role, WHO[role], arguments)
        outcome = gate.select(command, picture)
        return gate.execute(picture) if isinstance(outcome, Selected) else outcome


def ready(story: Any) -> None:
    """Everything prepared for a black start, as P1 to P4.4 leave it."""
    story.black_out_and_separate()
    story.run(60.0)
    story.make_ready()


def cold(story: Any) -> None:
    """As `ready`, after half an hour without supply."""
    story.black_out_and_separate()
    story.run(1800.0)
    story.make_ready()


def live(story: Any) -> None:
    """The island on its battery, the first block on it, a minute later."""
    ready(story)
    story.do("bess.start_black")
    story.run(70.0)
    story.do("b1.close")
    story.run(70.0)


def tripped(story: Any) -> None:
    """As `ready`, but the feeder was tripped by its own relay, which will reclose."""
    story.act("grid.trip")
    story.run(5.0)
    story.do("bess.stop")
    story.do("cb52b.open")
    story.open_all()
    for act in ("k12.open", "k12.lock", "k12.block_timers"):
        story.act(act)
    story.run(5.0)
    story.make_ready()


def charger_ready(story: Any) -> None:
    """The live island with a car at the closed charger."""
    live(story)
    story.do("evc.close")
    story.run(70.0)


@dataclass(frozen=True)
class Case:
    """A promise: how things stand, what spoils them, the command, and the hazard that follows.

    held_by: the interlocks that refuse it, and exactly these. then: what happens afterwards that
    is nobody's command. hazard: whether it happened.
    """

    held_by: tuple[str, ...]
    command: str
    hazard: Callable[[Any], bool]
    stands: Callable[[Any], None] = ready
    spoil: tuple[str, ...] = ()
    permit: str = ""
    then: tuple[str, ...] = ()
    arguments: tuple[tuple[str, Any], ...] = ()
    start: tuple[tuple[str, Any], ...] = ()
    harmless: bool = True  # unspoiled, the same command is granted and does no harm


def told(story: Any, words: tuple[str, ...]) -> None:
    """`k12.open`, `do b1.close`, `run 20`, `bess.soc pct=3`: acts, commands and time."""
    for one in words:
        how, _, rest = one.partition(" ")
        if how == "run":
            story.run(float(rest))
            continue
        act = story.do if how == "do" else story.act
        target, *given = rest.split(" ") if how == "do" else one.split(" ")
        pairs = (pair.split("=") for pair in given)
        act(target, **{n: v if v.isalpha() else float(v) for n, v in pairs})


CASES: dict[str, Case] = {
    "boundary open, locked and tagged": Case(
        held_by=(
            "black-start-boundary-open",
            "black-start-boundary-locked",
            "black-start-boundary-tagged",
        ),
        command="bess.start_black",
        spoil=("k12.unlock", "k12.close", "run 2"),
        hazard=lambda story: story.happened("back_feed"),
    ),
    "lock and tag of the boundary": Case(
        held_by=("black-start-boundary-locked", "black-start-boundary-tagged"),
        command="bess.start_black",
        spoil=("k12.lose_lock", "k12.lose_tag"),
        then=("run 10", "k12.close", "run 5"),  # somebody finds the handle free
        hazard=lambda story: story.happened("back_feed"),
        harmless=False,
    ),
    "reclose blocked": Case(
        held_by=("black-start-reclose-blocked",),
        command="bess.start_black",
        stands=tripped,
        then=("run 80",),
        hazard=lambda story: story.happened("grid_restored"),
        harmless=False,
    ),
    "timed sequence blocked on our side": Case(
        held_by=("black-start-timer-island-blocked",),
        command="bess.start_black",
        spoil=("k12.restore_timers side=island",),
        hazard=lambda story: story.happened("timed_sequence_close", "k12"),
    ),
    "earths off": Case(
        held_by=("black-start-earth-off",),
        command="bess.start_black",
        spoil=("earth.fit",),
        hazard=lambda story: story.happened("current_limit") and tripped_by(story, "overcurrent"),
    ),
    "line free of people": Case(
        held_by=("black-start-line-ok",),
        command="bess.start_black",
        spoil=("crew.enter",),
        permit="line_ok",
        hazard=lambda story: story.happened("crew_contact"),
    ),
    "permit given": Case(
        held_by=("black-start-permit",),
        command="bess.start_black",
        spoil=("crew.enter",),
        permit="energise",
        hazard=lambda story: story.happened("crew_contact"),
    ),
    "setting group 2 with 64 armed": Case(
        held_by=("black-start-group-2", "black-start-64-armed"),
        command="bess.start_black",
        spoil=("do relay.set_group group=1", "run 1"),
        hazard=lambda story: tripped_by(story, "undervoltage"),  # 27 takes the ramp for a fault
    ),
    "low-voltage mains open": Case(
        held_by=("black-start-mains-open",),
        command="bess.start_black",
        spoil=(*(f"do {block}.close" for block in BLOCKS), "run 1"),
        start=(("load_factor", 2.0),),
        stands=cold,
        hazard=lambda story: story.happened("load_lost"),  # it comes and goes in the ramp
    ),
    "state of charge for a black start": Case(
        held_by=("black-start-soc",),
        command="bess.start_black",
        spoil=("bess.soc pct=0.5", "run 1"),
        then=("run 60", "do aux.close", "run 60", "do b1.close", "run 3600"),
        hazard=lambda story: story.value("live.section") == "dead",
    ),
    "no grid-following start in the island": Case(
        held_by=(
            "follow-utility-live",
            "follow-boundary-closed",
            "follow-group-1",
            "follow-anti-islanding-on",
            "follow-evt-out",
        ),
        command="bess.start_following",
        stands=live,
        hazard=lambda story: story.value("live.section") == "dead",
        harmless=False,
    ),
    "no earth onto a live section": Case(
        held_by=("earth-fit-dead", "earth-fit-isolated"),
        command="earth.order_fit",
        stands=live,
        then=("earth.fit", "run 5"),
        hazard=lambda story: story.happened("current_limit") and tripped_by(story, "undervoltage"),
        harmless=False,
    ),
    "no change of the setting group while 52B is closed in the island": Case(
        held_by=("group-change-isolated", "group-1-not-in-island"),
        command="relay.set_group",
        arguments=(("group", 1.0),),
        stands=live,
        then=("run 5", "section.earth_fault ohm=100", "run 60"),
        hazard=lambda story: (
            story.number("island.v0_pct") > 50.0 and story.value("bess.state") == "running"
        ),
        harmless=False,
    ),
    "no EV charging under 50 % in the island": Case(
        held_by=("ev-charging-soc",),
        command="evc.set_kw",
        arguments=(("p_kw", -6.0),),
        stands=charger_ready,
        spoil=("bess.soc pct=40", "run 2"),
        hazard=lambda story: story.number("evc.p_kw") < -5.5 and story.number("bess.p_kw") > 6.0,
        harmless=False,
    ),
}


def tripped_by(story: Any, cause: str) -> bool:
    return bool(story.value("bess.state") == "tripped" and story.value("bess.trip_cause") == cause)


def prepared(tell: Any, case: Case, *, spoiled: bool) -> Desk:
    story = tell(**dict(case.start))
    case.stands(story)
    desk = Desk(story)
    if spoiled:
        told(story, case.spoil)
        if case.permit:
            desk.permits[case.permit] = False
    story.events.clear()
    return desk


def goes_on(desk: Desk, case: Case) -> None:
    desk.story.run(10.0)
    told(desk.story, case.then)
    desk.story.run(10.0)


@pytest.mark.parametrize("promise", CASES)
def test_the_guard_refuses_and_these_interlocks_are_the_guard(tell: Any, promise: str) -> None:
    case = CASES[promise]
    outcome = prepared(tell, case, spoiled=True).ask(case.command, (), **dict(case.arguments))
    assert isinstance(outcome, Refused)
    assert tuple(one.id for one in outcome.standing) == case.held_by


@pytest.mark.parametrize("promise", CASES)
def test_with_the_guard_taken_out_the_hazard_happens(tell: Any, promise: str) -> None:
    case = CASES[promise]
    desk = prepared(tell, case, spoiled=True)
    outcome = desk.ask(case.command, case.held_by, **dict(case.arguments))
    assert isinstance(outcome, Sent)
    goes_on(desk, case)
    assert case.hazard(desk.story)


@pytest.mark.parametrize("promise", [name for name, case in CASES.items() if case.harmless])
def test_with_nothing_spoiled_the_same_command_does_no_harm(tell: Any, promise: str) -> None:
    case = CASES[promise]
    desk = prepared(tell, case, spoiled=False)
    assert isinstance(desk.ask(case.command, (), **dict(case.arguments)), Sent)
    goes_on(desk, case)
    assert not case.hazard(desk.story)


# --- the list, ticked off -------------------------------------------------------------------------

HERE = "devices/simulated/test_interlocks_taken_out.py"
SITE = "devices/simulated/test_hazards_on_the_site.py"
PEOPLE = "devices/simulated/test_hazards_of_people.py"
WRONG = "system/test_wrong_acts.py"
ORDERS = "procedures/test_orders.py"
FAULTS = "sim/hazards/test_faults.py"
TAKEN_OUT = (HERE, "test_with_the_guard_taken_out_the_hazard_happens")

# promise -> the interlocks that keep it, and the test that shows its hazard
SHIPPED_AT_LEAST: dict[str, tuple[tuple[str, ...], tuple[str, str]]] = {
    **{promise: (case.held_by, TAKEN_OUT) for promise, case in CASES.items()},
    "timed sequence blocked on the utility's side": (
        ("black-start-timer-utility-blocked",),
        (SITE, "test_the_feeder_s_return_meets_the_crew_through_the_other_timer"),
    ),
    "dead verified": (
        ("black-start-dead-verified",),
        (PEOPLE, "test_who_opens_the_wrong_pole_energises_the_feeder_and_its_crew"),
    ),
    "no close order while the microgrid is live": (
        ("boundary-close-dead", "boundary-close-bess-stopped"),
        (
            ORDERS,
            "test_without_its_interlocks_the_order_is_carried_out_and_the_battery_pays",
        ),
    ),
    "no close order in group 2": (
        ("boundary-close-group-1",),
        (
            FAULTS,
            "test_group_2_clears_a_short_circuit_twenty_times_faster_than_group_1_left_in",
        ),
    ),
    "no close order with the island EVT in": (
        ("boundary-close-evt-out",),
        (FAULTS, "test_the_island_evt_left_in_doubles_the_active_earth_current_of_the_feeder"),
    ),
    "no PV release without room": (
        ("pv-room", "pv-limit-room"),
        (SITE, "test_the_sun_without_room_trips_at_51_hz_and_all_of_it_is_lost"),
    ),
    "no block beyond 20 % of the BESS within 60 s, none before 60 s in band": (
        ("block-cold-load", "block-steady"),
        (
            WRONG,
            "test_taken_out_the_pick_up_interlocks_let_all_load_at_once_black_the_island_out",
        ),
    ),
    "no transformer above 75 kVA onto the live island": (
        ("transformer-rating",),
        (
            SITE,
            "test_all_transformers_at_once_dip_to_a_quarter_and_27_blacks_the_island_out",
        ),
    ),
}


@pytest.mark.parametrize("promise", SHIPPED_AT_LEAST)
def test_every_promise_has_its_interlocks_and_its_hazard(odawara: Any, promise: str) -> None:
    interlocks, (file, name) = SHIPPED_AT_LEAST[promise]
    assert set(interlocks) <= {one.id for one in odawara.interlocks}
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
