"""The start page as a window of its own, from its opening to the choice of somebody."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEventLoop

from console import preferences
from console.app import application_of_the_console, translation_for, wear_preferences
from console.collector import collected_on_this_thread
from console.interrupts import interrupt_closes
from console.layout_memory import settings
from console.theme import px
from console.views.start.window import StartPage
from devices.words import Language
from procedures.record import records_folder

_WANTED_PX = (1600, 940)


def kept_language() -> str:
    """The language that a person chose last in any window, "" before the first choice."""
    return preferences.read(settings()).language


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody wants to open, as the words of a command; () when the page was closed.

    language, site: what the page spoke and which site was chosen, to begin with them again.
    """

    words: tuple[str, ...]
    language: Language
    site: str


def chosen_on_start_page(
    language: Language, said: str = "", site: str = "", *, language_asked: bool = True
) -> Chosen:
    """Show the page until something is chosen. said: what went wrong with what was opened last.

    language_asked: False where `language` is only the system's: the settings go before it.
    """
    application = application_of_the_console()
    wear_preferences()
    translation = translation_for(language, settings(), asked=language_asked)
    page = StartPage(translation, records_folder(), said, site=site or "odawara")
    words: list[str] = []
    loop = QEventLoop()
    page.opened.connect(words.extend)
    page.opened.connect(page.close)
    page.closing.connect(loop.quit)
    room = page.screen().availableSize()
    wide, high = (px(wanted) for wanted in _WANTED_PX)
    page.resize(min(wide, room.width()), min(high, room.height()))
    # the end of this page is not the end of the program: what is chosen opens behind it
    application.setQuitOnLastWindowClosed(False)
    try:
        page.show()
        with interrupt_closes(page), collected_on_this_thread():
            loop.exec()
    finally:
        application.setQuitOnLastWindowClosed(True)
    card = page.shelf.site()
    chosen = Chosen(tuple(words), translation.language, "" if card is None else card.given)
    page.deleteLater()
    translation.close()
    return chosen
