from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from devices.authority import Authority
from devices.claims import Claim
from devices.clock import Clock
from devices.commands import SELECTION_S, CommandGate
from devices.conditions import compile_condition
from devices.events import Event, EventKind
from devices.manual import ManualPoints
from devices.outcomes import Confirmed, Expired, NoAnswer, Override, Refused, Selected, Sent
from devices.picture import Picture
from devices.plant import CannotSend, Command
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.site import Interlock, Person, Site
from devices.words import Words, same

LOCKED = Interlock(
    "boundary-locked",
    ("bess.start_black",),
    compile_condition("k12.position == 'open' and k12.locked"),
    Words("K-12 is not open and locked.", "K-12が開放・施錠されていません。"),
    Words("The utility's line comes alive.", "配電線に電圧が出ます。"),
)
EARTH = Interlock(
    "earth-off",
    ("bess.start_black",),
    compile_condition("earth.count == 0"),
    Words("{earth.count} earths are on.", "接地が{earth.count}組付いています。"),
    Words("Short circuit.", "短絡します。"),
)


class FakePlant:
    """A plant that does what it is told to, when the test says so."""

    def __init__(self) -> None:
        self.sent: list[Command] = []
        self.values: dict[str, Value] = {
            "cb52b.position": "open",
            "b1.position": "open",
            "bess.state": "standby",
            "bess.mode": "grid_forming",
            "bess.p_kw": 0.0,
        }
        self.deaf = False
        self.now_s = 0.0

    def readings(self) -> Mapping[str, Reading]:
        return {n: Reading(v, Quality.GOOD, self.now_s) for n, v in self.values.items()}

    def command(self, command: Command) -> None:
        if self.deaf:
            raise CannotSend("no connection")
        self.sent.append(command)

    def advance(self, until_s: float) -> tuple[Event, ...]:
        self.now_s = until_s
        return ()

    def close(self) -> None:
        self.sent.clear()


@dataclass
class Bench:
    """Gate, plant, board and picture of one sitting, moved together."""

    site: Site
    drill: bool = False
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plant = FakePlant()
        self.clock = Clock(datetime(2026, 5, 30, 8, 40, tzinfo=UTC))
        self.manual = ManualPoints(self.site)
        self.picture = Picture(self.site, self.manual)
        self.authority = Authority(self.site)
        self.gate = CommandGate(
            self.site,
            self.plant,
            self.clock,
            self.events.append,
            authority=self.authority,
            drill=self.drill,
        )
        self.look()

    def look(self) -> None:
        self.picture.update(self.plant.readings(), self.clock.now_s)

    def pass_time(self, seconds: float) -> tuple[object, ...]:
        self.clock.advance_to(self.clock.now_s + seconds)
        self.plant.advance(self.clock.now_s)
        self.look()
        return self.gate.advance(self.picture)

    def report(self, **values: Value) -> None:
        for name, value in values.items():
            self.manual.enter(name.replace("__", ".", 1), value, "crew", self.clock.now_s)
        self.look()

    def refused(self, command: Command) -> list[str]:
        outcome = self.gate.select(command, self.picture)
        assert isinstance(outcome, Refused)
        assert all(reason.en and reason.ja for reason in outcome.reasons)
        return [obstacle.id for obstacle in outcome.standing]

    def selected(self, command: Command) -> None:
        assert isinstance(self.gate.select(command, self.picture), Selected)

    def kinds(self) -> list[EventKind]:
        return [event.kind for event in self.events]


@pytest.fixture(scope="module")
def site() -> Site:
    return replace(
        load_site("odawara"),
        interlocks=(LOCKED, EARTH),
        persons=(
            Person("mori", same("Mori"), ("MGC",)),
            Person("ueda", same("Ueda"), ("MGC", "CHIEF")),
            Person("kato", same("Kato"), ("TSO-D",)),
            Person("ono", same("Ono"), ("EVAL",)),
        ),
    )


@pytest.fixture
def bench(site: Site) -> Bench:
    return Bench(site)


CLOSE = Command("cb52b", "close", "MGC", "mori")
START = Command("bess", "start_black", "MGC", "mori")


# --- who and what --------------------------------------------------------------------


