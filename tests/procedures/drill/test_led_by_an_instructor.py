"""A drill with an instructor: he begins it, stops it, goes back, plays people, lets things fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.events import EventKind
from devices.site import Site, load_site
from procedures import intents
from procedures.drill import wishes
from procedures.drill.at_work import Led
from procedures.people import Sitter, Slip
from procedures.scenario import Scenario, load_scenario, scenario_for
from procedures.sitting import SETTLED_S, Sitting
from procedures.snapshot import Mode

MGC = Sitter("ozawa", ("MGC",))
BY = "kondo"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture(scope="module")
def scenario(site: Site) -> Scenario:
    return load_scenario(scenario_for("odawara"), site)


@pytest.fixture
def drill(site: Site, scenario: Scenario, tmp_path: Path) -> Iterator[Sitting]:
    record = tmp_path / "drill.sqlite"
    opened = Sitting.open(
        site, scenario, mode=Mode.DRILL, sitter=MGC, record=record, led=Led(instructor=BY)
    )
    yield opened
    opened.close()


@pytest.fixture
def begun(drill: Sitting) -> Sitting:
    drill.accept(wishes.BeginDrill(BY))
    drill.advance(5.0)
    return drill


def refusal(drill: Sitting) -> str:
    view = drill.instructor_view()
    assert view is not None
    return "" if view.refusal is None else view.refusal.reasons[0].en


def test_plant_time_waits_for_the_word(drill: Sitting) -> None:
    drill.advance(10.0)
    assert drill.now_s == SETTLED_S
    drill.accept(wishes.BeginDrill(MGC.person))
    assert "does not lead" in refusal(drill)
    told = drill.snapshot().refusal
    assert told is not None
    assert "does not lead" in told.reasons[0].en
    drill.accept(wishes.BeginDrill(BY))
    drill.advance(10.0)
    assert drill.now_s >= 10.0


def test_what_is_frozen_stands_and_takes_no_wish_of_the_trainee(begun: Sitting) -> None:
    begun.accept(wishes.Freeze(BY, "look"))
    at_s = begun.now_s
    begun.advance(100.0)
    begun.accept(intents.Note("hello"))
    shown = begun.snapshot()
    assert begun.now_s == at_s
    assert shown.refusal is not None
    assert "stands still" in shown.refusal.reasons[0].en
    assert shown.drill is not None
    assert shown.drill.frozen is not None
    assert (shown.drill.frozen.by, shown.drill.frozen.reason) == (BY, "look")
    begun.accept(wishes.StepTime(7.0, BY))
    assert begun.now_s == pytest.approx(at_s + 7.0)
    begun.advance(200.0)
    assert begun.now_s == pytest.approx(at_s + 7.0)
    begun.accept(wishes.Thaw(BY))
    begun.advance(30.0)
    assert begun.now_s >= 30.0


def test_the_code_word_is_everybodys_and_stops_all(begun: Sitting) -> None:
    begun.accept(wishes.Freeze(MGC.person, disaster=True))
    begun.accept(wishes.StepTime(1.0, BY))
    assert "Real emergency" in refusal(begun)
    begun.accept(intents.Backtrack(0.0, by=BY))
    assert "Real emergency" in refusal(begun)
    assert begun.snapshot().branch == 1
    begun.accept(wishes.Thaw(BY))
    begun.advance(30.0)
    assert begun.now_s >= 30.0


def test_going_back_is_the_leaders_and_leaves_it_frozen(begun: Sitting) -> None:
    begun.accept(wishes.KeepMoment(BY, "before the storm"))
    kept_s = begun.now_s
    begun.advance(50.0)
    begun.accept(intents.Backtrack(kept_s))
    shown = begun.snapshot()
    assert shown.refusal is not None
    assert "goes back for all" in shown.refusal.reasons[0].en
    begun.accept(intents.Backtrack(kept_s, by=BY))
    view = begun.instructor_view()
    assert view is not None
    assert begun.now_s == pytest.approx(kept_s)
    assert view.drill.frozen is not None
    assert [one.note for one in view.moments if one.kept == "by_hand"] == ["before the storm"]
    assert all(one.time_s <= kept_s for one in view.moments)
    assert view.branch == 2


def test_moments_are_kept_every_so_often(begun: Sitting) -> None:
    begun.accept(wishes.KeepEvery(1.0, BY))
    begun.advance(200.0)
    view = begun.instructor_view()
    assert view is not None
    assert [one.kept for one in view.moments] == ["periodic"] * 3 + ["record"]
    begun.accept(intents.Backtrack(view.moments[1].time_s, by=BY))
    assert begun.now_s == pytest.approx(view.moments[1].time_s)


def test_a_fault_really_happens(begun: Sitting) -> None:
    begun.accept(wishes.LetHappen("bess", "silence", BY))
    begun.advance(20.0)
    assert begun.snapshot().values["bess.soc_pct"].known is None
    begun.accept(wishes.LetHappen("bess", "explode", BY))
    assert "no fault explode" in refusal(begun)


def test_a_slip_is_made_by_whoever_is_simulated(begun: Sitting) -> None:
    begun.accept(wishes.LetSlip("TSO-D", Slip.SILENCE, BY))
    assert begun.people.habits.mistakes[-1].role == "TSO-D"
    begun.accept(wishes.LetSlip("MGC", Slip.SILENCE, BY))
    assert begun.people.habits.mistakes[-1].role == "TSO-D"


def test_the_log_of_the_trainee_keeps_what_is_prepared_for_him(begun: Sitting) -> None:
    begun.accept(wishes.LetHappen("k12", "stick", BY))
    begun.accept(wishes.Mark("watch him now", BY))
    begun.advance(10.0)
    kinds = {line.kind for line in begun.snapshot().events}
    assert EventKind.HAPPENING.value not in kinds
    assert EventKind.MARK.value not in kinds
    view = begun.instructor_view()
    assert view is not None
    assert [mark.text for mark in view.marks] == ["watch him now"]


def test_what_feeds_an_island_has_ramped_up_before_anybody_looks(
    site: Site, tmp_path: Path
) -> None:
    noon = load_scenario("odawara-pv-step", site)
    sitting = Sitting.open(site, noon, mode=Mode.DRILL, sitter=MGC, record=tmp_path / "s5.sqlite")
    shown = sitting.snapshot()
    sitting.close()
    assert shown.drill is not None
    assert not shown.drill.begun
    assert shown.values["island.f_hz"].known == pytest.approx(50.0, abs=0.1)
    assert shown.values["island.v_kv"].known == pytest.approx(6.6, abs=0.1)
    assert shown.values["phone.v_kv"].known == pytest.approx(6.6, abs=0.1)
    assert not [alarm for alarm in shown.alarms if not alarm.held_back]


def test_happenings_stay_on_the_time_line_when_they_came(begun: Sitting) -> None:
    begun.accept(wishes.SendInject("restoration", BY))
    begun.advance(8.0)
    view = begun.instructor_view()
    assert view is not None
    lines = {line.id: line for line in view.injects if line.happening}
    assert lines["restoration"].state == "sent"
    assert lines["restoration"].sent_s
    assert all(line.trigger.en and line.trigger.ja for line in lines.values())


def test_he_lets_a_command_pass_its_interlocks_with_a_reason(begun: Sitting) -> None:
    begun.accept(wishes.Override("bess", "start_black", "", BY))
    assert "needs a reason" in refusal(begun)
    begun.accept(intents.Select("bess", "start_black"))
    assert begun.snapshot().selection is None
    begun.accept(wishes.Override("bess", "start_black", "to show the back-feed", BY))
    shown = begun.snapshot()
    assert shown.selection is not None
    assert shown.selected_by == MGC.person
    begun.accept(intents.Execute())
    assert [line.outcome for line in begun.snapshot().commands][:1] == ["sent"]


def test_whom_he_plays_commands_by_the_same_gate_as_everybody(begun: Sitting) -> None:
    asked = wishes.ActAs("MGF", intents.Select("cb52b", "open"), BY)
    begun.accept(asked)
    assert "does not play" in refusal(begun)
    begun.accept(wishes.TakeRole("MGF", BY))
    begun.accept(wishes.ActAs("MGF", intents.Select("cb52b", "open"), BY))
    assert "only Microgrid control operator" in refusal(begun)
    begun.accept(wishes.ActAs("MGF", intents.EnterPoint("k99.position", "open"), BY))
    notes = [line for line in begun.snapshot().events if line.kind == EventKind.NOTE.value]
    assert notes[-1].who != MGC.person
    begun.accept(wishes.ActAs("MGF", intents.HandOver("hayashi"), BY))
    assert "only acts and speaks" in refusal(begun)
    begun.accept(wishes.TakeRole("MGF", BY))
    assert "already" in refusal(begun)
    begun.accept(wishes.GiveRoleBack("MGF", BY))
    begun.accept(wishes.TakeRole("MGC", BY))
    assert "himself" in refusal(begun)


def test_he_tells_the_trainee_what_no_file_foresees(begun: Sitting) -> None:
    begun.accept(wishes.SendMessage("CITY", "phone", "  ", BY))
    assert "Nothing is written" in refusal(begun)
    begun.accept(wishes.SendMessage("CITY", "phone", "How long will it take?", BY))
    drill = begun.snapshot().drill
    assert drill is not None
    assert [message.text.en for message in drill.messages] == ["How long will it take?"]
    begun.accept(wishes.AnswerMessage(drill.messages[0].id, MGC.person, text="Two hours"))
    drill = begun.snapshot().drill
    assert drill is not None
    assert drill.messages[0].answered is not None


def test_he_ends_it_and_people_say_how_it_was(begun: Sitting) -> None:
    begun.accept(wishes.EndDrill(BY, "lunch"))
    assert begun.finished
    begun.accept(wishes.Freeze(BY))
    assert "has ended" in refusal(begun)
    begun.accept(wishes.HotWash(MGC.person, fix="the torch", workload={"effort": 101}))
    begun.accept(wishes.HotWash(MGC.person, fix="the torch", workload={"effort": 60}))
    drill = begun.snapshot().drill
    assert drill is not None
    assert drill.hot_wash == (MGC.person,)


def test_nobody_repeats_in_the_place_of_whom_the_instructor_plays(begun: Sitting) -> None:
    begun.accept(wishes.TakeRole("TSO-D", BY))
    run = begun.engine.active[0].id
    begun.advance(8.0)
    begun.accept(intents.Proceed(run))
    begun.accept(intents.Speak(run))
    step = begun.snapshot().runs[0].current
    assert step is not None
    assert step.say is not None
    assert "read_back" not in step.can
    begun.accept(intents.ReadBack(run, step.say.expected_read_back.en))
    shown = begun.snapshot()
    assert shown.refusal is not None
    assert shown.refusal.reasons[0].en == "It is Kato who has to act."
    begun.advance(40.0)  # he may have three people to play: his answer still counts
    begun.accept(wishes.ActAs("TSO-D", intents.ReadBack(run, "what did you say?"), BY))
    begun.accept(intents.JudgeReadBack(run, False))
    begun.accept(wishes.ActAs("TSO-D", intents.ReadBack(run, step.say.expected_read_back.en), BY))
    begun.accept(intents.JudgeReadBack(run, True))
    begun.accept(wishes.ActAs("TSO-D", intents.Confirm(run, False, "nobody knows yet"), BY))
    failed = begun.snapshot().runs[0]
    assert failed.current is not None
    assert failed.current.failure is not None
    assert "nobody knows yet" in failed.current.failure.en
