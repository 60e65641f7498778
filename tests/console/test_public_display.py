"""The display for a hall: large, plain, nothing an outsider must not see, never falsely live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.models.public import PublicModel, PublicPicture
from console.translation import Translation
from console.views.public.window import PublicDisplay
from devices.signals import Quality, Reading, Value
from devices.site import Site, load_site
from procedures.energy import EnergyView, parts_of
from procedures.snapshot import Mode, Snapshot

SIZES = ((1920, 1080), (1280, 720), (3840, 2160), (1080, 1920))
ENERGY = EnergyView(generated_kwh=123.4, used_share=0.66, co2_kg=52.2)


@pytest.fixture(scope="module")
def hall() -> Site:
    return load_site("toride-city-hall")


def reading(value: Value, quality: Quality = Quality.GOOD) -> Reading:
    return Reading(value, quality, 100.0)


def seen(picture: Snapshot, hall: Site, **values: Value) -> Snapshot:
    """The city hall on the utility, but for `values`, where __ stands for the point."""
    known: dict[str, Value] = dict.fromkeys(parts_of(hall).every, 0.0)
    known |= {"island.supply": "utility", "bess.soc_pct": 80.0, "island.hours_left_h": 999.0}
    known |= {name.replace("__", "."): value for name, value in values.items()}
    return replace(
        picture,
        site=hall.name,
        site_title=hall.title,
        blackout_s=None,
        values={name: reading(value) for name, value in known.items()},
        energy=ENERGY,
    )


def told(hall: Site, snapshot: Snapshot) -> PublicPicture:
    return PublicModel(hall).picture(snapshot)


@pytest.fixture
def display(
    qtbot: QtBot, hall: Site, translation: Translation, tmp_path: Path
) -> Iterator[PublicDisplay]:
    store = QSettings(str(tmp_path / "public.ini"), QSettings.Format.IniFormat)
    window = PublicDisplay(hall, translation, store)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.let_go()


def test_it_says_in_plain_words_what_the_building_runs_on(picture: Snapshot, hall: Site) -> None:
    def said(**values: Value) -> str:
        return told(hall, seen(picture, hall, **values)).sentence.ja

    assert said(c1__p_kw=20.0) == "この建物は いま 電力会社の電気で 動いています"
    on_utility = said(c1__p_kw=20.0, pv1__p_kw=7.0)
    assert on_utility == "この建物は いま 電力会社の電気と太陽光で 動いています"
    island = said(island__supply="island", pv1__p_kw=7.0, bess__p_kw=3.0, c1__p_kw=10.0)
    assert island == "この建物は いま 太陽光と電池で 動いています"
    assert said(island__supply="dead") == "この建物は いま 停電しています"


def test_the_numbers_are_generation_charge_share_and_co2_and_hours_in_an_island(
    picture: Snapshot, hall: Site
) -> None:
    def numbers(**values: Value) -> dict[str, str]:
        return {tile.id: tile.number for tile in told(hall, seen(picture, hall, **values)).tiles}

    on_utility = numbers(pv1__p_kw=7.0, pv3__p_kw=130.0, c1__p_kw=20.0)
    assert on_utility == {"generation": "137", "charge": "80", "share": "66", "co2": "52.2"}
    island = numbers(island__supply="island", bess__p_kw=2.5, island__hours_left_h=7.74)
    assert island["hours"] == "7.7"


def test_surplus_flows_to_the_utility_and_an_outage_breaks_that_line(
    picture: Snapshot, hall: Site
) -> None:
    streams = told(hall, seen(picture, hall, pv1__p_kw=50.0, c1__p_kw=20.0)).streams
    grid = next(stream for stream in streams if stream.id == "grid")
    assert (grid.kw, grid.state.ja) == (-30.0, "余りを送る")
    dark = replace(seen(picture, hall, island__supply="island"), blackout_s=60.0)
    grid = next(stream for stream in told(hall, dark).streams if stream.id == "grid")
    assert (grid.broken, grid.state.ja) == (True, "停電")


def test_a_stale_value_is_no_number(picture: Snapshot, hall: Site) -> None:
    fresh = seen(picture, hall, pv1__p_kw=7.0, c1__p_kw=9.0)
    stale = {"pv1.p_kw": reading(7.0, Quality.STALE), "bess.soc_pct": reading(80.0, Quality.BAD)}
    picture_now = told(hall, replace(fresh, values={**fresh.values, **stale}))
    tiles = {tile.id: tile for tile in picture_now.tiles}
    assert (tiles["generation"].number, tiles["generation"].known) == ("—", False)
    assert (tiles["charge"].number, tiles["charge"].fill) == ("—", None)
    assert picture_now.streams[0].kw is None


def test_the_numbers_can_be_read_from_ten_metres_at_every_size(
    display: PublicDisplay, picture: Snapshot, hall: Site, translation: Translation
) -> None:
    island: dict[str, Value] = {
        "island__supply": "island",
        "island__hours_left_h": 7.7,
        "bess__p_kw": 2.5,
    }
    for language in ("ja", "en"):
        translation.choose(language)
        for snapshot in (seen(picture, hall, pv1__p_kw=137.0), seen(picture, hall, **island)):
            for width, height in SIZES:
                display.resize(width, height)
                display.present(snapshot)
                display.grab()
                canvas = display.canvas.size()
                short, long = sorted((canvas.width(), canvas.height()))
                least = 120 * min(1.0, short / 1080, long / 1920)
                sizes = display.canvas.number_px
                assert min(sizes.values()) >= least, (language, width, height, sizes)
                assert max(sizes, key=lambda name: sizes[name]) == "generation"


def test_an_outsider_sees_neither_alarms_nor_persons(
    display: PublicDisplay, picture: Snapshot, hall: Site
) -> None:
    display.present(seen(picture, hall))
    shown = display.canvas.accessibleDescription() + display.windowTitle()
    assert picture.alarms
    assert not any(alarm.title.en in shown for alarm in picture.alarms)
    names = [person.name for person in hall.persons]
    assert not any(name.en in shown or name.ja in shown for name in names)


def test_a_simulated_sitting_is_hatched_and_says_so_and_a_live_one_is_not(
    display: PublicDisplay, picture: Snapshot, hall: Site
) -> None:
    display.present(seen(picture, hall))
    assert display.border.isVisible()
    assert display.windowTitle().startswith("[DRILL]")
    assert display.canvas.picture is not None
    assert display.canvas.picture.simulated
    display.present(replace(seen(picture, hall), mode=Mode.LIVE))
    assert not display.border.isVisible()
    assert display.windowTitle().startswith("[LIVE]")
    assert not display.canvas.picture.simulated


def test_values_that_nobody_sends_any_more_are_said_to_be_old(
    display: PublicDisplay, picture: Snapshot, hall: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    display.present(seen(picture, hall))
    monkeypatch.setattr("console.views.public.window.OLD_AFTER_MS", -1)
    display._look_at_age()
    assert display.canvas.old
    display.grab()
    display.present(seen(picture, hall, pv1__p_kw=1.0))
    assert not display.canvas.old


def test_it_can_speak_both_languages_in_turn_and_keeps_that(
    qtbot: QtBot, display: PublicDisplay, picture: Snapshot, hall: Site, translation: Translation
) -> None:
    display.present(seen(picture, hall))
    display.activateWindow()
    QTest.keyClick(display, Qt.Key.Key_A)
    QApplication.processEvents()
    assert display.in_turn
    assert display._turn.isActive()
    display._turn.timeout.emit()
    spoken: str = display.canvas.language
    assert spoken == "ja"
    again = PublicDisplay(hall, translation, display._store)
    qtbot.addWidget(again)
    assert again.in_turn
    QTest.keyClick(display, Qt.Key.Key_A)
    assert not display._turn.isActive()
    spoken = display.canvas.language
    assert spoken == "en"
