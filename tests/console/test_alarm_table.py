"""The alarm list folds, unfolds and tells the states of ISA-18.2; figures know their targets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.models.alarm_figures import AlarmFigureTable, figure_rows
from console.models.alarm_table import AlarmCounts, AlarmTable, in_order
from console.translation import Translation
from devices.alarms import AlarmFigures
from devices.words import same
from procedures.snapshot import AlarmState, AlarmView, Snapshot

CALM = AlarmFigures(shown=1, raw=4, flood=False, chattering=(), standing=())


def alarm(name: str, state: AlarmState, **changes: object) -> AlarmView:
    words = same(name)
    row = AlarmView(name, 3, "bess", words, words, words, words, state, True, 100.0, words)
    return replace(row, **changes)


FIRST = alarm("first", AlarmState.UNACKNOWLEDGED, folded=2)
CHILD = alarm("child", AlarmState.SUPPRESSED, parent="first", held_back="folded", time_s=102.0)
OTHER = alarm("other", AlarmState.SUPPRESSED, parent="first", held_back="folded", time_s=101.0)
QUIET = alarm("quiet", AlarmState.SUPPRESSED, held_back="state")
AWAY = alarm("away", AlarmState.SHELVED, shelved_until_s=7938.0 + 60)
OUT = alarm("out", AlarmState.OUT_OF_SERVICE, held_back="out_of_service")
ROWS = (OUT, CHILD, QUIET, AWAY, OTHER, FIRST)


def ids(rows: list[AlarmView]) -> list[str]:
    return [row.id for row in rows]


def test_the_children_of_a_first_out_are_folded_away() -> None:
    assert ids(in_order(ROWS)) == ["first", "away", "out"]


def test_an_unfolded_first_out_shows_its_children_in_the_order_in_which_they_came() -> None:
    assert ids(in_order(ROWS, {"first"})) == ["first", "other", "child", "away", "out"]


def test_what_is_suppressed_is_shown_when_it_is_asked_for() -> None:
    assert ids(in_order(ROWS, suppressed=True)) == ["first", "away", "out", "quiet"]


def test_the_counts_tell_what_was_done_about_the_alarms() -> None:
    counts = AlarmCounts.of(ROWS)
    assert counts.by_priority == (0, 0, 1)
    assert (counts.unacknowledged, counts.shelved) == (1, 1)
    assert (counts.out_of_service, counts.suppressed) == (1, 3)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (FIRST, "not acknowledged"),
        (alarm("a", AlarmState.ACKNOWLEDGED, acknowledged_by="ozawa"), "acknowledged · Ozawa"),
        (alarm("a", AlarmState.RETURNED), "back to normal, not acknowledged"),
        (AWAY, "shelved · until 10:53:18"),
        (OUT, "out of service"),
        (QUIET, "expected in this state of the plant"),
        (CHILD, "folded under the first alarm"),
    ],
)
def test_every_state_has_its_words(
    row: AlarmView, words: str, translation: Translation, picture: Snapshot
) -> None:
    table = AlarmTable(translation, str, str.title)
    table.take(replace(picture, alarms=(row,)))
    assert table.state_word(row) == words


def test_an_alarm_that_chatters_says_so(translation: Translation, picture: Snapshot) -> None:
    table = AlarmTable(translation, str, str.title)
    table.take(replace(picture, alarms=(replace(AWAY, chattering=True),)))
    assert table.index(0, 3).data() == "away · chattering"


def test_calm_figures_are_within_their_targets() -> None:
    assert [row.name for row in figure_rows(CALM) if row.exceeded] == []


def test_a_flood_chatter_and_a_high_rate_are_above_their_targets() -> None:
    figures = AlarmFigures(shown=12, raw=40, flood=True, chattering=("a",), standing=("b",))
    exceeded = [row.name for row in figure_rows(figures) if row.exceeded]
    assert exceeded == ["shown", "flood", "chattering"]


def test_what_was_over_the_whole_sitting_has_targets_too() -> None:
    figures = replace(
        CALM,
        total=40,
        average_per_10_min=1.5,
        peak_per_min=3,
        peak_per_10_min=11,
        peak_per_hour=16,
        flood_share=0.02,
        by_priority=(1, 9, 30),
        top_sources=(("a", 20), ("b", 9)),
    )
    rows = {row.name: row for row in figure_rows(figures)}
    exceeded = [name for name, row in rows.items() if row.exceeded]
    assert exceeded == ["average", "peak_min", "peak_10_min", "peak_hour", "flood_share"]
    assert (rows["priorities"].now, rows["top"].alarms) == ("1 / 9 / 30", ("a", "b"))


def test_the_figures_name_the_alarms_that_chatter(
    translation: Translation, picture: Snapshot
) -> None:
    table = AlarmFigureTable(translation, lambda alarm: f"title of {alarm}")
    table.take(replace(picture, alarm_figures=replace(CALM, chattering=("a", "b"))))
    texts = [str(table.index(2, column).data()) for column in range(4)]
    assert texts[1:] == ["2 · above the target", "none", "title of a, title of b"]
