"""Values and steps reach 7:1, alarms 4.5:1, and the contrast function is that of WCAG."""

from __future__ import annotations

import pytest

from console.theme import ALARM_PAIRS, READ_PAIRS, contrast, density_for, load_fonts


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_contrast_of_a_known_grey_agrees_with_wcag() -> None:
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("ink", "ground"), READ_PAIRS)
def test_values_and_steps_stand_out_seven_to_one(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 7.0


@pytest.mark.parametrize(("ink", "ground"), ALARM_PAIRS)
def test_alarm_colours_stand_out_on_their_white_chip(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_a_laptop_gets_the_compact_sizes() -> None:
    assert (density_for(1920).name, density_for(1280).name) == ("roomy", "compact")


def test_the_fonts_ship_with_the_program(qapp: object) -> None:
    assert "BIZ UDPGothic" in load_fonts()
