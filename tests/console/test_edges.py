"""Simulated, past or real: every window and every dialog over it says the same by its border."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from console.models.edge import Edge, edge_of
from console.translation import Translation
from console.views.about_dialog import open_about
from console.views.docking.float_window import FloatWindow
from console.views.edge_border import EdgeBorder
from console.views.facility.window import FacilityWindow
from console.views.main_window import MainWindow
from console.views.overview_dialog import open_overview
from console.views.print_dialog import open_print
from console.views.public.window import PublicDisplay
from devices.site.site import Site
from procedures.snapshot import Mode, ReplayView, Snapshot

Open = Callable[..., MainWindow]


def border(window: QWidget) -> EdgeBorder:
    found = window.findChildren(EdgeBorder)
    assert len([one for one in found if one.parent() is window]) == 1
    return next(one for one in found if one.parent() is window)


def edges(picture: Snapshot) -> tuple[tuple[Snapshot, Edge], ...]:
    past = ReplayView(ends_s=9000.0, branch=1)
    return (
        (picture, "hatched"),
        (replace(picture, mode=Mode.LIVE), ""),
        (replace(picture, replay=past), "film"),
        (replace(picture, mode=Mode.LIVE, replay=past), "film"),
    )


def test_a_record_of_a_live_sitting_is_past_and_not_real(picture: Snapshot) -> None:
    assert [edge_of(shown) for shown, _ in edges(picture)] == [edge for _, edge in edges(picture)]
    assert (edge_of(None), edge_of(None, live=True)) == ("hatched", "")


def test_all_that_stands_over_the_window_wears_its_border(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    window.arrangement.float_panel("trends")
    afloat = window.trends.window()
    assert isinstance(afloat, FloatWindow)
    for shown, edge in edges(picture):
        window.present(shown)
        assert border(window).edge == edge
        assert border(window).isVisible() is bool(edge)
        assert border(afloat).edge == edge
        assert window.alarms.verbs.edge == window.procedure.step.controls.edge == edge
        for opened in (window.show_help, window.show_settings, window.search_device):
            opened()
        open_about(window)
        open_overview(window)
        open_print(window)
        window.trends.enlarge()
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        dialogs = [one for one in dialogs if one.isVisible()]
        assert len(dialogs) >= 7
        assert {type(one).__name__: border(one).edge for one in dialogs} == {
            type(one).__name__: edge for one in dialogs
        }
        for dialog in dialogs:
            dialog.close()
            dialog.deleteLater()
        QApplication.processEvents()


def test_what_floats_looks_like_nothing_simulated_while_a_live_sitting_is_opened(
    open_window: Open,
) -> None:
    window = open_window()
    window.arrangement.float_panel("trends")
    afloat = window.trends.window()
    window.retranslate()
    assert border(afloat).edge == "hatched"
    window.expect_live()
    assert border(afloat).edge == ""
    window.switch_language()
    assert border(afloat).edge == ""


def test_the_other_windows_wear_it_too(
    qapp: QApplication, translation: Translation, site: Site, picture: Snapshot, tmp_path: Path
) -> None:
    store = QSettings(str(tmp_path / "display.ini"), QSettings.Format.IniFormat)
    facility = FacilityWindow(site, translation, lambda _: None)
    for window in (facility, PublicDisplay(site, translation, store)):
        window.show()
        for shown, edge in edges(picture):
            window.present(shown)
            assert (border(window).edge, border(window).isVisible()) == (edge, bool(edge))
        window.close()
        window.deleteLater()
