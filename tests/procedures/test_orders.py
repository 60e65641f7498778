"""Orders given freely, over the real site, simulator and journal: refused, allowed, carried out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from devices.conditions import compile_condition
from devices.documents import is_japanese
from devices.events import Event, EventKind
from devices.plant import Command
from devices.signals import Value
from devices.simulated import SimulatedPlant, StartState
from devices.site import Site, load_site
from devices.words import Words, same
from procedures import intents
from procedures.language import Procedure, load_procedure
from procedures.people import Sitter
from procedures.record.reading import Record
from procedures.recorder import Recorder
from procedures.scenario import Happening, Scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode, Refusal, RunState, RunView, TalkLine

CHAIN = "chain"
IN_OPPOSITION = compile_condition("k12.dv_pu > 1.95")
BOUNDARY_ORDERS = ("k12.order_unlock", "k12.order_close")

# --- a seat with a person on it ------------------------------------------------------------------


@dataclass
class Seat:
    """One sitting with a sitter, and short words for what he does."""

    sitting: Sitting
    path: Path
    shown: list[Refusal] = field(default_factory=list)

    def go(self, seconds: float) -> None:
        self.sitting.advance(self.sitting.now_s + seconds)

    def until(self, true: Callable[[], bool], within_s: float = 900.0) -> None:
        end_s = self.sitting.now_s + within_s
        while not true():
            assert self.sitting.now_s < end_s, "did not happen"
            self.go(0.5)

    def wish(self, intent: intents.Intent) -> tuple[Words, ...]:
        """Emit an intent; the reasons of its refusal, () when it was taken."""
        before = self.sitting.snapshot().refusal
        self.sitting.accept(intent)
        after = self.sitting.snapshot().refusal
        return () if after is before or after is None else after.reasons

    def select(self, target: str, role: str = "") -> tuple[Words, ...]:
        device, _, verb = target.partition(".")
        return self.wish(intents.Select(device, verb, {}, role))

    def begin(self, target: str) -> str:
        """Select and execute an order; the run in which it is to be said."""
        assert self.select(target) == ()
        assert self.wish(intents.Execute()) == ()
        return self.runs[-1].id

    def say(self, run: str) -> None:
        """Speak, and judge the read-back."""
        assert self.wish(intents.Speak(run)) == ()
        self.until(lambda: "judge" in self.can(run), 30.0)
        assert self.wish(intents.JudgeReadBack(run, right=True)) == ()

    def give(self, target: str) -> None:
        """The whole order: select, execute, three parts, and the report repeated."""
        run = self.begin(target)
        self.say(run)
        self.until(lambda: "read_back" in self.can(run))
        current = self.view(run).current
        assert current is not None
        assert current.say is not None
        assert current.say.report is not None
        assert self.wish(intents.ReadBack(run, current.say.report.ja)) == ()
        self.until(lambda: all(shown.id != run for shown in self.active), 30.0)

    def can(self, run: str) -> frozenset[str]:
        current = self.view(run).current
        return current.can if current is not None else frozenset()

    def view(self, run: str) -> RunView:
        return next(view for view in self.runs if view.id == run)

    @property
    def runs(self) -> tuple[RunView, ...]:
        return self.sitting.snapshot().runs

    @property
    def active(self) -> list[RunView]:
        return [view for view in self.runs if view.state is not RunState.ENDED]

    def value(self, signal: str) -> Value | None:
        return self.sitting.picture.value(signal)

    def talk(self) -> list[TalkLine]:
        return list(self.sitting.snapshot().talk)

    def recorded(self, kind: EventKind) -> list[Event]:
        """Events of a kind, read from the file on the disk."""
        with Record(self.path) as record:
            return [entry.event for entry in record.entries() if entry.event.kind is kind]


Seats = Callable[..., Seat]


@pytest.fixture
def long_chain(tmp_path: Path) -> Procedure:
    """A chapter in which nothing happens but time, and nothing is asked of anybody."""
    path = tmp_path / f"{CHAIN}.yaml"
    path.write_text(
        f"procedure: {CHAIN}\nsite: odawara\nchain: P0\ntitle: {{en: Wait, ja: 待機}}\nsteps:\n"
        '  - id: "1"\n    wait: {time: 6 h}\n    role: MGC\n    title: {en: Wait, ja: 待つ}\n'
        "    limit: 7 h\n",
        encoding="utf-8",
    )
    return load_procedure(path)


@pytest.fixture(scope="session")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture
def seat(odawara: Site, long_chain: Procedure, tmp_path: Path) -> Iterator[Seats]:
    made: list[Sitting] = []

    def opened(
        role: str,
        *,
        site: Site = odawara,
        start: StartState | None = None,
        commands: tuple[tuple[str, str], ...] = (),
        happenings: tuple[Happening, ...] = (),
        procedure: Procedure = long_chain,
    ) -> Seat:
        start = start or StartState()
        scenario = Scenario(
            "free-orders", site.name, same("free orders"), start, (procedure.name,), (procedure,),
            happenings,
        )  # fmt: skip
        plant = SimulatedPlant(site, 0, start)
        for device, verb in commands:
            plant.command(Command(device, verb, "MGC", "before"))
        path = tmp_path / f"record-{len(made)}.sqlite"
        header: dict[str, Any] = {"site": site.name, "v_nominal_kv": site.v_nominal_kv}
        header["opened"] = "2026-06-01T08:40:00+09:00"
        sitting = Sitting(
            site,
            scenario,
            plant,
            plant.field,
            mode=Mode.REHEARSAL,
            sitter=Sitter.for_role(site, role),
            recorder=Recorder(site, path, header),
        )
        made.append(sitting)
        return Seat(sitting, path)

    yield opened
    for sitting in made:
        sitting.close()


# --- the live island -----------------------------------------------------------------------------

ISLAND = StartState(
    k12_closed=False, grid_live=False, bess_mode="grid_forming", blocks_closed=False,
    relay_group=2, evt_in=True, anti_islanding=False, secondary=True, pv_running=False,
)  # fmt: skip
BLACK_START = (("bess", "start_black"),)


def utility_in_opposition() -> tuple[Happening, ...]:
    """The utility comes back 0.1 Hz off, and then stays where it stands against the island."""
    return (
        Happening("back", "grid", "restore", {"f_hz": 50.1}, same("back"), at_s=10.0),
        Happening("stay", "grid", "restore", {"f_hz": 50.0}, same("stay"), when=IN_OPPOSITION),
    )


def live_island(seat: Seats, role: str, site: Site | None = None) -> Seat:
    """An island that runs beside the restored utility, the two in phase opposition."""
    more = {"site": site} if site is not None else {}
    one = seat(role, start=ISLAND, commands=BLACK_START, happenings=utility_in_opposition(), **more)
    one.until(lambda: IN_OPPOSITION.evaluate(one.sitting.picture) is True)
    one.go(5.0)
    assert one.value("island.supply") == "island"
    return one


@pytest.fixture(scope="session")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site from its own file, without the interlocks of two boundary orders."""
    text = (Path(str(resources.files("resources"))) / "sites/odawara.yaml").read_text("utf-8")
    head, rest = text.split("\ninterlocks:\n", 1)
    interlocks, tail = re.split(r"(?m)^(?=# --- alarms)", rest, maxsplit=1)
    every = re.split(r"(?m)^(?=  [a-z0-9-]+:\n)", interlocks)
    kept = [one for one in every if not any(order in one for order in BOUNDARY_ORDERS)]
    assert len(kept) < len(every)
    path = tmp_path_factory.mktemp("unguarded") / "odawara.yaml"
    path.write_text(f"{head}\ninterlocks:\n{''.join(kept)}{tail}", encoding="utf-8")
    return load_site(path)


