"""Every rule of the score with its number, on drills written by hand."""

from __future__ import annotations

import pytest

from devices.events import Event, EventKind
from procedures.drill.guide import Group
from procedures.drill.scoring import CAP, ScoreSheet
from procedures.drill.scoring.scoring import score_of
from tests.procedures.scoring.cases import (
    ABORTED,
    COMPLETED,
    STEPS,
    case,
    done,
    hazard,
    hint,
    reference,
    said,
    samples,
    task,
    verdict,
    words,
)

SUPPLY = {"island.supply": ("dead", "utility", "island")}
PERFECT = [*done(*STEPS), COMPLETED]


def points(sheet: ScoreSheet, group: Group) -> float:
    return sheet.group(group).points


def test_a_drill_without_a_fault_has_all_points() -> None:
    sheet = score_of(case(PERFECT, reference=reference()))
    assert (sheet.total, sheet.losses, sheet.capped) == (100.0, (), False)


# --- safety --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "lost"), [("minor", 3.0), ("serious", 10.0), ("critical", 30.0)]
)
def test_a_hazard_costs_by_its_severity(severity: str, lost: float) -> None:
    sheet = score_of(case([*PERFECT, hazard("evt_left_in", severity)], reference=reference()))
    assert points(sheet, Group.SAFETY) == 30.0 - lost


def test_a_critical_fail_caps_the_result_and_leaves_the_sum_to_be_seen() -> None:
    sheet = score_of(case([*PERFECT, hazard("no_permit", "critical")], reference=reference()))
    assert (sheet.total, sheet.sum, sheet.capped) == (CAP, 70.0, True)
    assert [one.hazard for one in sheet.criticals] == ["no_permit"]


def test_a_critical_fail_below_the_cap_leaves_the_sum_as_it_is() -> None:
    events = [*done("p/1"), hazard("no_permit", "critical"), ABORTED]
    sheet = score_of(case(events, reference=reference()))
    assert sheet.criticals
    assert sheet.total == sheet.sum < CAP
    assert not sheet.capped


def test_a_switch_of_another_line_is_critical_and_a_missing_read_back_major() -> None:
    wrong = score_of(case([*PERFECT, hazard("wrong_switch", "serious")], reference=reference()))
    rash = score_of(case([*PERFECT, hazard("no_read_back", "minor")], reference=reference()))
    assert wrong.criticals
    assert points(rash, Group.SAFETY) == 20.0


def test_a_slip_that_the_guide_foresaw_is_nobodys_own() -> None:
    slipped = hazard("wrong_switch", "serious", planned=True)
    sheet = score_of(case([*PERFECT, slipped], reference=reference()))
    assert sheet.total == 100.0
    assert [one.counted for one in sheet.dangers] == [False]


def test_a_hazard_that_the_expert_met_as_well_is_the_scenarios() -> None:
    event = hazard("limit_exceeded", "minor")
    sheet = score_of(case([*PERFECT, event], reference=reference(hazards=["limit_exceeded"])))
    assert sheet.total == 100.0


def test_a_hazard_behind_a_fault_that_the_instructor_let_happen_is_his() -> None:
    events = [*PERFECT, hazard("second_blackout", "serious", led=True)]
    assert score_of(case(events, reference=reference())).total == 100.0


def test_a_near_miss_costs_him_who_tried_and_not_him_who_noticed() -> None:
    tried = hazard("no_permit", "critical", near=True, stopped="interlock")
    noticed = hazard("wrong_device", "minor", 200.0, near=True, stopped="verification")
    sheet = score_of(case([*PERFECT, tried, noticed], reference=reference()))
    assert points(sheet, Group.SAFETY) == 27.0
    assert len(sheet.near_misses) == 2
    assert not sheet.criticals
    assert sheet.metric("slips_corrected").value == 1.0


