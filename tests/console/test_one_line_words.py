"""Words on the one-line of every site: none over another, none over a symbol, none cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.theme import COMPACT, ROOMY
from console.translation import Translation
from console.views.one_line.items import SWITCHES
from console.views.one_line.lettering import Written, fit, in_two, written
from console.views.one_line.view import OneLineView
from devices.signals import Quality, Reading, Signal, Value
from devices.site import Site, load_site, site_names
from procedures.snapshot import Snapshot

# What is left for the drawing in a window of 1280 x 800 and 1920 x 1080, and its least sizes.
ROOMS = (
    (446, 490, COMPACT),
    (446, 312, COMPACT),
    (727, 690, ROOMY),
    (727, 338, ROOMY),
)
ALIKE = ("toride-green-sports-centre", "toride-togashira-elementary", "toride-wellness-plaza",
         "toride-second-junior-high")  # fmt: skip
SITES = [
    pytest.param(name, marks=pytest.mark.long) if name in ALIKE else name for name in site_names()
]
LITTLE_PX = 2.5  # lines of one text stand closer than their letters are high


def reading(signal: Signal, value: Value) -> Reading:
    return Reading(value, Quality.MANUAL if signal.manual else Quality.GOOD, 7000.0)


def closed_and_live(site: Site, picture: Snapshot) -> Snapshot:
    """The fullest picture: everything closed and fed by the island, the boundary open."""
    said: dict[str, Value] = {}
    for name, signal in site.signals.items():
        said[name] = signal.states[0] if signal.states else 61.4
    said |= {name: -113.4 for name in said if name.endswith(".p_kw")}
    said |= {switch.signal: switch.closed_state for switch in site.network.switches}
    boundary = site.network.boundary
    if boundary is not None and boundary.closed_state in ("closed", "connected"):
        said[boundary.signal] = "open"
    said |= {name: "island" for name in said if name.startswith("live.")}
    said |= {name: True for name in said if name.endswith((".locked", ".tagged"))}
    values = {name: reading(site.signals[name], value) for name, value in said.items()}
    return replace(picture, site=site.name, values=values, alarms=())


@pytest.fixture(params=SITES)
def pictured(request: pytest.FixtureRequest, picture: Snapshot) -> tuple[Site, Snapshot]:
    site = load_site(request.param)
    return site, closed_and_live(site, picture)


@pytest.fixture
def views(pictured: tuple[Site, Snapshot], translation: Translation, qtbot: QtBot) -> OneLineView:
    site, picture = pictured
    view = OneLineView(site, translation)
    qtbot.addWidget(view)
    view.show()
    view.present(picture)
    return view


def words_of(view: OneLineView) -> list[Written]:
    QApplication.processEvents()
    with written() as found:
        view.grab()
    return found


def test_words_stand_apart_and_whole_in_every_size_and_language(
    views: OneLineView, translation: Translation
) -> None:
    for language in ("en", "ja"):
        translation.choose(language)
        views.retranslate()
        for width, height, density in ROOMS:
            views.resize(width, height)
            views.resize_to(density)
            where = f"{language} {width}x{height}"
            found = words_of(views)
            assert len(found) > 20, where
            assert faults(views, found) == [], where


def faults(view: OneLineView, found: list[Written]) -> list[str]:
    """Name words that are cut, outside, over other words or over a symbol of someone else."""
    said = [f"{one.words} is cut" for one in found if one.cut]
    page = view.viewport().rect().toRectF().adjusted(-1, -1, 1, 1)
    said += [f"{one.words} is outside" for one in found if not page.contains(one.box)]
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            shared = one.box.intersected(other.box)
            if shared.width() > 1 and shared.height() > LITTLE_PX:
                said.append(f"{one.words} over {other.words}")
        for item in view._items.values():
            if item.node.symbol == "busbar":
                bar = item.scene_box.adjusted(4, -1, -4, 1)
                if bar.intersects(one.box.adjusted(0, 2, 0, -2)) and one.words != "MG":
                    said.append(f"{one.words} over the busbar {item.node.id}")
            if item.node.symbol in ("busbar", "junction", "earth", "evt"):
                continue
            inner = item.scene_box.adjusted(2, 2, -2, -2)
            if inner.intersects(one.box) and not item.scene_box.adjusted(-3, -3, 3, 3).contains(
                one.box
            ):
                said.append(f"{one.words} over the symbol {item.node.id}")
    return said


def test_every_conductor_reaches_the_symbols_it_joins_in_pixels(views: OneLineView) -> None:
    for width, height, density in ROOMS:
        views.resize(width, height)
        views.resize_to(density)
        for link in views._site.drawing.links:
            corners = views._corners(link)
            for id, point in ((link.from_node, corners[0]), (link.to_node, corners[-1])):
                item = views._items[id]
                reach = 24 if item.node.symbol in ("earth", "evt") else 1
                assert item.scene_box.adjusted(-1, -reach, 1, 1).contains(point), (link, id)


def test_a_value_stays_on_one_line_with_its_unit(qapp: QApplication) -> None:
    assert fit("-113 kW", 34, 60, 15, bold=True, whole=True).lines == "-113 kW"
    assert fit("Shelter room", 44, 60, 13).lines == "Shelter\nroom"


def width(text: str) -> float:
    return sum(1.0 if char.isascii() else 2.0 for char in text)


def test_japanese_breaks_where_two_lines_are_equally_long_and_latin_words_stay_whole() -> None:
    assert in_two("東京電力PG変電所", width) == "東京電力\nPG変電所"
    assert in_two("東京電力PG：指令のみ", width) == "東京電力\nPG：指令のみ"
    assert in_two("TEPCO: orders only", width) == "TEPCO:\norders only"
    assert in_two("Substation", width) == "Substation"


def test_positions_have_one_look_in_the_whole_drawing(
    site: Site, picture: Snapshot, translation: Translation, qtbot: QtBot
) -> None:
    view = OneLineView(site, translation)
    qtbot.addWidget(view)
    view.show()
    view.present(closed_and_live(site, picture))
    looks = set()
    for width, height, density in ROOMS:
        for language in ("en", "ja"):
            translation.choose(language)
            view.retranslate()
            view.resize(width, height)
            view.resize_to(density)
            look = {item.badged for item in view._items.values()}
            assert len(look) == 1
            looks |= look
            said = [one.words for one in words_of(view)]
            devices = {i.node.device for i in view._items.values() if i.node.symbol in SWITCHES}
            words = ("CLOSED", "OPEN", "入", "切")
            assert sum(said.count(word) for word in words) <= len(devices) + 1  # with the EVT
    assert True in looks


def test_what_is_said_in_brackets_begins_a_line_of_its_own() -> None:
    assert in_two("わんぱくらんど（拠点）", width) == "わんぱくらんど\n（拠点）"


def test_where_it_could_not_be_read_it_keeps_its_size_and_shows_what_is_chosen(
    site: Site, picture: Snapshot, translation: Translation, qtbot: QtBot
) -> None:
    view = OneLineView(site, translation)
    qtbot.addWidget(view)
    view.show()
    view.resize_to(COMPACT)
    view.resize(700, 220)
    view.present(closed_and_live(site, picture))
    assert view.sceneRect().height() == 26 * COMPACT.small
    assert view.verticalScrollBar().isVisible()
    assert not view.horizontalScrollBar().isVisible()
    for device in ("b6", "k12", "pv"):
        view.choose(device)
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        haloed = [i for i in view._items.values() if i.node.device == device and i.bears_halo]
        assert haloed
        assert all(seen.contains(item.scene_box) for item in haloed), device
    view.resize(700, 500)
    assert not view.verticalScrollBar().isVisible()