def test_a_command_is_selected_then_sent_then_confirmed_by_feedback(bench: Bench) -> None:
    bench.selected(CLOSE)
    assert bench.plant.sent == []
    outcome = bench.gate.execute(bench.picture, person="mori")
    assert outcome == Sent(CLOSE, 0.0, waits=True)
    assert bench.plant.sent == [CLOSE]
    bench.plant.values["cb52b.position"] = "closed"
    assert bench.pass_time(1.0) == (Confirmed(CLOSE, 1.0, 1.0),)
    assert bench.gate.pending("cb52b") is None
    assert bench.kinds() == [
        EventKind.COMMAND_SELECTED,
        EventKind.COMMAND_SENT,
        EventKind.COMMAND_CONFIRMED,
    ]
    assert bench.events[0].who == "mori"
    assert bench.events[0].subject == "cb52b"


@pytest.mark.parametrize(
    ("command", "reasons"),
    [
        (Command("cb52b", "close", "TSO-D", "kato"), ["authority.role"]),
        (Command("cb52b", "close", "MGC", "kato"), ["authority.person"]),
        (Command("cb52b", "close", "FM", "stranger"), ["authority.role", "authority.person"]),
        (Command("cb52b", "explode", "MGC", "mori"), ["authority.verb"]),
        (Command("nothing", "close", "MGC", "mori"), ["authority.verb"]),
        (Command("bess", "set_p_kw", "MGC", "mori"), ["bounds.p_kw"]),
        (Command("bess", "set_p_kw", "MGC", "mori", {"p_kw": 5000.0}), ["bounds.p_kw"]),
        (Command("bess", "set_p_kw", "MGC", "mori", {"p_kw": float("nan")}), ["bounds.p_kw"]),
        (Command("bess", "set_p_kw", "MGC", "mori", {"p_kw": True}), ["bounds.p_kw"]),
        (Command("bess", "set_mode", "MGC", "mori", {"mode": "turbo"}), ["bounds.mode"]),
        (Command("cb52b", "close", "MGC", "mori", {"speed": 1.0}), ["bounds.speed"]),
    ],
)
def test_authority_and_bounds_are_refused_with_their_reasons(
    bench: Bench, command: Command, reasons: list[str]
) -> None:
    assert bench.refused(command) == reasons
    assert bench.gate.selection is None
    assert bench.kinds() == [EventKind.COMMAND_REFUSED]


def test_an_argument_at_its_bound_passes(bench: Bench, site: Site) -> None:
    high = site.devices["bess"].verbs["set_p_kw"].arguments["p_kw"].high
    assert high is not None
    bench.selected(Command("bess", "set_p_kw", "MGC", "mori", {"p_kw": high}))


def test_a_live_sitting_without_its_key_commands_nothing(bench: Bench) -> None:
    bench.authority.armed = False
    assert bench.refused(CLOSE) == ["authority.armed"]
    bench.authority.armed = True
    bench.selected(CLOSE)


def test_an_order_between_people_needs_no_key_to_the_devices(bench: Bench) -> None:
    bench.authority.armed = False
    bench.selected(Command("k12", "order_open", "TSO-D", "kato"))


@pytest.mark.parametrize(
    "command",
    [CLOSE, Command("k12", "order_open", "TSO-D", "kato"), Command("bess", "stop", "MGC", "mori")],
    ids=lambda command: command.target,
)
def test_a_sitting_that_only_watches_tells_nobody_anything(bench: Bench, command: Command) -> None:
    bench.authority.read_only = True
    assert bench.refused(command) == ["authority.read_only"]


# --- what is read ----------------------------------------------------------------------


def test_select_reads_the_device_again(bench: Bench) -> None:
    known = Interlock(
        "b1-open",
        ("cb52b.close",),
        compile_condition("b1.position == 'open'"),
        same("x"),
        same("y"),
    )
    bench = Bench(replace(bench.site, interlocks=(known,)))
    bench.plant.values["b1.position"] = "closed"  # since the last look of the sitting
    assert bench.refused(CLOSE) == ["b1-open"]


def test_execute_reads_the_device_again(bench: Bench) -> None:
    known = Interlock(
        "b1-open",
        ("cb52b.close",),
        compile_condition("b1.position == 'open'"),
        same("x"),
        same("y"),
    )
    bench = Bench(replace(bench.site, interlocks=(known,)))
    bench.selected(CLOSE)
    bench.plant.values["b1.position"] = "closed"
    outcome = bench.gate.execute(bench.picture)
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["b1-open"]


