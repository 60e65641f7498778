"""Where records go, and how a file is claimed so that no two sittings write to one."""

from __future__ import annotations

import fcntl
import os
import shutil
from datetime import datetime
from pathlib import Path

from procedures.record.errors import RecordError

ROOM_BYTES = 64 * 1024 * 1024  # a three-day drill takes less than half of this


def records_folder() -> Path:
    """Return the folder of the user's records (XDG base directory specification)."""
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "kairetsu" / "records"


def from_home(path: Path) -> str:
    """Return a path as people read it: "~" for the user's home."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def new_record(site: str, opened: datetime) -> Path:
    """Claim a path for a record of `site` opened at wall time `opened`: an empty file is made.

    Two sittings of one second get two names. Raises RecordError where no file can be made.
    """
    folder = records_folder()
    check_room(folder)
    stem = f"{opened:%Y-%m-%d-%H%M%S}-{site}"
    path, number = folder / f"{stem}.sqlite", 1
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644))
        except FileExistsError:
            number += 1
            path = folder / f"{stem}-{number}.sqlite"
        except OSError as error:
            raise RecordError("record_not_writable", path=str(path), why=error.strerror) from error
        else:
            return path


def check_room(folder: Path) -> None:
    """Make `folder` where it is missing; raise RecordError when it has no room for a record."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free_bytes = shutil.disk_usage(folder).free
    except OSError as error:
        raise RecordError("record_not_writable", path=str(folder), why=error.strerror) from error
    if free_bytes < ROOM_BYTES:
        raise RecordError(
            "record_disk_full",
            path=str(folder),
            free_mb=free_bytes // 2**20,
            needed_mb=ROOM_BYTES // 2**20,
        )


class Claim:
    """A record file that this process alone writes to, until `release`.

    The lock goes with the process, so that a killed sitting holds nothing. SQLite's own locks are
    of another kind and go by the file too: release only after its connection is closed.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def new(cls, path: Path) -> Claim:
        """Claim a file that is not there yet, or is empty; raises RecordError."""
        check_room(path.parent)
        claim = cls._locked(path, os.O_CREAT, taken="record_exists")
        if path.stat().st_size:
            claim.release()
            raise RecordError("record_exists", path=str(path))
        return claim

    @classmethod
    def again(cls, path: Path) -> Claim:
        """Claim the record of a sitting that has ended or died; raises RecordError."""
        if not path.is_file():
            raise RecordError("record_missing", path=str(path))
        check_room(path.parent)
        return cls._locked(path, 0, taken="record_in_use")

    @classmethod
    def _locked(cls, path: Path, flags: int, *, taken: str) -> Claim:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | flags, 0o644)
        except OSError as error:
            raise RecordError("record_not_writable", path=str(path), why=error.strerror) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise RecordError(taken, path=str(path)) from error
        return cls(path, descriptor)

    def give_up(self) -> None:
        """Take away a file of which nothing came."""
        self.path.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """Let others have the file."""
        os.close(self._descriptor)
