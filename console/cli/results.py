"""What came of a drill, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from devices import messages
from devices.words import Language
from procedures.phase import phase_title
from procedures.record import Summary


def result_lines(summary: Summary, language: Language) -> Iterator[str]:
    """The figures of one record, line by line, and where it is."""
    yield messages.text(
        language,
        "cli_result",
        outcome=messages.text(language, f"cli_outcome_{summary.outcome}"),
        phase=phase_title(summary.phase).in_language(language),
        steps=summary.steps_done,
        plant=timedelta(seconds=round(summary.plant_seconds)),
        wall=round(summary.wall_seconds, 1),
    )
    yield from figure_lines(summary, language)
    yield messages.text(language, "cli_result_record", record=summary.record)


def figure_lines(summary: Summary, language: Language) -> Iterator[str]:
    """The figures of the plant and of the alarms, line by line."""
    if summary.f_min_hz is not None:
        yield messages.text(
            language,
            "cli_result_island",
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
