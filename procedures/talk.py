"""Talk in three parts: order (発令), read-back (復唱), confirmation (確認); then the report (報告).

One order at a time; what is not repeated within 15 s, or repeated wrongly, is said once more, and
a second failure stops. Digits and state words are what counts in a read-back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from devices.events import Emit, Event, EventKind, Json
from devices.phrases import said
from devices.words import Words, words_from_json, words_json
from procedures.hearing import Difference, differences, is_right, misheard, nearest_language
from procedures.people import Member, People, Slip

ANSWER_S = 15.0  # not repeated within it: said once more [P]
ATTEMPTS = 2
_LISTEN_S = 4.0  # mean time until a simulated person repeats [P]
_JUDGE_S = 2.0  # mean time until a simulated speaker has judged it [P]

# --- one exchange --------------------------------------------------------------------------------


class Stage(StrEnum):
    """Where an exchange stands."""

    SPEAK = "speak"
    READ_BACK = "read_back"
    JUDGE = "judge"
    ACT = "act"  # the receiver does what he was told
    REPORT = "report"  # he says what he found
    REPORT_BACK = "report_back"  # and it is repeated to him
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two who talk."""

    role: str
    member: Member

    @property
    def simulated(self) -> bool:
        """Whether the program speaks for him."""
        return self.member.simulated


