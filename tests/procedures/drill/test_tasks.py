"""Expected actions open, are measured with their evidence, hinted at, and judged by people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from devices.events import Event, EventKind
from procedures import intents
from procedures.drill.guide import Verdict
from procedures.drill.instructor_view import TaskLine
from procedures.drill.tasks import TasksAtWork
from procedures.drill.views import HintView
from procedures.drill.wishes import BeginDrill, GiveHint, Judge, LetHappen, SendInject
from procedures.people import Sitter
from procedures.sitting import Sitting

Open = Callable[..., Sitting]
Told = Callable[..., list[Event]]
Became = Callable[[Sitting], list[tuple[str, str]]]

MGC = Sitter("ozawa", ("MGC",))
LEADER = "kondo"
EXPECTED = """
evaluation:
  - id: drained
    objective: O4
    text: {en: The charge is low, ja: 充電率が低い}
    when: bess.soc_pct < 50
    within: 20 s
    hint: {en: Look at the charge., ja: 充電率を見る。}
    scores: limits
  - id: never-empty
    objective: O4
    text: {en: Never empty, ja: 空にしない}
    never: bess.soc_pct < 10
    within: 30 s
    scores: limits
  - id: calm
    objective: O1
    text: {en: Speak calmly, ja: 落ち着いて話す}
    judge: true
    scores: communication
  - id: told
    objective: O1
    text: {en: Hang the tag, ja: 札を掛ける}
    since: {when: bess.soc_pct < 50, after: 5 s}
    entry: k12.tagged
    within: 2 min
    scores: communication
injects:
  - id: ask
    title: {en: Ask, ja: 質問}
    by_hand: true
    channel: phone
    by: CITY
    text: {en: Hurry up, ja: 急いで}
    expect: {text: {en: Go on, ja: 続ける}, judge: true, scores: safety}