# --- refused -------------------------------------------------------------------------------------


def test_closing_the_boundary_onto_the_live_island_is_refused_with_every_reason(
    seat: Seats,
) -> None:
    one = live_island(seat, "TSO-D")

    reasons = one.select("k12.order_close")

    english, japanese = [r.en for r in reasons], [r.ja for r in reasons]
    assert len(reasons) >= 5
    assert any(
        text.startswith("The section is live from the microgrid at 6.60 kV.") for text in english
    )
    assert any("The battery is running" in text for text in english)
    assert any("無電圧の区間にのみ投入します" in text for text in japanese)
    assert all(is_japanese(text) for text in japanese)
    assert one.sitting.gate.selection is None
    assert [view.procedure for view in one.active] == [CHAIN]
    refused = one.recorded(EventKind.COMMAND_REFUSED)[-1]
    assert (refused.subject, refused.data["verb"]) == ("k12", "order_close")


def test_somebody_elses_order_is_refused_for_authority_and_for_the_interlocks(seat: Seats) -> None:
    one = live_island(seat, "MGC")

    reasons = [words.en for words in one.select("k12.order_close")]

    assert any("Distribution dispatcher" in text for text in reasons), reasons
    assert any("closes K-12 only onto a dead section" in text for text in reasons), reasons


