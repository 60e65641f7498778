"""Every window and dialog: nothing cut off, readable, hatched or not, named, reached by Tab."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

import console.views
from console.appearance import appearance
from console.translation import Translation
from console.views.docking.float_window import FloatWindow
from console.views.main_window import MainWindow
from devices.site import Site
from tests.console.conftest import live_picture_of, picture_of, trend_of
from tests.console.every_panel import PANELS
from tests.console.every_window import WINDOWS, Entry, Shop
from tests.console.looking import (
    clipped,
    has_hatched_border,
    is_blank,
    low_contrast,
    not_japanese,
    outside,
    pixels,
    settle,
    unnamed,
    unreachable,
)

WALL, LAPTOP = (1920, 1080), (1280, 800)
ALL = WINDOWS + PANELS
_opened: dict[Entry, type[QWidget]] = {}  # what the tests of this module have looked at


@pytest.fixture(scope="module")
def shop(
    qapp: QApplication, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    """Two main windows, one of each kind, for all the tests of this module."""
    place = tmp_path_factory.mktemp("layout")
    translation = Translation("en")
    windows = []
    for kind, picture in (("drill", picture_of(site)), ("live", live_picture_of(site))):
        store = QSettings(str(place / f"{kind}.ini"), QSettings.Format.IniFormat)
        window = MainWindow(site, translation, store)
        window.show()
        window.add_trend(trend_of(site))
        window.present(picture)
        windows.append(window)
    yield Shop(
        site, translation, store, windows[0], windows[1], picture_of(site), live_picture_of(site)
    )
    for window in windows:
        window.close()
        window.deleteLater()
    translation.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def opened(shop: Shop) -> Iterator[Callable[..., QWidget]]:
    """Open an entry in a language, a size, a theme and a scale; dialogs go with the test."""
    dialogs: list[QWidget] = []

    def open_entry(
        entry: Entry,
        language: str = "en",
        size: tuple[int, int] = WALL,
        theme: str = "day",
        scale_pct: int = 100,
    ) -> QWidget:
        appearance().choose(theme=theme, scale_pct=scale_pct)  # type: ignore[arg-type]
        shop.translation.choose(language)  # type: ignore[arg-type]
        for window in (shop.drill, shop.live):
            window.resize(*size)
        found = entry.open(shop)
        if found not in (shop.drill, shop.live):
            if not isinstance(found, QDialog):
                found.resize(*size)
            found.show()
            dialogs.append(found)
        settle()
        _opened[entry] = type(found)
        return found

    yield open_entry
    for dialog in dialogs:
        if isValid(dialog):
            dialog.close()
            if not isinstance(dialog, QDialog):
                dialog.deleteLater()


def cut_off(window: QWidget) -> list[str]:
    """Everything that is cut off, by font metrics."""
    return clipped(window) + (outside(window) if isinstance(window, MainWindow) else [])


def everything_wrong(entry: Entry, window: QWidget) -> list[str]:
    picture = pixels(window.grab().toImage())
    found = cut_off(window) + unnamed(window) + low_contrast(window, picture)
    if is_blank(picture):
        found.append("blank")
    if has_hatched_border(picture) is entry.live:
        found.append("hatched" if entry.live else "not hatched")
    return found


def leave(window: QWidget) -> None:
    """Close a dialog before the next one opens; the main windows stay."""
    if isinstance(window, QDialog | FloatWindow):
        window.close()


def windows_of_the_console() -> set[type[QWidget]]:
    """Every class that opens as a window: dialogs, main windows, and what tells that it closes."""
    for module in pkgutil.walk_packages(console.views.__path__, "console.views."):
        if module.name != "console.views.printing":  # its library wants libcups2
            importlib.import_module(module.name)
    found = {one for one in _below(QWidget) if one.__module__.startswith("console.views.")}
    windows = {
        one
        for one in found
        if issubclass(one, QDialog | QMainWindow)
        or hasattr(one, "closing")
        or one.__name__.endswith("Window")
    }
    return {one for one in windows if not any(one in other.__bases__ for other in windows)}


def _below(kind: type[QWidget]) -> set[type[QWidget]]:
    return {kind}.union(*(_below(one) for one in kind.__subclasses__()))


# --- what is quick: every window once ------------------------------------------------------------

EVERY = pytest.mark.parametrize("entry", ALL, ids=str)
Open = Callable[..., QWidget]


@EVERY
def test_by_day_everything_fits_is_named_readable_and_marked(entry: Entry, opened: Open) -> None:
    window = opened(entry, "ja")
    assert everything_wrong(entry, window) == []
    assert not_japanese(window) == []
    assert unreachable(window) == []


def test_by_night_everything_fits_is_named_readable_and_marked(opened: Open) -> None:
    """In one go: to put on another theme costs more than to look."""
    wrong = {}
    for entry in WINDOWS:
        if entry.quick:
            window = opened(entry, "en", LAPTOP, "night")
            wrong[entry.name] = everything_wrong(entry, window)
            leave(window)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_wall_screen_holds_everything_at_twice_the_size(shop: Shop, opened: Open) -> None:
    """The size changes while the windows are open, as the settings do it."""
    wrong = {}
    for entry in WINDOWS:
        if entry.quick:
            window = opened(entry, "ja", WALL, "day", 200)
            wrong[entry.name] = cut_off(window)
            if window in (shop.drill, shop.live):
                assert (window.width(), window.height()) == WALL
            leave(window)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_every_window_class_is_in_the_catalogue(opened: Open) -> None:
    for entry in ALL:  # all but none are known from the tests above
        if entry not in _opened:
            leave(opened(entry))
    assert windows_of_the_console() - set(_opened.values()) == set()


# --- the whole matrix: the entry changes fastest, as another theme or language costs the most -----


@pytest.mark.long
@EVERY
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", [WALL, LAPTOP])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_every_window_in_both_languages_sizes_and_themes(
    entry: Entry, opened: Open, language: str, size: tuple[int, int], theme: str
) -> None:
    window = opened(entry, language, size, theme)
    assert everything_wrong(entry, window) == []
    assert unreachable(window) == []


@pytest.mark.long
@EVERY
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("scale_pct", [125, 150, 200])
def test_every_window_at_every_scale(
    entry: Entry, opened: Open, language: str, scale_pct: int
) -> None:
    assert cut_off(opened(entry, language, WALL, "night", scale_pct)) == []
