"""What the world does by itself in a drill, as its leader sees it: to come, come, or left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.words import Words
from procedures.drill.guide import Channel, Trigger
from procedures.drill.inject_sheet import SENT, SKIPPED, WAITING
from procedures.drill.instructor_view import InjectLine
from procedures.drill.triggers import trigger_words
from procedures.run import World
from procedures.scenario import WORLD, Happening, HappeningsAtWork


@dataclass(slots=True)
class Happened:
    """A fold over events: when each happening came, and which were left out."""

    happenings: tuple[Happening, ...]
    came_s: dict[str, float] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def observe(self, event: Event) -> None:
        """Take in what became of a happening."""
        if all(one.id != event.subject for one in self.happenings):
            return
        if event.kind is EventKind.HAPPENING and event.who == WORLD:
            self.came_s[event.subject] = event.time_s
        elif event.kind is EventKind.INJECT and event.data.get("what") == SKIPPED:
            self.left_out.append(event.subject)

    def lines(self, at_work: HappeningsAtWork, world: World) -> Iterator[InjectLine]:
        """Every happening of the scenario, in the order of the file."""
        for one in self.happenings:
            role, came_s = world.site.roles.get(one.by), self.came_s.get(one.id)
            state = SENT if came_s is not None else SKIPPED if one.id in self.left_out else WAITING
            trigger = Trigger(one.at_s, one.when, after_s=one.after_s)
            yield InjectLine(
                id=one.id,
                title=one.title,
                channel=Channel.EQUIPMENT.value,
                by=Words("", "") if role is None else role.title,
                text=None,
                trigger=trigger_words(trigger, world.picture),
                state=state,
                due_s=at_work.due_of(one.id),
                sent_s=() if came_s is None else (came_s,),
                happening=True,
            )

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """What came and what was left out, as JSON."""
        return {"came_s": dict(self.came_s), "left_out": [*self.left_out]}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.came_s, self.left_out = dict(state["came_s"]), list(state["left_out"])