# --- carried out ---------------------------------------------------------------------------------


def test_without_its_interlocks_the_order_is_carried_out_and_the_battery_pays(
    seat: Seats, unguarded: Site
) -> None:
    assert all(not unguarded.interlocks_of(order) for order in BOUNDARY_ORDERS)
    one = live_island(seat, "TSO-D", unguarded)

    one.give("k12.order_unlock")
    assert (one.value("k12.locked"), one.value("k12.tagged")) == (False, False)
    one.give("k12.order_close")

    happened = {str(event.data["what"]): event for event in one.recorded(EventKind.PLANT)}
    closing = happened["out_of_phase_close"]
    assert closing.subject == "k12"
    assert float(str(closing.data["value"])) > 1.5
    assert one.value("k12.position") == "closed"
    assert one.value("bess.state") == "tripped"
    done = [(event.subject, event.data["what"]) for event in one.recorded(EventKind.FIELD)]
    assert done == [("k12", "unlock"), ("k12", "close")]


def test_an_allowed_order_is_said_in_three_parts_carried_out_reported_and_entered(
    seat: Seats,
) -> None:
    one = seat("MGC")
    one.go(5.0)
    assert one.value("share.state") == "running"

    one.give("share.order_stop")

    assert one.value("share.state") == "stopped"
    lines = one.talk()
    parts = ["order", "read_back", "confirm", "report", "report_back"]
    assert [line.part for line in lines] == parts
    assert [line.speaker for line in lines] == ["MGC", "EVD", "MGC", "EVD", "MGC"]
    assert lines[0].words == Words("Public car sharing: stop.", "「市民向けカーシェア、停止」")
    assert lines[1].words == lines[0].words
    assert re.fullmatch(r"「カーシェア、停止しました。\d\d時\d\d分」", lines[3].words.ja)
    entry = one.recorded(EventKind.ENTRY)[-1]
    assert (entry.subject, entry.data["value"]) == ("share.state", "stopped")
    assert entry.who == "nakamura"  # who saw it, not who ordered it
    sent = [(e.subject, e.data["verb"]) for e in one.recorded(EventKind.COMMAND_SENT)]
    assert sent == [("share", "order_stop")]
    states = [e.data["state"] for e in one.recorded(EventKind.RUN_STATE) if "share" in e.subject]
    assert states == ["ready", "running", "ended"]


def test_the_same_order_can_be_given_by_the_other_role_that_may(seat: Seats) -> None:
    one = seat("EVD")
    one.go(5.0)
    one.give("share.order_stop")
    assert one.value("share.state") == "stopped"
    speakers = {(line.speaker, line.part) for line in one.talk()}
    assert ("EVD", "order") in speakers
    assert ("EVD", "read_back") in speakers


def test_a_permit_holds_by_being_said_and_repeated(seat: Seats) -> None:
    one = seat("TSO-D")
    one.go(5.0)
    run = one.begin("permit.grant_agreed")
    assert one.value("permit.agreed") is False
    one.say(run)
    one.until(lambda: one.value("permit.agreed") is True, 10.0)
    assert [line.listener for line in one.talk()][:1] == ["MGC"]
    assert all(view.id != run for view in one.active)


# --- the two actions, and other runs ---------------------------------------------------------


def test_an_order_is_two_actions_and_the_first_can_be_taken_back(seat: Seats) -> None:
    one = seat("MGC")
    one.go(5.0)

    assert one.select("share.order_stop") == ()
    selected = one.sitting.snapshot().selection
    assert selected is not None
    assert (selected.device, selected.verb) == ("share", "order_stop")
    assert one.wish(intents.CancelSelection()) == ()
    assert one.sitting.gate.selection is None
    assert one.wish(intents.Execute()) != ()
    assert one.select("share.order_stop") == ()
    one.go(31.0)
    assert one.wish(intents.Execute()) != ()
    assert one.talk() == []
    assert [view.procedure for view in one.active] == [CHAIN]


def test_what_stands_against_it_by_then_refuses_it_at_the_second_action(seat: Seats) -> None:
    one = seat("MGC")
    one.go(5.0)
    one.give("share.order_stop")
    assert one.select("share.order_start") == ()  # the section is on the utility
    one.sitting.accept(intents.CancelSelection())
    assert one.select("share.order_start") == ()
    assert one.sitting.world.field is not None
    one.sitting.world.field.act("grid", "lose", "tester")
    one.go(10.0)

    reasons = one.wish(intents.Execute())

    assert any("restarts only in normal operation" in words.en for words in reasons)
    assert [view.procedure for view in one.active] == [CHAIN]


