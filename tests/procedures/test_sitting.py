"""One sitting: ticks, chapters, happenings, refusals, trends and the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.conditions import compile_condition
from devices.events import EventKind
from devices.words import Words
from procedures import intents
from procedures.people import Sitter
from procedures.record import Record
from procedures.scenario import Happening, load_scenario, scenario_for
from procedures.sitting import FREE_REST_S, Sitting
from procedures.snapshot import Mode

MGC = Sitter("ozawa", ("MGC",))
TITLE = "title: {en: Step, ja: 手順}"
LOOK = f'steps:\n  - id: "1"\n    confirm: {{}}\n    role: MGC\n    {TITLE}\n'
WAIT = f'steps:\n  - id: "1"\n    wait: {{time: 1 h}}\n    role: MGC\n    {TITLE}\n'


def test_chapters_follow_each_other_and_the_last_one_ends_the_sitting(bench: Any) -> None:
    texts = [bench.procedure(LOOK, name=name) for name in ("p", "q")]
    b = bench(*texts, chain=2)
    assert [chapter.state for chapter in b.sitting.snapshot().chapters] == ["current", "ahead"]
    b.until(lambda: b.sitting.engine.runs[-1].procedure.name == "q")
    assert [chapter.state for chapter in b.sitting.snapshot().chapters] == ["done", "current"]
    b.until(lambda: b.sitting.finished)
    assert b.sitting.snapshot().outcome == "completed"


def test_an_aborted_chapter_ends_the_chain(bench: Any) -> None:
    texts = [bench.procedure("safe_state: stop-bess\n" + LOOK, name=name) for name in ("p", "q")]
    b = bench(*texts, chain=2, sitter=MGC)
    b.wish(intents.Abort("p", "smoke"))
    b.until(lambda: b.sitting.finished)
    assert b.sitting.snapshot().outcome == "aborted"
    assert len(b.sitting.engine.runs) == 1


def test_without_a_chain_the_sitter_operates_freely_and_time_goes_on(bench: Any) -> None:
    at = Happening("h", "k12", "open", {}, Words("opened", "開放"), at_s=30.0)
    b = bench(sitter=MGC, chain=0, happenings=(at,))
    b.go(3600)
    assert b.sitting.now_s == pytest.approx(3600)
    assert not b.sitting.finished
    assert b.field.done == [("k12", "open", "scenario")]


def test_without_a_chain_and_a_sitter_it_ends_when_the_scenario_has_nothing_more(
    bench: Any,
) -> None:
    at = Happening("h", "k12", "open", {}, Words("opened", "開放"), at_s=30.0)
    b = bench(chain=0, happenings=(at,))
    b.until(lambda: b.sitting.finished, within_s=2 * FREE_REST_S)
    assert b.sitting.now_s == pytest.approx(30.0 + FREE_REST_S, abs=1.0)
    assert b.sitting.snapshot().outcome == "completed"


def test_a_happening_comes_at_its_time_and_once(bench: Any) -> None:
    at = Happening("h", "k12", "open", {}, Words("opened", "開放"), at_s=30.0)
    b = bench(bench.procedure(WAIT), happenings=(at,))
    b.go(29)
    assert b.field.done == []
    b.go(60)
    assert b.field.done == [("k12", "open", "scenario")]
    assert [e.subject for e in b.events(EventKind.HAPPENING)] == ["h"]


def test_a_happening_remembers_when_its_condition_was_true(bench: Any) -> None:
    when = compile_condition("bess.soc_pct < 50")
    h = Happening("h", "k12", "open", {}, Words("opened", "開放"), when=when, after_s=60.0)
    b = bench(bench.procedure(WAIT), happenings=(h,))
    b.go(10)
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(5)
    b.plant.values["bess.soc_pct"] = 60.0
    b.go(50)
    assert b.field.done == []
    b.go(10)
    assert len(b.field.done) == 1


def test_an_order_given_at_the_faceplate_is_said_and_not_switched(bench: Any) -> None:
    b = bench(bench.procedure(WAIT), sitter=Sitter("kato", ("TSO-D",)))
    assert b.wish(intents.Select("k12", "order_open")) == ()
    assert b.wish(intents.Execute()) == ()
    said = b.sitting.snapshot().runs[1]
    assert said.current is not None
    assert "speak" in said.current.can
    assert b.events(EventKind.COMMAND_SENT) == []
    assert b.sitting.chapter == "P"


def test_a_refusal_gives_every_reason_and_is_recorded(bench: Any, site: Any) -> None:
    bench.site = site
    b = bench(bench.procedure(WAIT), sitter=MGC)
    b.go(1)
    reasons = b.wish(intents.Select("bess", "start_black"))
    assert len(reasons) > 3
    refused = b.events(EventKind.COMMAND_REFUSED)[-1]
    assert len(refused.data["reasons"]) == len(reasons)
    assert {verb.verb for verb in b.sitting.faceplate("bess")} >= {"start_black", "stop"}
    assert b.sitting.faceplate("nothing") == ()


def test_the_sitter_selects_and_cancels(bench: Any) -> None:
    b = bench(bench.procedure(WAIT), sitter=MGC)
    b.wish(intents.Select("server", "open"))
    snapshot = b.sitting.snapshot()
    assert snapshot.selection is not None
    assert (snapshot.selection.stage, snapshot.selected_by) == ("selected", "ozawa")
    b.wish(intents.CancelSelection())
    assert b.sitting.snapshot().selection is None
    assert b.wish(intents.Execute()) != ()


def test_where_nobody_sits_no_wish_is_granted(bench: Any) -> None:
    b = bench(bench.procedure(WAIT))
    assert b.wish(intents.Pause("p")) != ()


def test_alarms_are_acknowledged_and_shelved_by_name(bench: Any, site: Any) -> None:
    bench.site = site
    b = bench(bench.procedure(WAIT), sitter=MGC)
    b.plant.values["bess.soc_pct"] = 12.0
    b.go(120)
    alarm = next(a for a in b.sitting.snapshot().alarms if "soc" in a.id and a.priority > 1)
    assert b.wish(intents.Acknowledge(alarm.id)) == ()
    assert b.wish(intents.Acknowledge(alarm.id)) != ()
    assert b.wish(intents.Shelve(alarm.id, 5.0, "known")) == ()
    assert b.wish(intents.Shelve(alarm.id, 500.0, "for ever")) != ()
    assert b.events(EventKind.ALARM_SHELVED)[-1].who == "ozawa"


def test_trends_are_handed_over_once(bench: Any) -> None:
    b = bench(bench.procedure(WAIT), sitter=MGC)
    b.go(10)
    batch = b.sitting.take_trend()
    assert batch.values.shape == (len(batch.times_s), len(batch.names))
    assert len(batch.times_s) >= 10
    assert np.all(np.diff(batch.times_s) > 0)
    assert "bess.soc_pct" in batch.names
    assert len(b.sitting.take_trend().times_s) == 0


def test_a_closed_sitting_leaves_a_whole_record(bench: Any) -> None:
    b = bench(bench.procedure(LOOK), sitter=MGC)
    b.wish(intents.Note("all quiet"))
    b.go(5)
    b.sitting.close()
    b.sitting.close()
    b.sitting.accept(intents.Note("too late"))
    with Record(Path(b.sitting.snapshot().record)) as record:
        events = [entry.event for entry in record.entries()]
        assert record.first_broken() is None
    assert events == b.recorded
    assert events[0].kind is EventKind.SITTING_OPENED
    assert events[-1].data == {"outcome": "interrupted"}
    assert any(e.data.get("en") == "all quiet" for e in events)


def test_every_line_of_the_log_has_words_in_both_languages(bench: Any) -> None:
    b = bench(bench.procedure(LOOK), sitter=MGC)
    b.wish(intents.Proceed("p"))
    b.wish(intents.Confirm("p", ok=True))
    for line in b.sitting.snapshot().events:
        assert line.words.en
        assert line.words.ja


# --- the site and the simulator as they are ------------------------------------------------------


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory, site: Any) -> Any:
    """The shipped drill with everybody simulated, from blackout to the grid again."""
    path = tmp_path_factory.mktemp("drill") / "record.sqlite"
    scenario = load_scenario(scenario_for(site.name), site)
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=None, record=path, seed=1)
    sitting.advance(6 * 3600.0)
    snapshot = sitting.snapshot()
    sitting.close()
    return snapshot


def test_the_shipped_drill_goes_from_blackout_to_the_grid_again(drill: Any) -> None:
    assert (drill.outcome, drill.phase, drill.finished) == ("completed", "GRID", True)
    assert all(chapter.state == "done" for chapter in drill.chapters)


def test_its_record_holds_every_exchange_in_three_parts(drill: Any) -> None:
    with Record(Path(drill.record)) as record:
        talk = [e.event for e in record.entries() if e.event.kind is EventKind.TALK]
    orders = sum(event.subject == "order" for event in talk)
    assert orders > 20
    assert sum(event.subject == "confirm" for event in talk) == orders
    assert all(event.data["right"] is not False for event in talk)


def test_equal_seeds_give_equal_records(tmp_path: Path, site: Any) -> None:
    scenario = load_scenario(scenario_for(site.name), site)
    records = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.sqlite"
        sitting = Sitting.open(
            site, scenario, mode=Mode.REHEARSAL, sitter=None, record=path, seed=3
        )
        sitting.advance(900.0)
        sitting.close()
        with Record(path) as record:
            records.append(
                [(e.event.time_s, e.event.kind, e.event.subject, json.dumps(dict(e.event.data)))
                 for e in record.entries()]
            )  # fmt: skip
    assert records[0] == records[1]
    assert len(records[0]) > 50


def test_a_happening_that_cannot_be_is_told_and_the_sitting_goes_on(bench: Any) -> None:
    at = Happening("h", "k12", "stuck", {}, Words("padlock", "南京錠"), at_s=30.0)
    b = bench(bench.procedure(WAIT), happenings=(at,))
    b.go(60)
    (told,) = b.events(EventKind.HAPPENING)
    assert told.data["en"].startswith("padlock: it could not happen. k12 is locked")
    assert told.data["ja"].startswith("南京錠：起こせませんでした。k12は施錠")
    assert b.sitting.now_s >= 59.0