def test_a_device_whose_feedback_cannot_be_read_is_not_commanded(bench: Bench) -> None:
    del bench.plant.values["cb52b.position"]
    bench.pass_time(12.0)
    outcome = bench.gate.select(CLOSE, bench.picture)
    assert isinstance(outcome, Refused)
    (obstacle,) = outcome.standing
    assert (obstacle.id, obstacle.truth, obstacle.unknown) == (
        "gate.blind", None, ("cb52b.position",),
    )  # fmt: skip
    assert "last open, 12 s ago" in obstacle.words.en
    assert "12秒前" in obstacle.words.ja


def test_a_device_that_nobody_can_see_is_still_told_to_stop(bench: Bench) -> None:
    bench.plant.values.clear()
    bench.pass_time(12.0)
    bench.selected(Command("bess", "emergency_stop", "MGC", "mori"))


def test_a_selection_lost_on_the_way_says_so_in_both_languages(bench: Bench) -> None:
    bench.selected(CLOSE)
    del bench.plant.values["cb52b.position"]
    bench.pass_time(12.0)
    outcome = bench.gate.execute(bench.picture)
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["gate.blind"]
    assert bench.plant.sent == []


# --- interlocks ----------------------------------------------------------------------


def test_every_interlock_that_stands_is_a_reason(bench: Bench) -> None:
    bench.report(k12__position="closed", k12__locked=False, earth__count=2)
    outcome = bench.gate.select(START, bench.picture)
    assert isinstance(outcome, Refused)
    assert [reason.en for reason in outcome.reasons] == [
        "K-12 is not open and locked.",
        "2 earths are on.",
    ]
    assert outcome.reasons[1].ja == "接地が2組付いています。"
    told = bench.events[-1].data["reasons"]
    assert isinstance(told, list)
    assert told[1] == {
        "id": "earth-off",
        "truth": False,
        "en": "2 earths are on.",
        "ja": "接地が2組付いています。",
        "unknown": [],
    }


def test_a_satisfied_command_goes(bench: Bench) -> None:
    bench.report(k12__position="open", k12__locked=True, earth__count=0)
    bench.selected(START)


def test_what_is_not_known_refuses_and_says_which_signal(bench: Bench) -> None:
    bench.report(k12__position="open", earth__count=0)
    outcome = bench.gate.select(START, bench.picture)
    assert isinstance(outcome, Refused)
    (obstacle,) = outcome.standing
    assert obstacle.truth is None
    assert obstacle.unknown == ("k12.locked",)
    assert bench.picture.label("k12.locked").ja in obstacle.words.ja


def test_the_faceplate_sees_all_interlocks_with_their_truth(bench: Bench) -> None:
    bench.report(k12__position="open", k12__locked=True, earth__count=1)
    truths = {o.id: o.truth for o in bench.gate.obstacles(START, bench.picture)}
    assert truths == {"boundary-locked": True, "earth-off": False}


def test_interlocks_are_asked_again_when_the_command_is_executed(bench: Bench) -> None:
    bench.report(k12__position="open", k12__locked=True, earth__count=0)
    bench.selected(START)
    bench.report(k12__locked=False)
    outcome = bench.gate.execute(bench.picture)
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["boundary-locked"]
    assert bench.plant.sent == []
    assert bench.gate.selection is None


def test_a_command_selected_on_values_that_went_stale_is_refused(site: Site) -> None:
    fresh = Interlock(
        "cb-known",
        ("cb52b.close",),
        compile_condition("b1.position == 'open'"),
        same("x"),
        same("y"),
    )
    bench = Bench(replace(site, interlocks=(fresh,)))
    bench.selected(CLOSE)
    del bench.plant.values["b1.position"]
    bench.pass_time(10.0)
    outcome = bench.gate.execute(bench.picture)
    assert isinstance(outcome, Refused)
    assert outcome.standing[0].unknown == ("b1.position",)


# --- one selection, thirty seconds ---------------------------------------------------


def test_there_is_one_selection_in_the_sitting(bench: Bench) -> None:
    bench.selected(CLOSE)
    other = Command("b1", "close", "MGC", "ueda")
    assert bench.refused(other) == ["gate.selected"]
    assert not bench.gate.cancel("ueda")  # it is not his
    assert bench.gate.cancel("mori")
    bench.selected(other)


