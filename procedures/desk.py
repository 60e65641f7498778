"""The sitter's desk: what he wishes goes to the gate, the alarms, the runs or the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from devices.alarms import Alarms, NotDone
from devices.events import Event, EventKind, Json
from devices.manual import BadEntry
from devices.outcomes import ExecuteOutcome, Override, Refused, SelectOutcome
from devices.phrases import said
from devices.plant import Command
from devices.words import Words, same
from procedures import intents
from procedures.arming import Arming
from procedures.by_hand import ByHand
from procedures.command_words import command_words
from procedures.handover import Handover
from procedures.hourly import HourlyWord
from procedures.language.steps import Do
from procedures.orders import Commanding
from procedures.people import Sitter
from procedures.run import Engine, RunIntent, Steering, World
from procedures.run.making import origin_of
from procedures.run.turns import against_acting
from procedures.run.work import Refusal as RunRefusal
from procedures.snapshot import Refusal

_AtAlarms: TypeAlias = (
    intents.Acknowledge
    | intents.Shelve
    | intents.Unshelve
    | intents.OutOfService
    | intents.ReturnToService
)
_OnDuty: TypeAlias = (
    intents.SayHourly
    | intents.SkipHourly
    | intents.HandOver
    | intents.HandOverRepeated
    | intents.GiveUpHandOver
)
_AtGate: TypeAlias = intents.Select | intents.Execute | intents.CancelSelection


@dataclass(slots=True)
class Desk:
    """Takes the wishes of the sitter; without one it takes none. Every refusal is recorded."""

    world: World
    engine: Engine
    alarms: Alarms
    commanding: Commanding
    by_hand: ByHand
    handover: Handover
    hourly: HourlyWord
    arming: Arming | None = None  # in a live sitting
    led: Sitter | None = None  # in whose place an instructor wishes something just now

    def take_for(self, seat: Sitter, intent: intents.Wish) -> Refusal | None:
        """Grant what an instructor wishes in the place of somebody whom he leads."""
        self.led = seat
        try:
            return self.take(intent)
        finally:
            self.led = None

    def take(self, intent: intents.Wish) -> Refusal | None:
        """Grant a wish of the sitter, or say everything that stands against it."""
        sitter = self._seat
        if sitter is None:
            return self.refuse("", same(""), (said("sitting.nobody"),))
        who = sitter.person
        match intent:
            case intents.Select() | intents.Execute() | intents.CancelSelection():
                return self._at_gate(intent, sitter)
            case (
                intents.Acknowledge()
                | intents.Shelve()
                | intents.Unshelve()
                | intents.OutOfService()
                | intents.ReturnToService()
            ):
                return self._at_alarms(intent, who)
            case intents.Note() | intents.EnterPoint():
                return self._write(intent, who)
            case (
                intents.SayHourly()
                | intents.SkipHourly()
                | intents.HandOver()
                | intents.HandOverRepeated()
                | intents.GiveUpHandOver()
            ):
                return self._on_duty(intent, who)
            case intents.Arm() | intents.Disarm():
                return self._at_key(intent, who)
            case _:
                return self._to_run(intent, who)

    @property
    def _seat(self) -> Sitter | None:
        """Whose wish it is."""
        return self.led or self.world.people.sitter

    def _to_run(self, intent: intents.StartProcedure | RunIntent, who: str) -> Refusal | None:
        if isinstance(intent, intents.StartProcedure):
            refused = self.by_hand.start(intent.procedure, who)
            if refused is None:
                return None
            return self.refuse(intent.procedure, same(intent.procedure), refused.reasons)
        run = self.engine.run(intent.run)
        step = run.frame.step if run is not None else None
        attempt = run.attempt if run is not None else None
        led = self.led is not None
        against = None if attempt is None else against_acting(attempt, intent, who, led=led)
        refusal = (
            Steering(self.engine).accept(intent, who) if against is None else RunRefusal((against,))
        )
        if refusal is None:
            return None
        title = self.world.render(step.title) if step is not None else same(intent.run)
        return self.refuse(step.id if step is not None else intent.run, title, refusal.reasons)

    def _at_alarms(self, intent: _AtAlarms, who: str) -> Refusal | None:
        """Whoever only watches may say that he has seen an alarm, and hush none."""
        watches = self.world.gate.authority.read_only
        if watches and not isinstance(intent, intents.Acknowledge):
            return self.refuse(intent.alarm, self._alarm(intent.alarm), (said("gate.read_only"),))
        match intent:
            case intents.Acknowledge(alarm=alarm, comment=comment):
                answer = self.alarms.acknowledge(alarm, who, comment)
            case intents.Shelve(alarm=alarm, minutes=minutes, reason=reason, once=once):
                answer = self.alarms.shelve(alarm, minutes, who, reason, once)
            case intents.Unshelve(alarm=alarm):
                answer = self.alarms.unshelve(alarm, who)
            case intents.OutOfService(alarm=alarm, reason=reason):
                answer = self.alarms.set_out_of_service(alarm, True, who, reason)
            case intents.ReturnToService(alarm=alarm, reason=reason):
                answer = self.alarms.set_out_of_service(alarm, False, who, reason)
            case _:
                assert_never(intent)
        if not isinstance(answer, NotDone):
            return None
        return self.refuse(intent.alarm, self._alarm(intent.alarm), (answer.words,))

    def _alarm(self, id: str) -> Words:
        rules = self.world.site.alarms
        return next((rule.title for rule in rules if rule.id == id), same(id))

    # --- the log, the board, the key ----------------------------------------------------------

    def advance(self) -> Refusal | None:
        """Let those talk who are simulated and take the shift over; refused when they do not."""
        refused = self.handover.advance()
        if refused is None:
            return None
        return self.refuse("", self.world.site.title, refused.reasons)

    def _write(self, intent: intents.Note | intents.EnterPoint, who: str) -> Refusal | None:
        """Write to the log, or on the board what was reported.

        A permit of a simulated sitting is given in words only, by the one who may give it.
        """
        if isinstance(intent, intents.Note):
            data: dict[str, Json] = {"what": "note", "en": intent.text, "ja": intent.text}
            self.world.emit(Event(self.world.now_s, EventKind.NOTE, "", who, data))
            return None
        signal = self.world.site.signals.get(intent.signal)
        label = signal.label if signal is not None else same(intent.signal)
        given = intent.value is True and signal is not None and signal.manual
        if given and self.arming is None and self._is_permit(intent.signal):
            return self.refuse(intent.signal, label, (said("live.permit_is_said", point=label),))
        try:
            self.world.enter(intent.signal, intent.value, who)
        except BadEntry as bad:
            return self.refuse(intent.signal, label, (bad.words,))
        return None

    def _on_duty(self, intent: _OnDuty, who: str) -> Refusal | None:
        """The hourly word, and the change of the shift."""
        match intent:
            case intents.SayHourly():
                refused = self.hourly.say(who)
            case intents.SkipHourly(reason=reason):
                refused = self.hourly.skip(reason, who)
            case intents.HandOver(person=person):
                refused = self.handover.begin(person)
            case intents.HandOverRepeated(text=text, right=right):
                refused = self.handover.repeated(text, right)
            case intents.GiveUpHandOver():
                self.handover.give_up()
                return None
            case _:
                assert_never(intent)
        if refused is None:
            return None
        return self.refuse("", self.world.site.title, refused.reasons)

    def _is_permit(self, signal: str) -> bool:
        return self.world.site.device_of(signal).kind == "permits"

    def _at_key(self, intent: intents.Arm | intents.Disarm, who: str) -> Refusal | None:
        if self.arming is None:
            return self.refuse("", self.world.site.title, (said("live.not_live"),))
        now_s, against = self.world.now_s, None
        match intent:
            case intents.Arm(person=person):
                against = self.arming.arm(person, now_s)
            case intents.Disarm():
                name = self.world.gate.authority.name(who)
                if not self.arming.disarm(said("live.disarmed_person", who=name), who, now_s):
                    against = said("live.not_armed")
            case _:
                assert_never(intent)
        return None if against is None else self.refuse("", self.world.site.title, (against,))

    # --- the gate -----------------------------------------------------------------------------

    def _at_gate(self, intent: _AtGate, sitter: Sitter) -> Refusal | None:
        outcome: SelectOutcome | ExecuteOutcome
        match intent:
            case intents.Select():
                outcome = self._select(intent, sitter)
            case intents.Execute(second=second):
                other = self._other_than(intent)
                if other is not None:
                    return self.refuse(intent.target, self._named(intent), (other,))
                outcome = self.commanding.execute(sitter.person, second)
            case intents.CancelSelection():
                self.world.gate.cancel(sitter.person)
                return None
            case _:
                assert_never(intent)
        if not isinstance(outcome, Refused):
            return None
        target = outcome.command.target if outcome.command else ""
        title = self._title(outcome.command)
        if not target and isinstance(intent, intents.Execute):  # nothing is selected any more
            target, title = intent.target, self._named(intent)
        # the gate has recorded it
        return Refusal(self.world.now_s, target, title, outcome.reasons, outcome.unreported)

    def _other_than(self, named: intents.Execute) -> Words | None:
        """Say that another command than the named one stands selected, where one does.

        What was read on a button is what is executed, whatever was selected in another window.
        """
        selection = self.world.gate.selection
        if not named.device or selection is None:
            return None
        held = selection.command
        if held.target == named.target and dict(held.arguments) == dict(named.arguments):
            return None
        selected = command_words(self.world.site.verb(held.target), held.arguments)
        return said("gate.other_selected", title=self._named(named), selected=selected)

    def _named(self, intent: intents.Execute) -> Words:
        device = self.world.site.devices.get(intent.device)
        verb = device.verbs.get(intent.verb) if device is not None else None
        return same(intent.target) if verb is None else command_words(verb, intent.arguments)

    def _title(self, command: Command | None) -> Words:
        if command is None:
            return same("")
        device = self.world.site.devices.get(command.device)
        verb = device.verbs.get(command.verb) if device is not None else None
        return same(command.target) if verb is None else verb.title

    def _select(self, intent: intents.Select, sitter: Sitter) -> SelectOutcome:
        """The sitter's command, said to be of the step that waits for it where there is one."""
        device = self.world.site.devices.get(intent.device)
        verb = device.verbs.get(intent.verb) if device else None
        allowed = verb.roles if verb else ()
        role = intent.role or next((r for r in sitter.roles if r in allowed), sitter.roles[0])
        wanted = Do(intent.device, intent.verb, dict(intent.arguments))
        origin = "operator"
        second_roles: tuple[str, ...] = ()
        for run in self.engine.active:
            step = run.frame.step
            if step is not None and run.at_work and step.action == wanted:
                origin, second_roles = origin_of(run.id, step), step.second
                break
        who = sitter.person
        command = Command(intent.device, intent.verb, role, who, wanted.arguments, origin)
        override = None
        if intent.override_reason or intent.override_by:
            override = Override(intent.override_by or who, intent.override_reason)
        return self.commanding.select(command, second_roles, override)

    def refuse(self, target: str, title: Words, reasons: tuple[Words, ...]) -> Refusal:
        """Say in the record that a wish was not granted, with every reason."""
        words = Words("; ".join(r.en for r in reasons), "；".join(r.ja for r in reasons))
        data: dict[str, Json] = {"what": "refused", "en": words.en, "ja": words.ja}
        sitter = self._seat
        who = sitter.person if sitter is not None else ""
        self.world.emit(Event(self.world.now_s, EventKind.NOTE, target, who, data))
        return Refusal(self.world.now_s, target, title, reasons)