def test_a_safety_step_that_is_skipped_costs_what_its_file_says() -> None:
    score = {"key": "safety", "weight": 10.0}
    place = {"procedure": "p", "run": "p"}
    events = [
        *done(*STEPS[1:], from_s=60.0),
        Event(0.0, EventKind.STEP_STARTED, "1", "ozawa", {**place, "score": score}),
        Event(1.0, EventKind.STEP_SKIPPED, "1", "ozawa", {**place, "reason": "no time"}),
        COMPLETED,
    ]
    sheet = score_of(case(events, reference=reference()))
    assert points(sheet, Group.SAFETY) == 20.0
    assert points(sheet, Group.PROCEDURE) == 18.0
    assert {one.event_number for one in sheet.losses} == {2}


# --- procedure -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("executed", "kind"),
    [
        (STEPS[:4] + STEPS[5:], "omission"),
        ((*STEPS[:4], "p/99", *STEPS[4:]), "commission"),
        ((*STEPS[:4], STEPS[3], *STEPS[4:]), "repetition"),
        ((*STEPS[:3], STEPS[4], STEPS[3], *STEPS[5:]), "order"),
    ],
)
def test_one_error_in_ten_steps_costs_a_tenth(executed: tuple[str, ...], kind: str) -> None:
    sheet = score_of(case([*done(*executed), COMPLETED], reference=reference()))
    assert points(sheet, Group.PROCEDURE) == pytest.approx(18.0)
    assert sheet.metric(f"error_{kind}").value == 1.0


def test_runs_side_by_side_are_compared_each_for_itself() -> None:
    both = [*done("p/1", "p/2"), *done("q/1", "q/2", from_s=30.0), COMPLETED]
    sheet = score_of(case(both, reference=reference(("p/1", "p/2", "q/1", "q/2"))))
    assert points(sheet, Group.PROCEDURE) == 20.0


def test_a_running_drill_has_not_left_out_what_is_still_ahead() -> None:
    sheet = score_of(case(done(*STEPS[:3]), reference=reference()))
    assert not sheet.ended
    assert sheet.total == 100.0


def test_what_an_aborted_drill_never_came_to_earns_nothing() -> None:
    sheet = score_of(case([*done(*STEPS[:5]), ABORTED], reference=reference()))
    lost = {one.group: one.points for one in sheet.losses if one.points > 2.0}
    assert lost == {Group.TIME: 7.5, Group.LIMITS: 7.5, Group.COMMUNICATION: 5.0}
    assert points(sheet, Group.PROCEDURE) == 10.0


def test_without_a_reference_an_aborted_drill_loses_the_rest_of_its_chain() -> None:
    chain = [{"key": key, "title": words(key)} for key in STEPS]
    sheet = score_of(case([*done(*STEPS[:2]), ABORTED], steps=chain))
    assert points(sheet, Group.PROCEDURE) == 4.0
    assert points(sheet, Group.TIME) == 3.0
    assert score_of(case(PERFECT, steps=chain)).total == 100.0


# --- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("took_s", "left"), [(600.0, 15.0), (900.0, 7.5), (1200.0, 0.0)])
def test_time_is_full_at_the_target_and_nothing_at_twice_it(took_s: float, left: float) -> None:
    events = [*PERFECT, verdict("activation", "met", took_s)]
    sheet = score_of(case(events, tasks=[task("activation", "time")], reference=reference()))
    assert points(sheet, Group.TIME) == left


def test_objectives_share_the_time_alike_however_many_actions_they_have() -> None:
    tasks = [task("a", "time"), task("b", "time"), task("c", "time", objective="O2")]
    events = [*PERFECT, *(verdict(id, "met", 1.0) for id in "ab"), verdict("c", "unmet", 1200.0)]
    sheet = score_of(case(events, tasks=tasks, reference=reference()))
    assert points(sheet, Group.TIME) == 7.5