@dataclass(slots=True)
class Exchange:
    """One exchange in three parts, a machine that `advance` and the sitter's words move.

    render fills live placeholders at the moment of speaking. may_speak, asked before an order is
    given, returns why not (None when nothing stands against it). takes_s: mean time that a
    simulated speaker needs before he speaks.
    """

    run: str
    step: str
    speaker: Party
    listener: Party
    text: Words
    read_back: Words
    report: Words | None
    people: People
    emit: Emit
    render: Callable[[Words], Words]
    takes_s: float = 5.0
    has_acts: bool = False
    stage: Stage = Stage.SPEAK
    attempt: int = 1
    heard: Words | None = None
    differing: tuple[str, ...] = ()
    due_s: float | None = None  # when a simulated person will act
    answer_by_s: float | None = None
    late: bool = False  # real people: nothing was entered within the 15 s
    stopped: Words | None = None
    said_text: Words | None = None  # as it was rendered and said
    expected: Words | None = None
    said_report: Words | None = None
    _heard_right: bool = True

    def begin(self, now_s: float) -> None:
        """The speaker may speak now."""
        self._hand_to(self.speaker, self.takes_s, now_s)

    @property
    def finished(self) -> bool:
        """Whether nothing more will be said."""
        return self.stage in (Stage.DONE, Stage.STOPPED)

    @property
    def waits_for_sitter(self) -> bool:
        """Whether the sitter is the one who has to say something now."""
        turn = self.turn()
        return turn is not None and not turn.simulated

    @property
    def by_hand(self) -> bool:
        """Whether nothing of it is said by the program."""
        return not self.speaker.simulated and not self.listener.simulated

    @property
    def by_ear(self) -> bool:
        """Whether two real people talk, and somebody enters what he hears of it.

        Whom an instructor leads speaks at a screen of his own.
        """
        return self.by_hand and not self.speaker.member.led and not self.listener.member.led

    def turn(self) -> Party | None:
        """Who has to say something now; None while somebody acts, or when all is said."""
        match self.stage:
            case Stage.SPEAK | Stage.JUDGE | Stage.REPORT_BACK:
                return self.speaker
            case Stage.READ_BACK | Stage.REPORT:
                return self.listener
            case _:
                return None

    # --- moved by time ----------------------------------------------------------------------

    def advance(self, now_s: float) -> None:
        """Let simulated people say what is due, and time out who does not answer."""
        for _ in range(8):  # several things can be due in one long tick, in their order
            before = (self.stage, self.attempt)
            if self.due_s is not None and now_s >= self.due_s:
                self.due_s = None
                self._speak_for_simulated(now_s)
            elif self.answer_by_s is not None and now_s >= self.answer_by_s:
                self.answer_by_s = None
                self._no_answer(now_s)
            if (self.stage, self.attempt) == before:
                return

    def _speak_for_simulated(self, now_s: float) -> None:
        match self.stage:
            case Stage.SPEAK:
                self.speak(now_s)
            case Stage.READ_BACK:
                assert self.expected is not None
                slips = self.people.slips((self.listener.role,), Slip.WRONG_READ_BACK, self.step)
                self._repeat(misheard(self.expected) if slips else self.expected, now_s)
            case Stage.JUDGE:
                self.judge(self._heard_right, now_s)
            case Stage.REPORT:
                self.speak(now_s)
            case Stage.REPORT_BACK:
                assert self.said_report is not None
                self._report_repeated(self.said_report, now_s)
            case _:
                pass

    def _no_answer(self, now_s: float) -> None:
        party = self.turn()
        assert party is not None
        if self.attempt >= ATTEMPTS:
            if self.stage is Stage.READ_BACK:  # an answer to the first attempt is none to this one
                self.heard = None
            self.differing = ()
            self.stop(said("talk.no_answer", who=party.member.name))
            return
        if self.by_hand or party.member.led:
            self.late = True  # who speaks says it once more himself; a late answer still counts
            return
        self._reissue(now_s)

    def _reissue(self, now_s: float) -> None:
        """Say it once more: the order, or the report."""
        self.attempt += 1
        reporting = self.stage is Stage.REPORT_BACK
        words = self.said_report if reporting else self.said_text
        self._say("reissue", self.listener if reporting else self.speaker, words, now_s)
        self._await_answer(now_s)

    # --- moved by words ---------------------------------------------------------------------

    def speak(self, now_s: float, text: str = "") -> None:
        """Somebody says his words: the order, or the report; or once more what nobody repeated.

        text: what was really said, where it was something else.
        """
        other = Words(text, text) if text else None
        if self.late:
            self._reissue(now_s)
            return
        if self.stage is Stage.REPORT:
            assert self.report is not None
            self.said_report = other or self.render(self.report)
            self._say("report", self.listener, self.said_report, now_s)
            self.stage, self.attempt = Stage.REPORT_BACK, 1
        else:
            self.said_text = other or self.render(self.text)
            self.expected = other or self.render(self.read_back)
            self._say("order", self.speaker, self.said_text, now_s)
            self.stage = Stage.READ_BACK
        self._await_answer(now_s)

    def hear(self, text: str, now_s: float) -> None:
        """The sitter repeats what he was told, the order or the report, in either language."""
        expected = self.said_report if self.stage is Stage.REPORT_BACK else self.expected
        assert expected is not None
        language = nearest_language(expected, text)
        other = "en" if language == "ja" else "ja"
        spoken = {language: text, other: text}
        words = Words(spoken["en"], spoken["ja"])
        if self.stage is Stage.REPORT_BACK:
            self._report_repeated(words, now_s, language)
        else:
            self._repeat(words, now_s, language)

    def repeated(self, right: bool, now_s: float) -> None:
        """By ear: the order or the report was repeated, rightly or wrongly, as somebody heard."""
        if self.stage is Stage.REPORT_BACK and right:
            assert self.said_report is not None
            self._report_repeated(self.said_report, now_s)
        elif self.stage is Stage.REPORT_BACK:
            self._report_again(now_s)
        elif right:
            assert self.expected is not None
            self._repeat(self.expected, now_s)
            self.judge(True, now_s)
        else:
            self.judge(False, now_s)

    def judge(self, right: bool, now_s: float) -> None:
        """The speaker says "that is right", or says it again; a second failure stops."""
        if right:
            self._say("confirm", self.speaker, said("talk.that_is_right"), now_s, self._heard_right)
            self.stage, self.due_s, self.answer_by_s = Stage.ACT, None, None
            if not self.has_acts:
                self.acted(now_s)
            return
        if self.attempt >= ATTEMPTS:
            self.stop(said("talk.wrong_twice", who=self.listener.member.name))
            return
        self.stage = Stage.READ_BACK
        self._reissue(now_s)

    def acted(self, now_s: float) -> None:
        """The receiver has done what he was told; now he reports, where a report is due."""
        if self.report is None:
            self.stage = Stage.DONE
            return
        self.stage = Stage.REPORT
        self._hand_to(self.listener, _LISTEN_S, now_s)

    def stop(self, reason: Words) -> None:
        """Say nothing more: no answer, a second mistake, a refused order, an impossible act."""
        self.stage, self.stopped = Stage.STOPPED, reason
        self.due_s = self.answer_by_s = None

    # --- state ------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """What was said and is still to be said, as JSON; who talks about what is the step's."""
        return {
            "stage": self.stage.value,
            "attempt": self.attempt,
            "heard": words_json(self.heard),
            "differing": list(self.differing),
            "due_s": self.due_s,
            "answer_by_s": self.answer_by_s,
            "late": self.late,
            "stopped": words_json(self.stopped),
            "said_text": words_json(self.said_text),
            "expected": words_json(self.expected),
            "said_report": words_json(self.said_report),
            "heard_right": self._heard_right,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.stage, self.attempt = Stage(state["stage"]), state["attempt"]
        self.heard = words_from_json(state["heard"])
        self.differing = tuple(state["differing"])
        self.due_s, self.answer_by_s = state["due_s"], state["answer_by_s"]
        self.late = state["late"]
        self.stopped = words_from_json(state["stopped"])
        self.said_text = words_from_json(state["said_text"])
        self.expected = words_from_json(state["expected"])
        self.said_report = words_from_json(state["said_report"])
        self._heard_right = state["heard_right"]

    # --- parts of it ------------------------------------------------------------------------

    def _repeat(self, words: Words, now_s: float, language: str = "en") -> None:
        assert self.expected is not None
        self.heard = words
        wanted, got = self.expected.in_language(language), words.in_language(language)
        self._heard_right = is_right(wanted, got)
        self.differing = _shown(differences(wanted, got)) if not self._heard_right else ()
        self._say("read_back", self.listener, words, now_s, self._heard_right)
        self.stage, self.answer_by_s, self.late = Stage.JUDGE, None, False
        self._hand_to(self.speaker, _JUDGE_S, now_s)

    def _report_repeated(self, words: Words, now_s: float, language: str = "en") -> None:
        assert self.said_report is not None
        wanted, got = self.said_report.in_language(language), words.in_language(language)
        right = is_right(wanted, got)
        self.differing = () if right else _shown(differences(wanted, got))
        self._say("report_back", self.speaker, words, now_s, right)
        if right:
            self.stage, self.due_s, self.answer_by_s = Stage.DONE, None, None
        else:
            self._report_again(now_s)

    def _report_again(self, now_s: float) -> None:
        """The report was repeated wrongly; a second failure stops."""
        if self.attempt >= ATTEMPTS:
            self.stop(said("talk.wrong_twice", who=self.speaker.member.name))
        else:
            self._reissue(now_s)

    def _await_answer(self, now_s: float) -> None:
        """15 s for the other to repeat; a simulated one may stay silent."""
        self.answer_by_s, self.late = now_s + ANSWER_S, False
        party = self.turn()
        assert party is not None
        silent = party.simulated and self.people.slips((party.role,), Slip.SILENCE, self.step)
        self.due_s = None
        if party.simulated and not silent:
            self.due_s = now_s + min(self.people.delay_s(_LISTEN_S), ANSWER_S - 1.0)

    def _hand_to(self, party: Party, mean_s: float, now_s: float) -> None:
        self.due_s = now_s + self.people.delay_s(mean_s) if party.simulated else None

    def _say(
        self, part: str, by: Party, words: Words | None, now_s: float, right: bool | None = None
    ) -> None:
        assert words is not None
        to = self.listener if by is self.speaker else self.speaker
        data: dict[str, Json] = {
            "run": self.run,
            "step": self.step,
            "speaker": by.role,
            "listener": to.role,
            "en": words.en,
            "ja": words.ja,
            "attempt": self.attempt,
            "right": right,
        }
        if right is False:
            data["differences"] = list(self.differing)
        self.emit(Event(now_s, EventKind.TALK, part, by.member.id, data))


def _shown(found: tuple[Difference, ...]) -> tuple[str, ...]:
    """Differences as the window marks them: what was heard, else what is missing."""
    important = [d for d in found if d.matters] or list(found)
    return tuple(d.heard or d.expected for d in important)
