"""The window of a report by itself: `kairetsu report RECORD --show`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop

from console.app import application_of_the_console, translation_for, wear_preferences
from console.collector import collected_on_this_thread
from console.interrupts import interrupt_closes
from console.layout_memory import settings
from console.views.report.window import ReportWindow
from devices.words import Language
from procedures.drill.report import read_report

_WANTED_PX = (1320, 920)


def show_report(record: Path, language: Language, *, language_asked: bool = True) -> int:
    """Show the report of a record until somebody closes it.

    language_asked: False where `language` is only the system's: the settings go before it.
    Raises RecordError and DocumentError where there is nothing to show.
    """
    report = read_report(record)
    application = application_of_the_console()
    wear_preferences()
    translation = translation_for(language, settings(), asked=language_asked)
    window = ReportWindow(record, translation, report=report)
    room = window.screen().availableSize()
    window.resize(min(_WANTED_PX[0], room.width()), min(_WANTED_PX[1], room.height()))
    loop = QEventLoop()
    window.closing.connect(loop.quit)
    # the start page may open behind it
    application.setQuitOnLastWindowClosed(False)
    try:
        window.show()
        with interrupt_closes(window), collected_on_this_thread():
            loop.exec()
    finally:
        application.setQuitOnLastWindowClosed(True)
    window.deleteLater()
    translation.close()
    return 0
