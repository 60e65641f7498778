"""Columns stand under each other in a terminal, whatever language fills them."""

from __future__ import annotations

from console.cli.table import Column, table, width


def test_a_wide_sign_takes_two_places() -> None:
    assert width("安全 a") == 6


def test_columns_stand_under_each_other_in_both_languages() -> None:
    rows = [("安全", "30.0", "点"), ("Communication", "2.5", "")]
    first, second = table(rows, (Column(), Column(right=True), Column()))
    assert width(first[: first.index("30.0")]) == len("  Communication  ")
    assert first.index("点") > first.index("30.0")
    assert second.endswith(" 2.5")  # nothing is drawn behind the last text


def test_no_rows_are_no_lines() -> None:
    assert list(table([], (Column(),))) == []
