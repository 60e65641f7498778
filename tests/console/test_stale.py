"""What is stale or bad never looks live, wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from console.models.history import History
from console.models.one_line import OneLine
from console.views.main_window import MainWindow
from devices.signals import Quality, Reading
from devices.site import Site
from devices.words import Words, same
from procedures.snapshot import AlarmState, ConditionView, Snapshot

Open = Callable[..., MainWindow]
AGE_S = 42.0


@pytest.fixture
def stale(picture: Snapshot) -> Callable[[str, Quality], Snapshot]:
    """Return the picture with one signal of another quality."""

    def changed(name: str, quality: Quality = Quality.STALE) -> Snapshot:
        old = picture.values[name]
        reading = Reading(old.value, quality, picture.time_s - AGE_S)
        return replace(picture, values={**picture.values, name: reading})

    return changed


def look_of(label: QLabel) -> tuple[bool, bool]:
    """Whether a label is written in italics, and whether it is marked as untrusted."""
    label.ensurePolished()
    return label.font().italic(), label.property("trust") in ("stale", "bad")


def test_a_stale_figure_of_the_top_bar_is_grey_italic_with_its_age(
    open_window: Open, picture: Snapshot, stale: Callable[[str], Snapshot]
) -> None:
    window = open_window(stale("bess.soc_pct"))
    figure = window.top_bar._figures["bess.soc_pct"]
    assert (figure._value.text(), figure._caption.text()) == ("61.4?", "SoC 42 s")
    assert look_of(figure._value) == (True, True)
    window.present(picture)
    assert look_of(figure._value) == (False, False)


def test_stale_hours_left_are_marked_as_every_other_figure(
    open_window: Open, stale: Callable[[str], Snapshot]
) -> None:
    window = open_window(stale("island.hours_left_h"))
    assert window.top_bar._figures["island.hours_left_h"]._value.text() == "38?"


def test_a_stale_signal_of_a_faceplate_tells_its_age_in_the_place_of_its_bar(
    open_window: Open, stale: Callable[[str], Snapshot]
) -> None:
    window = open_window(stale("bess.p_kw"))
    window.centre.one_line.choose("bess")
    rows = {row.value.text(): row for row in window.centre.faceplate._signals._rows}
    row = rows["28.0 kW ?"]
    assert (row.note.text(), look_of(row.value)) == ("42 s old", (True, True))
    assert not row.bar.isVisible()


def test_a_bad_value_is_not_shown_at_all_and_said_to_be_not_valid(
    open_window: Open, stale: Callable[[str, Quality], Snapshot]
) -> None:
    window = open_window(stale("bess.p_kw", Quality.BAD))
    window.centre.one_line.choose("bess")
    rows = [row for row in window.centre.faceplate._signals._rows if row.note.isVisible()]
    assert [(row.value.text(), row.note.text()) for row in rows] == [("—", "not valid")]


def test_a_stale_switch_is_crossed_out_and_keeps_its_last_word(
    site: Site, stale: Callable[[str], Snapshot]
) -> None:
    node = next(node for node in site.drawing.nodes if node.id == "cb52b")
    state = OneLine(site).node_state(node, stale("cb52b.position"), "en")
    assert (state.position, state.position_words) == ("unknown", Words("CLOSED ?", "入 ?"))


def test_a_stale_box_keeps_its_value_with_a_question_and_its_age(
    site: Site, stale: Callable[[str], Snapshot]
) -> None:
    node = next(n for n in site.drawing.nodes if n.device == "bess" and n.symbol == "bess")
    state = OneLine(site).node_state(node, stale("bess.p_kw"), "en")
    assert (state.value, state.note, state.known) == ("28 kW ?", "42 s", False)


def test_earths_that_nobody_knows_of_are_not_shown_as_none(site: Site, picture: Snapshot) -> None:
    node = next(node for node in site.drawing.nodes if node.symbol == "earth")
    values = {name: r for name, r in picture.values.items() if name != "earth.count"}
    state = OneLine(site).node_state(node, replace(picture, values=values), "en")
    assert state.earths is None


def test_a_condition_of_unknown_truth_shows_its_value_as_stale(
    open_window: Open, picture: Snapshot, with_step: Callable[..., Snapshot]
) -> None:
    unknown = ConditionView(same("SoC above 15 %"), same("61.4 % ? 42 s"), None)
    window = open_window(with_step(picture, expected=(unknown,)))
    line = window.procedure.step._expected._lines[0]
    assert (line.live.text(), look_of(line.live)) == ("61.4 % ? 42 s", (True, True))


def test_what_is_watched_but_unknown_is_stale_too(open_window: Open, picture: Snapshot) -> None:
    unknown = ConditionView(same("SoC above 15 %"), same("61.4 % ? 42 s"), None)
    run = replace(picture.runs[0], watch=(unknown,))
    window = open_window(replace(picture, runs=(run,)))
    _, text = window.procedure._watch._cells[0]
    assert look_of(text) == (True, True)


def test_the_head_of_a_plot_says_how_old_its_value_is(
    open_window: Open, stale: Callable[[str], Snapshot]
) -> None:
    window = open_window(stale("island.f_hz"))
    plot = next(p for p in window.trends.plots if p.trend.signals == ("island.f_hz",))
    assert plot.head_value.text() == "49.97 Hz ? 42 s"
    assert look_of(plot.head_value) == (True, True)


def test_a_pile_with_an_unknown_part_has_a_gap_and_no_total(
    open_window: Open, stale: Callable[[str], Snapshot], site: Site
) -> None:
    window = open_window(stale("b1.p_kw"))
    plot = next(p for p in window.trends.plots if p.trend.stacked)
    assert "b1.p_kw" in plot.trend.signals
    assert plot.head_value.text() == "—"


def test_the_cursor_shows_no_value_where_none_was_known() -> None:
    history = History(("a.p_kw",))
    history.add(("a.p_kw",), np.arange(4.0), np.array([[1.0], [2.0], [np.nan], [np.nan]]))
    assert history.at("a.p_kw", 1.5) == 2.0
    assert history.at("a.p_kw", 3.0) is None


def test_an_alarm_out_of_service_has_a_mark_of_its_own_on_the_one_line(
    site: Site, picture: Snapshot
) -> None:
    node = next(node for node in site.drawing.nodes if node.device == "bess")
    alarm = replace(picture.alarms[0], device="bess", active=True, state=AlarmState.OUT_OF_SERVICE)
    state = OneLine(site).node_state(node, replace(picture, alarms=(alarm,)), "en")
    assert (state.alarm, state.alarm_out) == (0, True)
