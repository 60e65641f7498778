"""The door for what people want of a drill: it is done, or refused in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.simulated import FieldRefused
from devices.words import Words, same
from procedures import intents
from procedures.desk import Desk
from procedures.drill import wishes
from procedures.drill.at_work import DrillAtWork
from procedures.drill.faults import fault, slip_words
from procedures.drill.rights import Rights
from procedures.people import Mistake
from procedures.run import World
from procedures.scenario import HappeningsAtWork
from procedures.snapshot import Refusal

Reasons = tuple[Words, ...]
LONGEST_STEP_S = 3600.0
_EVERY_MIN = (0.5, 120.0)  # how far apart moments can be kept, in minutes of plant time
_GRANTED: Reasons = ()
# what the person of a role does and says; runs and shifts are led by who sits there
_AS_SOMEBODY = (
    *(intents.Proceed, intents.Confirm, intents.Speak, intents.ReadBack, intents.JudgeReadBack),
    *(intents.EnterValue, intents.EnterPoint, intents.Sign, intents.Choose, intents.Note),
    *(intents.Select, intents.Execute, intents.CancelSelection),
)
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_OfCourse = wishes.BeginDrill | wishes.EndDrill | wishes.Freeze | wishes.Thaw | wishes.StepTime


@dataclass(slots=True)
class Instructor:
    """Takes the wishes of one drill. refusal: why the last one was not granted."""

    drill: DrillAtWork
    desk: Desk
    happenings: HappeningsAtWork
    refusal: Refusal | None = None

    @property
    def _world(self) -> World:
        return self.drill.world

    def accept(self, wish: wishes.DrillWish) -> Refusal | None:
        """Do it, or say everything that stands against it; a refusal stands in the record."""
        reasons = Rights(self.drill).against(wish) or self._granted(wish)
        if not reasons:
            return None
        refusal = self._told(wish.by, _CAPITAL.sub("_", type(wish).__name__).lower(), reasons)
        if isinstance(wish, wishes.InstructorWish):
            self.refusal = refusal
        return refusal

    def refuse(self, who: str, name: str, reasons: Reasons) -> None:
        """Tell whoever leads that something beside these wishes was not granted."""
        self.refusal = self._told(who, name, reasons)

    def _told(self, who: str, name: str, reasons: Reasons) -> Refusal:
        words = Words("; ".join(r.en for r in reasons), "；".join(r.ja for r in reasons))
        self.drill.tell("refused", who, wish=name, en=words.en, ja=words.ja)
        return Refusal(self._world.now_s, "", said(f"drill.wish.{name}"), reasons)

    def _granted(self, wish: wishes.DrillWish) -> Reasons:
        match wish:
            case wishes.KeepMoment() | wishes.KeepEvery() | wishes.Mark() | wishes.HotWash():
                return self._write(wish)
            case wishes.TakeRole() | wishes.GiveRoleBack() | wishes.ActAs():
                return self._of_role(wish)
            case wishes.LetHappen() | wishes.LetSlip() | wishes.Override():
                return self._of_trouble(wish)
            case wishes.SendInject() | wishes.SkipInject():
                return self._of_inject(wish)
            case wishes.SendMessage() | wishes.AnswerMessage():
                return self._of_message(wish)
            case wishes.Judge() | wishes.GiveHint():
                return self._of_task(wish)
            case _:
                return self._of_course(wish)

    # --- the course of it -----------------------------------------------------------------------

    def _of_course(self, wish: _OfCourse) -> Reasons:
        tell, course = self.drill.tell, self.drill.course
        match wish:
            case wishes.StepTime():
                return self._step(wish)
            case wishes.BeginDrill(by=by):
                if course.begun:
                    return (said("drill.has_begun"),)
                tell("begun", by)
            case wishes.EndDrill(by=by, reason=reason):
                tell("ended", by, reason=reason)
            case wishes.Freeze(by=by, reason=reason, disaster=disaster):
                if course.frozen is not None and (course.disaster or not disaster):
                    return (said("drill.is_frozen"),)
                tell("disaster" if disaster else "frozen", by, reason=reason)
            case wishes.Thaw(by=by):
                if course.frozen is None:
                    return (said("drill.not_frozen"),)
                tell("thawed", by)
            case _:
                assert_never(wish)
        return _GRANTED

    def _step(self, wish: wishes.StepTime) -> Reasons:
        if self.drill.course.frozen is None:
            return (said("drill.not_frozen"),)
        if not 0.0 < wish.seconds <= LONGEST_STEP_S:
            return (said("drill.step_bounds", longest=LONGEST_STEP_S),)
        until_s = self._world.now_s + wish.seconds
        self.drill.tell("stepped", wish.by, seconds=wish.seconds, until_s=until_s)
        return _GRANTED

    # --- written down ---------------------------------------------------------------------------

    def _write(
        self, wish: wishes.KeepMoment | wishes.KeepEvery | wishes.Mark | wishes.HotWash
    ) -> Reasons:
        match wish:
            case wishes.KeepMoment(by=by, note=note):
                self.drill.tell("kept", by, kept="by_hand", note=note)
                self.drill.keep()
            case wishes.KeepEvery(minutes=minutes, by=by):
                low, high = _EVERY_MIN
                if minutes is not None and not low <= minutes <= high:
                    return (said("drill.minutes_bounds", low=low, high=high),)
                self.drill.tell("keep_every", by, minutes=minutes)
            case wishes.Mark(text=text, by=by):
                self._emit(EventKind.MARK, "", by, {"text": text.strip()})
            case wishes.HotWash():
                return self._hot_wash(wish)
            case _:
                assert_never(wish)
        return _GRANTED

    def _hot_wash(self, wish: wishes.HotWash) -> Reasons:
        confidence = (wish.confidence_before, wish.confidence_after)
        wrong = [one for one in confidence if one is not None and not 1 <= one <= 5]
        wrong += [one for one in wish.workload.values() if not 0 <= one <= 100]
        if wrong:
            return (said("drill.figures_bounds"),)
        data: dict[str, Json] = {
            "went_well": wish.went_well,
            "went_badly": wish.went_badly,
            "fix": wish.fix,
            "workload": dict(wish.workload),
            "confidence_before": wish.confidence_before,
            "confidence_after": wish.confidence_after,
        }
        self._emit(EventKind.HOT_WASH, "", wish.by, data)
        return _GRANTED

    # --- roles ----------------------------------------------------------------------------------

    def _of_role(self, wish: wishes.TakeRole | wishes.GiveRoleBack | wishes.ActAs) -> Reasons:
        roles, role = self.drill.roles, wish.role
        if isinstance(wish, wishes.TakeRole):
            against = roles.against_taking(role, self.desk.handover.to)
        else:
            against = roles.against_leading(role)
        if against:
            return against
        match wish:
            case wishes.TakeRole(by=by):
                self.drill.tell("role_taken", by, **roles.facts(role))
            case wishes.GiveRoleBack(by=by):
                self.drill.tell("role_back", by, **roles.facts(role))
            case wishes.ActAs(wish=wanted) if not isinstance(wanted, _AS_SOMEBODY):
                return (said("drill.not_as_role", role=roles.title(role)),)
            case wishes.ActAs(wish=wanted):
                refused = self.desk.take_for(roles.seat(role), wanted)
                return _GRANTED if refused is None else refused.reasons
            case _:
                assert_never(wish)
        return _GRANTED

    # --- what goes wrong ------------------------------------------------------------------------

    def _of_trouble(self, wish: wishes.LetHappen | wishes.LetSlip | wishes.Override) -> Reasons:
        match wish:
            case wishes.LetHappen():
                return self._let_happen(wish)
            case wishes.LetSlip():
                return self._let_slip(wish)
            case wishes.Override():
                return self._override(wish)
            case _:
                assert_never(wish)

    def _let_happen(self, wish: wishes.LetHappen) -> Reasons:
        world = self._world
        found = fault(world.site, wish.device, wish.act)
        if found is None or world.field is None:
            return (said("drill.no_fault", device=self._device(wish.device), act=wish.act),)
        given = {**found.arguments, **wish.arguments}
        try:
            world.field.act(wish.device, wish.act, wish.by, **given)
        except FieldRefused as refused:
            return (said(refused.key, **refused.arguments),)
        data: dict[str, Json] = {"device": wish.device, "act": wish.act, "with": dict(given)}
        title = said("drill.at", what=found.title, where=found.where)
        self.drill.tell("fault", wish.by, **data, en=title.en, ja=title.ja)
        return _GRANTED

    def _device(self, name: str) -> Words:
        known = self._world.site.devices.get(name)
        return same(name) if known is None else known.title

    def _let_slip(self, wish: wishes.LetSlip) -> Reasons:
        people, role = self._world.people, self.drill.roles.title(wish.role)
        if wish.role not in self._world.site.roles:
            return (said("drill.no_role", role=role),)
        if not people.holder(wish.role).simulated:
            return (said("drill.slips_himself", role=role),)
        if wish.times < 1:
            return (said("drill.times_bounds"),)
        title = said("drill.at", what=slip_words(wish.slip), where=role)
        data: dict[str, Json] = {"role": wish.role, "slip": wish.slip.value, "step": wish.step}
        self.drill.tell("slip", wish.by, **data, times=wish.times, en=title.en, ja=title.ja)
        people.will_slip(Mistake(wish.role, wish.slip, wish.step, wish.times))
        return _GRANTED

    def _override(self, wish: wishes.Override) -> Reasons:
        """Select it for the sitter, its interlocks passed; he executes it himself."""
        gate, sitter = self._world.gate, self._world.people.sitter
        if sitter is None:
            return (said("sitting.nobody"),)
        if not wish.reason.strip():
            return (said("gate.override_reason"),)
        wanted = intents.Select(
            wish.device, wish.verb, wish.arguments, "", wish.reason.strip(), wish.by
        )
        held = gate.selection
        if held is not None and held.command.target == f"{wish.device}.{wish.verb}":
            gate.cancel()  # selected before its interlocks stood: anew, with the reason
        refused = self.desk.take(wanted)
        if refused is not None:
            return refused.reasons
        data: dict[str, Json] = {"device": wish.device, "verb": wish.verb, "reason": wish.reason}
        self.drill.tell("override", wish.by, **data)
        return _GRANTED

    # --- of the guide ---------------------------------------------------------------------------

    def _of_inject(self, wish: wishes.SendInject | wishes.SkipInject) -> Reasons:
        happening = next((h for h in self.happenings.waiting if h.id == wish.inject), None)
        if happening is None:
            injects = self.drill.injects
            if isinstance(wish, wishes.SkipInject):
                return injects.skip(wish.inject, wish.by, wish.reason)
            return injects.send(wish.inject, wish.by)
        data: dict[str, Json] = {"en": happening.title.en, "ja": happening.title.ja}
        if isinstance(wish, wishes.SkipInject):
            self.happenings.leave_out(wish.inject)
            data |= {"what": "skipped", "reason": wish.reason}
        else:
            self.happenings.hasten(wish.inject, self._world.now_s)
            data |= {"what": "sent", "early": True}
        self._emit(EventKind.INJECT, wish.inject, wish.by, data)
        return _GRANTED

    def _of_message(self, wish: wishes.SendMessage | wishes.AnswerMessage) -> Reasons:
        messages = self.drill.messages
        if isinstance(wish, wishes.AnswerMessage):
            return messages.answer(wish)
        if not wish.text.strip():
            return (said("drill.text_missing"),)
        if wish.role not in self._world.site.roles:
            return (said("drill.no_role", role=self.drill.roles.title(wish.role)),)
        messages.tell(wish.role, wish.channel, wish.text, wish.by)
        return _GRANTED

    def _of_task(self, wish: wishes.Judge | wishes.GiveHint) -> Reasons:
        tasks = self.drill.tasks
        if isinstance(wish, wishes.Judge):
            return tasks.judge(wish.task, wish.verdict, wish.by, wish.note)
        return tasks.hint(wish.task, wish.by)

    def _emit(self, kind: EventKind, subject: str, who: str, data: dict[str, Json]) -> None:
        self._world.emit(Event(self._world.now_s, kind, subject, who, data))