def test_a_selection_expires_after_thirty_seconds(bench: Bench) -> None:
    bench.selected(CLOSE)
    assert bench.pass_time(SELECTION_S - 0.1) == ()
    assert bench.gate.selection is not None
    (outcome,) = bench.pass_time(0.1)
    assert isinstance(outcome, Expired)
    assert bench.gate.selection is None
    refused = bench.gate.execute(bench.picture)
    assert isinstance(refused, Refused)
    assert bench.plant.sent == []
    assert bench.events[1].kind is EventKind.COMMAND_CANCELLED
    assert bench.events[1].data["why"] == "expired"


def test_an_expired_selection_cannot_be_executed_even_before_anybody_looked(bench: Bench) -> None:
    bench.selected(CLOSE)
    bench.clock.advance_to(31.0)
    assert isinstance(bench.gate.execute(bench.picture), Refused)


def test_only_who_selected_executes(bench: Bench) -> None:
    bench.selected(CLOSE)
    refused = bench.gate.execute(bench.picture, person="ueda")
    assert isinstance(refused, Refused)
    assert refused.standing[0].id == "gate.selector"
    assert bench.gate.selection is not None


def test_nothing_selected_is_nothing_executed(bench: Bench) -> None:
    refused = bench.gate.execute(bench.picture)
    assert isinstance(refused, Refused)
    assert refused.standing[0].id == "gate.selection"


# --- the second person ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "sent"), [(None, False), ("mori", False), ("kato", False), ("ueda", True)]
)
def test_a_step_can_ask_for_a_second_person(bench: Bench, second: str | None, sent: bool) -> None:
    outcome = bench.gate.select(CLOSE, bench.picture, second_roles=("CHIEF",))
    assert isinstance(outcome, Selected)
    executed = bench.gate.execute(bench.picture, second=second)
    assert isinstance(executed, Sent) == sent
    if sent:
        assert bench.events[-1].data["second"] == "ueda"
    else:
        assert bench.gate.selection is not None  # so that the second person may still come


# --- answers -------------------------------------------------------------------------


def test_no_second_command_before_the_first_is_answered(bench: Bench) -> None:
    bench.selected(CLOSE)
    bench.gate.execute(bench.picture)
    assert bench.refused(Command("cb52b", "open", "MGC", "mori")) == ["gate.pending"]
    bench.selected(Command("b1", "close", "MGC", "mori"))  # another device is free
    bench.gate.cancel("mori")
    bench.plant.values["cb52b.position"] = "closed"
    bench.pass_time(0.5)
    bench.selected(Command("cb52b", "open", "MGC", "mori"))


def test_no_feedback_in_time_is_no_answer(bench: Bench, site: Site) -> None:
    limit_s = site.verb("cb52b.close").answer_within_s
    bench.selected(CLOSE)
    bench.gate.execute(bench.picture)
    assert bench.pass_time(limit_s - 0.1) == ()
    (outcome,) = bench.pass_time(0.1)
    assert isinstance(outcome, NoAnswer)
    assert outcome.words.ja != outcome.words.en
    assert bench.kinds()[-1] is EventKind.COMMAND_NO_ANSWER
    bench.selected(CLOSE)  # resolved: it may be tried again


def test_feedback_older_than_the_command_confirms_nothing(bench: Bench) -> None:
    bench.plant.values["cb52b.position"] = "closed"
    bench.pass_time(1.0)
    bench.selected(CLOSE)
    bench.gate.execute(bench.picture)
    assert bench.gate.advance(bench.picture) == ()
    assert bench.pass_time(0.1) == (Confirmed(CLOSE, 1.1, pytest.approx(0.1)),)


def test_a_stale_feedback_confirms_nothing(bench: Bench) -> None:
    bench.selected(CLOSE)
    bench.gate.execute(bench.picture)
    bench.plant.values.clear()
    (outcome,) = bench.pass_time(60.0)
    assert isinstance(outcome, NoAnswer)


def test_a_device_that_cannot_be_reached_is_refused_with_its_reason(bench: Bench) -> None:
    bench.plant.deaf = True
    bench.selected(CLOSE)
    outcome = bench.gate.execute(bench.picture)
    assert isinstance(outcome, Refused)
    assert "no connection" in outcome.reasons[0].en
    assert bench.gate.pending("cb52b") is None


