"""The composition root of the window: opens in order, closes in reverse."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial

import pyqtgraph as pg
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from console import preferences
from console.appearance import appearance
from console.bridge import Bridge
from console.collector import collected_on_this_thread
from console.interrupts import interrupt_closes
from console.io_thread import IoThread, RunningSitting
from console.layout_memory import kept_preset, settings
from console.lone_window import LoneWindow
from console.models.presets import usual_preset
from console.sound import AlarmSound, be_heard
from console.staff import Staff
from console.theme import ROOMY, font, load_fonts, scales_for
from console.translation import Translation
from console.views.main_window import MainWindow
from console.windows import NOBODY
from devices.site.site import Site
from devices.words import Language
from procedures.snapshot import Mode

SWITCH_INTERVAL_S = 0.0005  # the sitting's thread must not hold up a redraw


def run_window(
    sitting_factory: Callable[[], RunningSitting],
    site: Site,
    *,
    language: Language = "en",
    speed: float = 1.0,
    live: bool = False,
    drill: bool = False,
    replay_of: Mode | None = None,
    view: str = "main",
    layout: str = "",
    language_asked: bool = True,
    staff: Mapping[str, str] = NOBODY,
    when_open: Callable[[MainWindow], None] | None = None,
) -> int:
    """Open a window on a sitting and return when it is closed: 0, or 1 after an error.

    sitting_factory: opens the sitting; called on the I/O thread, which then owns it.
    live: whether real devices are behind it, known before its first picture.
    drill: whether it is a drill, whose messages then have their panel from the beginning.
    replay_of: the kind of the sitting whose record is shown again, known as early.
    view: the main window, or the name of another one (console.windows) that opens alone.
    layout: the preset of the main window's panels; "" is as it was left.
    language_asked: False where `language` is only the system's: the settings go before it.
    staff: who leads and who judges the drill, by the name of his window (console.staff), which
    opens, too.
    when_open: called once with the main window after it is shown, for tests and screenshots.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = application_of_the_console()
    with ExitStack() as stack:
        translation = translation_for(language, settings(), asked=language_asked)
        wear_preferences()
        stack.callback(translation.close)
        bridge = Bridge()
        collecting = stack.enter_context(collected_on_this_thread())
        collecting.stop()  # until the first picture: the sitting's thread shall not look either
        io_thread = IoThread(sitting_factory, bridge, speed)
        stack.callback(io_thread.stop)
        # The simulator loads while the window is made; what it tells waits for the event loop.
        io_thread.start()
        window: MainWindow | LoneWindow
        if view == "main":
            window = MainWindow(
                site,
                translation,
                settings(),
                speed,
                layout=_usual(layout),
                replay_of=replay_of,
            )
            connect(window, bridge, io_thread)
            if drill:
                window.expect_drill()
            sound: AlarmSound | None = window.alarms.sound
            if when_open is not None:
                QTimer.singleShot(0, partial(when_open, window))
        else:
            window = LoneWindow(view, site, translation)
            connect_alone(window, bridge, io_thread)
            sound = window.sound
        if sound is not None:
            stack.callback(be_heard(sound, preferences.read(settings())))
        if live:
            window.expect_live()
        stack.enter_context(interrupt_closes(window))
        window.show()
        others = Staff(site, translation, io_thread.send, speed)
        _join(others, window, bridge)
        for name, person in staff.items():
            others.open(name, person, _widget_of(window))
        _collect_after_the_first_picture(bridge, collecting)
        stack.callback(gc.unfreeze)
        application.exec()
        trouble = window.sitting_trouble
        window.deleteLater()
    return 0 if trouble is None else 1


def _join(staff: Staff, window: MainWindow | LoneWindow, bridge: Bridge) -> None:
    """The windows of those who lead and judge see the drill, and go with that of the trainee."""
    bridge.snapshot.connect(staff.present)
    bridge.instructor.connect(staff.present_view)
    bridge.score.connect(staff.present_score)
    bridge.split.connect(staff.present_split)
    window.closing.connect(staff.close)
    if isinstance(window, MainWindow):
        window.bring_staff_forward = staff.bring_forward
        window.staff_asked.connect(
            lambda name, person: staff.open(name, person, _widget_of(window))
        )


def _widget_of(window: MainWindow | LoneWindow) -> QWidget | None:
    return window if isinstance(window, MainWindow) else window.widget


def _usual(layout: str) -> str:
    """The preset that is asked for, else the one used last, else what suits the screen."""
    kept = kept_preset(settings())
    if layout or kept is not None:
        return layout
    return usual_preset(QApplication.primaryScreen().availableSize().width()).name


def translation_for(language: Language, store: QSettings, *, asked: bool) -> Translation:
    """Speak as the command line asks, else as a person chose last in any window.

    asked: False where `language` is only the system's. What is chosen at run time is kept.
    """
    kept = preferences.read(store).language
    return Translation(
        language if asked else kept or language,
        keep=lambda chosen: preferences.keep_language(chosen, store),
    )


def wear_preferences() -> None:
    """Let all windows look as the person has chosen."""
    kept = preferences.read(settings())
    room_px = QGuiApplication.primaryScreen().availableSize().width()
    scale_pct = min(kept.scale_pct, scales_for(room_px)[-1])
    appearance().choose(theme=kept.theme, scale_pct=scale_pct, switch_colours=kept.switch_colours)


def _collect_after_the_first_picture(bridge: Bridge, collecting: QTimer) -> None:
    """Let the collector begin then, and leave alone what was there by then.

    What stays until the end held up every poll for 0.15 s.
    """

    def begin() -> None:
        bridge.snapshot.disconnect(begin)
        gc.freeze()
        collecting.start()

    bridge.snapshot.connect(begin)


def application_of_the_console() -> QApplication:
    """Return the one QApplication with the program's fonts and style."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Kairetsu")
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(font(ROOMY.text))
    application.setStyleSheet("")
    pg.setConfigOptions(antialias=False, foreground="k", background="w")
    return application


def connect(window: MainWindow, bridge: Bridge, io_thread: IoThread) -> None:
    """Join window and sitting; the window goes when the sitting is closed, and never waits."""
    window.expect_sitting()
    bridge.snapshot.connect(window.present_words)
    bridge.drawings.connect(window.present_drawings)
    bridge.trend.connect(window.add_trend)
    bridge.faceplate.connect(window.present_verbs)
    bridge.past.connect(window.present_past)
    bridge.overlay.connect(window.present_overlay)
    bridge.stretch.connect(window.present_stretch)
    bridge.failed.connect(window.show_trouble)
    window.wished.connect(io_thread.send)
    bridge.ended.connect(window.let_go)
    window.closing.connect(io_thread.ask_stop)


def connect_alone(window: LoneWindow, bridge: Bridge, io_thread: IoThread) -> None:
    """Join a window that is the only one and sitting: when it is closed, the sitting is too."""
    bridge.snapshot.connect(window.present)
    bridge.failed.connect(window.show_trouble)
    window.wished.connect(io_thread.send)
    window.closing.connect(io_thread.ask_stop)
