"""Everything of the view can be read by day and by night, the drawings too."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from console.theme import DAY, NIGHT, Palette, contrast
from console.views.facility.drawing import drawing_names, drawing_source

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# Ink and ground, by their names in the palette, of all words of the view and of its drawings.
_READ = (
    *((ink, ground) for ink in ("ink", "ink_soft") for ground in ("window", "panel", "card")),
    ("ink", "inset"),
    ("ink_soft", "inset"),
    ("wrong", "card"),
    ("caution_ink", "caution"),
    ("bar_ink", "bar"),
    ("card", "ink"),
)


@pytest.mark.parametrize("worn", [DAY, NIGHT], ids=["day", "night"])
def test_every_word_has_a_contrast_of_seven_to_one(worn: Palette) -> None:
    found = {pair: contrast(getattr(worn, pair[0]), getattr(worn, pair[1])) for pair in _READ}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 7.0} == {}


@pytest.mark.parametrize("worn", [DAY, NIGHT], ids=["day", "night"])
def test_every_drawing_wears_the_colours_of_the_theme(qapp: QApplication, worn: Palette) -> None:
    allowed = {getattr(worn, name) for name in worn.__slots__}
    for name in drawing_names():
        source = drawing_source(name, "K2 & <3>", worn)
        assert set(_COLOUR.findall(source)) <= allowed, name
        assert QSvgRenderer(QByteArray(source.encode())).isValid(), name
