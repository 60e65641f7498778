"""What came of many seeds of one drill, in lines for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from console.cli.results import figure, figure_lines
from devices import messages
from devices.site import Site
from devices.words import Language
from procedures.phase import Phase, phase_title, supply_title
from procedures.rehearsal.seeds import Findings, Outcome, ReachedTime
from procedures.scenario import Scenario

_COLUMNS = "seed outcome steps time f_min f_max v_min v_max soc unserved alarms refused"


def finding_lines(
    findings: Findings, record: Path | None, scenario: Scenario, site: Site, language: Language
) -> Iterator[str]:
    """The table of the seeds, the share, the worst, and the time to each phase or chapter."""

    def say(key: str, **filled: object) -> str:
        return messages.text(language, key, **filled)

    title, skill = scenario.title.in_language(language), scenario.habits.skill
    yield say("cli_seeds_title", title=title, name=scenario.name, skill=f"{skill:g}")
    heading = tuple(say(f"cli_seeds_column_{name}") for name in _COLUMNS.split())
    yield from _table([heading, *(_row(one, language) for one in findings.outcomes)])
    yield say(
        "cli_seeds_share",
        completed=findings.completed,
        done=len(findings.outcomes),
        share=f"{100.0 * findings.share:.0f}",
    )
    worst = findings.worst
    if worst is None:
        return
    yield ""
    told = scenario.tells(Phase.GRID)
    yield say("cli_seeds_phases" if told else "cli_seeds_reached_when")
    yield from _table(
        [
            (
                name,
                say("cli_seeds_reached", seeds=one.seeds, done=len(findings.outcomes)),
                say("cli_seeds_median", time=_duration(one.median_s)),
                say("cli_seeds_latest", time=_duration(one.worst_s), seed=one.worst_seed),
            )
            for name, one in (_phases if told else _chapters)(findings, scenario, language)
        ]
    )
    yield ""
    yield say(
        "cli_seeds_worst" if told else "cli_seeds_worst_plain",
        seed=worst.seed,
        outcome=say(f"cli_outcome_{worst.summary.outcome}"),
        phase=phase_title(worst.summary.phase).in_language(language),
        steps=worst.summary.steps_done,
        plant=_duration(worst.summary.plant_seconds),
    )
    yield from (f"  {line}" for line in figure_lines(worst.summary, site, language))
    if worst.why.en:
        yield "  " + say("cli_seeds_why", why=worst.why.in_language(language))
    yield "  " + say("cli_result_record", record=record)


def _phases(
    findings: Findings, _scenario: Scenario, language: Language
) -> Iterator[tuple[str, ReachedTime]]:
    for one in findings.phase_times():
        yield phase_title(one.name).in_language(language), one


def _chapters(
    findings: Findings, scenario: Scenario, language: Language
) -> Iterator[tuple[str, ReachedTime]]:
    """What a chain without phases comes to: its chapters, other supplies, and its end."""
    titles = {p.chain: p.title.in_language(language) for p in scenario.procedures}
    found = [(f"{one.name} {titles.get(one.name, '')}", one) for one in findings.chapter_times()]
    found += (
        (supply_title(one.name).in_language(language), one) for one in findings.supply_times()
    )
    yield from sorted(found, key=lambda pair: pair[1].median_s)
    end = findings.end_time()
    if end is not None:
        yield messages.text(language, "cli_seeds_end"), end


def _row(outcome: Outcome, language: Language) -> tuple[str, ...]:
    figures = outcome.summary
    return (
        str(outcome.seed),
        messages.text(language, f"cli_outcome_{figures.outcome}"),
        str(figures.steps_done),
        _duration(figures.plant_seconds),
        figure(figures.f_min_hz, 3),
        figure(figures.f_max_hz, 3),
        figure(figures.v_min_pu, 3),
        figure(figures.v_max_pu, 3),
        figure(figures.soc_end_pct, 1),
        figure(figures.unserved_kwh, 1),
        str(figures.alarms),
        str(figures.refused),
    )


def _duration(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows in columns; a Japanese character fills two places of a terminal."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            f"{cell}{' ' * (wide - _width(cell))}" for cell, wide in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
