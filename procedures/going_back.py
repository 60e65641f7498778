"""Going back to an earlier moment of a simulated sitting, on a new branch of its record."""

from __future__ import annotations

from dataclasses import dataclass

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.words import Words
from procedures.drill.side import DrillSide
from procedures.intents import Backtrack
from procedures.moments import Moments
from procedures.recorder import Recording
from procedures.screen import Screen


@dataclass(slots=True)
class GoingBack:
    """Lets everything of one sitting go back together. live: a real plant does not."""

    moments: Moments
    recording: Recording
    screen: Screen
    drill: DrillSide | None
    live: bool

    def take(self, wish: Backtrack) -> Words | None:
        """Stand at the moment that is wished; why not, if not."""
        if self.live:
            return said("backtrack.live")
        against = None if self.drill is None else self.drill.against_going_back(wish.by)
        if against is not None:
            return against
        world, left = self.screen.world, self.recording.branch
        sitter, from_s = world.people.sitter, world.now_s
        moment = self.recording.go_back(wish.time_s, wish.branch)
        if moment is None:
            return said("backtrack.no_moment")
        self.moments.go_to(moment.state)
        self.screen.forget()
        data: dict[str, Json] = {
            "from_s": from_s,
            "reason": wish.reason,
            "left": left,
            "branch": self.recording.branch,
        }
        who = wish.by or ("" if sitter is None else sitter.person)
        subject = world.site.name
        world.emit(Event(world.now_s, EventKind.SITTING_BRANCHED, subject, who, data))
        if self.drill is not None:
            self.drill.at_work.gone_back()
        return None