def test_an_order_between_people_goes_to_no_wire_and_is_confirmed_as_given(bench: Bench) -> None:
    order = Command("k12", "order_open", "TSO-D", "kato")
    bench.selected(order)
    outcome = bench.gate.execute(bench.picture)
    assert outcome == Sent(order, 0.0, waits=False)
    assert bench.plant.sent == []
    assert bench.kinds()[-2:] == [EventKind.COMMAND_SENT, EventKind.COMMAND_CONFIRMED]
    assert bench.picture.value("k12.position") is None  # the report is still to come


# --- to stop never waits -------------------------------------------------------------


def test_an_emergency_stop_waits_for_no_answer_and_no_selection(bench: Bench) -> None:
    bench.report(k12__position="open", k12__locked=True, earth__count=0)
    bench.selected(START)
    bench.gate.execute(bench.picture)
    bench.selected(Command("b1", "close", "MGC", "ueda"))
    stop = Command("bess", "emergency_stop", "MGC", "mori")
    bench.selected(stop)
    assert isinstance(bench.gate.execute(bench.picture), Sent)
    assert bench.plant.sent[-1] == stop
    pending = bench.gate.pending("bess")
    assert pending is not None
    assert pending.command == stop
    why = [e.data["why"] for e in bench.events if e.kind is EventKind.COMMAND_CANCELLED]
    assert why == ["superseded", "superseded"]


# --- override ------------------------------------------------------------------------


def test_an_instructor_overrides_interlocks_in_a_drill_and_it_is_recorded(site: Site) -> None:
    bench = Bench(site, drill=True)
    bench.report(k12__position="closed", k12__locked=False, earth__count=0)
    override = Override("ono", "to show what happens")
    assert isinstance(bench.gate.select(START, bench.picture, override=override), Selected)
    assert isinstance(bench.gate.execute(bench.picture), Sent)
    assert bench.events[-1].data["override"] == {
        "by": "ono",
        "reason": "to show what happens",
        "passed": ["boundary-locked"],
    }


@pytest.mark.parametrize(
    ("drill", "override"),
    [
        (False, Override("ono", "to show")),
        (True, Override("mori", "to show")),
        (True, Override("ono", " ")),
    ],
)
def test_an_override_needs_a_drill_its_role_and_a_reason(
    site: Site, drill: bool, override: Override
) -> None:
    bench = Bench(site, drill=drill)
    bench.report(k12__position="closed", k12__locked=False, earth__count=0)
    outcome = bench.gate.select(START, bench.picture, override=override)
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["gate.override", "boundary-locked"]


def test_an_override_passes_no_authority_and_no_bounds(site: Site) -> None:
    bench = Bench(site, drill=True)
    command = Command("bess", "set_p_kw", "TSO-D", "kato", {"p_kw": 9999.0})
    outcome = bench.gate.select(command, bench.picture, override=Override("ono", "to show"))
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["authority.role", "bounds.p_kw"]


def test_an_override_passes_no_order_between_people(site: Site) -> None:
    bench = Bench(site, drill=True)
    order = Command("k12", "order_open", "TSO-D", "kato")
    outcome = bench.gate.select(order, bench.picture, override=Override("ono", "to show"))
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["gate.override"]


def test_an_override_passes_nobody_who_holds_the_device(site: Site) -> None:
    bench = Bench(site, drill=True)
    bench.gate.claims.renew({"bess": Claim("procedure p 1", "ueda", same("Step 1 is at work."))})
    outcome = bench.gate.select(START, bench.picture, override=Override("ono", "to show"))
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["gate.held"]


# --- state ---------------------------------------------------------------------------


def test_selection_and_pending_come_back_from_json(bench: Bench, site: Site) -> None:
    bench.selected(CLOSE)
    bench.gate.execute(bench.picture)
    bench.selected(Command("bess", "set_p_kw", "MGC", "mori", {"p_kw": 20.0}))
    stored = json.loads(json.dumps(bench.gate.export_state()))
    other = Bench(site)
    other.gate.import_state(stored)
    assert other.gate.selection == bench.gate.selection
    assert other.gate.pending("cb52b") == bench.gate.pending("cb52b")
