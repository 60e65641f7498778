"""The one-line places itself, and follows what an author wants otherwise."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.site import Site, load_site, site_names, site_path, site_warnings
from devices.site.drawing import Drawing, Node

EVERY_SITE = pytest.mark.parametrize("name", site_names())
OF_EACH_KIND = ("odawara", "nishinoomote", "toride-city-hall", "kobe-shelter")
SITES: dict[str, Site] = {name: load_site(name) for name in site_names()}


def changed(tmp_path: Path, old: str, new: str, site: str = "odawara") -> Path:
    """A site file with one text in the place of another."""
    text = site_path(site).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{site}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def wanting(tmp_path: Path, wish: str) -> Path:
    """The file of Odawara with one more wish for a node."""
    old = "    section: {label:"
    return changed(tmp_path, old, f"    {wish}\n{old}")


def node(drawing: Drawing, id: str) -> Node:
    return next(one for one in drawing.nodes if one.id == id)


def crosses(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    level, upright = (other, one) if one[0] == one[2] else (one, other)
    if level[1] != level[3] or upright[0] != upright[2]:
        return False
    left, right = sorted((level[0], level[2]))
    top, bottom = sorted((upright[1], upright[3]))
    return left + 0.1 < upright[0] < right - 0.1 and top + 0.1 < level[1] < bottom - 0.1


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_it_is_the_same_whenever_it_is_placed(name: str) -> None:
    assert load_site(name).drawing == SITES[name].drawing


@EVERY_SITE
def test_conductors_run_level_or_upright_cross_nothing_and_pass_under_no_symbol(name: str) -> None:
    drawing = SITES[name].drawing
    pieces = [
        (*one, *other, link) for link in drawing.links for one, other in pairwise(link.points)
    ]
    for number, (x1, y1, x2, y2, link) in enumerate(pieces):
        assert x1 == x2 or y1 == y2, link
        for a1, b1, a2, b2, other in pieces[number + 1 :]:
            assert link is other or not crosses((x1, y1, x2, y2), (a1, b1, a2, b2)), (link, other)
        for one in drawing.nodes:
            if one.id in (link.from_node, link.to_node) or one.symbol in ("busbar", "junction"):
                continue
            left, right = one.x - one.width / 2 + 0.1, one.x + one.width / 2 - 0.1
            top, bottom = one.y - one.height / 2 + 0.1, one.y + one.height / 2 - 0.1
            beside = max(x1, x2) < left or min(x1, x2) > right
            assert beside or max(y1, y2) < top or min(y1, y2) > bottom, (link, one.id)


@EVERY_SITE
def test_the_utility_is_at_the_top_left_and_loads_stand_below_what_feeds_them(name: str) -> None:
    drawing = SITES[name].drawing
    supply = next(one for one in drawing.nodes if one.symbol == "substation")
    assert supply.x == min(one.x for one in drawing.nodes if one.y < supply.y + 1)
    for one in drawing.nodes:
        if one.symbol == "load":
            above = [n for n in drawing.nodes if n.device == one.device and n.symbol == "breaker"]
            assert all(switch.y < one.y for switch in above), one.id


@EVERY_SITE
def test_what_the_island_feeds_lies_inside_of_the_range_and_the_utility_outside(name: str) -> None:
    site = SITES[name]
    corners = site.drawing.boundary
    assert _inside(corners, *_middle(site.drawing, "bess"))
    supply = next(one for one in site.drawing.nodes if one.symbol == "substation")
    assert not _inside(corners, supply.x, supply.y)
    boundary = site.network.boundary
    assert boundary is not None
    switch = node(site.drawing, boundary.signal.partition(".")[0])
    assert not _inside(corners, switch.x, switch.y)


def _middle(drawing: Drawing, id: str) -> tuple[float, float]:
    return node(drawing, id).x, node(drawing, id).y


def _inside(corners: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    hits = 0
    for (x1, y1), (x2, y2) in pairwise((*corners, corners[0])):
        hits += x1 == x2 and x1 > x and min(y1, y2) <= y < max(y1, y2)
    return hits % 2 == 1


def test_a_file_that_says_nothing_of_its_drawing_has_one(tmp_path: Path) -> None:
    text = site_path("odawara").read_text(encoding="utf-8")
    start = text.index("\ndrawing:")
    path = tmp_path / "odawara.yaml"
    path.write_text(text[:start] + text[text.index("\n# --- plots", start) :], encoding="utf-8")

    drawing = load_site(path).drawing

    assert {one.id for one in drawing.nodes} == {one.id for one in SITES["odawara"].drawing.nodes}
    assert drawing.boundary_words.ja == "マイクログリッド運用範囲"
    assert node(drawing, "section").label.en == "Microgrid section"


def test_a_symbol_goes_where_its_author_wants_it_and_its_conductors_follow(tmp_path: Path) -> None:
    drawing = load_site(wanting(tmp_path, "b6_main: {at: [150, 52], size: [6, 7]}")).drawing
    moved = node(drawing, "b6_main")

    assert (moved.x, moved.y, moved.width, moved.height) == (150, 52, 6, 7)
    for link in drawing.links:
        for id, point in ((link.from_node, link.points[0]), (link.to_node, link.points[-1])):
            if id == "b6_main":
                assert abs(point[0] - 150) <= 3.01
                assert abs(point[1] - 52) <= 3.51
    assert site_warnings(wanting(tmp_path, "b6_main: {at: [150, 52], size: [6, 7]}")) == ()


def test_a_busbar_reaches_a_symbol_that_was_moved_beyond_its_end(tmp_path: Path) -> None:
    bar = node(load_site(wanting(tmp_path, "earth: {at: [158, 44]}")).drawing, "section")

    assert bar.x + bar.width / 2 >= 158


def test_an_author_adds_symbols_and_conductors_of_his_own(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "  boundary_label: {text: {en: Operating",
        "    spare: {symbol: breaker, at: [96, 60], device: cb52b}\n"
        "  links:\n"
        "    - {ends: [spare, b3_main], points: [[96, 60], [96, 66]], live: live.section}\n"
        "  boundary_label: {text: {en: Operating",
    )
    drawing = load_site(path).drawing

    assert node(drawing, "spare").device == "cb52b"
    assert any(link.points == ((96, 60), (96, 66)) for link in drawing.links)


def test_a_number_stays_the_label_and_an_author_s_word_stands_below_it() -> None:
    one = node(SITES["toride-city-hall"].drawing, "c2")

    assert one.label.ja == "B2"
    assert one.name.ja == "空調"


@pytest.mark.parametrize(
    ("wish", "key", "words"),
    [
        ("b2: {at: [59.5, 84]}", "site_drawing_overlap", "'b2' and 'evc' lie over each other"),
        ("b2: {at: [159, 84]}", "site_drawing_edge", "'b2' reaches over the edge"),
    ],
)
def test_check_tells_what_an_author_s_places_do(
    wish: str, key: str, words: str, tmp_path: Path
) -> None:
    path = wanting(tmp_path, wish)

    found = [one for one in site_warnings(path) if one.key == key]

    assert words in found[0].render("en")
    assert path.read_text(encoding="utf-8").splitlines()[found[0].line - 1].strip() == wish


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        ("b2: {at: [200, 84]}", "site_drawing_outside"),
        ("b2: {device: b22}", "site_device_near"),
        ("spare: {symbol: breaker}", "site_node"),
        ("section: {live: live.sektion}", "site_signal_near"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_refused(wish: str, key: str, tmp_path: Path) -> None:
    old = "    section: {label:"
    new = f"    {wish}\n    other: {{label:" if wish.startswith("section") else f"    {wish}\n{old}"
    with pytest.raises(DocumentError) as caught:
        load_site(changed(tmp_path, old, new))
    assert key in [problem.key for problem in caught.value.problems]


def test_no_shipped_drawing_has_anything_to_be_warned_of() -> None:
    assert [one.render() for name in OF_EACH_KIND for one in site_warnings(name)] == []
