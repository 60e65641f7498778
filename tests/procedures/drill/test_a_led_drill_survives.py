"""A led drill with faults, roles, ways back and an override goes on after a kill, exactly."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.events import Event, EventKind
from devices.site import Site, load_site
from procedures import intents
from procedures.drill import wishes
from procedures.drill.at_work import Led
from procedures.forking import fork
from procedures.people import Sitter, Slip
from procedures.record import Record
from procedures.replay.recorded import read_recorded
from procedures.replaying import ReplaySitting
from procedures.resuming import read_interrupted, resume
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import CurrentStep, Mode

MGC = Sitter("ozawa", ("MGC",))
BY = "kondo"
KEPT_S, LATER_S, END_S = 30.0, 60.0, 90.0


def trainee(sitting: Sitting) -> CurrentStep | None:
    steps = [run.current for run in sitting.snapshot().runs if run.current is not None]
    return steps[0] if steps else None


def work(sitting: Sitting, until_s: float) -> None:
    """Sit there and lead there: each does what his own screen offers him, every second."""
    while sitting.now_s < until_s:
        sitting.advance(math.floor(sitting.now_s) + 1.0)
        view, step = sitting.instructor_view(), trainee(sitting)
        if step is None or view is None or not sitting.engine.active:
            continue
        run = sitting.engine.active[0].id
        wish = what_is_offered(run, step)
        if wish is not None:
            sitting.accept(wish)
        for led in view.steps:
            offered = what_is_offered(led.run, led.current)
            if offered is not None:
                sitting.accept(wishes.ActAs(led.role, offered, BY))


def what_is_offered(run: str, step: CurrentStep) -> intents.Wish | None:
    if "read_back" in step.can and step.say is not None:
        return intents.ReadBack(run, step.say.expected_read_back.en)
    if "speak" in step.can:
        return intents.Speak(run)
    if "judge" in step.can:
        return intents.JudgeReadBack(run, True)
    if "proceed" in step.can:
        return intents.Proceed(run)
    return intents.Confirm(run, True) if "confirm" in step.can else None


@dataclass
class Kept:
    """A drill that was led up to `END_S`, and what its record held when it was cut off there."""

    site: Site
    path: Path
    state: str
    talk: list[tuple[str, str]]
    refused: list[str]


def lead(site: Site, path: Path) -> Kept:
    scenario = load_scenario(scenario_for("odawara"), site)
    sitting = Sitting.open(
        site, scenario, mode=Mode.DRILL, sitter=MGC, record=path, led=Led(BY, "mori")
    )
    sitting.accept(wishes.BeginDrill(BY))
    sitting.accept(wishes.TakeRole("TSO-D", BY))
    work(sitting, KEPT_S)
    refused = in_anothers_place(sitting)
    sitting.accept(wishes.KeepMoment(BY, "the cause is known"))
    sitting.accept(wishes.LetHappen("section", "damage", BY))
    work(sitting, LATER_S)
    sitting.accept(intents.Backtrack(KEPT_S, "once more", by=BY))
    sitting.accept(wishes.LetHappen("bess", "soc_error", BY))
    sitting.accept(wishes.LetSlip("TSO-F", Slip.NO_TAG, BY))
    sitting.accept(wishes.StepTime(5.0, BY))
    sitting.accept(wishes.Thaw(BY))
    sitting.accept(wishes.Override("bess", "start_black", "to show the back-feed", BY))
    sitting.accept(intents.CancelSelection())
    work(sitting, END_S)
    sitting.accept(wishes.Freeze(BY, "look at the board"))
    state = json.dumps(sitting.export_state())
    talk = [(line.speaker, line.part) for line in sitting.snapshot().talk]
    left = path.with_name("left.sqlite")
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{left}{ending}")
    sitting.accept(wishes.Thaw(BY))
    work(sitting, END_S + 20.0)
    sitting.recording.close()
    return Kept(site, left, state, talk, refused)


def in_anothers_place(sitting: Sitting) -> list[str]:
    """What is said to somebody who acts where another has to."""
    run = sitting.engine.active[0].id
    sitting.accept(wishes.ActAs("TSO-D", intents.Proceed(run), BY))
    sitting.accept(wishes.ActAs("CITY", intents.Proceed(run), BY))
    view = sitting.instructor_view()
    assert view is not None
    assert view.refusal is not None
    return [reason.en for reason in view.refusal.reasons]


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("led")
    return lead(load_site("odawara"), folder / "drill.sqlite")


def events(path: Path) -> list[Event]:
    with Record(path) as record:
        branch = record.newest_branch()
        return [entry.event for entry in record.entries(branch)]


def test_the_instructor_plays_the_other_end_of_the_line(led: Kept) -> None:
    assert ("TSO-D", "read_back") in led.talk
    assert ("MGC", "confirm") in led.talk
    said = [e for e in events(led.path) if e.kind is EventKind.TALK and e.who == "kato"]
    assert all(e.data["speaker"] == "TSO-D" for e in said)
    assert led.refused == ["The instructor does not play Disaster headquarters now."]


def test_after_a_kill_it_stands_exactly_where_it_stood(led: Kept) -> None:
    found = read_interrupted(led.path)
    assert found.led == Led(BY, "mori")
    resumed = resume(found).sitting
    assert json.dumps(resumed.export_state()) == led.state
    view = resumed.instructor_view()
    assert view is not None
    assert view.drill.frozen is not None
    assert view.drill.frozen.reason == "look at the board"
    assert [role.holder for role in view.roles if role.role == "TSO-D"] == ["instructor"]
    assert [one.note for one in view.moments if one.note] == ["the cause is known"]
    assert resumed.people.habits.mistakes[-1].slip is Slip.NO_TAG
    resumed.accept(wishes.Thaw(BY))
    work(resumed, END_S + 20.0)
    resumed.recording.close()
    went_on = events(led.path.with_name("drill.sqlite"))
    resumed_events = [e for e in events(led.path) if e.kind is not EventKind.SITTING_RESUMED]
    assert resumed_events == went_on


def test_its_record_can_be_shown_again_with_the_roles_as_they_were(led: Kept) -> None:
    replay = ReplaySitting(read_recorded(led.path), KEPT_S)
    step = next(run.current for run in replay.snapshot().runs if run.current is not None)
    assert step.id
    words = [line.words.en for line in replay.snapshot().events]
    assert any("Kondo plays" in one for one in words)


def test_who_forks_it_sits_there_without_an_instructor(led: Kept, tmp_path: Path) -> None:
    forked = fork(read_recorded(led.path), END_S, MGC, tmp_path / "fork.sqlite")
    assert forked.snapshot().drill is not None
    view = forked.instructor_view()
    assert view is not None
    assert view.drill.frozen is None
    assert {role.holder for role in view.roles} == {"sitter", "simulated"}
    before_s = forked.now_s
    forked.advance(before_s + 5.0)
    assert forked.now_s > before_s
    forked.close()
