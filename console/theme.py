"""Colours, sizes and the style sheet: grey and calm, colour only for what is abnormal."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib import resources

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
    ink_soft: str = "#3C464C"
    bar: str = "#262D32"
    bar_ink: str = "#FFFFFF"
    bar_ink_soft: str = "#C3CBD0"
    caution: str = "#FFF5DB"
    caution_edge: str = "#7A5B00"
    caution_ink: str = "#3F3000"
    select: str = "#1458A8"
    good: str = "#0E4F2E"
    alarm_1: str = "#C00000"
    alarm_2: str = "#A85A00"
    alarm_3: str = "#6B5B00"
    wrong: str = "#8E0000"  # differing words, on white and on the inset
    island: str = "#123A7A"
    unknown: str = "#A0158C"
    dead: str = "#6A747A"
    stale: str = "#545E65"  # what was true once: grey, but it can still be read
    bar_stale: str = "#A9B3B9"
    hatch: str = "#806000"
    hatch_light: str = "#F4F1E6"

    def alarm(self, priority: int) -> str:
        """Return the colour of an alarm of `priority` 1 to 3."""
        return (self.alarm_1, self.alarm_2, self.alarm_3)[priority - 1]


DAY = Palette()
_shown = DAY


def palette() -> Palette:
    """Return the colours that the windows wear now. Ask anew whenever something is painted."""
    return _shown


def wear(palette: Palette) -> None:
    """Let everything that is painted from now on have the colours of `palette`."""
    global _shown  # noqa: PLW0603 - one program wears one palette, as it has one QApplication
    _shown = palette


# Ink and ground of everything that is a value or a step: these must reach 7:1.
READ_PAIRS: tuple[tuple[str, str], ...] = (
    (DAY.ink, DAY.window),
    (DAY.ink, DAY.panel),
    (DAY.ink, DAY.inset),
    (DAY.ink, DAY.card),
    (DAY.ink_soft, DAY.panel),
    (DAY.ink_soft, DAY.inset),
    (DAY.ink_soft, DAY.card),
    (DAY.bar_ink, DAY.bar),
    (DAY.bar_ink_soft, DAY.bar),
    (DAY.caution_ink, DAY.caution),
    (DAY.good, DAY.inset),
    (DAY.good, DAY.card),
    (DAY.wrong, DAY.card),
    (DAY.wrong, DAY.inset),
    (DAY.card, DAY.ink),
)

# Alarm shapes and colours on their white chip: 4.5:1 and more.
ALARM_PAIRS: tuple[tuple[str, str], ...] = (
    (DAY.alarm_1, DAY.card),
    (DAY.alarm_2, DAY.card),
    (DAY.alarm_3, DAY.card),
)


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


# What is stale on all that it stands on: 4.5:1 and more.
STALE_PAIRS: tuple[tuple[str, str], ...] = (
    (DAY.stale, DAY.card),
    (DAY.stale, DAY.inset),
    (DAY.stale, DAY.panel),
    (DAY.bar_stale, DAY.bar),
)


@dataclass(frozen=True, slots=True)
class Density:
    """Sizes in pixels at 100 %. Two of them: a wall screen and a laptop."""

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


ROOMY = Density("roomy", 15, 13, 18, 24, 23, 28, 64, 8, 26, 44, 8)
COMPACT = Density("compact", 13, 12, 15, 19, 17, 20, 52, 5, 22, 38, 6)
COMPACT_BELOW_PX = 1600


def density_for(width_px: int) -> Density:
    """Return the density that suits a window of `width_px`."""
    return COMPACT if width_px < COMPACT_BELOW_PX else ROOMY


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


def style_sheet(density: Density, palette: Palette = DAY) -> str:
    """Return the style sheet of every window for one density.

    Labels and buttons choose their look by the dynamic property `role`, frames by `frame`.
    """
    d, p = density, palette
    return f"""
* {{ font-family: "{FAMILY}"; font-size: {d.text}px; color: {p.ink}; }}
QMainWindow, QDialog, QWidget#ground {{ background: {p.window}; }}
QLabel {{ background: transparent; }}
QLabel[role="soft"] {{ color: {p.ink_soft}; font-size: {d.small}px; }}
QLabel[role="header"] {{ font-size: {d.header}px; font-weight: bold; }}
QLabel[role="strong"] {{ font-weight: bold; }}
QLabel[role="step"] {{ font-size: {d.step}px; font-weight: bold; }}
QLabel[role="say"] {{ font-size: {d.say}px; font-weight: bold; }}
QLabel[role="condition"] {{ font-size: {d.text + 1}px; }}
QLabel[role="reading"] {{ font-size: {d.text + 2}px; font-weight: bold; }}
QLabel[role="good"] {{ color: {p.good}; font-weight: bold; }}
QLabel[role="wrong"] {{ color: {p.wrong}; font-weight: bold; }}
QLabel[role="caution"] {{ color: {p.caution_ink}; }}
QLabel[role="caution-head"] {{ color: {p.caution_ink}; font-weight: bold; }}
QFrame[frame="panel"] {{
    background: {p.panel}; border: 1px solid {p.edge}; border-radius: 6px; }}
