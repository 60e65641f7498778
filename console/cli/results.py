"""What came of a drill, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from devices import messages
from devices.site import Site
from devices.words import Language
from procedures.phase import Phase, phase_title
from procedures.record import Summary
from procedures.scenario import Scenario


def result_lines(
    summary: Summary, scenario: Scenario, site: Site, language: Language
) -> Iterator[str]:
    """The figures of one record, line by line, and where it is.

    The phase is left out where the chain declares none: it would be the one it began with.
    """
    told = bool(summary.phase) and scenario.tells(Phase(summary.phase))
    yield messages.text(
        language,
        "cli_result" if told else "cli_result_plain",
        outcome=messages.text(language, f"cli_outcome_{summary.outcome}"),
        phase=phase_title(summary.phase).in_language(language),
        steps=summary.steps_done,
        plant=timedelta(seconds=round(summary.plant_seconds)),
        wall=round(summary.wall_seconds, 1),
    )
    yield from figure_lines(summary, site, language)
    yield messages.text(language, "cli_result_record", record=summary.record)


def figure_lines(summary: Summary, site: Site, language: Language) -> Iterator[str]:
    """The figures of the plant and of the alarms, line by line."""
    if summary.f_min_hz is not None:
        # An island is a line of the utility; a facility or a private line feeds itself.
        islands = any(one.kind == "boundary_switch" for one in site.devices.values())
        yield messages.text(
            language,
            "cli_result_island" if islands else "cli_result_own",
            f_min=figure(summary.f_min_hz, 3),
            f_max=figure(summary.f_max_hz, 3),
            v_min=figure(summary.v_min_pu, 3),
            v_max=figure(summary.v_max_pu, 3),
            soc_start=figure(summary.soc_start_pct, 1),
            soc_end=figure(summary.soc_end_pct, 1),
        )
    yield messages.text(
        language,
        "cli_result_rest",
        unserved=figure(summary.unserved_kwh, 1),
        alarms=summary.alarms,
        refused=summary.refused,
    )


def figure(value: float | None, decimals: int) -> str:
    """A number with so many decimals; a dash where nothing is known."""
    return "–" if value is None else f"{value:.{decimals}f}"
