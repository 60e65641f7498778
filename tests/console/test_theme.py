"""Values and steps reach 7:1 by day and by night, alarms 4.5:1; contrast is that of WCAG."""

from __future__ import annotations

import pytest

from console.theme import (
    THEMES,
    Palette,
    alarm_pairs,
    badge_pairs,
    contrast,
    density_for,
    load_fonts,
    read_pairs,
    stale_pairs,
)

ALL = pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES.keys())


def below(pairs: tuple[tuple[str, str], ...], least: float) -> list[str]:
    """Name every pair of colours whose contrast is less than `least`."""
    ratios = {f"{ink} on {ground}": contrast(ink, ground) for ink, ground in pairs}
    return [f"{pair}: {ratio:.2f}" for pair, ratio in ratios.items() if ratio < least]


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_contrast_of_a_known_grey_agrees_with_wcag() -> None:
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@ALL
def test_values_and_steps_stand_out_seven_to_one(colours: Palette) -> None:
    assert below(read_pairs(colours), 7.0) == []


@ALL
def test_alarms_stale_values_and_badges_stand_out_on_their_grounds(colours: Palette) -> None:
    pairs = (*alarm_pairs(colours), *stale_pairs(colours), *badge_pairs(colours))
    assert below(pairs, 4.5) == []


def test_a_laptop_gets_the_compact_sizes() -> None:
    assert (density_for(1920).name, density_for(1280).name) == ("roomy", "compact")


def test_the_fonts_ship_with_the_program(qapp: object) -> None:
    assert "BIZ UDPGothic" in load_fonts()
