"""The hot wash of a caretaker: one question a screen, each of which he may leave out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from console.models.facility_step import easy
from console.models.workload import WORKLOAD
from console.translation import Translation
from console.views.facility.question_page import QuestionPage, Way
from console.wishes import Wish
from devices.phrases import said
from procedures.drill.wishes import HotWash

_SURE = (1, 2, 3, 4, 5)
_MUCH = (0, 25, 50, 75, 100)
_WRITTEN = ("well", "badly", "fix")
_QUESTIONS = ("before", *WORKLOAD, "after", *_WRITTEN)


class WashPages:
    """changed: called when another question stands there."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        changed: Callable[[], None],
    ) -> None:
        self._translation = translation
        self._send = send
        self._changed = changed
        self._who = ""
        self._at: int | None = None
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self.done = False

    @property
    def open_now(self) -> bool:
        """Whether a question stands there."""
        return self._at is not None

    def begin(self, who: str) -> None:
        """Ask `who` the first question."""
        self._who, self._at = who, 0
        self._numbers, self._texts = {}, {}
        self._changed()

    def ask(self, page: QuestionPage) -> None:
        """Put the question of now on `page`."""
        assert self._at is not None, "a question is open"
        question = _QUESTIONS[self._at]
        count = f"{self._at + 1} / {len(_QUESTIONS)}"
        leave_out = Way("skip", self._say("easy_leave_out"), self._go_on, "link")
        if question in _WRITTEN:
            keep = Way("keep", self._say("easy_next"), partial(self._write, page, question), "main")
            page.ask(self._say(f"easy_{question}"), (count,), (keep,), field=True)
            return
        if question in WORKLOAD:
            kind = "well" if question == "performance" else "much"
            ways = [self._way(question, number, f"easy_{kind}_{number}") for number in _MUCH]
            title = self._say(f"easy_tlx_{question}")
        else:
            ways = [self._way(question, number, f"easy_sure_{number}") for number in _SURE]
            title = self._say(f"easy_{question}")
        page.ask(title, (count,), (*ways, leave_out))

    def back(self) -> None:
        """One question back; from the first, away from the form."""
        self._at = self._at - 1 if self._at else None
        self._changed()

    def _way(self, question: str, number: int, key: str) -> Way:
        return Way(f"{question}-{number}", self._say(key), partial(self._take, question, number))

    def _take(self, question: str, number: int) -> None:
        self._numbers[question] = number
        self._go_on()

    def _write(self, page: QuestionPage, question: str) -> None:
        self._texts[question] = page.field.text().strip()
        self._go_on()

    def _go_on(self) -> None:
        assert self._at is not None, "a question is open"
        self._at += 1
        if self._at == len(_QUESTIONS):
            self._at, self.done = None, True
            self._send(self._said())
        self._changed()

    def _said(self) -> HotWash:
        text, number = self._texts.get, self._numbers.get
        return HotWash(
            self._who,
            text("well", ""),
            text("badly", ""),
            text("fix", ""),
            {item: self._numbers[item] for item in WORKLOAD if item in self._numbers},
            number("before"),
            number("after"),
        )

    def _say(self, key: str) -> str:
        return easy(said(f"trainee.{key}"), self._translation.language)
