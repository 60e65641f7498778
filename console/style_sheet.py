"""The style sheet of every window: calm panels, and looks chosen by role, frame and stage."""

from __future__ import annotations

from console.theme import FAMILY, Density, Palette, palette, px


def style_sheet(density: Density) -> str:
    """Return the style sheet of every window for one density, in the colours worn now.

    Labels and buttons choose their look by the dynamic property `role`, frames by `frame`.
    Of two rules that say as much of a widget the later one holds: their order counts.
    """
    parts = (
        _texts_and_frames,
        _top_bar,
        _strip_buttons,
        _buttons,
        _fields,
        _tabs_and_tables,
        _scrolling_and_menus,
    )
    colours = palette()
    return "".join(part(density, colours) for part in parts)


def _texts_and_frames(d: Density, p: Palette) -> str:
    """Fonts and grounds, then labels by their role and frames by their look."""
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
QLabel[role="briefing"] {{ font-size: {d.header}px; }}
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
QFrame[frame="quiet"] {{
    background: {p.window}; border: 2px solid {p.window}; border-radius: 5px; }}
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
QLabel[role="readout"] {{
    font-size: {d.small}px; padding: 1px 4px;
    background: {p.card}; border: 1px solid {p.edge_strong};
}}
QFrame[frame="panel"][stage="chosen"] {{ border-color: {p.ink}; }}
QLabel[trust="stale"], QLabel[trust="bad"] {{
    color: {p.stale}; font-style: italic; font-weight: normal; }}
QFrame[frame="line"] {{ background: {p.edge}; border: none; max-height: 1px; min-height: 1px; }}
"""


def _top_bar(d: Density, p: Palette) -> str:
    """The bar at the top, and the strip of a live sitting below it."""
    return f"""
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
QFrame#topbar QLabel[role="badge"][stage="replay"] {{
    background: {p.bar}; color: {p.bar_ink}; border: 2px dashed {p.bar_ink_soft};
    font-size: {d.header + 1}px; padding: 2px {d.gap + 2}px; }}
QFrame#livestrip {{ background: {p.bar}; border: none; }}
QFrame#livestrip QLabel {{ color: {p.bar_ink}; }}
QFrame#livestrip QLabel[role="soft"] {{ color: {p.bar_ink_soft}; }}
QLabel[role="key"] {{ font-size: {d.text + 1}px; font-weight: bold; padding: 3px 8px; }}
QFrame#livestrip QLabel[role="key"][stage="armed"] {{
    background: {p.caution}; color: {p.caution_ink}; border: 2px solid {p.caution_edge};
    border-radius: 4px; }}
"""


def _strip_buttons(d: Density, p: Palette) -> str:
    """Buttons of the live strip, and lists to choose from."""
    return f"""
QPushButton[role="strip"] {{
    background: transparent; color: {p.bar_ink}; border: 1px solid {p.dead};
    padding: 2px 12px; min-height: {d.button - 12}px; }}
QPushButton[role="strip"]:hover {{ background: {p.ink_soft}; }}
QPushButton[role="strip"]:focus {{ border: 2px solid {p.bar_select}; padding: 1px 11px; }}
QPushButton[role="strip"][stage="trouble"] {{
    background: {p.card}; color: {p.wrong}; border-color: {p.wrong}; }}
QPushButton[role="strip"][stage="open"] {{
    background: {p.card}; color: {p.ink}; border-color: {p.card}; }}
QPushButton[role="key"] {{
    background: {p.card}; color: {p.ink}; border: 2px solid {p.card};
    min-height: {d.button - 14}px; padding: 2px 14px; }}
QPushButton[role="key"]:focus {{ border: 2px solid {p.bar_select}; }}
QListWidget[role="choice"] {{ outline: none; }}
QListWidget[role="choice"]::item {{ padding: 7px 10px; border-bottom: 1px solid {p.edge}; }}
QListWidget[role="choice"]::item:selected {{ background: {p.ink}; color: {p.card}; }}
QFrame#chip {{ background: {p.card}; border-radius: 5px; }}
QFrame#topbar QFrame#chip QLabel {{
    color: {p.ink}; font-size: {d.header}px; font-weight: bold; }}
