"""Draw the windows beside the console, its dialogs and its other looks, in both languages.

Called by screenshots.py. Odawara is led by simulated people until half an hour into the island;
its record is replayed, its pictures are shown. The facility view is worked by a hand.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from waiting import wait, wait_until

from console.app import application_of_the_console
from console.appearance import appearance
from console.layout_memory import settings
from console.translation import Translation
from console.views.facility.window import FacilityWindow
from console.views.main_window import MainWindow
from console.views.print_dialog import open_print
from console.views.public.window import PublicDisplay
from console.views.report.window import ReportWindow
from console.views.start.window import StartPage
from devices.site import Site, load_site
from devices.words import Language
from procedures.people import Sitter
from procedures.replay import read_recorded
from procedures.replaying import ReplaySitting
from procedures.sampling import TrendBatch
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode, Snapshot

Save = Callable[[QImage, Path], None]
LANGUAGES: tuple[Language, ...] = ("en", "ja")
WALL, LAPTOP = (1920, 1080), (1280, 800)
IN_THE_ISLAND_S = 1800.0
STEP_S = 10.0
PATIENCE_MS = 60_000
WATCHED_S = 900.0  # so long it was played before its picture
REPLAYED_S = 4700.0
SCHOOL = "toride-togashira-elementary"
FACILITY_STEPS = {"F1.1": "facility-look", "F1.5": "facility-breaker"}


def until(ready: Callable[[], bool]) -> None:
    """Let the windows work until it is so; what never comes is an error."""
    if not wait_until(ready, PATIENCE_MS):
        raise TimeoutError("a window did not get ready for its picture")


class Drawer:
    """Grabs windows into files that are named for what they show and the language."""

    def __init__(self, images: Path, save: Save, translation: Translation) -> None:
        self._images = images
        self._save = save
        self._translation = translation

    def draw(self, name: str, window: QWidget) -> None:
        """Let the window settle, and grab it."""
        wait(250)
        path = self._images / f"{name}-{self._translation.language}.png"
        self._save(window.grab().toImage(), path)

    def draw_dialog(
        self,
        name: str,
        window: QWidget,
        ask: Callable[[], object],
        ready: Callable[[QDialog], bool] = QDialog.isVisible,
    ) -> None:
        """Open a dialog of a window, grab it when it is ready and close it again."""
        ask()
        (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
        until(lambda: ready(dialog))
        self.draw(name, dialog)
        dialog.close()
        dialog.deleteLater()
        QApplication.processEvents()


def draw_windows(images: Path, save: Save) -> int:
    """Draw everything into `images` and return 0."""
    application_of_the_console()
    site = load_site("odawara")
    translation = Translation("en")
    drawer = Drawer(images, save, translation)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        record = folder / "odawara-first-activation.sqlite"
        picture, batches = _island(site, record)
        for language in LANGUAGES:
            translation.choose(language)
            _draw_console(drawer, site, translation, picture, batches)
            _draw_public(drawer, site, translation, picture)
            _draw_replay(drawer, site, translation, record)
            _draw_report(drawer, translation, record)
            _draw_start(drawer, translation, folder)
            _draw_facility(drawer, translation, folder)
        translation.close()
    return 0


def _island(site: Site, record: Path) -> tuple[Snapshot, list[TrendBatch]]:
    """Lead the drill into the island; return its picture there, and all samples."""
    scenario = load_scenario("odawara-first-activation", site)
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=None, record=record, seed=0)
    batches, time_s, until_s = [], 0.0, None
    try:
        while until_s is None or time_s < until_s:
            time_s += STEP_S
            sitting.advance(time_s)
            batches.append(sitting.take_trend())
            if until_s is None and sitting.snapshot().phase == "ISLAND":
                until_s = time_s + IN_THE_ISLAND_S
        return sitting.snapshot(), batches
    finally:
        sitting.close()


def _draw_console(
    drawer: Drawer,
    site: Site,
    translation: Translation,
    picture: Snapshot,
    batches: list[TrendBatch],
) -> None:
    window = _console(site, translation, picture, batches)
    drawer.draw_dialog("settings", window, window.show_settings)
    drawer.draw_dialog("help", window, window.show_help)
    drawer.draw_dialog("print", window, lambda: open_print(window), _has_pages)
    drawer.draw_dialog("trend-large", window, window.trends.enlarge)
    for name, theme, scale_pct in (("night", "night", 100), ("large-text", "day", 150)):
        appearance().choose(theme="night" if theme == "night" else "day", scale_pct=scale_pct)
        drawer.draw(name, window)
    appearance().choose(theme="day", scale_pct=100)
    window.close()
    window.deleteLater()


def _has_pages(dialog: QDialog) -> bool:
    pages = (one.pixmap() for one in dialog.findChildren(QLabel))
    return any(not page.isNull() for page in pages)


def _console(
    site: Site, translation: Translation, picture: Snapshot, batches: list[TrendBatch]
) -> MainWindow:
    window = MainWindow(site, translation, settings(), layout="control-room")
    window.resize(*WALL)
    window.show()
    for batch in batches:
        window.add_trend(batch)
    window.present(picture)
    return window


def _draw_public(drawer: Drawer, site: Site, translation: Translation, picture: Snapshot) -> None:
    display = PublicDisplay(site, translation)
    display.resize(*WALL)
    display.present(picture)
    display.show()
    drawer.draw("public", display)
    display.close()
    display.deleteLater()


def _draw_replay(drawer: Drawer, site: Site, translation: Translation, record: Path) -> None:
    sitting = ReplaySitting(read_recorded(record), REPLAYED_S - WATCHED_S)
    try:
        batches = [sitting.take_trend()]
        sitting.advance(REPLAYED_S)
        batches.append(sitting.take_trend())
        window = _console(site, translation, sitting.snapshot(), batches)
        drawer.draw("replay", window)
        window.close()
        window.deleteLater()
    finally:
        sitting.close()


def _draw_report(drawer: Drawer, translation: Translation, record: Path) -> None:
    """The report at its strengths and areas: the window is about them."""
    window = ReportWindow(record, translation)
    window.resize(*LAPTOP)
    window.show()
    until(lambda: window.reader.document().characterCount() > 1000)
    window.reader.scrollToAnchor("summary")
    drawer.draw("report", window)
    window.close()
    window.deleteLater()


def _draw_start(drawer: Drawer, translation: Translation, folder: Path) -> None:
    page = StartPage(translation, folder)
    page.resize(*LAPTOP)
    page.show()
    until(lambda: page.checks.table.rowCount() > 5 and page.checks.again.isVisible())
    drawer.draw("start", page)
    page.close()
    page.deleteLater()


class Caretaker:
    """A sitting at a school, its view, and a finger that presses what a careful person would."""

    def __init__(self, site: Site, translation: Translation, record: Path) -> None:
        self.now_s = 0.0
        self.sitting = Sitting.open(
            site,
            load_scenario(f"{SCHOOL}-blackout", site),
            mode=Mode.DRILL,
            sitter=Sitter.for_role(site, "FM"),
            record=record,
            seed=1,
        )
        self.window = FacilityWindow(site, translation, self.sitting.accept, lambda: self.now_s)
        self.window.resize(*LAPTOP)
        self.window.show()

    @property
    def at(self) -> str:
        """The step in hand."""
        run = self.window.run
        return run.current.id if run is not None and run.current is not None else ""

    def pass_time(self, seconds: float) -> None:
        """Let plant time pass, and look."""
        self.now_s += seconds
        self.sitting.advance(self.sitting.snapshot().time_s + seconds)
        self.window.present(self.sitting.snapshot())

    def answer(self) -> None:
        """Press the main button of the step, once a second of reading is over."""
        self.pass_time(1.0)
        step = self.window.step
        name = next((one.name for one in step.offered if one.main), "")
        if not name:
            self.pass_time(10.0)
            return
        button = step.answers.button_of(name)
        if button.hold:
            button.pressed_once.emit()  # a finger that stays for a second
        else:
            button.click()
        self.pass_time(1.0)


def _draw_facility(drawer: Drawer, translation: Translation, folder: Path) -> None:
    """Work through the card of a blackout until the steps that are drawn were reached."""
    hand = Caretaker(
        load_site(SCHOOL), translation, folder / f"school-{translation.language}.sqlite"
    )
    hand.pass_time(62.0)  # until the lights go out
    left = dict(FACILITY_STEPS)
    while left:
        if hand.at in left:
            drawer.draw(left.pop(hand.at), hand.window)
        hand.answer()
    appearance().choose(theme="night")
    drawer.draw("facility-night", hand.window)
    appearance().choose(theme="day")
    hand.window.close()
    hand.window.deleteLater()
    hand.sitting.close()
