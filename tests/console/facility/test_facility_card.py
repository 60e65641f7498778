"""The card on paper: every step with a box to tick, whom to call, and what never to touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.facility_card import card_of
from console.print import BODY_PT, pages_of
from console.views.facility.card_printer import CardPrinter
from devices.site import Site
from devices.words import Language


@pytest.mark.parametrize(
    ("language", "says"),
    [("ja", "さわって いけない もの"), ("en", "Never touch")],
)
def test_a_card_has_its_steps_its_boxes_and_the_numbers_to_call(
    qapp: QApplication, school: Site, language: Language, says: str
) -> None:
    pages = pages_of(card_of(school, "toride-f1-save", language))
    text = "\n".join(page.text() for page in pages)
    assert says in text
    assert text.count("□") >= 2
    assert "S.1" in text
    assert "000-0000-0601" in text
    assert BODY_PT >= 12
    if language == "ja":
        assert "（でんき）" in text  # readings stand in brackets


def test_a_card_is_written_beside_the_window(qtbot: QtBot, school: Site, tmp_path: Path) -> None:
    printer = CardPrinter(school)
    with qtbot.waitSignal(printer.made) as made:
        printer.ask("toride-f1-save", "ja", tmp_path / "card.pdf")
    assert made.args == [str(tmp_path / "card.pdf")]
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(printer.failed):
        printer.close()
        printer.ask("toride-f1-save", "ja", tmp_path / "nowhere" / "card.pdf")
    printer.close()
