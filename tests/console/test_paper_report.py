"""The report on paper: pages are filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.paper_report import report_paper
from console.print import HEIGHT_PX, Page, pages_of
from procedures.drill.report import read_report
from tests.procedures.drill.report.conftest import DRILL, EVENTS, header, write_record


def _filled(page: Page) -> float:
    """Down to which share of its height something stands on it."""
    ends = [top + last - first for _, top, first, last in page.parts]
    ends += [top + height for _, top, height in page.drawings]
    return max(ends) / HEIGHT_PX


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_page_before_the_last_is_nearly_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object, language: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    report = read_report(write_record(tmp_path / "r.sqlite", EVENTS, header(drill=DRILL)))
    pages = pages_of(report_paper(report, language))  # type: ignore[arg-type]
    assert len(pages) > 4
    assert all(_filled(page) > 0.55 for page in pages[:-1])