def test_an_evaluator_goes_before_what_was_measured() -> None:
    events = [
        *PERFECT,
        verdict("a", "met", 10.0, by="evaluator"),
        verdict("a", "unmet", 1200.0),
    ]
    sheet = score_of(case(events, tasks=[task("a", "time")], reference=reference()))
    assert [(one.state, one.by) for one in sheet.tasks] == [("met", "evaluator")]
    assert points(sheet, Group.TIME) == 15.0


def test_without_times_of_its_own_the_steps_targets_count() -> None:
    place = {"procedure": "p", "run": "p", "target_s": 40.0}
    began = [Event(0.0, EventKind.STEP_STARTED, "1", "ozawa", dict(place))]
    sheet = score_of(case([*began, *PERFECT], reference=reference()))
    assert points(sheet, Group.TIME) == 7.5  # 60 s for a target of 40 s


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize("nominal", [50.0, 60.0])
def test_a_minute_out_of_the_narrow_band_costs_one_and_of_the_wide_one_three(
    nominal: float,
) -> None:
    off = (0.0, 0.3, 0.0, -0.6, 0.0, 0.0)
    sampled = samples(
        [0.0, 60.0, 120.0, 180.0, 240.0, 300.0],
        SUPPLY,
        island__supply=[2] * 6,
        island__f_hz=[nominal + one for one in off],
    )
    sheet = score_of(case(PERFECT, sampled=sampled, f_nominal_hz=nominal, reference=reference()))
    lost = [(one.points, one.time_s) for one in sheet.losses]
    assert lost == [(1.0, 60.0), (3.0, 180.0)]


def test_a_dead_section_is_out_of_no_limit() -> None:
    sampled = samples(
        [0.0, 60.0], SUPPLY, island__supply=[0, 0], island__f_hz=[0, 0], island__v_kv=[0, 0]
    )
    assert score_of(case(PERFECT, sampled=sampled, reference=reference())).total == 100.0


def test_voltage_charge_and_load_count_as_well() -> None:
    sampled = samples(
        [0.0, 60.0, 120.0, 180.0],
        SUPPLY,
        island__supply=[2] * 4,
        island__v_kv=[6.6 * 1.06, 6.6 * 0.85, 6.6, 6.6],
        bess__soc_pct=[50.0, 9.0, 50.0, 50.0],
        bess__load_pct=[50.0, 50.0, 130.0, 50.0],
    )
    sheet = score_of(case(PERFECT, sampled=sampled, reference=reference()))
    assert sorted(one.points for one in sheet.losses) == [1.0, 1.0, 5.0, 5.0]
    assert points(sheet, Group.LIMITS) == 3.0


# --- energy --------------------------------------------------------------------------------------

BLOCKS = [
    {"device": "a1", "title": words("A1"), "tier": "A", "planned_kw": 6.0},
    {"device": "c1", "title": words("C1"), "tier": "C", "planned_kw": 10.0},
]
EXPERT = {"times_s": [0.0, 600.0], "kwh": {"A": [0.0, 1.0], "C": [0.0, 0.0]}, "dark_kw": {}}


def test_life_counts_ten_times_as_much_as_comfort() -> None:
    # tier A dark for 20 min: 2 kWh, 1 more than the expert; weight 3 of 3 x 1: all is lost
    times_s = [60.0 * minute for minute in range(21)]
    dark = samples(times_s, a1__p_kw=[0.0] * 20 + [6.0], c1__p_kw=[10.0] * 21)
    comfort = samples(times_s, a1__p_kw=[0.0] * 10 + [6.0] * 11, c1__p_kw=[0.0] * 6 + [10.0] * 15)
    end = Event(1200.0, EventKind.SITTING_CLOSED, data={"outcome": "completed"})
    given = {"reference": reference((), energy=EXPERT), "blocks": BLOCKS}
    assert points(score_of(case([end], sampled=dark, **given)), Group.ENERGY) == 0.0
    assert points(score_of(case([end], sampled=comfort, **given)), Group.ENERGY) == 9.0


