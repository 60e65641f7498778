"""The drills that ship: each runs to its end, well and badly, and its score tells the two apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from devices.documents import read_document
from devices.events import Event, EventKind
from devices.site import load_site
from procedures.drill.guide import Guide, Verdict
from procedures.drill.scoring import ScoreSheet, score
from procedures.people import Habits, Mistake, Slip
from procedures.record import Record
from procedures.rehearsal import rehearse
from procedures.scenario import load_scenario, scenario_numbers, scenario_path, site_of
from procedures.sitting import Sitting
from procedures.snapshot import Mode

LIBRARY = {f"S{number}" for number in range(1, 16)}
NUMBERS = sorted(scenario_numbers())
QUICK = {"M1", "S8", "S15"}  # a layman, an operator, a tabletop
DRILLS = [
    pytest.param(number, marks=() if number in QUICK else pytest.mark.long) for number in NUMBERS
]
EXPERT, NOVICE = 1.0, 0.2  # skill
SLOW = 2.0  # times the pace
EXPERT_AT_LEAST = 80.0  # points
APART = 5.0  # points at least between the two
FORGOTTEN = 24 * 3600.0  # a drill that is not over by then has no end


@dataclass(frozen=True)
class Rehearsed:
    """One rehearsal to its end, with what came of it."""

    guide: Guide
    outcome: str
    events: tuple[Event, ...]
    score: ScoreSheet

    def last(self, kind: EventKind, subject: str) -> str:
        """What the last event of this kind said of `subject`; "" without any."""
        said = [e.data["what"] for e in self.events if e.kind is kind and e.subject == subject]
        return str(said[-1]) if said else ""


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, float], Rehearsed]:
    """The rehearsal of a drill, well or badly: every check looks at the same one."""
    folder = tmp_path_factory.mktemp("drills")
    done: dict[tuple[str, float], Rehearsed] = {}

    def at_skill(number: str, skill: float) -> Rehearsed:
        if (number, skill) not in done:
            done[number, skill] = _rehearsal(number, skill, folder / f"{number}-{skill}.sqlite")
        return done[number, skill]

    return at_skill


def _rehearsal(number: str, skill: float, record: Path) -> Rehearsed:
    site = load_site(site_of(scenario_numbers()[number]) or "")
    scenario = load_scenario(number, site)
    assert scenario.guide is not None
    if skill < EXPERT:
        scenario = replace(scenario, habits=_badly(scenario.guide, tuple(site.roles)))
    sitting = Sitting.open(site, scenario, mode=Mode.DRILL, sitter=None, record=record, seed=0)
    rehearse(sitting, stopped=lambda: sitting.now_s > FORGOTTEN)
    with Record(record) as read:
        events = tuple(read.events())
    return Rehearsed(scenario.guide, sitting.snapshot().outcome, events, score(record))


def _badly(guide: Guide, roles: tuple[str, ...]) -> Habits:
    """Everybody answers wrongly twice and mishears once; where nothing is asked, all are slow."""
    asked = any(inject.answers for inject in guide.injects)
    wrong = [Mistake(role, Slip.WRONG_ANSWER, times=2) for role in roles]
    misheard = [Mistake(role, Slip.WRONG_READ_BACK) for role in roles]
    return Habits(1.0 if asked else SLOW, (*wrong, *misheard), NOVICE)


def test_the_whole_library_ships() -> None:
    assert set(NUMBERS) >= LIBRARY


@pytest.mark.parametrize("number", NUMBERS)
def test_a_drill_judges_each_objective_and_asks_nothing_that_it_does_not_judge(number: str) -> None:
    data = read_document(scenario_path(number)).data
    injects = data.get("injects", [])
    expected = [inject["expect"] for inject in injects if "expect" in inject]
    judged = {one.get("objective") for one in (*data["evaluation"], *expected)} - {None}
    assert judged == set(data["objectives"])
    assert [one["id"] for one in injects if "answers" in one and "expect" not in one] == []
    assert [one["id"] for one in data["evaluation"] if "hint" not in one and _wants(one)] == []


def _wants(task: dict[str, object]) -> bool:
    """Whether somebody has to do something, so that a hint can help him."""
    return "never" not in task and "judge" not in task


@pytest.mark.parametrize("number", DRILLS)
def test_an_expert_meets_every_inject_and_all_that_is_expected(
    rehearsed: Callable[[str, float], Rehearsed], number: str
) -> None:
    well = rehearsed(number, EXPERT)
    assert well.outcome == "completed"
    sent = {i.id: well.last(EventKind.INJECT, i.id) for i in well.guide.injects}
    assert {id for id, what in sent.items() if what != "sent"} == set()
    fair = (Verdict.MET, Verdict.NOT_APPLICABLE)
    verdicts = {task.id: well.last(EventKind.TASK, task.id) for task in well.guide.tasks}
    measured = {task.id for task in well.guide.tasks if not task.measure.judged}
    assert {id for id in measured if verdicts[id] != Verdict.MET} == set()
    assert {id for id, verdict in verdicts.items() if verdict not in fair} == set()
    assert well.score.criticals == ()
    assert well.score.total >= EXPERT_AT_LEAST


@pytest.mark.parametrize("number", DRILLS)
def test_a_bad_rehearsal_comes_to_an_end_too_and_scores_less(
    rehearsed: Callable[[str, float], Rehearsed], number: str
) -> None:
    badly = rehearsed(number, NOVICE)
    assert badly.outcome in ("completed", "aborted", "failed")
    assert badly.score.total + APART <= rehearsed(number, EXPERT).score.total
    assert badly.score.losses != ()