QFrame[frame="inset"] {{
    background: {p.inset}; border: 1px solid {p.edge}; border-radius: 5px; }}
QFrame[frame="card"] {{
    background: {p.card}; border: 2px solid {p.ink}; border-radius: 7px; }}
QFrame[frame="plain-card"] {{
    background: {p.card}; border: 1px solid {p.edge_strong}; border-radius: 5px; }}
QFrame[frame="caution"] {{
    background: {p.caution}; border: 2px solid {p.caution_edge}; border-radius: 5px; }}
QFrame[frame="trouble"] {{
    background: {p.card}; border: 2px solid {p.wrong}; border-radius: 5px; }}
QFrame[frame="tab"] {{
    background: {p.inset}; border: 1px solid {p.edge}; border-radius: 4px; }}
QFrame[frame="tab"][stage="done"] {{ background: {p.edge}; }}
QFrame[frame="tab"][stage="current"] {{ background: {p.ink}; border-color: {p.ink}; }}
QFrame[frame="tab"][stage="beside"] {{ background: {p.card}; border-color: {p.ink}; }}
QLabel[role="tab"] {{ font-size: {d.small}px; font-weight: bold; }}
QLabel[role="tab"][stage="current"] {{ color: {p.card}; }}
QLabel[role="small"] {{ font-size: {d.small}px; }}
QLabel[trust="stale"], QLabel[trust="bad"] {{
    color: {p.stale}; font-style: italic; font-weight: normal; }}
QFrame[frame="line"] {{ background: {p.edge}; border: none; max-height: 1px; min-height: 1px; }}
QFrame#topbar {{ background: {p.bar}; border: none; }}
QFrame#topbar QLabel {{ color: {p.bar_ink}; }}
QFrame#topbar QLabel[role="soft"] {{ color: {p.bar_ink_soft}; }}
QFrame#topbar QLabel[role="figure"] {{ font-size: {d.figure}px; font-weight: bold; }}
QFrame#topbar QLabel[role="words"] {{ font-size: {d.header + 1}px; font-weight: bold; }}
QFrame#topbar QLabel[trust="stale"], QFrame#topbar QLabel[trust="bad"] {{
    color: {p.bar_stale}; font-style: italic; font-weight: normal; }}
QFrame#topbar QLabel[role="unit"] {{ font-size: {d.small}px; color: {p.bar_ink_soft}; }}
QFrame#topbar QLabel[role="badge"] {{
    background: {p.card}; color: {p.caution_ink}; font-size: {d.header + 4}px; font-weight: bold;
    border-radius: 4px; padding: 4px {d.gap + 4}px; }}
QFrame#topbar QLabel[role="badge"][stage="live"] {{
    background: {p.card}; color: {p.ink}; border: 3px solid {p.ink};
    font-size: {d.header + 8}px; padding: 1px {d.gap + 12}px; }}
QFrame#livestrip {{ background: {p.bar}; border: none; }}
QFrame#livestrip QLabel {{ color: {p.bar_ink}; }}
QFrame#livestrip QLabel[role="soft"] {{ color: {p.bar_ink_soft}; }}
QLabel[role="key"] {{ font-size: {d.text + 1}px; font-weight: bold; padding: 3px 8px; }}
QFrame#livestrip QLabel[role="key"][stage="armed"] {{
    background: {p.caution}; color: {p.caution_ink}; border: 2px solid {p.caution_edge};
    border-radius: 4px; }}
QPushButton[role="strip"] {{
    background: transparent; color: {p.bar_ink}; border: 1px solid {p.dead};
    padding: 2px 12px; min-height: {d.button - 12}px; }}
