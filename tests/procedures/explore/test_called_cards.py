"""What is explored of a chapter that calls others, what is told as left out, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.entry import run_command
from devices.site import load_site
from procedures.rehearsal.explore import Place, plan

CALLS = """# A chapter of calls, and a way out that is not open.
procedure: try-calls
site: odawara
chain: T3
title: {en: Calls, ja: 呼出し}
safe_state: stop-bess
steps:
  - id: "1"
    call: try-called
    role: MGC
    title: {en: The card, ja: カード}
  - id: "2"
    choose:
      options:
        - id: straight_on
          title: {en: Straight on, ja: このまま}
          goto: end
        - id: low_charge
          when: permit.energise
          title: {en: "Below {site.soc_stop_pct} %", ja: "{site.soc_stop_pct} %未満"}
          goto: "3"
    role: MGC
    title: {en: "Above {site.soc_stop_pct} %?", ja: "{site.soc_stop_pct} %以上か"}
    limit: 5 min
  - id: "3"
    say:
      to: MGC
      text: {en: "Low.", ja: 「低下」}
      read_back: {en: "Low.", ja: 「低下、了解」}
    role: TSO-D
    title: {en: Tell it, ja: 知らせる}
    limit: 5 min
"""
CALLED = """# The card that is called.
procedure: try-called
site: odawara
chain: T3-A
title: {en: Called, ja: 呼ばれる}
steps:
  - id: "1"
    say:
      to: MGC
      text: {en: "Down to {site.soc_stop_pct} %.", ja: "「{site.soc_stop_pct} %まで」"}
      read_back: {en: "Down to {site.soc_stop_pct} %.", ja: "「{site.soc_stop_pct} %、了解」"}
    role: TSO-D
    title: {en: "Down to {site.soc_stop_pct} %", ja: "{site.soc_stop_pct} %まで"}
    limit: 5 min
"""
SCENARIO = """scenario: try-calls-now
site: odawara
title: {en: Calls, ja: 呼出し}
start: {phase: GRID}
chain: [try-calls]
"""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("calls")
    files = {"try-calls": CALLS, "try-called": CALLED, "try-calls-now": SCENARIO}
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Place("odawara", str(folder / "try-calls-now.yaml"))


def told_of(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run_command(["check", "--language", "en", "--workers", "1", "--explore", *arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_chapter_that_is_asked_for_is_explored_with_the_cards_it_calls(calls: Place) -> None:
    todo = plan(calls, procedures=("T3",))
    assert {key[1:3] for key in todo.order} == {("try-called", "1"), ("try-calls", "2")}
    only = plan(calls, procedures=("t3-a",))
    assert {key[1:3] for key in only.order} == {("try-called", "1")}


def test_steps_that_the_way_does_not_come_to_are_told_by_name(
    calls: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = (calls.scenario, "--procedures", "T3", "--kinds", "omit")
    code, out, _ = told_of(*wanted, capsys=capsys)
    assert code == 0
    assert "Steps: 2, kinds: 1, " in out
    assert "they were not explored:\n  T3: 3\n" in out


def test_titles_and_ways_out_are_told_in_the_words_that_people_read(calls: Place) -> None:
    todo = plan(calls)
    titles = {task.moment.step.title.en for task in todo.tasks}
    assert titles == {"Down to 10 %", "Above 10 %?"}
    site = load_site("odawara")
    found = (one for task in todo.tasks for one in task.deviations if one.how == "other_way")
    words = next(found).words(site)
    assert words.en == "Another way out of the choice is taken: Below 10 %."
    assert words.ja == "分岐で別の選択をする：10 %未満"


@pytest.mark.parametrize("given", ["T33", "T3,T33"])
def test_a_chapter_that_does_not_exist_is_refused_with_those_that_do(
    calls: Place, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told_of(calls.scenario, "--procedures", given, capsys=capsys)
    assert (code, out) == (2, "")
    assert "There is no chapter or procedure T33 here. Known: T3, T3-A. Did you mean T3" in err


def test_an_exploration_of_no_step_is_no_clean_result(
    calls: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "none.csv"
    wanted = (calls.scenario, "--kinds", "device_fails", "--out", str(out))
    code, told, err = told_of(*wanted, capsys=capsys)
    assert (code, told) == (2, "")
    assert "Nothing was explored" in err
    assert list(tmp_path.iterdir()) == []
