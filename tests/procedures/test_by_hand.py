"""Procedures opened by hand: which are offered, what stands against them, what they leave alone."""

from __future__ import annotations

from typing import Any

from procedures import intents
from procedures.language import load_procedure
from procedures.people import Sitter
from procedures.snapshot import RunState, StartView

MGC = Sitter("ozawa", ("MGC",))
STEP = '  - id: "1"\n    confirm: {}\n    role: MGC\n    title: {en: Step, ja: 手順}\n'

WATCHING = """watch:
  - id: fire
    when: bess.fire
    words: {en: No fire, ja: 火災なし}
    then: {call: odawara-p10-9-fire}
"""


def steps(more: str = "") -> str:
    return f"{more}steps:\n{STEP}"


def test_an_unknown_name_is_refused_with_the_nearest(bench: Any) -> None:
    b = bench(bench.procedure(steps()), sitter=MGC)
    assert (
        b.wish(intents.StartProcedure("odawara-p10-9-fir"))
        == ("there is no procedure odawara-p10-9-fir; near: odawara-p10-9-fire",)
        or "odawara-p10-9-fire" in b.sitting.snapshot().refusal.reasons[0].en
    )
    assert b.wish(intents.StartProcedure("../../etc/passwd")) != ()
    assert b.wish(intents.StartProcedure("")) != ()
    assert len(b.sitting.engine.runs) == 1


def test_a_procedure_of_another_site_is_refused(bench: Any) -> None:
    path = bench.folder / "q.yaml"
    bench.procedure(steps(), name="q")
    path.write_text(path.read_text("utf-8").replace("site: odawara", "site: kobe"), "utf-8")
    b = bench(bench.procedure(steps()), load_procedure(path), sitter=MGC)
    assert "kobe" in b.wish(intents.StartProcedure("q"))[0]


def test_chapters_and_parts_of_others_are_not_opened_by_hand(bench: Any) -> None:
    later = bench.procedure(steps(), name="q")
    b = bench(bench.procedure(steps()), later, sitter=MGC, chain=2)
    assert "turn" in b.wish(intents.StartProcedure("q"))[0]
    assert "part" in b.wish(intents.StartProcedure("odawara-p10-a-open-all"))[0]


def test_what_is_opened_by_hand_stands_beside_the_chain(bench: Any) -> None:
    other = bench.procedure(steps("safe_state: stop-bess\n"), name="q")
    b = bench(bench.procedure(steps()), other, sitter=MGC)
    assert b.wish(intents.StartProcedure("q")) == ()
    assert b.wish(intents.Abort("q", "enough")) == ()
    b.until(lambda: b.sitting.engine.run("q").state is RunState.ENDED)
    assert b.sitting.snapshot().outcome == ""
    assert b.run.active


def test_the_next_chapter_waits_while_two_others_are_at_work(bench: Any) -> None:
    names = ("p", "p2", "q", "r")
    texts = [bench.procedure(steps(), name=name) for name in names]
    b = bench(*texts, sitter=MGC, chain=2)
    b.wish(intents.StartProcedure("q"))
    b.wish(intents.Confirm("p", ok=True))
    b.go(1)  # p2 has taken the second place
    assert b.wish(intents.StartProcedure("r")) != ()
    b.wish(intents.Confirm("q", ok=True))
    b.wish(intents.Confirm("p2", ok=True))
    assert b.sitting.finished
    assert [run.procedure.name for run in b.sitting.engine.runs] == ["p", "q", "p2"]


def test_a_phase_that_may_not_follow_is_a_reason_against(bench: Any) -> None:
    other = bench.procedure(steps("phase: GRID_CLOSE\n"), name="q")
    b = bench(bench.procedure(steps()), other, sitter=MGC)
    (view,) = (one for one in b.sitting.snapshot().startable if one.procedure == "q")
    assert view.against is not None
    assert "Being closed onto the utility" in view.against.en
    assert b.wish(intents.StartProcedure("q")) == (view.against.en,)


def test_the_abnormal_procedures_of_the_site_are_offered_in_order(bench: Any) -> None:
    b = bench(bench.procedure(steps()), sitter=MGC)
    offered = [one.chain for one in b.sitting.snapshot().startable]
    abnormal = [chain for chain in offered if chain.startswith("P10.")]
    assert abnormal == sorted(abnormal, key=lambda label: int(label.partition(".")[2]))
    assert {"P10.1", "P10.11"} <= set(abnormal)
    assert "P10-A" not in offered


def test_what_the_watched_values_call_for_is_told_of_each_and_keeps_nobody_from_it(
    bench: Any,
) -> None:
    b = bench(bench.procedure(WATCHING + steps()), sitter=MGC)

    def told(chain: str) -> StartView:
        b.go(1)
        (view,) = (one for one in b.sitting.snapshot().startable if one.chain == chain)
        return view

    assert told("P10.9").called_for is False
    assert told("P10.7").called_for is False
    b.plant.values["bess.soc_pct"] = 5.0
    assert told("P10.7").called_for is None  # what watches it in the island is not at work
    b.plant.values["bess.fire"] = True
    view = told("P10.9")
    assert (view.called_for, view.against) == (True, None)
    assert view.remark is not None
    assert "fire" in view.remark.en
    b.plant.values["island.supply"] = "dead"
    reserve = told("N1")
    assert (reserve.called_for, reserve.against) == (False, None)
    assert "first step" in reserve.remark.en
    assert b.wish(intents.StartProcedure(reserve.procedure)) == ()
