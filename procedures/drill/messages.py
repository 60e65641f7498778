"""Messages to the trainee, and his answers; where nobody sits, a simulated trainee gives them.

An expert gives the right answer after a short while. A novice gives a wrong one now and then, or
comes too late with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.words import Words
from procedures.drill.guide import Guide, Inject
from procedures.drill.inbox import Inbox
from procedures.drill.wishes import AnswerMessage
from procedures.people import Member, Slip
from procedures.run import World

ANSWER_S = 20.0  # mean time until a simulated trainee answers [P]
NOVICE_WRONG = 0.5  # share of wrong answers at skill 0 [P]
NOVICE_LATE = 0.5  # share of late ones [P]
LATE = 1.5  # a late one comes after so many times the limit [P]
_SIDES = 1000  # of the dice


@dataclass(slots=True)
class Messages:
    """What is told in one drill. trainee: the role that is trained, "" where the site has none.

    planned: when a simulated trainee will give which answer, by message.
    """

    world: World
    guide: Guide
    trainee: str = ""
    inbox: Inbox = field(default_factory=Inbox)
    planned: dict[str, tuple[float, str]] = field(default_factory=dict)

    def observe(self, event: Event) -> None:
        """Follow what is told and answered."""
        self.inbox.observe(event)
        if event.kind is EventKind.ANSWER:
            self.planned.pop(event.subject, None)

    # --- told -----------------------------------------------------------------------------------

    def tell(self, role: str, channel: str, text: str, by: str) -> None:
        """Tell the trainee as `role` what no file foresees. by: who sends it."""
        number = sum("inject" not in m.data for m in self.inbox.messages.values()) + 1
        data: dict[str, Json] = {"channel": channel, "by": role, "en": text, "ja": text}
        self._emit(EventKind.MESSAGE, f"m{number}", by, data)

    def tell_inject(self, inject: Inject) -> None:
        """Tell what belongs to an inject; nothing where it has neither text nor picture."""
        if inject.text is None and not inject.picture:
            return
        times = self.inbox.times(inject.id)
        message = inject.id if times == 0 else f"{inject.id}-{times + 1}"
        words = self.world.render(inject.text or inject.title)
        answers: list[Json] = [{"id": a.id, **_words(a.words)} for a in inject.answers]
        data: dict[str, Json] = {
            "inject": inject.id,
            "channel": inject.channel.value,
            "by": inject.by,
            **_words(words),
            "picture": inject.picture,
            "answers": answers,
        }
        speaker = self.world.people.holder(inject.by).id if inject.by else ""
        self._emit(EventKind.MESSAGE, message, speaker, data)
        if inject.answers and self.world.people.sitter is None:
            self.planned[message] = self._plan(inject)

    # --- answered -------------------------------------------------------------------------------

    def answer(self, wish: AnswerMessage) -> tuple[Words, ...]:
        """Take the trainee's answer; the reasons against it, () when it is taken."""
        if wish.message not in self.inbox.messages:
            return (said("guide.no_message"),)
        if wish.message in self.inbox.answers:
            return (said("guide.answered"),)
        choices = self.inbox.choices(wish.message)
        if (wish.answer not in choices) if wish.answer else not wish.text.strip():
            return (said("guide.no_such_answer"),)
        self._answer(wish.message, wish.by, wish.answer, wish.text.strip())
        return ()

    def _answer(self, message: str, by: str, answer: str, text: str) -> None:
        words = self.inbox.choices(message).get(answer)
        told = {"en": text, "ja": text} if words is None else _words(words)
        id = str(self.inbox.messages[message].data.get("inject", ""))
        inject = self.guide.inject(id)
        answers = () if inject is None else inject.answers
        right = next((one.right for one in answers if one.id == answer), None)
        data: dict[str, Json] = {"inject": id, "answer": answer, "right": right, **told}
        self._emit(EventKind.ANSWER, message, by, data | {"text": text})

    # --- a simulated trainee --------------------------------------------------------------------

    def advance(self) -> None:
        """Let a simulated trainee answer what he has thought about; a sitter answers himself."""
        now_s = self.world.now_s
        due = [message for message, (due_s, _) in self.planned.items() if due_s <= now_s]
        for message in sorted(due, key=lambda one: self.planned[one]):
            _, answer = self.planned.pop(message)
            if self.world.people.sitter is None and message not in self.inbox.answers:
                self._answer(message, self._simulated().id, answer, "")

    def due_s(self) -> float | None:
        """When a simulated trainee answers next."""
        return min((due_s for due_s, _ in self.planned.values()), default=None)

    def _simulated(self) -> Member:
        return self.world.people.holder(self.trainee)

    def _plan(self, inject: Inject) -> tuple[float, str]:
        """When he answers, and what."""
        people = self.world.people
        lack = 1.0 - people.habits.skill
        foreseen = people.slips(self._simulated().roles, Slip.WRONG_ANSWER, inject.id)
        errs = foreseen or self._falls(NOVICE_WRONG * lack)
        delay_s = people.delay_s(ANSWER_S)
        task = self.guide.task(inject.id)
        if self._falls(NOVICE_LATE * lack) and task is not None and task.standard_s is not None:
            delay_s = max(delay_s, LATE * task.standard_s)
        fitting = [a.id for a in inject.answers if a.right is not errs] or [inject.answers[0].id]
        wanted = "" if task is None else task.measure.answer
        answer = wanted if wanted in fitting else fitting[people.pick(len(fitting))]
        return self.world.now_s + delay_s, answer

    def _falls(self, share: float) -> bool:
        """Whether chance has it, in so large a share of the cases; an expert leaves none to it."""
        return share > 0.0 and self.world.people.pick(_SIDES) < share * _SIDES

    # --- state ----------------------------------------------------------------------------------

    def _emit(self, kind: EventKind, subject: str, who: str, data: dict[str, Json]) -> None:
        self.world.emit(Event(self.world.now_s, kind, subject, who, data))

    def export_state(self) -> dict[str, Json]:
        """What was told and answered, and what is still to be answered, as JSON."""
        planned: dict[str, Json] = {name: [*one] for name, one in self.planned.items()}
        return {"inbox": self.inbox.export_state(), "planned": planned}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.inbox.import_state(state["inbox"])
        self.planned = {name: (one[0], one[1]) for name, one in state["planned"].items()}


def _words(words: Words) -> dict[str, Json]:
    """As a message or an answer says it in the record."""
    easy: dict[str, Json] = {"easy_ja": words.easy_ja} if words.easy_ja else {}
    return {"en": words.en, "ja": words.ja} | easy
