"""Colours and sizes by day and by night: grey and calm, colour only for what is abnormal."""

from __future__ import annotations

import struct
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "BIZ UDPGothic"
_LINE_GAP_EM = 0.28
_USE_TYPO_METRICS = 0x80  # without it Qt takes the gap as 0 (OpenType, OS/2 fsSelection)


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of the windows. Alarm colours stand on white only, or carry white text."""

    window: str = "#CFD4D7"
    panel: str = "#E1E5E7"
    inset: str = "#EDF0F1"
    card: str = "#FFFFFF"
    edge: str = "#B3BBC0"
    edge_strong: str = "#5B666D"
    ink: str = "#1B2226"
    ink_soft: str = "#353F45"
    bar: str = "#262D32"
    bar_ink: str = "#FFFFFF"
    bar_ink_soft: str = "#D3DADE"
    caution: str = "#FFF5DB"
    caution_edge: str = "#7A5B00"
    caution_ink: str = "#3F3000"
    select: str = "#1458A8"
    good: str = "#0A4527"
    alarm_1: str = "#C00000"
    alarm_2: str = "#A85A00"
    alarm_3: str = "#6B5B00"
    wrong: str = "#7E0000"  # differing words, on white and on the inset
    island: str = "#123A7A"
    unknown: str = "#A0158C"
    dead: str = "#6A747A"
    stale: str = "#545E65"  # what was true once: grey, but it can still be read
    bar_stale: str = "#A9B3B9"
    bar_select: str = "#8DB8EE"
    hatch: str = "#806000"
    hatch_light: str = "#F4F1E6"
    limit: str = "#C00000"  # the line of a limit in a plot
    plate: str = "#FFFFFF"  # alarm colours stand on this and on nothing else
    plate_ink: str = "#1B2226"
    badge_red: str = "#B03030"  # switch badges: dull, small, with a letter
    badge_green: str = "#2E7D4F"
    badge_ink: str = "#FFFFFF"
    band: str = "#CFD4D7"  # what is to come, behind its curves
    layer_1: str = "#5B666D"  # of a pile of curves, from the ground up
    layer_2: str = "#C3CBD0"
    layer_3: str = "#8A959B"

    def alarm(self, priority: int) -> str:
        """Return the colour of an alarm of `priority` 1 to 3."""
        return (self.alarm_1, self.alarm_2, self.alarm_3)[priority - 1]


DAY = Palette()
NIGHT = Palette(
    window="#101417",
    panel="#181D21",
    inset="#1E2428",
    card="#272F34",
    edge="#3C474E",
    edge_strong="#84919A",
    ink="#EDF1F3",
    ink_soft="#C9D2D7",
    bar="#060809",
    bar_ink="#FFFFFF",
    caution="#33290A",
    caution_edge="#D9AE3C",
    caution_ink="#FFEBB8",
    select="#7DB7FF",
    good="#8FE0AE",
    wrong="#FFB4AC",
    island="#9CC2FF",
    unknown="#F58BE4",
    dead="#8E9AA1",
    stale="#AEB9C0",
    hatch="#B58A14",
    hatch_light="#1D190C",
    limit="#FF8A80",
    plate="#F6F4EF",
    band="#4A5760",
    layer_1="#8E9AA1",
    layer_2="#3C474E",
    layer_3="#6E7B83",
)

Theme = Literal["day", "night"]
SwitchColours = Literal["power", "neutral", "industrial"]
THEMES: dict[Theme, Palette] = {"day": DAY, "night": NIGHT}
SCALES_PCT = (100, 125, 150, 200)


@dataclass(frozen=True, slots=True)
class Look:
    """What all windows of the program share.

    switch_colours: power = red is closed (Japanese practice), neutral = none, industrial = green
    is closed.
    """

    palette: Palette = DAY
    scale_pct: int = 100
    switch_colours: SwitchColours = "power"


_worn = Look()


def palette() -> Palette:
    """Return the colours that the windows wear now. Ask anew whenever something is painted."""
    return _worn.palette


def switch_colours() -> SwitchColours:
    """Return which colours the badges of the switches have now."""
    return _worn.switch_colours


def px(size_px: float) -> int:
    """Return a size that is given at 100 % at the scale of now, in pixels."""
    return round(size_px * _worn.scale_pct / 100)


def wear(look: Look) -> None:
    """Let everything that is painted from now on have the colours and sizes of `look`."""
    global _worn  # noqa: PLW0603 - one program wears one look, as it has one QApplication
    _worn = look


def colour_of(name: str) -> str:
    """Return the colour that is worn now under the name of a field of Palette, "" for ink.

    A colour "#RRGGBB" is returned as it is. Raises AttributeError for a name that is not there.
    """
    if name.startswith("#"):
        return name
    found: str = getattr(palette(), name or "ink")
    return found


Pairs = tuple[tuple[str, str], ...]


def read_pairs(p: Palette) -> Pairs:
    """Return ink and ground of all that is a value or a step: these must reach 7:1."""
    grounds = (p.window, p.panel, p.inset, p.card)
    return (
        *((ink, ground) for ink in (p.ink, p.ink_soft) for ground in grounds),
        *((ink, ground) for ink in (p.good, p.wrong) for ground in grounds),
        (p.bar_ink, p.bar),
        (p.bar_ink_soft, p.bar),
        (p.caution_ink, p.caution),
        (p.card, p.ink),
        (p.plate_ink, p.plate),
    )


def alarm_pairs(p: Palette) -> Pairs:
    """Return the alarm colours on their plate: 4.5:1 and more."""
    return tuple((p.alarm(priority), p.plate) for priority in (1, 2, 3))


def stale_pairs(p: Palette) -> Pairs:
    """Return what is stale on all that it stands on: 4.5:1 and more."""
    return (*((p.stale, ground) for ground in (p.card, p.inset, p.panel)), (p.bar_stale, p.bar))


def badge_pairs(p: Palette) -> Pairs:
    """Return the letter on each badge of a switch: 4.5:1 and more."""
    return ((p.badge_ink, p.badge_red), (p.badge_ink, p.badge_green))


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB", 0 to 1 (WCAG 2.2)."""
    linear = []
    for start in (1, 3, 5):
        share = int(colour[start : start + 2], 16) / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True, slots=True)
