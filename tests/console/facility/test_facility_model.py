"""What is left, how far one has come, and which card needs somebody now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from console.models.facility import (
    open_runs,
    pressing_alarm,
    progress,
    reachable,
    remaining,
    step_before,
)
from console.models.facility_sight import flag_words, sight, why_not
from console.models.facility_step import asked, easy
from devices.signals import Quality, Reading, Value
from devices.site import Site, load_site
from devices.words import Words, same
from procedures.intents import CancelSelection, Execute
from procedures.snapshot import (
    CommandView,
    CurrentStep,
    EnterView,
    Mode,
    ReplayView,
    RunState,
    RunView,
    Snapshot,
    StepState,
    StepView,
)

_WORDS = Words("", "")


def snapshot(site: Site, *runs: RunView, **values: Value) -> Snapshot:
    named = {name.replace("__", "."): value for name, value in values.items()}
    return Snapshot(
        time_s=100.0,
        clock=datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
        mode=Mode.DRILL,
        site=site.name,
        site_title=site.title,
        scenario_title=_WORDS,
        phase="",
        phase_title=_WORDS,
        blackout_s=None,
        values={name: Reading(value, Quality.GOOD, 100.0) for name, value in named.items()},
        sitter="",
        sitter_roles=("FM",),
        runs=runs,
    )


def run_of(name: str, *, mine: bool, can: frozenset[str] = frozenset()) -> RunView:
    step = CurrentStep("2", "confirm", _WORDS, "FM", _WORDS, "", mine, 0.0, None, can, _WORDS)
    lines = tuple(
        StepView(id_, kind, same(id_), "FM", state, depth=depth)
        for id_, kind, state, depth in (
            ("1", "confirm", StepState.DONE, 0),
            ("2", "call", StepState.CURRENT, 0),
            ("A.1", "confirm", StepState.DONE, 1),
            ("A.2", "confirm", StepState.SKIPPED, 1),
            ("A.3", "confirm", StepState.CURRENT, 1),
            ("3", "confirm", StepState.WAITING, 0),
        )
    )
    return RunView(name, name, "F1", same(name), RunState.RUNNING, lines, 4, step, (), 0.0)


def test_telephones_are_what_the_battery_gives_until_it_stops(school: Site) -> None:
    # 15 kWh, from 80 % down to 10 %: 10.5 kWh at 15 Wh each
    dark = snapshot(school, bess__soc_pct=80.0, bess__state="stopped", island__supply="dead")
    left = remaining(school, dark, None)
    assert (left.phones, left.hours, left.gauge, left.fed) == (None, None, None, False)
    fed = snapshot(school, bess__soc_pct=80.0, bess__state="running", island__supply="island")
    left = remaining(school, fed, None)
    assert left.phones is not None
    assert left.phones.value == 700.0
    assert (left.hours, left.fed, left.source) == (None, True, "battery_inverter")


def test_the_sun_alone_gives_no_hours_but_so_many_telephones_at_once(school: Site) -> None:
    sunny = {"out1__state": "on", "out1__p_kw": 0.9, "island__hours_left_h": 999.0}
    left = remaining(school, snapshot(school, island__supply="dead", **sunny), None)
    assert (left.hours, left.at_once, left.source) == (None, True, "pcs_outlet")
    assert left.phones is not None
    assert left.phones.value == 40.0  # 600 W are free, at 15 W each


def test_a_lamp_is_answered_by_what_it_shows_and_no_question_can_turn_that_round() -> None:
    lamp = EnterView("out1.lamp", same("Lamp"), "", None, None, (), (), is_flag=True, seen=False)
    assert [flag_words(lamp, value=lit).en for lit in (True, False)] == ["It is lit", "It is out"]
    assert sight(lamp).en.startswith("It shows: It is out")


def test_a_car_that_feeds_counts_down_to_what_it_needs_for_the_way_home() -> None:
    site = load_site("kobe-shelter")
    at_work = {"ev__soc_pct": 80.0, "ev__state": "stand_alone", "ev__p_kw": 1.2}
    picture = snapshot(site, bess__soc_pct=80.0, island__supply="island", **at_work)
    left = remaining(site, picture, None)
    assert left.phones is not None
    assert left.phones.value == 1300.0  # 20 kWh are 1333: two figures, never too many
    assert left.gauge is not None
    assert (left.gauge.device, left.gauge.limit_kw) == ("ev", 1.5)
    assert round(left.gauge.share, 2) == 0.8


def test_what_is_known_no_longer_says_how_old_it_is(school: Site) -> None:
    picture = snapshot(school, bess__state="running", island__supply="island")
    old = {"bess.soc_pct": Reading(80.0, Quality.STALE, 40.0)}
    left = remaining(school, replace(picture, values={**picture.values, **old}), None)
    assert left.phones is not None
    assert left.phones.age_s == 60.0


def test_a_line_that_leads_into_another_card_is_no_step_of_its_own() -> None:
    come = progress(run_of("f1", mine=True))
    assert come.states == ("done", "done", "left", "current", "ahead")
    assert come.at == 4


def test_one_goes_back_within_the_same_card() -> None:
    run = run_of("f1", mine=True)
    before = step_before(run)
    assert before is not None
    assert before.id == "A.2"
    assert step_before(replace(run, at=2)) is None


def test_the_card_that_waits_for_somebody_comes_first(school: Site) -> None:
    others = run_of("others", mine=False)
    waits = run_of("waits", mine=True)
    asks = run_of("asks", mine=True, can=frozenset({"confirm", "pause"}))
    found = open_runs(snapshot(school, others, waits, asks))
    assert [run.id for run in found] == ["asks", "waits", "others"]


def test_the_headquarters_are_called_first_and_drill_control_last(school: Site) -> None:
    roles = [role.name for role in reachable(school)]
    assert roles[0] == "CITY"
    assert roles[-1] == "EVAL"
    assert pressing_alarm(snapshot(school)) is None


def test_easy_words_are_taken_where_they_are_known() -> None:
    words = Words("Main off", "主幹を切る", "主(しゅ)ブレーカーを 下(さ)げます。")
    assert easy(words, "ja") == words.easy_ja
    assert easy(words, "en") == "Main off"
    assert easy(Words("Yes", "はい"), "ja") == "はい"
    assert easy(None, "ja") == ""


# --- what is offered ------------------------------------------------------------------------------


def commanded(site: Site, *, selected_kw: float | None, can: str = "execute") -> Snapshot:
    """A step that commands 10 kW, and what stands selected."""
    command = CommandView("bess", "set_p_kw", {"p_kw": 10.0}, same("BESS: 10 kW"), "offered")
    run = run_of("f1", mine=True)
    assert run.current is not None
    step = replace(run.current, kind="do", command=command, can=frozenset({can}))
    picture = snapshot(site, replace(run, current=step))
    if selected_kw is None:
        return picture
    words = same(f"BESS: {selected_kw:g} kW")
    chosen = replace(command, arguments={"p_kw": selected_kw}, button=words, stage="selected")
    return replace(picture, selection=chosen)


def test_what_is_given_is_what_is_named_and_never_another_value(school: Site) -> None:
    picture = commanded(school, selected_kw=10.0)
    found = asked(school, picture, picture.runs[0], "en")
    assert [one.wish for one in found.answers] == [
        Execute("", "bess", "set_p_kw", {"p_kw": 10.0}),
        CancelSelection(),
    ]
    for can in ("select", "execute"):
        other = commanded(school, selected_kw=500.0, can=can)
        found = asked(school, other, other.runs[0], "en")
        assert found.answers == ()
        assert "500 kW" in found.state.en
        assert found.expected.en == "BESS: 10 kW"


def test_a_command_for_two_people_is_not_given_by_one(school: Site) -> None:
    picture = commanded(school, selected_kw=10.0)
    assert picture.selection is not None
    two = replace(picture, selection=replace(picture.selection, second_roles=("CHIEF",)))
    found = asked(school, two, two.runs[0], "en")
    assert [one.name for one in found.answers] == ["cancel"]
    assert "Two people" in found.state.en


def test_only_what_can_be_done_is_offered(school: Site) -> None:
    picture = commanded(school, selected_kw=None, can="pause")
    assert asked(school, picture, picture.runs[0], "en").answers == ()
    paused = replace(picture.runs[0], state=RunState.PAUSED)
    assert asked(school, picture, paused, "en").answers == ()


def test_nothing_of_the_past_can_be_pressed(school: Site) -> None:
    picture = commanded(school, selected_kw=10.0)
    past = replace(picture, replay=ReplayView(ends_s=200.0, branch=1))
    for state in (RunState.RUNNING, RunState.PAUSED, RunState.FAILED):
        found = asked(school, past, replace(past.runs[0], state=state), "en")
        assert found.answers == ()
        assert "replay" in found.state.en


def test_a_wrong_answer_is_told_with_what_was_pressed_and_what_it_shall_be() -> None:
    site = load_site("kobe-shelter")
    lever = EnterView(
        signal="main.position",
        label=_WORDS,
        unit="",
        low=None,
        high=None,
        states=("open", "closed", "tripped"),
        state_words=(Words("open", "切"), Words("closed", "入"), Words("tripped", "トリップ")),
    )
    step = run_of("f2", mine=True).current
    assert step is not None
    step = replace(step, enter=lever, subject="main", reaches="open")
    told = why_not(snapshot(site, main__position="closed"), step)
    assert told is not None
    assert told.ja == "「入(いり)」を おしました。「切(きり)」に なるまで 下(さ)げます。"
    told = why_not(snapshot(site, main__position="tripped"), step)
    assert told is not None
    assert told.en == "The lever is in the middle. Push it right down, to OFF."
    assert why_not(snapshot(site, main__position="open"), step) is None
    # a car cannot be read: the screen names the button
    flag = replace(lever, is_flag=True, states=(), state_words=(), seen=True)
    assert sight(flag).ja == "訓練(くんれん)では「はい」を おします。"
    assert sight(replace(lever, seen="open")).ja.startswith("「切(きり)」と 見(み)えます")
