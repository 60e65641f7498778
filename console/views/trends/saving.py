"""Writes plots to the disk on a thread of its own, as a whole or not at all."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from console.questions import words_of
from devices.words import Words
from procedures.record import RecordError
from procedures.record.export.new_file import new_bytes
from procedures.stretch_csv import StretchOfRecord, write_stretch
from procedures.stretches import Unwanted

_log = logging.getLogger(__name__)

Told = Callable[[float], None]
Work = Callable[[Told, Callable[[], bool]], None]
"""Does it all; is given whom to tell the share that is done, and who says whether to go on."""


class Saving(QObject):
    """One file at a time. `done`: None, or the Words why not; `progressed`: 0 to 1."""

    progressed = Signal(float)
    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, work: Work) -> None:
        """Let `work` be done."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, args=(work,), name="saving")
        self._thread.start()

    def cancel(self) -> None:
        """Stop, and wait until nothing of it is left. Idempotent."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._thread is not None and self._thread.is_alive()

    def _run(self, work: Work) -> None:
        why: Words | None = None
        try:
            work(self.progressed.emit, lambda: not self._stop.is_set())
        except Unwanted:
            return
        except RecordError as error:
            why = words_of(error)
        except Exception as error:  # noqa: BLE001 - logged and said; the dialog goes on
            _log.exception("plots could not be saved")
            why = words_of(error)
        self.done.emit(why)


def write_image(image: QImage, file: Path) -> Work:
    """Work that writes `image` as PNG into the new `file`."""

    def work(told: Told, wanted: Callable[[], bool]) -> None:
        packed = QByteArray()
        buffer = QBuffer(packed)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        buffer.close()
        _write(bytes(packed.data()), file, wanted)

    return work


def write_text(text: bytes, file: Path) -> Work:
    """Work that writes `text` into the new `file`."""
    return lambda told, wanted: _write(text, file, wanted)


def write_samples(source: StretchOfRecord, file: Path) -> Work:
    """Work that writes every sample of `source` as CSV into the new `file`."""

    def work(told: Told, wanted: Callable[[], bool]) -> None:
        write_stretch(source, file, told, wanted)

    return work


def _write(content: bytes, file: Path, wanted: Callable[[], bool]) -> None:
    if not wanted():
        raise Unwanted
    with new_bytes(file) as opened:
        opened.write(content)