class Density:
    """Sizes in pixels: for a wall screen, for a laptop, and for what is left at a large scale."""

    name: str
    text: int
    small: int
    header: int
    step: int
    say: int
    figure: int
    bar: int
    gap: int
    row: int
    button: int
    border: int

    def scaled(self, scale_pct: int) -> Density:
        """Return the same sizes at `scale_pct`."""
        return _scaled(self, scale_pct)


@cache
def _scaled(density: Density, scale_pct: int) -> Density:
    sizes = [field.name for field in fields(density) if field.name != "name"]
    grown = {name: round(getattr(density, name) * scale_pct / 100) for name in sizes}
    return replace(density, **grown)


ROOMY = Density("roomy", 15, 13, 18, 24, 23, 28, 64, 8, 26, 44, 8)
COMPACT = Density("compact", 13, 12, 15, 19, 17, 20, 52, 5, 22, 38, 6)
TIGHT = Density("tight", 12, 11, 13, 17, 15, 17, 46, 4, 20, 36, 6)
COMPACT_BELOW_PX = 1600
TIGHT_BELOW_PX = 1180  # a large scale leaves this much of a wall screen
LEAST_WIDE_PX, LEAST_HIGH_PX = 960, 540


def density_for(width_px: int) -> Density:
    """Return the density that suits a window of `width_px`, at the scale of now."""
    scale_pct = _worn.scale_pct
    room_px = width_px * 100 / scale_pct
    if room_px < TIGHT_BELOW_PX:
        return TIGHT.scaled(scale_pct)
    return (COMPACT if room_px < COMPACT_BELOW_PX else ROOMY).scaled(scale_pct)


def scales_for(screen_width_px: int) -> tuple[int, ...]:
    """Return the scales at which a window still has room on a screen, always with 100 %."""
    most_pct = screen_width_px * 100 / LEAST_WIDE_PX
    return tuple(scale for scale in SCALES_PCT if scale <= most_pct) or SCALES_PCT[:1]


def load_fonts() -> tuple[str, ...]:
    """Register the fonts that ship with the program and return the names of their families."""
    families: list[str] = []
    folder = resources.files("resources").joinpath("fonts", "biz-udpgothic")
    for name in ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf"):
        loose = with_line_gap(folder.joinpath(name).read_bytes(), _LINE_GAP_EM)
        number = QFontDatabase.addApplicationFontFromData(loose)
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def with_line_gap(truetype: bytes, gap_em: float) -> bytes:
    """Return the font file with `gap_em` between its lines, a share of the text size.

    The font ships without any, so that wrapped lines would touch; Qt has no line height for plain
    text. Single lines stay as they are. Raises ValueError for what is not a TrueType font.
    """
    (tables,) = struct.unpack_from(">H", truetype, 4)
    places = {
        truetype[at : at + 4]: struct.unpack_from(">I", truetype, at + 8)[0]
        for at in range(12, 12 + 16 * tables, 16)
    }
    if b"OS/2" not in places or b"head" not in places:
        raise ValueError("not a TrueType font: no OS/2 or head table")
    (units_per_em,) = struct.unpack_from(">H", truetype, places[b"head"] + 18)
    os2 = places[b"OS/2"]
    (selection,) = struct.unpack_from(">H", truetype, os2 + 62)
    loose = bytearray(truetype)
    struct.pack_into(">H", loose, os2 + 62, selection | _USE_TYPO_METRICS)
    struct.pack_into(">h", loose, os2 + 72, round(gap_em * units_per_em))
    return bytes(loose)


def font(size_px: int, *, bold: bool = False, italic: bool = False) -> QFont:
    """Return the program's font in `size_px` pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(size_px)
    made.setBold(bold)
    made.setItalic(italic)
    return made
