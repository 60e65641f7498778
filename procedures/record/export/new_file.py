"""A file that comes to be as a whole or not at all, in the place of another only where asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from errno import EEXIST
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from procedures.record.errors import RecordError


@contextmanager
def new_file(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a new text file; raises RecordError when there is one or none can be written.

    Its name is taken at once; what is written stands beside it as `.part` until all of it is there.
    When the writing is broken off, both are taken away.
    """
    with new_bytes(path) as file:
        text = TextIOWrapper(file, encoding=encoding, newline="")
        try:
            yield text
        finally:
            text.detach()


@contextmanager
def new_bytes(path: Path, *, over: bool = False) -> Iterator[BinaryIO]:
    """As `new_file`, for what is no text. over: in the place of what is there, once it is whole."""
    part = path.with_name(f"{path.name}.part")
    try:
        if over and path.exists() and not path.is_file():
            raise FileExistsError(EEXIST, "no file", str(path))  # a device, a folder
        if over:
            part.unlink(missing_ok=True)  # of one that was killed
        with ExitStack() as undo:
            for name in (part,) if over else (path, part):
                os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
                undo.callback(name.unlink, missing_ok=True)
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            undo.pop_all()
    except FileExistsError as error:
        raise RecordError("export.exists", path=str(error.filename)) from error
    except OSError as error:
        raise _not_writable(path, error) from error


def _not_writable(path: Path, error: OSError) -> RecordError:
    return RecordError("export.not_writable", path=str(path), why=error.strerror or str(error))
