"""Questions to the record: each is answered, what fails is asked again, what is old is let fall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from console.io_thread import IoThread
from console.models.history import History
from console.models.marks import PlotMarks
from console.views.trends.reading import RecordReading
from console.views.trends.saving import Saving
from console.wishes import LayOver, ShowPast
from devices.site import Site
from devices.words import Words, same
from procedures.branches import Overlay
from procedures.past import Past
from procedures.snapshot import Snapshot, VerbView
from procedures.stretches import ReadStretch, Stretch

NAME = "bess.p_kw"


class Asking:
    """A reader with a clock of its own, and what it has asked for."""

    def __init__(self, site: Site, picture: Snapshot) -> None:
        self.now_s = 100.0
        self.asked: list[object] = []
        self.history = History((NAME,))
        self.history.add((NAME,), np.array([50.0, 51.0]), np.array([[1.0], [2.0]]))
        marks = PlotMarks(site)
        marks.take(replace(picture, branch=2))
        self.reading = RecordReading(self.history, marks, self.asked.append, lambda: self.now_s)

    @property
    def last(self) -> ReadStretch:
        wish = self.asked[-1]
        assert isinstance(wish, ReadStretch)
        return wish

    def answer(self, branch: int) -> Stretch:
        """What the record has, everywhere 7."""
        asked, sevens = self.last, np.full((1, 3), 7.0, dtype=np.float32)
        span = (asked.from_s, asked.to_s, asked.bin_s)
        return Stretch(branch, *span, asked.names, np.array([15.0, 25.0, 35.0]), sevens, sevens)


@pytest.fixture
def asking(site: Site, picture: Snapshot) -> Asking:
    return Asking(site, picture)


def test_what_could_not_be_read_is_asked_for_again_later_and_said_until_then(
    asking: Asking,
) -> None:
    asking.reading.look_before()
    asking.reading.take(same("disk I/O error"))
    assert asking.reading.trouble == same("disk I/O error")
    asking.reading.look_before()
    assert len(asking.asked) == 1
    asking.now_s += 6.0
    asking.reading.look_before()
    assert asking.asked == [asking.last] * 2
    asking.reading.take(asking.answer(branch=2))
    assert asking.reading.trouble is None
    assert asking.history.at(NAME, 25.0) == 7.0


def test_an_answer_of_a_branch_that_was_left_is_not_drawn_but_asked_for_anew(
    asking: Asking,
) -> None:
    asking.reading.look_before()
    asking.reading.take(asking.answer(branch=1))
    assert asking.history.at(NAME, 25.0) is None
    asking.reading.look_before()
    assert len(asking.asked) == 2
    asking.reading.take(asking.answer(branch=2))
    assert asking.history.at(NAME, 25.0) == 7.0


def test_saving_that_breaks_says_why_and_can_be_tried_again(qtbot: QtBot) -> None:
    owner = QObject()
    saving = Saving(owner)

    def broken(told: Callable[[float], None], wanted: Callable[[], bool]) -> None:
        raise ValueError("no such sample")

    for _ in range(2):
        with qtbot.waitSignal(saving.done) as done:
            saving.start(broken)
        assert done.args == [same("ValueError: no such sample")]
        saving.cancel()


class Answers:
    """A feed that keeps the answers to questions."""

    def __init__(self) -> None:
        self.given: list[object] = []
        self.troubles: list[Words] = []
        self.thread: IoThread | None = None

    def publish(self, snapshot: Snapshot) -> None: ...

    def add_trend(self, trend: object) -> None: ...

    def show_faceplate(self, device: str, verbs: tuple[VerbView, ...]) -> None: ...

    def show_past(self, found: Past | Words) -> None:
        self._take(found)

    def show_overlay(self, found: Overlay | Words) -> None:
        self._take(found)

    def show_stretch(self, found: Stretch | Words) -> None:
        self._take(found)

    def fail(self, trouble: Words) -> None:
        self.troubles.append(trouble)

    def end(self) -> None: ...

    def _take(self, found: object) -> None:
        self.given.append(found)
        if len(self.given) == 3 and self.thread is not None:
            self.thread.ask_stop()


class Standing:
    """A sitting that stands still, and whose record cannot be read."""

    finished, real_now_s, answer_runs_out = False, 0.0, False

    def __init__(self, picture: Snapshot) -> None:
        self._picture = picture

    def advance(self, until_s: float) -> None: ...

    def accept(self, intent: object) -> None: ...

    def snapshot(self) -> Snapshot:
        return self._picture

    def faceplate(self, device: str) -> tuple[VerbView, ...]:
        return ()

    def take_trend(self) -> object:
        return None

    def past(self, branch: int | None = None) -> Past:
        raise KeyError("a moment that nobody knows")

    def close(self) -> None: ...


def test_every_question_that_fails_is_answered_in_words_and_the_sitting_goes_on(
    picture: Snapshot, tmp_path: Path
) -> None:
    record = tmp_path / "no-record.sqlite"
    record.write_bytes(b"nothing that anybody could read" * 100)
    answers = Answers()
    standing = Standing(replace(picture, record=str(record)))
    answers.thread = thread = IoThread(lambda: standing, answers)  # type: ignore[arg-type,return-value]
    for wish in (ShowPast(), LayOver(1, 2), ReadStretch((NAME,), 0.0, 10.0)):
        thread.send(wish)
    thread.start()
    thread._thread.join(30)
    thread.stop()
    assert [type(one) for one in answers.given] == [Words] * 3
    assert answers.troubles == []