QPushButton[role="strip"]:hover {{ background: {p.ink_soft}; }}
QPushButton[role="strip"]:focus {{ border: 2px solid #8DB8EE; padding: 1px 11px; }}
QPushButton[role="strip"][stage="trouble"] {{
    background: {p.card}; color: {p.wrong}; border-color: {p.wrong}; }}
QPushButton[role="strip"][stage="open"] {{
    background: {p.card}; color: {p.ink}; border-color: {p.card}; }}
QPushButton[role="key"] {{
    background: {p.card}; color: {p.ink}; border: 2px solid {p.card};
    min-height: {d.button - 14}px; padding: 2px 14px; }}
QPushButton[role="key"]:focus {{ border: 2px solid #8DB8EE; }}
QListWidget[role="choice"] {{ outline: none; }}
QListWidget[role="choice"]::item {{ padding: 7px 10px; border-bottom: 1px solid {p.edge}; }}
QListWidget[role="choice"]::item:selected {{ background: {p.ink}; color: {p.card}; }}
QFrame#chip {{ background: {p.card}; border-radius: 5px; }}
QFrame#topbar QFrame#chip QLabel {{
    color: {p.ink}; font-size: {d.header}px; font-weight: bold; }}
QPushButton {{
    background: {p.inset}; border: 1px solid {p.edge_strong}; border-radius: 5px;
    padding: 4px 12px; min-height: {d.row - 2}px; font-weight: bold; }}
QPushButton:hover {{ background: {p.card}; }}
QPushButton:pressed {{ background: {p.edge}; }}
QPushButton:focus {{ border: 2px solid {p.select}; padding: 3px 11px; }}
QPushButton:disabled {{ color: {p.dead}; border-color: {p.edge}; background: {p.panel}; }}
QPushButton[role="main"] {{
    background: {p.ink}; color: {p.card}; border: 2px solid {p.ink};
    min-height: {d.button - 8}px; }}
QPushButton[role="main"]:hover {{ background: {p.ink_soft}; }}
QPushButton[role="main"]:focus {{ border: 2px solid {p.select}; }}
QPushButton[role="main"]:disabled {{
    background: {p.panel}; color: {p.dead}; border-color: {p.edge}; }}
QPushButton[role="big"] {{ min-height: {d.button - 8}px; }}
QPushButton[role="tool"] {{
    font-weight: normal; font-size: {d.small}px; padding: 2px 9px; min-height: {d.row - 8}px; }}
QPushButton[role="tool"]:focus {{ border: 2px solid {p.select}; padding: 1px 8px; }}
QPushButton[role="quiet"] {{
    background: transparent; font-weight: normal; font-size: {d.small}px;
    padding: 2px 7px; min-height: {d.row - 8}px; border-color: {p.edge}; }}
QPushButton[role="quiet"]:hover {{ background: {p.card}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {p.select}; padding: 1px 6px; }}
QPushButton[role="bar"] {{
    background: transparent; color: {p.bar_ink}; border: 1px solid {p.edge_strong};
    padding: 3px 8px; font-weight: normal; }}
QPushButton[role="bar"]:hover {{ background: {p.ink_soft}; }}
QPushButton[role="bar"]:checked {{ background: {p.card}; color: {p.ink}; font-weight: bold; }}
QPushButton[role="bar"]:focus {{ border: 2px solid #8DB8EE; padding: 2px 7px; }}
QLineEdit, QComboBox, QDoubleSpinBox, QPlainTextEdit {{
    background: {p.card}; border: 1px solid {p.edge_strong}; border-radius: 4px; padding: 3px 6px;
    min-height: {d.row - 6}px; selection-background-color: {p.select}; }}
QLineEdit:focus, QComboBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus {{
    border: 2px solid {p.select}; padding: 2px 5px; }}
QComboBox[role="bar"] {{ background: {p.bar}; color: {p.bar_ink};
    border: 1px solid {p.edge_strong}; padding: 3px 6px; }}
QComboBox[role="bar"]:focus {{ border: 2px solid #8DB8EE; padding: 2px 5px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {p.card}; outline: none; min-width: 120px;
    selection-background-color: {p.select}; selection-color: {p.card}; }}
QComboBox QAbstractItemView::item {{ min-height: {d.row}px; padding: 0 8px; }}
QComboBox QAbstractItemView::item:selected {{ background: {p.select}; color: {p.card}; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{
    background: {p.panel}; border: 1px solid {p.edge}; padding: 3px 14px; font-weight: bold;
    border-radius: 4px; margin-right: 4px; }}
QTabBar::tab:selected {{ background: {p.ink}; color: {p.card}; border-color: {p.ink}; }}
QTabBar::tab:focus {{ border: 2px solid {p.select}; }}
QTableView, QListView, QListWidget {{
    background: {p.inset}; alternate-background-color: {p.inset}; border: 1px solid {p.edge};
    gridline-color: {p.edge}; outline: none;
    selection-background-color: {p.card}; selection-color: {p.ink}; }}
QTableView:focus, QListView:focus {{ border: 2px solid {p.select}; }}
QTableView::item {{ padding: 0 6px; border-bottom: 1px solid {p.edge}; }}
QTableView::item:selected {{ background: {p.card}; color: {p.ink}; }}
QTableView[role="choice"]::item:selected {{ background: {p.ink}; color: {p.card}; }}
QHeaderView {{ background: {p.panel}; border: none; }}
QHeaderView::section {{
    background: {p.panel}; color: {p.ink_soft}; border: none; padding: 3px 6px;
    font-size: {d.small}px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QGraphicsView {{ background: {p.panel}; border: none; border-radius: 5px; }}
QGraphicsView:focus {{ border: 2px solid {p.select}; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {p.edge}; }}
QScrollBar:vertical {{ background: {p.panel}; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: {p.panel}; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {p.edge_strong}; border-radius: 5px; min-height: 28px;
    min-width: 28px; border: 2px solid {p.panel}; }}
QScrollBar[stage="idle"]:vertical, QScrollBar[stage="idle"]::handle:vertical {{
    background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {p.card}; color: {p.ink}; border: 1px solid {p.edge_strong}; }}
"""
