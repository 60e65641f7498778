"""Zoom, pan, span and cursor of the plots; what memory does not have comes from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.models.chosen_trends import fitted
from console.models.history import BIN_S, FINE_ROWS, History
from console.models.marks import PlotMarks
from console.models.outlook_words import hours_to
from console.models.panel_layout import Afloat
from console.models.time_window import MOST_S, TimeWindow
from console.views.main_window import MainWindow
from console.views.trends.ground import marked
from console.views.trends.large_view import LargeView
from console.views.trends.outlook import places
from console.views.trends.save_dialog import SaveDialog
from devices.events import Event, EventKind
from devices.site import Site
from devices.site.drawing import TrendBand
from devices.words import Words, same
from procedures.record import Column, Journal
from procedures.sampling import TrendBatch
from procedures.snapshot import EventLine, Outlook, Snapshot
from procedures.stretch_csv import StretchOfRecord, write_stretch
from procedures.stretches import ReadStretch, Stretch, Unwanted, read_stretch
from tests.console.looking import settle

Open = Callable[..., MainWindow]
LEFT = Qt.MouseButton.LeftButton


# --- the time that is shown -----------------------------------------------------------------------


def test_zooming_keeps_what_one_points_at_in_its_place() -> None:
    window = TimeWindow()
    window.now_s = 10_000.0
    window.zoom((1000.0, 2000.0), 1.0, 1250.0)
    assert window.held == pytest.approx((1125.0, 1625.0))
    window.zoom(window.held, -1.0, 1250.0)
    assert window.held == pytest.approx((1000.0, 2000.0))


def test_nobody_looks_further_than_the_future_that_is_foreseen_or_wider_than_three_days() -> None:
    window = TimeWindow()
    window.now_s = 100.0
    window.pan((0.0, 600.0), 50.0)
    assert window.held is not None
    assert window.held[1] <= 100.0 + 60.0
    window.zoom((0.0, 200_000.0), -5.0)
    assert window.held[1] - window.held[0] == MOST_S


def test_hours_left_are_counted_where_a_curve_falls_below_the_level() -> None:
    outlook = Outlook((0.0, 10.0, 20.0), (60.0, 30.0, 0.0), (60.0, 40.0, 20.0), (60.0, 55.0, 50.0))
    assert hours_to(outlook, 30.0).hours == (10.0, 15.0, None)
    assert hours_to(outlook, 70.0).hours == (0.0, 0.0, 0.0)


# --- the pyramid ----------------------------------------------------------------------------------


def long_history() -> History:
    history = History(("a.p_kw",))
    times_s = np.arange(3 * FINE_ROWS) * 0.1
    values = np.zeros((len(times_s), 1))
    values[500] = 9.0
    for first in range(0, len(times_s), 5_000):
        history.add(("a.p_kw",), times_s[first : first + 5_000], values[first : first + 5_000])
    return history


def test_a_spike_is_drawn_on_every_floor_of_the_pyramid() -> None:
    history = long_history()
    for span_s in (10_800.0, 86_400.0, 259_200.0):
        _, values = history.curve("a.p_kw", 10_800.0 - span_s, 10_800.0, 600)
        assert values.max() == 9.0


def test_a_close_look_at_what_memory_has_thinned_is_taken_from_the_record() -> None:
    history = long_history()
    assert not history.wants_detail(10_700.0, 10_800.0, 600)
    assert history.wants_detail(40.0, 60.0, 600)
    times_s = np.arange(0.0, 100.0, 0.1)
    values = np.where(times_s < 50.0, 1.0, 2.0).astype(np.float32)[None, :]
    history.lay_detail(Stretch(1, 0.0, 100.0, 0.0, ("a.p_kw",), times_s, values, values))
    assert not history.wants_detail(40.0, 60.0, 600)
    shown_s, shown = history.curve("a.p_kw", 49.0, 51.0, 600)
    assert shown_s[np.argmax(shown)] == pytest.approx(50.0, abs=0.05)


def test_what_was_before_a_sitting_went_on_is_put_in_front() -> None:
    history = History(("a.p_kw",))
    history.add(("a.p_kw",), np.arange(5000.0, 5100.0), np.full((100, 1), 3.0))
    assert history.lacks_before_s == 5000.0
    bins_s = np.arange(5.0, 5000.0, BIN_S)
    lows = np.full((1, len(bins_s)), 1.0, dtype=np.float32)
    history.put_before(Stretch(1, 0.0, 5000.0, BIN_S, ("a.p_kw",), bins_s, lows, lows + 1))
    times_s, values = history.curve("a.p_kw", 0.0, 5100.0, 600)
    assert (times_s[0], values.min(), values.max()) == (pytest.approx(5.0, abs=20), 1.0, 3.0)
    assert np.all(np.diff(times_s) >= 0)
    assert history.lacks_before_s is None


# --- marks ----------------------------------------------------------------------------------------


def test_marks_are_taken_once_and_forgotten_when_the_sitting_goes_back(
    site: Site, picture: Snapshot
) -> None:
    rule = site.alarms[0]
    lines = (
        EventLine(1, 100.0, "step.done", "5.1", "", same("a")),
        EventLine(2, 200.0, "alarm.raised", rule.id, "", same("b")),
    )
    marks = PlotMarks(site)
    marks.take(replace(picture, events=lines))
    marks.take(replace(picture, events=lines))
    marks.put_before([Event(200.0, EventKind.ALARM_RAISED, rule.id)])
    assert [mark.priority for mark in marks.between(0.0, 1e6)] == [0, rule.priority]
    marks.take(replace(picture, events=lines[:1], branch=2, time_s=150.0))
    assert [mark.time_s for mark in marks.between(0.0, 1e6)] == [100.0]


# --- the window: one for all ----------------------------------------------------------------------


@pytest.fixture
def window(open_window: Open, picture: Snapshot) -> Iterator[MainWindow]:
    return open_window(picture, (1280, 800))


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window.trends, key)


def test_wheel_drag_keys_and_buttons_move_the_time_of_all_plots(
    window: MainWindow, picture: Snapshot
) -> None:
    trends = window.trends
    soc, frequency = trends.plots[:2]
    own = frequency.shown
    place = frequency.plot.viewport().rect().center()
    event = QWheelEvent(
        QPointF(place),
        QPointF(frequency.plot.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(frequency.plot.viewport(), event)
    assert frequency.shown[1] - frequency.shown[0] == pytest.approx((own[1] - own[0]) / 2)
    assert soc.shown == frequency.shown
    assert trends.linked.bar.held.isVisible()
    before = frequency.shown
    window.present(replace(picture, time_s=picture.time_s + 100.0))
    assert frequency.shown == before
    QTest.mousePress(frequency.plot.viewport(), LEFT, pos=place)
    QTest.mouseMove(frequency.plot.viewport(), place + QPoint(40, 0))
    QTest.mouseRelease(frequency.plot.viewport(), LEFT, pos=place + QPoint(40, 0))
    press(window, Qt.Key.Key_Plus, Qt.Key.Key_PageUp)
    assert frequency.shown[0] < before[0]
    press(window, Qt.Key.Key_Home)
    assert not trends.linked.bar.held.isVisible()
    assert frequency.shown[1] >= picture.time_s
    QTest.mouseClick(trends.linked.bar.tools["minus"], LEFT)
    assert soc.shown == frequency.shown
    trends.linked.bar.span_asked.emit(1800.0)
    assert soc.shown[1] - soc.shown[0] == pytest.approx(1800.0)


def test_the_cursor_tells_every_curve_with_its_unit_and_what_happened(
    window: MainWindow, picture: Snapshot
) -> None:
    trends = window.trends
    line = EventLine(900, 7800.0, "alarm.raised", "group", "", same("Group mismatch"))
    window.present(replace(picture, events=(*picture.events, line)))
    voltage = trends.plots[2]
    trends.linked.point(7800.0, voltage)
    told = voltage.readout.text().replace("\u00a0", " ")
    assert told.count(" kV") == 2
    assert "Group mismatch" in told
    assert "5.00 kV" in voltage.head_value.text()
    press(window, Qt.Key.Key_Escape)
    assert not voltage.readout.isVisible()


def test_an_old_time_seen_closely_is_wished_from_the_record(
    qtbot: QtBot, window: MainWindow, picture: Snapshot, wishes: Callable[..., list[object]]
) -> None:
    heard = wishes(window)
    names = window.trends.history.names
    late_s = np.arange(7938.0, 7938.0 + 50_000.0)
    window.trends.history.add(names, late_s, np.full((len(late_s), len(names)), 1.0))
    window.present(replace(picture, time_s=57_000.0))
    window.trends.linked.window_of_time.hold(1000.0, 120.0)
    window.trends.linked.changed.emit()
    asked = [wish for wish in heard if isinstance(wish, ReadStretch)]
    assert len(asked) == 1
    assert (asked[0].from_s, asked[0].to_s, asked[0].bin_s) == (940.0, 1180.0, 0.0)
    assert "island.f_hz" in asked[0].names


# --- saved ----------------------------------------------------------------------------------------


def recorded(site: Site, path: Path) -> Path:
    """A record of 100 s at ten samples a second: one signal counts them, one has two states."""
    columns = (Column("island.f_hz", "Hz", label=Words("Frequency", "周波数")),)
    columns += (Column("b1.position", states=("open", "closed")),)
    journal = Journal.create(
        path, {"site": site.name, "clock": "2026-11-22T10:00:00+09:00"}, columns
    )
    journal.append([Event(0.0, EventKind.SITTING_OPENED, site.name)])
    for number in range(1000):
        journal.telemetry(number / 10, np.array([50.0 + number / 1000, float(number >= 500)]))
    journal.append([Event(50.0, EventKind.STEP_DONE, "5.1")])
    journal.close()
    return path


def test_a_stretch_of_the_record_is_read_whole_or_thinned(site: Site, tmp_path: Path) -> None:
    path = recorded(site, tmp_path / "r.kairetsu")
    names = ("island.f_hz", "unknown.p_kw")
    whole = read_stretch(path, 1, ReadStretch(names, 40.0, 60.0))
    assert (whole.times_s[0], whole.times_s[-1], len(whole.times_s)) == (40.0, 60.0, 201)
    assert np.isnan(whole.lows[1]).all()
    assert [event.subject for event in whole.events] == ["5.1"]
    thin = read_stretch(path, 1, ReadStretch(names, 0.0, 100.0, 10.0))
    assert thin.times_s.tolist() == [5.0 + 10 * n for n in range(10)]
    assert (thin.lows[0, 0], thin.highs[0, -1]) == (pytest.approx(50.0), pytest.approx(50.999))


def test_the_plots_are_saved_whole_as_picture_drawing_and_table(
    qtbot: QtBot, window: MainWindow, picture: Snapshot, site: Site, tmp_path: Path
) -> None:
    record = recorded(site, tmp_path / "r.kairetsu")
    window.present(replace(picture, record=str(record), branch=1))
    window.trends.linked.window_of_time.hold(40.0, 60.0)
    window.trends.linked.changed.emit()
    window.trends.save()
    dialog = window.findChild(SaveDialog)
    assert dialog is not None
    for kind, choice in dialog.kinds.items():
        choice.setChecked(True)
        dialog.path.setText(str(tmp_path / f"trends.{kind}"))
        with qtbot.waitSignal(dialog.saving.done, timeout=10_000):
            dialog.save()
        assert dialog.outcome.text().startswith("Saved")
    found = QImage(str(tmp_path / "trends.png"))
    assert found.width() > 2 * window.trends.plots[0].plot.width()
    assert QSvgRenderer(str(tmp_path / "trends.svg")).isValid()
    drawing = (tmp_path / "trends.svg").read_text()
    assert 'clip-path="url(#' in drawing, "no curve runs out of its plot"
    assert all(f">{name}" in drawing for name in window.trends.plots[2].legend)
    names, titles, _, first, *_ = (tmp_path / "trends.csv").read_text("utf-8-sig").splitlines()
    assert names.startswith("time_s,time_iso,island.f_hz")
    assert "Frequency [Hz]" in titles
    assert first == "40.0,2026-11-22T10:00:40.000+09:00,50.4"
    with qtbot.waitSignal(dialog.saving.done, timeout=10_000):
        dialog.save()
    assert dialog.outcome.text().startswith("Not saved"), "nothing is overwritten"
    assert not list(tmp_path.glob("*.part"))
    assert dialog.rect().contains(dialog.cancel.geometry()), "nothing is pushed out"
    for go in (
        lambda: QTest.mouseClick(dialog.cancel, LEFT),
        lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape),
        dialog.close,
    ):
        dialog.open()
        go()
        assert not dialog.isVisible()


def test_a_table_that_is_given_up_leaves_nothing_behind(site: Site, tmp_path: Path) -> None:
    source = StretchOfRecord(
        recorded(site, tmp_path / "r.kairetsu"), 1, ReadStretch(("island.f_hz",), 0.0, 100.0)
    )
    with pytest.raises(Unwanted):
        write_stretch(source, tmp_path / "t.csv", lambda share: None, lambda: False)
    assert [file.name for file in tmp_path.iterdir()] == ["r.kairetsu"]


def test_the_large_view_draws_any_signal_of_the_site_found_by_its_name(
    window: MainWindow, picture: Snapshot
) -> None:
    window.trends.setFocus()
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    (view,) = window.findChildren(LargeView)
    assert [plot.trend.id for plot in view.plots] == ["frequency"]
    view.picker.search.setText("bess state")
    shown = [name for name, row in view.picker._rows.items() if not row.isHidden()]
    assert "bess.state" in shown
    assert "pv.p_kw" not in shown
    for name in ("bess.state", "bess.p_kw", "pv.p_kw"):
        view.picker._rows[name].setCheckState(Qt.CheckState.Checked)
    assert [plot.trend.signals for plot in view.plots] == [
        ("island.f_hz",),
        ("bess.state",),
        ("bess.p_kw", "pv.p_kw"),
    ]
    assert view.picker.drawn.count() == 4
    plot = next(plot for plot in view.plots if plot.states)
    assert plot.head_value.text() in plot.states, "a state is told by its word"
    assert view.windowTitle().split("]")[0] == window.windowTitle().split("]")[0]
    before = view._translation.language
    QTest.keyClick(view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert view._translation.language != before
    assert plot.head_value.text() in plot.states
    QTest.keyClick(view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    view.close()


def test_a_curve_that_stands_still_has_one_of_its_last_decimal_on_either_side() -> None:
    assert fitted(0.0, 0.0, decimals=1) == pytest.approx((-0.1, 0.1))
    assert fitted(81.99, 82.01, decimals=1) == pytest.approx((81.9, 82.1))


def test_what_is_not_on_the_disk_yet_is_drawn_from_memory_behind_the_detail() -> None:
    history = long_history()
    assert history.wants_detail(7_000.0, 7_300.0, 600)
    times_s = np.arange(6_900.0, 7_250.0, 0.1)
    values = np.ones((1, len(times_s)), dtype=np.float32)
    history.lay_detail(Stretch(1, 6_900.0, 7_250.0, 0.0, ("a.p_kw",), times_s, values, values))
    assert not history.wants_detail(7_000.0, 7_300.0, 600), "or it would be asked for ever again"
    shown_s, shown = history.curve("a.p_kw", 7_000.0, 7_300.0, 5_000)
    assert (shown[0], shown[-1]) == (1.0, 0.0)
    assert np.all(np.diff(shown_s) > 0)


# --- names, numbers and marks of a plot -----------------------------------------------------------


def test_names_of_the_futures_stand_at_their_curves_or_are_one() -> None:
    together = places([81.0, 82.0, 83.0], (0.0, 100.0), 12.0)
    assert list(together) == ["P10–P90"]
    assert together["P10–P90"] == pytest.approx(83.0, abs=7.0)
    apart = places([30.0, 50.0, 80.0], (0.0, 100.0), 12.0)
    assert apart == {"P10": 24.0, "P50": 50.0, "P90": 86.0}
    assert list(places([30.0, 32.0, 80.0], (0.0, 100.0), 12.0)) == ["P10", "P90"]


def test_an_axis_names_all_marks_of_a_style_or_none() -> None:
    styles = {50.2: "normal", 49.8: "normal", 51.0: "limit", 48.6: "limit"}
    marks = [TrendBand(value, style, same("")) for value, style in styles.items()]
    assert marked(marks, (48.4, 51.2), 0.1) == [51.2, 48.4, 49.8, 50.2, 48.6, 51.0]
    assert marked(marks, (48.4, 51.2), 0.3) == [51.2, 48.4, 49.8, 50.2]
    assert marked(marks, (48.4, 51.2), 0.5) == [51.2, 48.4]


def test_a_curve_below_the_scale_is_told_at_the_foot_and_in_the_head(
    open_window: Open, picture: Snapshot
) -> None:
    dead = replace(picture.values["island.f_hz"], value=0.0)
    values = dict(picture.values) | {"island.f_hz": dead}
    window = open_window(picture)
    plot = next(one for one in window.trends.plots if one.trend.id == "frequency")
    assert not any(text.isVisible() for text in plot.off_scale.words)
    later_s = picture.time_s + 30.0
    names, times_s = ("island.f_hz",), np.array([later_s - 20.0, later_s])
    window.add_trend(TrendBatch(names, times_s, np.zeros((2, 1))))
    plot.present(replace(picture, time_s=later_s, values=values))
    assert [text.toPlainText() for text in plot.off_scale.words if text.isVisible()] == [
        "▼ below the scale"
    ]
    assert plot.head_value.text().startswith("▼ 0.00")
    assert plot.head_value.accessibleName().endswith("below the scale")


def test_of_several_curves_it_is_said_which_is_beyond_the_scale_or_nothing_where_no_room_is(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    plot = next(one for one in window.trends.plots if one.trend.id == "voltage")
    later_s = picture.time_s + 30.0
    names, times_s = ("island.v_kv", "grid.v_kv"), np.array([later_s - 20.0, later_s])
    window.add_trend(TrendBatch(names, times_s, np.array([[6.6, 0.0], [6.6, 0.0]])))
    plot.present(replace(picture, time_s=later_s))
    below, above = plot.off_scale.words
    assert below.isVisible()
    assert not above.isVisible()
    assert below.toPlainText() == "▼ Feeder 0.00 kV"
    assert plot.accessibleDescription() == "Feeder 0.00 kV below the scale"
    plot.grab()
    box, text = plot.plot.getPlotItem().vb, below.mapRectToScene(below.boundingRect())
    assert box.sceneBoundingRect().contains(text)
    plot.plot.setFixedHeight(50)
    QApplication.processEvents()
    plot.present(replace(picture, time_s=later_s))
    assert not below.isVisible()


def test_every_value_at_the_cursor_stands_beside_it_or_below_a_low_plot_and_never_cut(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    plot = window.trends.plots[-2]
    assert len(plot.trend.signals) > 4
    for height in (300, 40):
        plot.plot.setFixedHeight(height)
        QApplication.processEvents()
        plot.pointed.emit(picture.time_s - 60.0)
        readout = plot.readout
        assert readout.isVisible()
        assert readout.text().count("<img") == len(plot.trend.signals)
        assert readout.heightForWidth(readout.width()) <= readout.height()
        outside = readout.parentWidget() is window
        assert outside is (height == 40)
    window.arrangement.close_panel("trends")
    assert not readout.isVisible()


def test_the_cursor_stays_below_a_pointer_that_rests_and_is_told_only_where_it_is_seen(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    frequency, load = window.trends.plots[1], window.trends.plots[3]
    viewport = frequency.plot.viewport()
    QTest.mouseMove(viewport, QPoint(viewport.width() // 2, viewport.height() // 2))
    QApplication.processEvents()
    pointed_s = window.trends.linked.cursor_s
    assert pointed_s is not None
    later = replace(picture, time_s=picture.time_s + 900.0)
    frequency.present(later)
    now_s = window.trends.linked.cursor_s
    assert now_s == pytest.approx(pointed_s + 900.0, abs=30.0)
    QTest.keyClick(window.trends, Qt.Key.Key_Left)
    kept_s = window.trends.linked.cursor_s
    for plot in (frequency, load):
        plot.present(replace(later, time_s=later.time_s + 900.0))
    assert window.trends.linked.cursor_s == kept_s
    assert not frequency._cursor.isVisible()
    assert load._cursor.isVisible()


def test_where_four_plots_would_be_too_low_fewer_are_shown_and_the_others_share_the_last_place(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    trends = window.trends
    soc, frequency, voltage, load, power = trends.plots
    window.arrangement.float_panel("trends", Afloat((0, 0, 500, 330)))
    settle()
    assert soc.isVisible()
    assert frequency.isVisible()
    assert [plot for plot in (voltage, load, power) if plot.isVisible()] == [voltage]
    QTest.mouseClick(voltage._other, LEFT)
    assert [plot for plot in (voltage, load, power) if plot.isVisible()] == [load]
    window.arrangement.dock_panel("trends")
    settle()
    assert all(plot.isVisible() for plot in (soc, frequency, voltage, load))
