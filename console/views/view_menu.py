"""The View menu: panels, arrangement, presets, other windows, full screen, and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from console.models.panel_layout import ALONE
from console.models.presets import PANELS, PRESETS, TITLES, Preset
from console.translation import Translation
from console.views.arrangement import Arrangement
from console.windows import DIALOGS, WINDOWS, Door

ARRANGE_KEYS, FULL_KEYS, USUAL_KEYS = "Ctrl+Shift+A", "F11", "Ctrl+Shift+0"


class Shell(Protocol):
    """What the menu asks of the main window."""

    def choose_preset(self, preset: Preset) -> None:
        """Change to a preset."""

    def back_to_usual(self) -> None:
        """Put everything to the usual places of the preset."""

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""

    def open_window(self, name: str) -> None:
        """Open another window of the sitting."""

    def open_dialog(self, door: Door) -> None:
        """Open a dialog of the View menu."""


class ViewMenu(QMenu):
    """Made anew each time it opens, so that it says what stands now in the language of now."""

    def __init__(
        self, arrangement: Arrangement, translation: Translation, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._arrangement = arrangement
        self._translation = translation
        self._shell = shell
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Write the entries."""
        self.clear()
        self._add_panels()
        self.addSeparator()
        self._add_presets()
        self.addSeparator()
        for door in WINDOWS:
            self._offer_door(door, partial(self._shell.open_window, door.name))
        full = self._offer(self, self.tr("Full screen"), self._shell.toggle_full_screen, FULL_KEYS)
        full.setCheckable(True)
        full.setChecked(self._window.isFullScreen())
        self.addSeparator()
        for door in DIALOGS:
            self._offer_door(door, partial(self._shell.open_dialog, door))

    @property
    def _window(self) -> QWidget:
        return self._arrangement.window()

    def _add_panels(self) -> None:
        area = self._arrangement
        apart = QMenu(self.tr("In a window of its own"), self)
        for number, panel in enumerate(PANELS, start=1):
            if panel in area.absent:
                continue
            words = self._translation.of(TITLES[panel])
            shown = self._offer(self, f"&{number}  {words}", partial(self._toggle, panel))
            shown.setCheckable(True)
            shown.setChecked(area.seen(panel))
            shown.setEnabled(panel not in ALONE)
            afloat = self._offer(apart, words, partial(area.toggle_float, panel))
            afloat.setCheckable(True)
            afloat.setChecked(area.floats(panel))
        apart.addSeparator()
        for part, words in area.lendable.items():
            out = self._offer(apart, words, partial(area.toggle_out, part))
            out.setCheckable(True)
            out.setChecked(area.seen(part))
        self.addMenu(apart)
        arrange = self._offer(
            self,
            self.tr("Arrange panels"),
            lambda: area.arrange(not area.arranging),
            ARRANGE_KEYS,
        )
        arrange.setCheckable(True)
        arrange.setChecked(area.arranging)

    def _toggle(self, panel: str) -> None:
        if self._arrangement.seen(panel):
            self._arrangement.close_panel(panel)
        else:
            self._arrangement.dock_panel(panel)

    def _add_presets(self) -> None:
        group = QActionGroup(self)
        for one in PRESETS:
            words = self._translation.of(one.title)
            chosen = self._offer(self, words, partial(self._shell.choose_preset, one))
            chosen.setCheckable(True)
            chosen.setChecked(one.name == self._arrangement.preset.name)
            group.addAction(chosen)
        words = self.tr("Back to the usual places")
        self._offer(self, words, self._shell.back_to_usual, USUAL_KEYS)

    def _offer_door(self, door: Door, act: Callable[[], object]) -> None:
        self._offer(self, self._translation.of(door.title), act, door.keys)

    @staticmethod
    def _offer(menu: QMenu, words: str, act: Callable[[], object], keys: str = "") -> QAction:
        """Add an entry. Its keys are only written beside it: the window itself listens to them."""
        if keys:
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            words = f"{words}\t{native}"
        action = menu.addAction(words)
        action.triggered.connect(lambda: act())  # noqa: PLW0108 - `checked` is not for it
        return action
