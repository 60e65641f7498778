"""Steps that are said: three parts, the order behind them, and what the receiver does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Json
from devices.manual import BadEntry
from devices.outcomes import ExecuteOutcome, Refused, SelectOutcome
from devices.phrases import listed, said
from devices.plant import Command
from devices.signals import Value
from devices.words import Words, words_from_json, words_json
from procedures import intents
from procedures.language.steps import Say
from procedures.people import Slip
from procedures.run.work import WORKING, Done, Failed, Refusal, Result, StepIntent
from procedures.run.world import CannotAct, World
from procedures.talk import Exchange, Stage

ACT_S = 60.0  # mean time for one thing at the equipment, walking there included [P]
RETRY_S = 5.0


@dataclass(slots=True)
class SayWork:
    """A `say` step. The order passes the gate before it is spoken and when it is confirmed."""

    say: Say
    exchange: Exchange
    order: Command | None
    step: str
    seen: dict[str, Value] = field(default_factory=dict)
    acts_left: int = -1  # -1 before the receiver begins
    act_due_s: float | None = None
    to_enter: list[str] = field(default_factory=list)  # live: a person enters what was reported
    reason: Words | None = None
    entered: bool = False
    asked: bool = False
    hurries: bool | None = None  # whether the receiver acts unconfirmed; None before it is asked

    @property
    def waits_for_sitter(self) -> bool:
        """Whether he has to speak, repeat, judge, or enter what was reported."""
        return self.exchange.waits_for_sitter or bool(self.to_enter)

    @property
    def interruptible(self) -> bool:
        """Nothing was said yet."""
        return self.exchange.stage is Stage.SPEAK

    def due_s(self) -> float | None:
        """The next thing that a simulated person does, or the end of the 15 s."""
        dues = (self.exchange.due_s, self.exchange.answer_by_s, self.act_due_s)
        return min((due for due in dues if due is not None), default=None)

    def why(self, world: World) -> Words:
        """Whose turn it is."""
        exchange = self.exchange
        if self.to_enter:
            return said("step.enter_reported", label=world.picture.label(self.to_enter[0]))
        if self.reason is not None:
            return self.reason
        party = exchange.turn() or exchange.listener
        if exchange.late and exchange.stage in (Stage.READ_BACK, Stage.REPORT_BACK):
            return said("talk.late", who=party.member.name)
        return said(f"talk.waits_{_WAITS.get(exchange.stage, 'read_back')}", who=party.member.name)

    def can(self) -> frozenset[str]:
        """What the sitter can say now, or enter of what real people say and do elsewhere."""
        if self.to_enter:
            return frozenset({"enter", "deny"})
        if not self.exchange.waits_for_sitter:
            return frozenset()
        exchange, by_ear = self.exchange, self.exchange.by_ear
        match exchange.stage:
            case Stage.SPEAK:
                return frozenset({"speak"})
            case Stage.REPORT:
                refuses = by_ear or exchange.listener.member.led
                return frozenset({"speak", "deny"} if refuses else {"speak"})
            case Stage.JUDGE:
                return frozenset({"judge"})
            case _:
                again = {"speak"} if exchange.late and exchange.by_hand else set()
                return frozenset({"read_back", "judge"} if by_ear else {"read_back"}) | again

    # --- moved by time ----------------------------------------------------------------------

    def advance(self, world: World) -> Result:
        """Let the exchange go on; let the receiver act when it is confirmed."""
        exchange = self.exchange
        if exchange.stage is Stage.SPEAK and self._order_waits(world):
            return WORKING
        exchange.advance(world.now_s)
        if exchange.stage is Stage.JUDGE:
            self._hurry(world)
        if exchange.stage in (Stage.ACT, Stage.REPORT, Stage.DONE) and not self.entered:
            if self.order is not None and world.gate.selection is not None:
                return WORKING  # one command at a time: it counts when the other is done or let go
            self._confirmed(world)
        if exchange.stage is Stage.ACT:
            self._act(world)
        if exchange.stage is Stage.STOPPED:
            assert exchange.stopped is not None
            return Failed(exchange.stopped)
        return Done() if exchange.stage is Stage.DONE else WORKING

    def _order_waits(self, world: World) -> bool:
        """A simulated speaker holds back an order that the gate would refuse, and looks again."""
        due_s = self.exchange.due_s
        if self.order is None or due_s is None or world.now_s < due_s:
            return False
        standing = world.in_the_way(self.order)
        self.reason = listed(standing) if standing else None
        if standing:
            self.exchange.due_s = world.now_s + RETRY_S
        return bool(standing)

    def _confirmed(self, world: World) -> None:
        """What the words do by being confirmed: the order is given, points are entered."""
        self.entered = True
        if self.order is not None:
            outcome: SelectOutcome | ExecuteOutcome = world.gate.select(self.order, world.picture)
            if not isinstance(outcome, Refused):
                outcome = world.gate.execute(world.picture, person=self.order.person)
            if isinstance(outcome, Refused):
                self.exchange.stop(listed(outcome.reasons))
                return
        self._enter(dict(self.say.enters), self.exchange.speaker.member.id, world)

    def _hurry(self, world: World) -> None:
        """Who is in a hurry does it all as soon as he has repeated it, right or wrong."""
        member = self.exchange.listener.member
        if self.hurries is not None or not member.simulated or not self.say.acts:
            return
        self.hurries = world.people.slips((self.exchange.listener.role,), Slip.HURRY, self.step)
        if not self.hurries:
            return
        self.acts_left = 0
        try:
            self.seen |= world.act(self.say.acts, member, self.step)
        except CannotAct as refused:
            self.exchange.stop(refused.words)

    def _act(self, world: World) -> None:
        """One act after the other, each in its time."""
        member = self.exchange.listener.member
        if world.field is None:
            self._hear_of_it(world)
            return
        acts = self.say.acts
        if self.acts_left < 0:
            self.acts_left = len(acts)
            self.act_due_s = world.now_s + self._act_takes_s(world)
        while self.acts_left and self.act_due_s is not None and world.now_s >= self.act_due_s:
            act = acts[len(acts) - self.acts_left]
            try:
                self.seen |= world.act((act,), member, self.step)
            except CannotAct as refused:
                self.exchange.stop(refused.words)
                return
            self.acts_left -= 1
            self.act_due_s = world.now_s + self._act_takes_s(world)
        if not self.acts_left:
            self.act_due_s = None
            self._enter(dict(self._observed(world)), member.id, world)
            self.exchange.acted(world.now_s)
            self.exchange.advance(world.now_s)

    def _act_takes_s(self, world: World) -> float:
        """The sitter's own act is done when he is told to; a simulated person takes his time."""
        simulated = self.exchange.listener.simulated
        return world.people.delay_s(ACT_S) if simulated else 0.0

    def _observed(self, world: World) -> Iterator[tuple[str, Value]]:
        """What the receiver will report, as he saw it: nothing of a device that he was not at."""
        elsewhere = {n.partition(".")[0] for n in self.seen} - set(world.site.devices)
        for signal in self.say.report.enters if self.say.report else ():
            value = None if elsewhere else world.sees(signal, self.seen)
            if value is not None:
                yield signal, value

    def _enter(self, values: dict[str, Value], who: str, world: World) -> None:
        for signal, value in values.items():
            try:
                world.enter(signal, value, who)
            except BadEntry as bad:
                self.exchange.stop(bad.words)
                return

    def _hear_of_it(self, world: World) -> None:
        """In a live sitting nobody saw for us: what is reported is entered, then its words said."""
        if self.say.report is not None and not self.asked:
            self.asked = True
            self.to_enter = list(self.say.report.enters)
        if not self.to_enter:
            self.exchange.acted(world.now_s)

    # --- moved by the sitter ----------------------------------------------------------------

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """His words, his judgement, his entry."""
        wanted = _NAMES.get(type(intent), "")
        if wanted not in self.can() or (isinstance(intent, intents.Confirm) and intent.ok):
            return Refusal((self.why(world),))
        match intent:
            case intents.Speak(text=text):
                return self._speak(text.strip(), world)
            case intents.ReadBack(text=text):
                self.exchange.hear(text, world.now_s)
            case intents.JudgeReadBack(right=right) if self.exchange.stage is Stage.JUDGE:
                self.exchange.judge(right, world.now_s)
            case intents.JudgeReadBack(right=right):
                self.exchange.repeated(right, world.now_s)
            case intents.Confirm(reason=reason):
                return self._not_done(reason)
            case intents.EnterValue(value=value):
                try:
                    world.enter(self.to_enter[0], value, self.exchange.speaker.member.id)
                except BadEntry as bad:
                    return Refusal((bad.words,))
                self.to_enter.pop(0)
            case _:
                pass
        return None

    def _speak(self, text: str, world: World) -> Refusal | None:
        """Other words than those on the screen are real people's alone, and an instructor's."""
        turn = self.exchange.turn()
        led = turn is not None and turn.member.led
        if text and not self.exchange.by_ear and not led:
            return Refusal((said("talk.as_written"),))
        if self.exchange.stage is Stage.SPEAK and self.order is not None:
            standing = world.in_the_way(self.order)
            if standing:
                return Refusal(standing)
        self.exchange.speak(world.now_s, text)
        return None

    def _not_done(self, reason: str) -> Refusal | None:
        """Real people may find that it cannot be done, and report that instead."""
        if not reason.strip():
            return Refusal((said("step.reason_missing"),))
        self.to_enter.clear()
        who = self.exchange.listener.member.name
        self.exchange.stop(said("step.not_so", who=who, reason=reason))
        return None

    def export_state(self) -> dict[str, Json]:
        """What was said, done and seen, as JSON."""
        return {
            "exchange": self.exchange.export_state(),
            "seen": dict(self.seen),
            "acts_left": self.acts_left,
            "act_due_s": self.act_due_s,
            "to_enter": list(self.to_enter),
            "reason": words_json(self.reason),
            "entered": self.entered,
            "asked": self.asked,
            "hurries": self.hurries,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.exchange.import_state(state["exchange"])
        self.seen, self.to_enter = dict(state["seen"]), list(state["to_enter"])
        self.acts_left, self.act_due_s = state["acts_left"], state["act_due_s"]
        self.reason = words_from_json(state["reason"])
        self.entered, self.asked = state["entered"], state["asked"]
        self.hurries = state["hurries"]


_WAITS: Mapping[Stage, str] = {
    Stage.SPEAK: "speak",
    Stage.JUDGE: "judge",
    Stage.ACT: "act",
    Stage.REPORT: "report",
}

_NAMES: dict[type, str] = {
    intents.Speak: "speak",
    intents.ReadBack: "read_back",
    intents.JudgeReadBack: "judge",
    intents.EnterValue: "enter",
    intents.Confirm: "deny",
}
