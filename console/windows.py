"""What the View menu opens: other windows of the sitting, and dialogs of the main window.

Whoever builds one adds a line here. Each is loaded when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from devices.words import Words

if TYPE_CHECKING:
    # the command line asks for the names of the windows, and waits for no Qt
    from console.translation import Translation
    from console.wishes import Wish
    from devices.site.site import Site
    from procedures.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the View menu. place: "module:name"; keys: a shortcut, "" for none."""

    name: str
    title: Words
    place: str
    keys: str = ""
    mark: str = ""

    def load(self) -> Any:
        """Return the class or function behind it."""
        module, _, name = self.place.partition(":")
        return getattr(import_module(module), name)


# Classes called with (site, translation, send), or (site, translation) where they send nothing.
WINDOWS: tuple[Door, ...] = (
    Door(
        "facility",
        Words("Facility view", "施設管理者の画面"),
        "console.views.facility.window:FacilityWindow",
        "Ctrl+Shift+F",
    ),
    Door(
        "public",
        Words("Public display", "発電表示モニター"),
        "console.views.public.window:PublicDisplay",
        "Ctrl+Shift+D",
    ),
)

# Functions called with the main window; they open a dialog and return.
DIALOGS: tuple[Door, ...] = (
    Door(
        "settings",
        Words("Settings…", "設定…"),
        "console.views.main_window:open_settings",
        "Ctrl+,",
    ),
    Door(
        "save-plots",
        Words("Save plots…", "グラフを保存…"),
        "console.views.main_window:save_plots",
    ),
    Door(
        "overview",
        Words("Overview of the procedures…", "手順書の全体…"),
        "console.views.overview_dialog:open_overview",
        "Ctrl+O",
    ),
    Door(
        "print",
        Words("Print procedures…", "手順書を印刷…"),
        "console.views.print_dialog:open_print",
        "Ctrl+Shift+P",
    ),
    Door(
        "programme",
        Words("Training programme…", "訓練計画…"),
        "console.views.programme.door:open_programme",
    ),
    Door(
        "instructor",
        Words("Instructor station…", "進行管理者の画面…"),
        "console.views.instructor.who_dialog:ask_instructor",
        "Ctrl+Shift+I",
    ),
    Door(
        "evaluator",
        Words("Evaluator…", "評価者の画面…"),
        "console.views.instructor.who_dialog:ask_evaluator",
        "Ctrl+Shift+E",
    ),
    Door(
        "about",
        Words("About Kairetsu…", "Kairetsu について…"),
        "console.views.about_dialog:open_about",
    ),
)

NOBODY: Mapping[str, str] = MappingProxyType({})
"""Who leads and judges a drill, by the name of his window (console.staff): here nobody."""

VIEWS: tuple[str, ...] = ("main", *(door.name for door in WINDOWS))
_SEND_NOTHING = frozenset({"public"})
# those that sound where they are the only window: whoever works with them has to hear alarms
HEARD: frozenset[str] = frozenset(door.name for door in WINDOWS) - _SEND_NOTHING


class OtherWindow(Protocol):
    """What every window beside the main one has; `closing` is a Qt signal."""

    closing: Any

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""

    def show(self) -> None:
        """Come up."""

    def raise_(self) -> None:
        """Come before the others."""

    def activateWindow(self) -> None:  # noqa: N802 - Qt's spelling
        """Take the keyboard."""

    def close(self) -> bool:
        """Go."""

    def deleteLater(self) -> None:  # noqa: N802 - Qt's spelling
        """Go for good."""


def make_window(
    name: str, site: Site, translation: Translation, send: Callable[[Wish], None]
) -> OtherWindow:
    """Return the window of that name, not shown yet."""
    door = next(door for door in WINDOWS if door.name == name)
    made: OtherWindow
    if name in _SEND_NOTHING:
        made = door.load()(site, translation)
    else:
        made = door.load()(site, translation, send)
    return made


class OtherWindows:
    """The windows beside the main one that are open now; each at most once.

    place: finds the place of a new one, by its name.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        place: Callable[[OtherWindow, str], None],
    ) -> None:
        self._site = site
        self._translation = translation
        self._send = send
        self._place = place
        self._open: dict[str, OtherWindow] = {}

    def show(self, name: str, snapshot: Snapshot | None) -> OtherWindow:
        """Open the window of that name, or bring it forward."""
        window = self._open.get(name)
        if window is None:
            window = make_window(name, self._site, self._translation, self._send)
            window.closing.connect(lambda: self._gone(name))
            self._open[name] = window
            if snapshot is not None:
                window.present(snapshot)
            self._place(window, name)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture in all of them."""
        for window in self._open.values():
            window.present(snapshot)

    def close(self) -> None:
        """Close them all: the main window goes."""
        for window in tuple(self._open.values()):
            window.close()

    def _gone(self, name: str) -> None:
        window = self._open.pop(name, None)
        if window is not None:
            window.deleteLater()
