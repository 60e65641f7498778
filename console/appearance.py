"""What all windows look like: day or night, how large, and the colours of the switches."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from console.theme import (
    DAY,
    NIGHT,
    ROOMY,
    SCALES_PCT,
    THEMES,
    Look,
    SwitchColours,
    Theme,
    font,
    palette,
    wear,
)


class Appearance(QObject):
    """The look of every window; emits `changed` after it is another.

    A window that hears it takes its style sheet and calls `resize_to` of its parts again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = Look()

    @property
    def theme(self) -> Theme:
        """Which colours are worn: "day" or "night"."""
        return "night" if self._look.palette is NIGHT else "day"

    @property
    def scale_pct(self) -> int:
        """How large everything is, 100 to 200."""
        return self._look.scale_pct

    @property
    def switch_colours(self) -> SwitchColours:
        """Which colours the badges of the switches have."""
        return self._look.switch_colours

    def choose(
        self,
        *,
        theme: Theme | None = None,
        scale_pct: int | None = None,
        switch_colours: SwitchColours | None = None,
    ) -> None:
        """Change what is given. Raises ValueError for a scale that is not offered."""
        look = self._look
        if theme is not None:
            look = replace(look, palette=THEMES[theme])
        if scale_pct is not None:
            if scale_pct not in SCALES_PCT:
                raise ValueError(f"a scale is one of {SCALES_PCT}, not {scale_pct}")
            look = replace(look, scale_pct=scale_pct)
        if switch_colours is not None:
            look = replace(look, switch_colours=switch_colours)
        if look != self._look:
            self._look = look
            self._wear()

    def be_usual(self) -> None:
        """Look as a fresh installation does."""
        self.choose(theme="day", scale_pct=100, switch_colours="power")

    def _wear(self) -> None:
        wear(self._look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(qt_palette())
            application.setFont(font(ROOMY.scaled(self.scale_pct).text))
        self.changed.emit()


_one = Appearance()


def appearance() -> Appearance:
    """Return the one look of the program, as there is one QApplication."""
    return _one


def qt_palette() -> QPalette:
    """Return the worn colours for what no style sheet reaches: menus, message boxes, tool tips."""
    p, roles = palette(), QPalette.ColorRole
    made = QPalette(QColor(p.panel))
    for role, colour in (
        (roles.Window, p.window),
        (roles.Base, p.inset),
        (roles.AlternateBase, p.panel),
        (roles.Button, p.inset),
        (roles.Highlight, p.select),
        (roles.HighlightedText, p.card if p is not DAY else p.bar_ink),
        (roles.ToolTipBase, p.card),
        (roles.WindowText, p.ink),
        (roles.Text, p.ink),
        (roles.ButtonText, p.ink),
        (roles.ToolTipText, p.ink),
        (roles.PlaceholderText, p.ink_soft),
    ):
        made.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(disabled, role, QColor(p.dead))
    return made
