"""What windows ask of the record: read beside the sitting, which goes on meanwhile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Protocol

from console.wishes import LayOver, ReadScore, SplitOff
from devices import messages
from devices.words import Words, same
from procedures.branches import Overlay, overlay
from procedures.drill.scoring import ScoreSheet, score
from procedures.people import Sitter
from procedures.record import RecordError
from procedures.replay.forkable import CannotFork
from procedures.stretches import ReadStretch, Stretch, Unwanted, read_stretch

_log = logging.getLogger(__name__)

Question = LayOver | ReadStretch | ReadScore | SplitOff


class Answers(Protocol):
    """Where the answers go. Every method is called from the I/O thread."""

    def show_overlay(self, found: Overlay | Words) -> None:
        """Hand over two branches that were asked for, or why they cannot be read."""

    def show_stretch(self, found: Stretch | Words) -> None:
        """Hand over a stretch of the record that was asked for, or why it cannot be read."""

    def show_score(self, found: ScoreSheet | Words) -> None:
        """Hand over the score of the drill so far, or why there is none."""

    def show_split(self, found: Path | Words) -> None:
        """Hand over where the record is that was split off, or why there is none."""


def words_of(error: Exception) -> Words:
    """Say an error to a person: from the catalogue if it has a key, else its first line."""
    if isinstance(error, RecordError):
        return Words(
            messages.text("en", error.key, **error.arguments),
            messages.text("ja", error.key, **error.arguments),
        )
    lines = str(error).splitlines() or [""]
    return same(f"{type(error).__name__}: {lines[0]}".rstrip(": "))


def unread(error: Exception) -> Words:
    """Why a question to the record has no answer: logged, and in words for whoever asked."""
    if not isinstance(error, RecordError):
        _log.error("a question to the record failed", exc_info=error)
    return words_of(error)


def all_of(reasons: Sequence[Words]) -> Words:
    """Say several reasons as one text, a line each."""
    lines = [[one.in_language(language) for one in reasons] for language in ("en", "ja")]
    return Words("\n".join(lines[0]), "\n".join(lines[1]))


class Questions:
    """Reads each answer on a thread of its own. wanted: whether anybody still waits for answers."""

    def __init__(self, answers: Answers, wanted: Callable[[], bool]) -> None:
        self._answers = answers
        self._wanted = wanted
        self._readings: set[asyncio.Task[None]] = set()

    def ask(self, question: Question, record: Path, branch: int) -> None:
        """Look it up in `record`, on whose `branch` the sitting is."""
        task = asyncio.get_running_loop().create_task(self._read(question, record, branch))
        self._readings.add(task)
        task.add_done_callback(self._readings.discard)

    async def finish(self) -> None:
        """Wait for what is being read."""
        await asyncio.gather(*self._readings)

    def _read(self, question: Question, record: Path, branch: int) -> Coroutine[None, None, None]:
        match question:
            case LayOver():
                return self._lay_over(record, question)
            case ReadStretch():
                return self._read_stretch(record, branch, question)
            case ReadScore():
                return self._read_score(record)
            case SplitOff():
                return self._split_off(record, question)

    async def _lay_over(self, record: Path, wish: LayOver) -> None:
        try:
            found: Overlay | Words = await asyncio.to_thread(
                overlay, record, wish.first, wish.second, both=wish.both
            )
        except Exception as error:  # noqa: BLE001 - logged, and said where it was asked
            found = unread(error)
        self._answers.show_overlay(found)

    async def _read_stretch(self, record: Path, branch: int, wish: ReadStretch) -> None:
        """When the sitting is closed meanwhile, nobody wants it."""
        try:
            found: Stretch | Words = await asyncio.to_thread(
                read_stretch, record, branch, wish, self._wanted
            )
        except Unwanted:
            return
        except Exception as error:  # noqa: BLE001 - logged, and said where it was asked
            found = unread(error)
        self._answers.show_stretch(found)

    async def _read_score(self, record: Path) -> None:
        try:
            found: ScoreSheet | Words = await asyncio.to_thread(score, record)
        except Exception as error:  # noqa: BLE001 - logged, and said where it was asked
            found = unread(error)
        self._answers.show_score(found)

    async def _split_off(self, record: Path, wish: SplitOff) -> None:
        sitter = Sitter(wish.person, wish.roles)
        try:
            # with it comes the simulator, which windows that ask for no record do without
            from procedures.forking import split_off  # noqa: PLC0415

            await asyncio.to_thread(split_off, record, wish.time_s, sitter, wish.record)
            found: Path | Words = wish.record
        except CannotFork as error:
            found = all_of(error.reasons)
        except Exception as error:  # noqa: BLE001 - logged, and said where it was asked
            found = unread(error)
        self._answers.show_split(found)
