"""Words on the one-line: in their room, and none over another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QApplication

from console.views.main_window import MainWindow
from console.views.one_line.lettering import in_two
from console.views.one_line.view import OneLineView
from devices.site import Site
from procedures.snapshot import Snapshot

Open = Callable[..., MainWindow]


@pytest.mark.parametrize(("size", "language"), [((1920, 1080), "ja"), ((1280, 800), "en")])
def test_free_words_neither_cross_the_operating_range_nor_each_other(
    open_window: Open, live_picture: Snapshot, site: Site, size: tuple[int, int], language: str
) -> None:
    view = open_window(live_picture, size, language).centre.one_line
    look_at_words(view, site, language)
    view.choose("b2")  # a faceplate presses the drawing flat
    QApplication.processEvents()
    look_at_words(view, site, language)


def look_at_words(view: OneLineView, site: Site, language: str) -> None:
    """Fail when words stand over each other or across the boundary."""
    drawing, words = site.drawing, view.free_words()
    boxes = [i.words_box for i in view._items.values() if i.node.symbol == "busbar" and i._label]
    edges = QPolygonF([view._place(x, y) for x, y in drawing.boundary])
    for one in (drawing.boundary_label, *drawing.labels):
        said = one.words.in_language(language)
        box, lines = words.box(one.x, one.y, said)
        assert lines.split() == said.split() or "".join(lines.split()) == said.replace(" ", "")
        assert not any(box.intersects(other) for other in boxes), lines
        inner = box.adjusted(2, box.height() / 2 - 2, -2, -box.height() / 2 + 2)
        cut = edges.intersected(QPolygonF(inner)).boundingRect().width()
        assert cut in (0.0, pytest.approx(inner.width(), abs=0.5)), "the boundary runs through it"
        boxes.append(box)


def width(text: str) -> float:
    return sum(1.0 if char.isascii() else 2.0 for char in text)


def test_japanese_breaks_where_two_lines_are_equally_long_and_latin_words_stay_whole() -> None:
    assert in_two("東京電力PG変電所", width) == "東京電力\nPG変電所"
    assert in_two("東京電力PG：指令のみ", width) == "東京電力\nPG：指令のみ"
    assert in_two("TEPCO: orders only", width) == "TEPCO:\norders only"
    assert in_two("Substation", width) == "Substation"
