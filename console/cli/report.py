"""kairetsu report: the after-action report as files, never over one, or in a window."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from console.cli.ending import DONE, Refused
from console.report_files import FORMS, content_of
from devices import messages
from devices.words import Language
from procedures.drill.report import read_report
from procedures.record import RecordError
from procedures.record.export.new_file import new_bytes


def report_on(options: argparse.Namespace, language: Language) -> int:
    """Write what is asked for, HTML and PDF beside the record where nothing is; or show it.

    Raises Refused, DocumentError and RecordError.
    """
    if options.show:
        return _show(options, language)
    wanted = _wanted(options)
    for path in () if options.force else wanted.values():
        if path.exists():  # before the work, so that nothing or all of it is written
            raise RecordError("export.exists", path=str(path))
    report = read_report(options.record)
    paper = _Qt(language) if "pdf" in wanted else None
    for form, path in wanted.items():
        content = content_of(report, language, form)
        with new_bytes(path, over=options.force) as file:
            file.write(content)
        print(messages.text(language, "report.written", path=path))
    del paper
    return DONE


def _wanted(options: argparse.Namespace) -> dict[str, Path]:
    """Which forms go where."""
    asked = {form: getattr(options, form) for form in FORMS}
    found: dict[str, Path] = {form: path for form, path in asked.items() if path is not None}
    stem: Path = options.record.with_suffix("")
    beside = {form: stem.with_name(f"{stem.name}-report.{form}") for form in ("html", "pdf")}
    return found or beside


class _Qt:
    """What paper needs, and nothing else: an application without a display, and its fonts."""

    def __init__(self, language: Language) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        try:
            from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

            from console.theme import load_fonts  # noqa: PLC0415
        except ImportError as error:
            raise Refused(messages.text(language, "paper.no_qt", why=error)) from error
        self._application = QGuiApplication.instance() or QGuiApplication(["kairetsu"])
        load_fonts()


def _show(options: argparse.Namespace, language: Language) -> int:
    # the window's libraries take a second to load; files need none of them
    from console.cli.window import has_display  # noqa: PLC0415

    if not has_display():
        raise Refused(messages.text(language, "report.no_display"))
    try:
        # Qt and its system libraries are asked for only where a window opens
        from console.report import show_report  # noqa: PLC0415
    except ImportError as error:
        why = messages.text(language, "cli_no_window_library", why=error)
        raise Refused(why) from error
    return show_report(options.record, language, language_asked=options.language is not None)
