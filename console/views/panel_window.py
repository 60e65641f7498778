"""A window of panels: presets, the View menu with what it opens, and the keys that lead around."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from console.layout_memory import LayoutMemory
from console.models.presets import PANELS, Preset, preset
from console.placing import stand_beside
from console.theme import density_for
from console.translation import Translation
from console.views.arrangement import Arrangement
from console.views.view_menu import ARRANGE_KEYS, FULL_KEYS, USUAL_KEYS, ViewMenu
from console.windows import DIALOGS, WINDOWS, Door, OtherWindow, OtherWindows
from console.wishes import Wish
from devices.site.site import Site
from procedures.snapshot import Snapshot

Key: TypeAlias = tuple[str, Callable[[], object]]


class PanelWindow(QMainWindow):
    """What the main window is apart from the panels that it shows."""

    def __init__(self, site: Site, translation: Translation, store: QSettings, place: str) -> None:
        super().__init__()
        self._site = site
        self._translation = translation
        self._store = store
        self._snapshot: Snapshot | None = None
        self._memory = LayoutMemory(store, place)
        self._keys: tuple[Key, ...] = ()
        self._firsts: dict[str, QWidget] = {}

    def take_panels(
        self, panels: dict[str, QWidget], layout: str, send: Callable[[Wish], None]
    ) -> None:
        """Arrange the panels in the preset of that name, "" for the one used last."""
        chosen = preset(layout) or self._memory.preset()
        self.arrangement = Arrangement(panels, self._memory, chosen, self)
        self.view_menu = ViewMenu(self.arrangement, self._translation, self, self)
        self.others = OtherWindows(self._site, self._translation, send, self._place_beside)

    def _place_beside(self, window: OtherWindow, name: str) -> None:
        if isinstance(window, QWidget):
            stand_beside(window, self, name)

    @property
    def site(self) -> Site:
        """The site of the sitting."""
        return self._site

    @property
    def translation(self) -> Translation:
        """The language, and words in it."""
        return self._translation

    @property
    def snapshot(self) -> Snapshot | None:
        """The picture that is shown, None before the first."""
        return self._snapshot

    # --- the View menu ---

    def show_view_menu(self) -> None:
        """Open the View menu below its button, for the keyboard too."""
        button = self.view_button()
        at = QPoint(0, 0) if button is None else button.mapToGlobal(button.rect().bottomLeft())
        self.view_menu.popup(at)

    def view_button(self) -> QWidget | None:
        """The button that the menu stands below."""
        return None

    def choose_preset(self, preset: Preset) -> None:
        """Change to a preset, as it was left."""
        self.arrangement.choose(preset, density_for(self.width()))

    def back_to_usual(self) -> None:
        """Put everything to the usual places of the preset."""
        self.arrangement.back_to_usual(density_for(self.width()))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def open_window(self, name: str) -> None:
        """Open another window of the sitting, or bring it forward."""
        self.others.show(name, self._snapshot)

    def open_dialog(self, door: Door) -> None:
        """Open a dialog of the View menu."""
        door.load()(self)

    # --- keys ---

    def take_keys(self, keys: Iterable[Key], firsts: dict[str, QWidget]) -> None:
        """Listen to `keys` and to those of the View menu, here and in panels that float.

        firsts: what takes the keyboard in each panel.
        """
        self._firsts = firsts
        self._keys = (
            *keys,
            ("F6", self._next_part),
            ("Alt+V", self.show_view_menu),
            (FULL_KEYS, self.toggle_full_screen),
            (ARRANGE_KEYS, lambda: self.arrangement.arrange(not self.arrangement.arranging)),
            (USUAL_KEYS, self.back_to_usual),
            *((f"Ctrl+{n}", partial(self._go_to, name)) for n, name in enumerate(PANELS, 1)),
            *((door.keys, partial(self.open_dialog, door)) for door in DIALOGS if door.keys),
            *((door.keys, partial(self.open_window, door.name)) for door in WINDOWS if door.keys),
        )
        self._listen(self)
        self.arrangement.floated.connect(self._listen)

    def _listen(self, window: QWidget) -> None:
        for key, act in self._keys:
            QShortcut(QKeySequence(key), window).activated.connect(act)

    def _next_part(self) -> None:
        everything = (*self._firsts.values(), *self.arrangement.taken_out)
        parts = tuple(part for part in everything if part.isVisible())
        at = next((n for n, part in enumerate(parts) if part.hasFocus()), -1)
        _give_keys(parts[(at + 1) % len(parts)])

    def _go_to(self, panel: str) -> None:
        """Bring a panel forward, from wherever it is, and give it the keys."""
        if panel in self.arrangement.absent:
            return
        self.arrangement.bring_forward(panel)
        _give_keys(self._firsts[panel])


def _give_keys(part: QWidget) -> None:
    part.window().activateWindow()
    part.setFocus(Qt.FocusReason.ShortcutFocusReason)
