"""The score of the record that is shown, read on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from console.views.start.background import Background
from procedures.snapshot import Snapshot

if TYPE_CHECKING:
    # what scores is loaded on the thread that scores, and no window waits for it
    from procedures.drill.scoring.sheet import ScoreSheet


def read_score(record: Path) -> ScoreSheet:
    """The score of a record, by `procedures.drill.scoring`; raises what that raises."""
    scoring = import_module("procedures.drill.scoring")
    return cast("ScoreSheet", scoring.score(record))


class ScoreReading(QObject):
    """Reads it anew after something was written since. trouble: why it cannot be read."""

    changed = Signal()

    def __init__(
        self,
        read: Callable[[Path], ScoreSheet] = read_score,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._reading = Background(self)
        self._asked: tuple[object, ...] = ()  # of which moment it was read
        self.sheet: ScoreSheet | None = None
        self.trouble = ""
        self._reading.came.connect(self._take)
        self._reading.failed.connect(self._fail)

    def look(self, snapshot: Snapshot) -> None:
        """See whether there is something new to read."""
        last = snapshot.events[-1].number if snapshot.events else 0
        drill = snapshot.drill
        said = () if drill is None else (drill.ended, drill.hot_wash)
        moment = (snapshot.record, snapshot.branch, last, *said)
        path = Path(snapshot.record)
        if moment != self._asked and not self._reading.running and path.is_file():
            self._asked = moment
            self._reading.start(lambda: (self._read(path),))

    def close(self) -> None:
        """Wait until nothing is read any more."""
        self._reading.close()

    def _take(self, sheet: object) -> None:
        self.sheet, self.trouble = cast("ScoreSheet", sheet), ""
        self.changed.emit()

    def _fail(self, why: str) -> None:
        self.trouble = why
        self.changed.emit()
