"""A device is found by what people call it, and arrow keys lead from symbol to symbol."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.models.device_finding import DeviceFinder, plain
from console.theme import ROOMY
from console.translation import Translation
from console.views.device_search import DeviceSearch
from console.views.one_line.legend import Legend
from console.views.one_line.steering import next_place
from console.views.one_line.view import OneLineView
from devices.site import Site
from procedures.snapshot import Snapshot


@pytest.fixture
def finder(site: Site) -> DeviceFinder:
    readings = {"蓄電池": "ちくでんち", "公園": "こうえん"}
    return DeviceFinder(site.devices.values(), readings)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("52B", "cb52b"),
        ("52b", "cb52b"),
        ("K-12", "k12"),
        ("k12", "k12"),
        ("Ｋ－１２", "k12"),
        ("B1", "b1"),
        ("サーバー", "server"),
        ("さーばー", "server"),
        ("pole switch", "k12"),
        ("サーバ", "server"),
    ],
)
def test_numbers_and_names_are_found_however_they_are_typed(
    finder: DeviceFinder, typed: str, meant: str
) -> None:
    found = finder.find(typed)
    assert (found[0].device, found[0].near) == (meant, False)


def test_kana_finds_a_name_in_kanji(finder: DeviceFinder) -> None:
    assert "bess" in [one.device for one in finder.find("ちくでんち")]


@pytest.mark.parametrize(("typed", "meant"), [("5B2", "cb52b"), ("K-21", "k12"), ("bses", "bess")])
def test_near_misses_are_offered_as_such(finder: DeviceFinder, typed: str, meant: str) -> None:
    found = finder.find(typed)
    assert meant in [one.device for one in found if one.near]


def test_what_is_like_nothing_finds_nothing(finder: DeviceFinder) -> None:
    assert finder.find("zzzz") == []
    assert plain("Ｋ－１２　ポンプ") == "k12ぽんぷ"


@pytest.fixture
def view(site: Site, translation: Translation, picture: Snapshot, qtbot: QtBot) -> OneLineView:
    made = OneLineView(site, translation)
    qtbot.addWidget(made)
    made.resize(727, 690)
    made.resize_to(ROOMY)
    made.show()
    made.present(picture)
    return made


def test_the_search_is_led_by_the_keyboard_alone_and_shows_the_place(
    site: Site, translation: Translation, view: OneLineView, qtbot: QtBot
) -> None:
    search = DeviceSearch(site, translation, view.show_place, edge="")
    qtbot.addWidget(search)
    search.show()
    qtbot.keyClicks(search.field, "meter")
    listed = [search.list.item(row).text() for row in range(search.list.count())]
    assert len(listed) == 8
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    qtbot.keyClick(search.field, Qt.Key.Key_Return)

    assert view.device == "m2"
    item = view.item_of("m2")
    assert item is not None
    assert item._shown
    view._showing.timeout.emit()
    assert not item._shown
    assert view.device == "m2"


def test_what_has_no_place_is_chosen_all_the_same(view: OneLineView) -> None:
    assert not view.show_place("relay")
    assert view.device == "relay"


def test_a_name_that_is_nearly_right_is_said_to_be_so(
    site: Site, translation: Translation, qtbot: QtBot
) -> None:
    translation.choose("ja")
    search = DeviceSearch(site, translation, lambda _: None, edge="hatched")
    qtbot.addWidget(search)
    search.field.setText("5B2")
    assert search.said.text() == "「5B2」という機器はありません。近い名前："
    search.field.setText("zzzz")
    assert search.said.text() == "「zzzz」という機器はありません。"
    assert search.list.count() == 0
    search.field.setText("52B")
    assert search.said.text() == ""


def test_an_arrow_key_leads_to_the_next_symbol_in_its_direction(
    view: OneLineView, qtbot: QtBot
) -> None:
    view.setFocus()
    way: list[str] = []

    def press(key: Qt.Key) -> str:
        qtbot.keyClick(view, key)
        way.append(view.device)
        return view.device

    assert press(Qt.Key.Key_Down) == "grid"
    assert press(Qt.Key.Key_Right) == "k12"
    view.choose("b2")
    assert press(Qt.Key.Key_Right) == "b3"
    assert press(Qt.Key.Key_Left) == "b2"
    assert press(Qt.Key.Key_Up) == "m2"
    assert press(Qt.Key.Key_Down) == "b2"
    view.choose("b6")
    assert press(Qt.Key.Key_Right) == "b6"


def test_every_symbol_is_reached_by_arrow_keys_from_the_utility(view: OneLineView) -> None:
    items = [item for item in view._items.values() if item.bears_halo]
    places = {item.node.device: (item.pos().x(), item.pos().y()) for item in items}
    reached, waiting = {"grid"}, ["grid"]
    while waiting:
        here = waiting.pop()
        for arrow in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = next_place(places, here, arrow)
            if there is not None and there not in reached:
                reached.add(there)
                waiting.append(there)
    assert reached == set(places)


def test_the_choice_is_told_to_a_screen_reader(view: OneLineView) -> None:
    view.choose("k12")
    assert view.accessibleDescription() == "K-12, K-12 pole switch (separation point), OPEN"


def test_the_legend_explains_lines_and_fills_in_both_languages(
    translation: Translation, qtbot: QtBot, qapp: QApplication
) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    said: list[str] = []
    speak: Callable[[str], None] = said.append
    for language in ("en", "ja"):
        translation.choose(language)
        legend.retranslate()
        speak(legend.accessibleDescription())
    assert said[0] == "utility, island, dead, not known, closed, open, position not known"
    assert said[1] == "電力側, MG側, 停電, 不明, 入, 切, 位置不明"
    whole = legend.sizeHint()
    assert legend.heightForWidth(whole.width()) == whole.height()
    assert legend.heightForWidth(whole.width() // 2) > whole.height(), "more lines, nothing cut"
