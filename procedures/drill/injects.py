"""The injects of a drill at work: each comes by its trigger, or by the hand of the instructor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.simulated import FieldRefused
from devices.words import Words, same
from procedures.drill.guide import Guide, Inject
from procedures.drill.inject_sheet import REFUSED, SENT, SKIPPED, WAITING, InjectSheet
from procedures.drill.instructor_view import InjectLine
from procedures.drill.messages import Messages
from procedures.drill.triggers import Triggers, trigger_words
from procedures.run import World

GUIDE = "scenario"  # who sends what comes by itself, and lets its acts happen


@dataclass(slots=True)
class InjectsAtWork:
    """Sends the injects of one drill, and lets what belongs to them really happen."""

    guide: Guide
    world: World
    messages: Messages
    sheet: InjectSheet = field(default_factory=InjectSheet)
    triggers: Triggers = field(init=False)

    def __post_init__(self) -> None:
        self.triggers = Triggers.of((one.id, one.trigger) for one in self.guide.injects)

    # --- moved by time and events ---------------------------------------------------------------

    def observe(self, event: Event) -> None:
        """Follow what became of each inject, and the steps that bring one."""
        self.sheet.observe(event)
        self.triggers.observe(event)

    def advance(self) -> None:
        """Send what has come."""
        for id in self.triggers.come(self.world.picture, self.world.now_s):
            inject = self.guide.inject(id)
            if inject is not None:
                self._send(inject, GUIDE, {})

    def due_s(self) -> float | None:
        """When the next inject comes whose time is known."""
        return self.triggers.next_s()

    # --- moved by the instructor ----------------------------------------------------------------

    def send(self, id: str, by: str) -> tuple[Words, ...]:
        """Send an inject now: early, late or again. The reasons against it; () when it is sent."""
        inject = self.guide.inject(id)
        if inject is None:
            return (said("guide.no_inject", id=id),)
        before = self.sheet.state(id)
        self.triggers.drop(id)
        how: dict[str, Json] = {"by_hand": True}
        if before == SENT:
            how["again"] = True
        elif not inject.trigger.by_hand:
            how["early" if before == WAITING else "late"] = True
        self._send(inject, by, how)
        why = self.sheet.why.get(id)
        return () if why is None else (why,)

    def skip(self, id: str, by: str, reason: str) -> tuple[Words, ...]:
        """Leave an inject out that has not come. The reasons against it; () when it is left out."""
        inject = self.guide.inject(id)
        if inject is None:
            return (said("guide.no_inject", id=id),)
        if self.sheet.state(id) != WAITING:
            return (said("guide.inject_gone", title=inject.title),)
        self.triggers.drop(id)
        self._tell(inject, SKIPPED, by, {"reason": reason})
        return ()

    # --- sent -----------------------------------------------------------------------------------

    def _send(self, inject: Inject, by: str, how: dict[str, Json]) -> None:
        happened, refused = self._let_happen(inject)
        if refused is not None:
            how = {**how, "why": {"en": refused.en, "ja": refused.ja}}
        if not happened:
            self._tell(inject, REFUSED, by, how)
            return
        if inject.slip is not None:
            self.world.people.will_slip(inject.slip)
        self._tell(inject, SENT, by, how)
        self.messages.tell_inject(inject)

    def _let_happen(self, inject: Inject) -> tuple[bool, Words | None]:
        """Do what really happens: whether it did, at least in part, and why something could not."""
        reasons = []
        for act in inject.acts:
            assert self.world.field is not None  # a drill is simulated
            try:
                self.world.field.act(act.device, act.act, GUIDE, **act.arguments)
            except FieldRefused as refused:
                reasons.append(said(refused.key, **refused.arguments))
        happened = len(reasons) < max(len(inject.acts), 1)
        return happened, listed(reasons) if reasons else None

    def _tell(self, inject: Inject, what: str, by: str, more: dict[str, Json]) -> None:
        data: dict[str, Json] = {
            "what": what,
            "en": inject.title.en,
            "ja": inject.title.ja,
            "channel": inject.channel.value,
            **more,
        }
        self.world.emit(Event(self.world.now_s, EventKind.INJECT, inject.id, by, data))

    # --- looked at ------------------------------------------------------------------------------

    def lines(self) -> tuple[InjectLine, ...]:
        """Every inject as the instructor sees it, in the order of the file."""
        return tuple(self._line(inject) for inject in self.guide.injects)

    def _line(self, inject: Inject) -> InjectLine:
        role = self.world.site.roles.get(inject.by)
        return InjectLine(
            id=inject.id,
            title=inject.title,
            channel=inject.channel.value,
            by=same(inject.by) if role is None else role.title,
            text=None if inject.text is None else self.world.render(inject.text),
            trigger=trigger_words(inject.trigger, self.world.picture),
            state=self.sheet.state(inject.id),
            due_s=self.triggers.due_s.get(inject.id),
            sent_s=self.sheet.sent_s.get(inject.id, ()),
            why=self.sheet.why.get(inject.id),
        )

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """What is still to come and what became of the rest, as JSON."""
        return {"sheet": self.sheet.export_state(), "triggers": self.triggers.export_state()}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.sheet.import_state(state["sheet"])
        self.triggers.import_state(state["triggers"])