def test_what_an_aborted_drill_leaves_dark_stays_dark_until_the_expert_has_ended() -> None:
    end = Event(60.0, EventKind.SITTING_CLOSED, data={"outcome": "aborted"})
    sampled = samples([0.0, 60.0], a1__p_kw=[0.0, 0.0], c1__p_kw=[10.0, 10.0])
    expert = {"times_s": [0.0, 7200.0], "kwh": {"A": [0.0, 6.0]}, "dark_kw": {}}
    given = {"reference": reference((), energy=expert), "blocks": BLOCKS}
    sheet = score_of(case([end], sampled=sampled, **given))
    assert points(sheet, Group.ENERGY) == 0.0  # 12 kWh against 6


# --- communication -------------------------------------------------------------------------------


def test_an_order_in_three_parts_costs_nothing_and_one_without_costs_two() -> None:
    full = [said("order", 0.0), said("read_back", 4.0, right=True), said("confirm", 6.0)]
    cut = [said("order", 100.0, step="2"), said("read_back", 104.0, step="2", right=True)]
    sheet = score_of(case([*full, *cut, *PERFECT], reference=reference()))
    assert points(sheet, Group.COMMUNICATION) == 8.0
    assert sheet.metric("three_part").value == 50.0


def test_of_many_orders_each_is_its_share_of_the_points() -> None:
    talk = [
        said(part, 100.0 * n + after_s, step=str(n), right=True)
        for n in range(20)
        for part, after_s in (("order", 0.0), ("read_back", 4.0), ("confirm", 6.0))
        if n >= 4 or part != "confirm"
    ]
    sheet = score_of(case([*talk, *PERFECT], reference=reference()))
    assert points(sheet, Group.COMMUNICATION) == 8.0


@pytest.mark.parametrize(
    ("full", "of", "judged", "rating"),
    [
        (10, 10, (), "P"),
        (9, 10, (), "S"),
        (5, 10, (), "M"),
        (4, 10, (), "U"),
        (10, 10, (verdict("visitor", "unmet"),), "P"),
        (10, 10, (verdict("words", "met", by="evaluator"),), "P"),
        (10, 10, (verdict("words", "unmet", by="evaluator"),), "U"),
        (0, 0, (verdict("visitor", "unmet"),), "U"),
        (0, 0, (), None),
    ],
)
def test_talk_is_rated_by_the_talk_and_by_what_an_evaluator_heard(
    full: int, of: int, judged: tuple[Event, ...], rating: str | None
) -> None:
    talk = [
        said(part, 100.0 * n, step=str(n))
        for n in range(of)
        for part in ("order", "confirm")[: 2 if n < full else 1]
    ]
    given = {"objectives": [{"id": "O5", "title": words("Talk"), "target": words("all")}]}
    tasks = [task(id, "communication", objective="O5") for id in ("visitor", "words")]
    sheet = score_of(case([*talk, *judged, COMPLETED], tasks=tasks, **given))
    (one,) = sheet.objectives
    assert (one.rating, one.three_part) == (rating, 100.0 * full / of if of else None)


def test_a_wrong_repeat_that_is_confirmed_costs_three_and_one_put_right_nothing() -> None:
    taken = [said("order", 0.0), said("read_back", 4.0, right=False), said("confirm", 6.0)]
    right = [
        said("order", 100.0, step="2"),
        said("read_back", 104.0, step="2", right=False),
        said("reissue", 106.0, step="2"),
        said("read_back", 110.0, step="2", right=True),
        said("confirm", 112.0, step="2"),
    ]
    sheet = score_of(case([*taken, *right, *PERFECT], reference=reference()))
    assert points(sheet, Group.COMMUNICATION) == 7.0
    assert sheet.metric("slips_corrected").value == 1.0


def test_words_that_are_not_used_for_switching_cost_one_each() -> None:
    answer = Event(5.0, EventKind.ANSWER, "m1", "ozawa", {"text": "K-12を切って、接地をとる"})
    sheet = score_of(case([answer, *PERFECT], reference=reference()))
    assert points(sheet, Group.COMMUNICATION) == 8.0


