"""What is to be mended after drills: one table a site, carried from each drill to the next.

The file is written whole or not at all, and only ever with one writer: a window that was killed
leaves the table as it was, and two windows do not lose what the other has written.
"""

from __future__ import annotations

import fcntl
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from devices.words import Words
from procedures.record import RecordError, records_folder
from procedures.record.export.new_file import new_bytes

ELEMENTS = ("", "planning", "organisation", "equipment", "training", "exercise")  # POETE
STATUSES = ("open", "doing", "done", "dropped")
_FORM, _VERSION = "kairetsu-improvements", 1


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to mend. element: of POETE; start, end: dates as YYYY-MM-DD; status: of STATUSES.

    drill: the hash of the first event of the record that it came from; held: when that drill was
    (ISO 8601), and en, ja: what it was called, for the drills that it is carried into.
    place: where it stands in the table.
    """

    id: str
    area: str = ""
    action: str = ""
    element: str = ""
    owner: str = ""
    contact: str = ""
    start: str = ""
    end: str = ""
    status: str = STATUSES[0]
    drill: str = ""
    en: str = ""
    ja: str = ""
    held: str = ""
    place: int = 0

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.status in ("open", "doing")

    @property
    def drill_title(self) -> Words:
        """What the drill was called that it came from."""
        return Words(self.en, self.ja)

    def with_text(self, name: str, text: str) -> Action:
        """With another text in one of its fields but `place`."""
        return replace(self, **{name: text})  # type: ignore[arg-type]  # all others are texts


def new_action(drill: str, title: Words, held: str, place: int = 0) -> Action:
    """A blank line of the table, of the drill whose record this is."""
    return Action(uuid.uuid4().hex, drill=drill, en=title.en, ja=title.ja, held=held, place=place)


def of_drill(actions: tuple[Action, ...], drill: str, held: str) -> tuple[Action, ...]:
    """What a report shows: open ones of earlier drills first, then those of the drill itself.

    held: when it was, ISO 8601; what came of later drills is not its business.
    """
    carried = (one for one in actions if one.drill != drill and one.open and one.held < held)
    own = (one for one in actions if one.drill == drill)
    return (*carried, *own)


class Improvements:
    """The table of one site, in a file beside the folder of the user's records."""

    def __init__(self, site: str, folder: Path | None = None) -> None:
        self.path = (folder or improvements_folder()) / f"{site}.json"
        self._site = site

    def read(self) -> tuple[Action, ...]:
        """Everything in the table; raises RecordError for a file that cannot be read."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise RecordError("report.file_unreadable", path=self.path, why=error) from error
        try:
            return tuple(sorted(_read(json.loads(text)), key=lambda one: (one.held, one.place)))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise RecordError("report.file_unreadable", path=self.path, why=error) from error

    def change(self, changes: Mapping[str, Action | None]) -> tuple[Action, ...]:
        """Put these lines into the table, None taking one out; return what it holds then.

        Whatever else stands there stays, whoever wrote it. Raises RecordError.
        """
        with self._alone():
            kept = {one.id: one for one in self.read()}
            for id, action in changes.items():
                kept.pop(id, None)
                if action is not None:
                    kept[id] = action
            every = tuple(sorted(kept.values(), key=lambda one: (one.held, one.place)))
            written = {
                "format": _FORM,
                "version": _VERSION,
                "site": self._site,
                "actions": [asdict(one) for one in every],
            }
            with new_bytes(self.path, over=True) as file:
                file.write(json.dumps(written, ensure_ascii=False, indent=1).encode())
        return every

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else read and write between; the lock goes with the process."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o644)
        except OSError as error:
            why = error.strerror or str(error)
            raise RecordError("export.not_writable", path=str(self.path), why=why) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def improvements_folder() -> Path:
    """Where the tables of this user are."""
    return records_folder().parent / "improvements"


def _read(data: Any) -> Iterator[Action]:
    if data["format"] != _FORM or data["version"] != _VERSION:
        raise ValueError(f"{data['format']} {data['version']}")
    known = {one.name for one in fields(Action)}
    checks: Mapping[str, Callable[[Any], bool]] = {
        "status": lambda value: value in STATUSES,
        "element": lambda value: value in ELEMENTS,
    }
    for line in data["actions"]:
        if not set(line) <= known or not all(checks[k](line[k]) for k in checks if k in line):
            raise ValueError(str(line))
        yield Action(**line)
