"""Figures of section 2 stand as people write them, and nothing lost reads as nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from devices.words import same
from procedures.drill.report import Report
from procedures.drill.report.as_html import as_html
from procedures.drill.report.rows import LossLine
from procedures.drill.report.scored import result_of
from procedures.drill.scoring import Metric, score


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (5.476, "s", "5 s"),
        (131.6, "s", "2:12"),
        (64.72, "min", "65 min"),
        (10.79, "kWh", "10.8 kWh"),
        (91.67, "%", "92 %"),
        (49.876, "Hz", "49.88 Hz"),
        (3.0, "", "3"),
        (None, "s", "–"),
    ],
)
def test_a_figure_has_as_many_digits_as_people_write(
    record: Path, value: float | None, unit: str, written: str
) -> None:
    sheet = score(record)
    figure = Metric("one", same("One"), value, unit)
    told = result_of(replace(sheet, metrics=(figure, sheet.metric("went_back")))).metrics
    assert told[0].value == same(written)


def test_a_small_loss_is_never_written_as_nothing(report: Report) -> None:
    assert report.result is not None
    small = LossLine("limits", 0.04, same("A little"), ())
    page = as_html(replace(report, result=replace(report.result, losses=(small,))), "en")
    assert "−0.04" in page
    assert "−0.0<" not in page