def test_a_trainee_answers_for_his_own_talk_alone() -> None:
    others = [said("order", 0.0, "kato", speaker="TSO-D", listener="TSO-F")]
    own = {"sitter": "ozawa", "sitter_roles": ("MGC",)}
    sheet = score_of(case([*others, *PERFECT], reference=reference(), **own))
    assert points(sheet, Group.COMMUNICATION) == 10.0


# --- actions, hints, objectives ------------------------------------------------------------------


def test_an_action_costs_a_fifth_of_its_group_and_a_major_fault_in_safety() -> None:
    tasks = [task("refuse", "safety"), task("plan", "energy")]
    events = [*PERFECT, verdict("refuse", "unmet"), verdict("plan", "unmet")]
    sheet = score_of(case(events, tasks=tasks, reference=reference()))
    assert points(sheet, Group.SAFETY) == 20.0
    assert points(sheet, Group.ENERGY) == 8.0


def test_each_hint_costs_two_in_the_group_of_its_action_and_once() -> None:
    events = [*PERFECT, verdict("a", "met", 10.0), hint("a"), hint("a", 400.0)]
    sheet = score_of(case(events, tasks=[task("a", "time")], reference=reference()))
    assert points(sheet, Group.TIME) == 13.0
    assert sheet.metric("hints").value == 1.0


def test_a_hint_for_a_group_without_points_is_paid_for_in_procedure() -> None:
    weights = {"safety": 80, "procedure": 20}
    given = {"tasks": [task("a", "energy")], "weights": weights}
    sheet = score_of(case([*PERFECT, hint("a")], reference=reference(), **given))
    assert [(one.group, one.points) for one in sheet.losses] == [(Group.PROCEDURE, 2.0)]


@pytest.mark.parametrize(
    ("events", "rating"),
    [
        ([verdict("a", "met", 1.0), verdict("b", "met", 1.0)], "P"),
        ([verdict("a", "met", 1.0), verdict("b", "met", 700.0)], "S"),
        ([verdict("a", "met", 1.0), verdict("b", "met", 1.0), hint("b")], "S"),
        ([verdict("a", "met", 1.0), verdict("b", "unmet", 1200.0)], "M"),
        ([verdict("a", "unmet"), verdict("b", "unmet")], "U"),
        ([verdict("a", "not_applicable"), verdict("b", "not_applicable")], None),
    ],
)
def test_an_objective_is_rated_by_its_actions(events: list[Event], rating: str | None) -> None:
    given = {"objectives": [{"id": "O1", "title": words("Decide"), "target": words("45 min")}]}
    tasks = [task("a", "time"), task("b", "safety")]
    sheet = score_of(case([*PERFECT, *events], tasks=tasks, reference=reference(), **given))
    assert [one.rating for one in sheet.objectives] == [rating]


def test_weights_of_the_scenario_scale_every_rule() -> None:
    weights = {"safety": 60, "procedure": 40}
    events = [*done(*STEPS[:9]), hazard("evt_left_in", "serious"), COMPLETED]
    sheet = score_of(case(events, weights=weights, reference=reference()))
    assert points(sheet, Group.SAFETY) == 40.0
    assert points(sheet, Group.PROCEDURE) == 36.0
    assert sheet.total == 76.0


def test_workload_and_confidence_are_means_over_the_people() -> None:
    given = (
        {"workload": {"mental": 20, "effort": 40}},
        {"workload": {"mental": 70}, "confidence_after": 4},
    )
    washes = [
        Event(5100.0, EventKind.HOT_WASH, "", who, data)
        for who, data in zip("ab", given, strict=True)
    ]
    sheet = score_of(case([*PERFECT, *washes], reference=reference()))
    assert sheet.metric("workload").value == 50.0
    assert sheet.metric("confidence_after").value == 4.0