"""


def _buttons(d: Density, p: Palette) -> str:
    """Buttons by their role."""
    return f"""
QPushButton {{
    background: {p.inset}; border: 1px solid {p.edge_strong}; border-radius: 5px;
    padding: 4px 12px; min-height: {d.row - 2}px; font-weight: bold;
    icon-size: {px(16)}px {px(16)}px; }}
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
QPushButton[role="finger"] {{ min-height: {px(40)}px; }}
QPushButton[role="tool"] {{
    font-weight: normal; font-size: {d.small}px; padding: 2px 9px; min-height: {d.row - 8}px; }}
QPushButton[role="tool"]:focus {{ border: 2px solid {p.select}; padding: 1px 8px; }}
QPushButton[role="tab"]:checked {{
    background: {p.card}; border: 2px solid {p.ink}; padding: 3px 11px; }}
QPushButton[role="tab"]:focus {{ border: 2px solid {p.select}; padding: 3px 11px; }}
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
QPushButton[role="bar"]:focus {{ border: 2px solid {p.bar_select}; padding: 2px 7px; }}
"""


def _fields(d: Density, p: Palette) -> str:
    """What one writes, chooses, ticks and slides."""
    return f"""
QLineEdit, QComboBox, QDoubleSpinBox, QPlainTextEdit {{
    background: {p.card}; border: 1px solid {p.edge_strong}; border-radius: 4px; padding: 3px 6px;
    min-height: {d.row - 6}px; selection-background-color: {p.select}; }}
QLineEdit:focus, QComboBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus {{
    border: 2px solid {p.select}; padding: 2px 5px; }}
QComboBox[role="bar"] {{ background: {p.bar}; color: {p.bar_ink};
    border: 1px solid {p.edge_strong}; padding: 3px 6px; }}
QComboBox[role="bar"]:focus {{ border: 2px solid {p.bar_select}; padding: 2px 5px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {p.card}; outline: none; min-width: 120px;
    selection-background-color: {p.select}; selection-color: {p.card}; }}
QComboBox QAbstractItemView::item {{ min-height: {d.row}px; padding: 0 8px; }}
QComboBox QAbstractItemView::item:selected {{ background: {p.select}; color: {p.card}; }}
QCheckBox, QRadioButton {{ spacing: 8px; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {d.small}px; height: {d.small}px; background: {p.card};
    border: 2px solid {p.edge_strong}; border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: {d.small // 2 + 2}px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked {{
    background: {p.ink}; border-color: {p.ink}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {p.edge}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {p.dead}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {p.select}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {p.select}; }}
QSlider::groove:horizontal {{ height: 4px; background: {p.edge_strong}; border-radius: 2px; }}
QSlider::handle:horizontal {{
    width: {px(12)}px; margin: -{px(7)}px 0; background: {p.card};
    border: 2px solid {p.edge_strong}; border-radius: 3px; }}
QSlider[stage="said"]::handle:horizontal {{ background: {p.ink}; border-color: {p.ink}; }}
QSlider {{ border: 2px solid transparent; border-radius: 4px; }}
QSlider:focus {{ border: 2px solid {p.select}; }}
"""


def _tabs_and_tables(d: Density, p: Palette) -> str:
    """Tabs, tables and lists."""
    return f"""
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
"""


def _scrolling_and_menus(d: Density, p: Palette) -> str:
    """What scrolls, splits and pops up."""
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollArea#messagelist {{ border: 2px solid transparent; }}
QScrollArea#messagelist:focus {{ border: 2px solid {p.select}; border-radius: 4px; }}
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
QMenu {{ background: {p.card}; border: 1px solid {p.edge_strong}; padding: 4px 0; }}
QMenu::item {{ padding: {d.gap}px 34px {d.gap}px 12px; min-height: {d.row - 4}px; }}
QMenu::item:selected {{ background: {p.select}; color: {p.card}; }}
QMenu::item:disabled {{ color: {p.dead}; }}
QMenu::separator {{ background: {p.edge}; height: 1px; margin: 4px 10px; }}
QMenu::indicator {{ width: 16px; height: 16px; margin-left: 8px; }}
QToolTip {{ background: {p.card}; color: {p.ink}; border: 1px solid {p.edge_strong}; }}
"""
