"""What came of a drill, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from devices import messages
from devices.words import Language
from procedures.phase import phase_title
from procedures.record import Summary


def result_lines(summary: Summary, language: Language) -> Iterator[str]:
    """The figures of one record, line by line."""

    def say(key: str, **filled: object) -> str:
        return messages.text(language, key, **filled)

    yield say(
        "cli_result",
        outcome=say(f"cli_outcome_{summary.outcome}"),
        phase=phase_title(summary.phase).in_language(language),
        steps=summary.steps_done,
        plant=timedelta(seconds=round(summary.plant_seconds)),
        wall=round(summary.wall_seconds, 1),
    )
    if summary.f_min_hz is not None:
        yield say(
            "cli_result_island",
            f_min=_figure(summary.f_min_hz, 3),
            f_max=_figure(summary.f_max_hz, 3),
            v_min=_figure(summary.v_min_pu, 3),
            v_max=_figure(summary.v_max_pu, 3),
            soc_start=_figure(summary.soc_start_pct, 1),
            soc_end=_figure(summary.soc_end_pct, 1),
        )
    yield say(
        "cli_result_rest",
        unserved=_figure(summary.unserved_kwh, 1),
        alarms=summary.alarms,
        refused=summary.refused,
    )
    yield say("cli_result_record", record=summary.record)


def _figure(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"
