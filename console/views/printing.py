"""Pages to a printer. Importing this needs libcups2 on Linux."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from console.print import DPI, Page, a4, paint_page

Painted = Callable[[Sequence[Page]], None]


def choose_printer(count: int, send: Callable[[Painted], object], parent: QWidget) -> bool:
    """Ask which printer, and send there what paints `count` pages; False where there is none."""
    if not QPrinterInfo.availablePrinterNames():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(a4())
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, count)
    dialog.accepted.connect(lambda: send(lambda pages: print_pages(pages, printer)))
    dialog.setModal(True)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()  # its open() wants an object and a slot
    return True


def print_pages(pages: Sequence[Page], printer: QPrinter) -> None:
    """Print the pages that were asked for; all of them where nobody said which."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    painter = QPainter(printer)
    scale = printer.resolution() / DPI
    painter.scale(scale, scale)
    try:
        for number in range(first, min(last, len(pages)) + 1):
            if number > first:
                printer.newPage()
            paint_page(painter, pages[number - 1], number, len(pages))
    finally:
        painter.end()
