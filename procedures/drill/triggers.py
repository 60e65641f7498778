"""What waits for its trigger: a time, a state of the plant or the beginning of a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.picture import Picture
from devices.words import Words, same
from procedures.drill.guide import Trigger
from procedures.wording import condition_views


@dataclass(slots=True)
class Triggers:
    """Triggers by the names of what they bring; each comes once, and is remembered from then on.

    due_s: when what is known to come will come; waiting: what has not come.
    """

    triggers: Mapping[str, Trigger]
    due_s: dict[str, float] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, named: Iterable[tuple[str, Trigger]]) -> Triggers:
        """All of them still to come."""
        triggers = dict(named)
        due = {name: one.at_s for name, one in triggers.items() if one.at_s is not None}
        return cls(triggers, due, list(triggers))

    def observe(self, event: Event) -> None:
        """A step that begins brings what waits for it."""
        if event.kind is not EventKind.STEP_STARTED:
            return
        step = step_name(event)
        for name in self.waiting:
            if self.triggers[name].step == step and name not in self.due_s:
                self.due_s[name] = event.time_s + self.triggers[name].after_s

    def come(self, picture: Picture, now_s: float) -> tuple[str, ...]:
        """What has come now, the earlier first; it does not wait any longer."""
        for name in self.waiting:
            when = self.triggers[name].when
            if name not in self.due_s and when is not None and when.evaluate(picture) is True:
                self.due_s[name] = now_s + self.triggers[name].after_s
        due = [name for name in self.waiting if self.due_s.get(name, now_s + 1.0) <= now_s]
        due.sort(key=lambda name: self.due_s[name])
        for name in due:
            self.drop(name)
        return tuple(due)

    def drop(self, name: str) -> None:
        """Let it come no more by itself."""
        self.due_s.pop(name, None)
        if name in self.waiting:
            self.waiting.remove(name)

    def next_s(self) -> float | None:
        """When the next one comes whose time is known."""
        return min(self.due_s.values(), default=None)

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """What is still to come, and when, as JSON."""
        return {"waiting": [*self.waiting], "due_s": dict(self.due_s)}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.waiting = list(state["waiting"])
        self.due_s = dict(state["due_s"])


def step_name(event: Event) -> str:
    """What a guide calls the step that an event is about: procedure/step."""
    return f"{event.data.get('procedure', '')}/{event.subject}"


def trigger_words(trigger: Trigger, picture: Picture) -> Words:
    """When something comes, in words."""
    after = same(clock(trigger.after_s))
    if trigger.at_s is not None:
        return said("guide.trigger_at", time=clock(trigger.at_s))
    if trigger.when is not None:
        when = listed(view.words for view in condition_views(trigger.when, picture))
        key = "guide.trigger_after" if trigger.after_s else "guide.trigger_when"
        return said(key, when=when, after=after)
    if trigger.step:
        step = said("guide.trigger_step", step=trigger.step.partition("/")[2])
        return said("guide.trigger_after", when=step, after=after) if trigger.after_s else step
    return said("guide.trigger_by_hand")


def clock(seconds: float) -> str:
    """A length of time as 4:10, or 1:04:10 from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