"""


@pytest.fixture
def alone(opened: Open) -> Sitting:
    return opened(EXPECTED)


@pytest.fixture
def led(opened: Open) -> Sitting:
    sitting = opened(EXPECTED, sitter=MGC, led=True)
    sitting.accept(BeginDrill(LEADER))
    return sitting


def line(sitting: Sitting, id: str) -> TaskLine:
    view = sitting.instructor_view()
    assert view is not None
    return next(task for task in view.tasks if task.id == id)


def hints(sitting: Sitting) -> tuple[HintView, ...]:
    view = sitting.snapshot().drill
    assert view is not None
    return view.hints


def let_charge_fall(sitting: Sitting, pct: float) -> None:
    sitting.accept(LetHappen("bess", "soc", LEADER, {"pct": pct}))


def test_at_its_time_an_action_gets_its_hint_and_at_twice_it_is_unmet(
    alone: Sitting, told: Told, became: Became
) -> None:
    alone.advance(35.0)
    (hint,) = told(alone, EventKind.HINT)
    assert (hint.subject, hint.time_s, hint.data["asked"]) == (
        "drained",
        pytest.approx(20, abs=0.1),
        False,
    )
    assert ("drained", "unmet") not in became(alone)
    assert ("never-empty", "met") in became(alone)
    alone.advance(45.0)
    (unmet,) = [e for e in told(alone, EventKind.TASK) if e.data["what"] == "unmet"]
    assert (unmet.subject, unmet.data["took_s"]) == ("drained", pytest.approx(40, abs=0.1))


def test_what_shows_in_the_plant_meets_it_with_the_values_as_evidence(
    led: Sitting, told: Told
) -> None:
    led.advance(25.0)
    let_charge_fall(led, 40.0)
    led.advance(40.0)
    met = next(e for e in told(led, EventKind.TASK) if e.data["what"] == "met")
    evidence = met.data["evidence"]
    assert isinstance(evidence, dict)
    assert (met.subject, evidence["kind"], evidence["subject"]) == (
        "drained",
        "condition",
        "bess.soc_pct < 50",
    )
    assert "40" in str(evidence["en"])
    assert evidence["en"] != evidence["ja"]
    assert float(str(met.data["took_s"])) > 20.0
    assert line(led, "drained").evidence is not None


def test_what_must_never_be_so_is_unmet_at_once(led: Sitting, became: Became) -> None:
    led.advance(5.0)
    let_charge_fall(led, 5.0)
    led.advance(10.0)
    assert ("never-empty", "unmet") in became(led)


def test_an_entry_after_its_beginning_meets_it(led: Sitting, told: Told, became: Became) -> None:
    led.advance(5.0)
    let_charge_fall(led, 40.0)
    led.advance(20.0)
    assert ("told", "open") in became(led)
    led.accept(intents.EnterPoint("k12.tagged", True))
    met = next(
        e for e in told(led, EventKind.TASK) if e.subject == "told" and e.data["what"] == "met"
    )
    evidence = met.data["evidence"]
    assert isinstance(evidence, dict)
    assert (evidence["kind"], evidence["subject"]) == ("entry", "k12.tagged")


def test_with_an_instructor_the_hint_is_offered_to_him(led: Sitting, told: Told) -> None:
    led.advance(25.0)
    assert told(led, EventKind.HINT) == []
    offered = line(led, "drained")
    assert offered.left_s is not None
    assert offered.left_s < 0.0
    assert [(hint.task, hint.words) for hint in hints(led)] == [("drained", None)]
    led.accept(GiveHint("drained", LEADER))
    led.accept(GiveHint("drained", LEADER))
    (hint,) = told(led, EventKind.HINT)
    assert (hint.who, hint.data["asked"]) == (LEADER, False)
    assert hints(led)[0].words is not None


def test_the_trainee_may_ask_unless_the_scenario_withholds_it(opened: Open, told: Told) -> None:
    sitting = opened(EXPECTED, sitter=MGC)
    sitting.accept(BeginDrill(MGC.person))
    sitting.advance(5.0)
    sitting.accept(GiveHint("drained", MGC.person))
    assert [e.data["asked"] for e in told(sitting, EventKind.HINT)] == [True]
    bare = opened(f"{EXPECTED}help: [glossary]\n", sitter=MGC)
    bare.accept(BeginDrill(MGC.person))
    bare.advance(25.0)
    bare.accept(GiveHint("drained", MGC.person))
    assert told(bare, EventKind.HINT) == []
    assert hints(bare) == ()


def test_what_a_person_says_goes_before_what_is_measured(led: Sitting, became: Became) -> None:
    led.advance(5.0)
    led.accept(Judge("drained", Verdict.NOT_APPLICABLE, LEADER, "the meter is broken"))
    led.accept(SendInject("ask", LEADER))
    led.accept(Judge("ask", Verdict.MET, LEADER))
    let_charge_fall(led, 40.0)
    led.advance(60.0)
    assert line(led, "drained").state == "not_applicable"
    assert line(led, "drained").note == "the meter is broken"
    assert became(led)[-1][0] != "drained"
    assert line(led, "ask").state == "met"


def test_at_the_end_everything_has_its_verdict(alone: Sitting, became: Became) -> None:
    alone.advance(10.0)
    alone.close()
    last = dict(became(alone))
    assert last == {
        "drained": "not_applicable",  # cut off before its time was over
        "never-empty": "met",
        "calm": "not_applicable",  # nobody judged
        "told": "not_applicable",  # its time never began
        "ask": "not_applicable",
    }


def test_what_an_aborted_drill_never_came_to_is_unmet_where_an_expert_did(
    alone: Sitting, became: Became
) -> None:
    guide = alone.scenario.guide
    assert guide is not None
    tasks = TasksAtWork(guide, alone.world, reference_s={"told": 30.0, "ask": 5.0})
    tasks.close("aborted")
    alone.recording.commit()
    last = dict(became(alone))
    assert (last["told"], last["ask"]) == ("unmet", "not_applicable")


def test_what_became_of_it_is_part_of_every_moment(led: Sitting) -> None:
    led.advance(5.0)
    led.accept(Judge("calm", Verdict.MET, LEADER, "well"))
    moment = led.export_state()
    led.accept(Judge("calm", Verdict.UNMET, LEADER))
    led.advance(50.0)
    led.restore(moment)
    assert (line(led, "calm").state, line(led, "calm").note) == ("met", "well")
    assert line(led, "drained").state == "open"
