"""What a rehearsal of a facility tells: chapters, supplies and the end, for it has no phases."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.entry import run_command
from console.cli.results import result_lines
from console.cli.seed_lines import finding_lines
from devices.site import load_site
from devices.words import Language
from procedures.rehearsal.seeds import Findings, Task, rehearse_once
from procedures.scenario import load_scenario
from procedures.sources import Sources

SITE = load_site("toride-togashira-elementary")
SCENARIO = load_scenario("toride-togashira-elementary-return", SITE)


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    record = tmp_path_factory.mktemp("facility") / "drill.sqlite"
    sources = Sources(SITE.name, SCENARIO.name)
    return Findings(1, (rehearse_once(Task(sources, SCENARIO.chain, 1.0, 1, record)),))


def test_times_are_those_of_chapters_supplies_and_the_end(findings: Findings) -> None:
    found = findings.as_json()
    outcome = findings.outcomes[0]
    assert found["phases"] == []
    assert [one.name for one in findings.chapter_times()] == ["F4"]
    supplies = dict(outcome.supplies_s)
    assert list(supplies) == ["dead", "utility"]
    assert 0.0 < supplies["dead"] < supplies["utility"] < outcome.summary.plant_seconds
    end = findings.end_time()
    assert end is not None
    assert end.median_s == outcome.summary.plant_seconds
    assert found["completed_at"] == end.as_json()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            ("F4 The power is back", "On the utility's supply", "The end", "Self-sustained supply"),
        ),
        ("ja", ("F4 復電したとき", "系統連系中", "終了", "自立運転中")),
    ],
)
def test_they_are_told_in_words_and_nothing_of_a_phase_or_an_island(
    findings: Findings, language: Language, told: tuple[str, ...]
) -> None:
    words = [
        *finding_lines(findings, Path("r"), SCENARIO, SITE, language),
        *result_lines(findings.outcomes[0].summary, SCENARIO, SITE, language),
    ]
    text = "\n".join(words)
    assert all(one in text for one in told), text
    assert not any(word in text for word in ("Island", "phase", "独立運転", "運用段階"))


def test_what_is_neither_site_nor_scenario_is_refused_with_both(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_command(["rehearse", "odawara-fir", "--language", "en"]) == 2
    told = capsys.readouterr().err
    assert "Sites: kobe-shelter, " in told
    assert "Scenarios: kobe-shelter-blackout, " in told
    assert "Did you mean odawara-fire" in told