def test_its_run_stands_beside_the_chain_and_the_chain_is_shown_again_after_it(
    seat: Seats,
) -> None:
    one = seat("MGC")
    one.go(5.0)

    one.begin("share.order_stop")

    chain, order = one.active
    assert (chain.chain, order.chain) == ("P0", "—")
    assert order.title.en == "Outside the procedure: Order the public car share stopped"
    assert order.title.ja.startswith("手順外：")
    assert one.sitting.chapter == "P0"
    assert one.wish(intents.Abort(order.id, "said by telephone")) == ()
    assert [view.procedure for view in one.runs] == [CHAIN]
    assert one.sitting.phase == "GRID"  # taking back an order aborts nothing else


def test_what_was_said_counts_when_the_gate_is_free_and_is_not_lost(seat: Seats) -> None:
    one = seat("MGC")
    one.go(5.0)
    run = one.begin("share.order_stop")
    assert one.wish(intents.Speak(run)) == ()
    one.until(lambda: "judge" in one.can(run), 30.0)
    assert one.select("server.open") == ()
    assert one.wish(intents.JudgeReadBack(run, right=True)) == ()
    one.go(10.0)
    assert one.recorded(EventKind.COMMAND_SENT) == []
    assert one.view(run).state is RunState.RUNNING

    assert one.wish(intents.CancelSelection()) == ()

    assert [e.subject for e in one.recorded(EventKind.COMMAND_SENT)] == ["share"]
    one.until(lambda: one.value("share.state") == "stopped")


def test_two_runs_beside_each_other_are_the_most(seat: Seats) -> None:
    one = seat("MGC")
    one.go(5.0)
    one.begin("share.order_stop")
    reasons = [words.en for words in one.select("ev3.order_dispatch")]
    assert any("2 procedures are running" in text for text in reasons)
    assert any("The public share is running" in text for text in reasons)


def test_a_device_that_a_step_works_on_is_left_to_it_until_it_is_paused(
    seat: Seats, tmp_path: Path
) -> None:
    path = tmp_path / "stop.yaml"
    path.write_text(
        "procedure: stop\nsite: odawara\nchain: P1\ntitle: {en: Stop, ja: 停止}\nsteps:\n"
        '  - id: "1"\n    role: MGC\n    title: {en: Stop the share, ja: 停止させる}\n    say:\n'
        "      to: EVD\n      text: {en: Stop., ja: 「停止」}\n"
        "      read_back: {en: Stop., ja: 「停止」}\n      order: share.order_stop\n",
        encoding="utf-8",
    )
    one = seat("MGC", procedure=load_procedure(path))
    one.go(5.0)

    reasons = one.select("share.order_stop")

    assert [words.en for words in reasons] == [
        "Stop, step 1, is at work on this: Public car share. "
        "End that step or pause that procedure first."
    ]
    assert one.wish(intents.Pause("stop")) == ()
    run = one.begin("share.order_stop")
    assert one.wish(intents.Resume("stop")) == ()
    one.go(1.0)
    assert one.wish(intents.Speak("stop")) != ()  # the order was there first
    assert one.wish(intents.Speak(run)) == ()


# --- what no equipment can take -------------------------------------------------------------------


def test_numbers_that_are_none_and_acts_that_nobody_knows_never_end_a_sitting(seat: Seats) -> None:
    wrong: tuple[tuple[str, str, dict[str, float | bool | str]], ...] = (
        ("weather", "cloud", {"factor": float("nan")}),
        ("bess", "soc", {}),
        ("b1", "surprise", {"block": "b99"}),
        ("k12", "paint", {}),
        ("k12", "close", {"side": "utility"}),
    )
    many = tuple(
        Happening(f"h{n}", device, act, more, same(f"h{n}"), at_s=2.0 + n)
        for n, (device, act, more) in enumerate(wrong)
    )
    one = seat("MGC", start=StartState(k12_closed=False), happenings=many)
    one.go(10.0)
    assert one.sitting.now_s >= 10.0
    told = one.recorded(EventKind.HAPPENING)
    assert [event.subject for event in told] == [f"h{n}" for n in range(len(wrong))]
    assert all("could not happen" in str(event.data["en"]) for event in told)
    assert all(is_japanese(str(event.data["ja"])) for event in told)
