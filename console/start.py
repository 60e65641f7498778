"""The start page as a window of its own, from its opening to the choice of somebody."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop

from console.app import application_of_the_console, wear_preferences
from console.interrupts import interrupt_closes
from console.translation import Translation
from console.views.start.window import StartPage
from devices.words import Language
from procedures.record import records_folder


def chosen_on_start_page(
    language: Language, said: str = ""
) -> tuple[tuple[str, ...] | None, Language]:
    """Show the page; return the words of the command that was chosen, and the language spoken.

    None when the page was closed. said: what went wrong with what was opened before.
    """
    application_of_the_console()
    wear_preferences()
    translation = Translation(language)
    page = StartPage(translation, records_folder(), said)
    chosen: list[tuple[str, ...]] = []
    loop = QEventLoop()

    def take(words: tuple[str, ...]) -> None:
        chosen.append(words)
        page.close()

    page.opened.connect(take)
    page.closing.connect(loop.quit)
    available = page.screen().availableSize()
    page.resize(min(1600, available.width()), min(940, available.height()))
    page.show()
    with interrupt_closes(page):
        loop.exec()
    page.deleteLater()
    spoken = translation.language
    translation.close()
    return (chosen[0] if chosen else None), spoken
