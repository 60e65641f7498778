"""Why nothing moves in a sitting: it waits for somebody to look, or its drill stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devices.phrases import said
from devices.words import Words
from procedures.drill.side import DrillSide
from procedures.drill.wishes import AnyWish
from procedures.drill_taken_up import DrillTakenUp
from procedures.run import World
from procedures.snapshot import DifferenceView, TakingUpView
from procedures.taking_up import BEFOREHAND, TakingUp


@dataclass(slots=True)
class Stillness:
    """Whether one sitting stands still. taking_up: it was cut off, and is to be looked at."""

    world: World
    drill: DrillSide | None
    taking_up: TakingUp | DrillTakenUp | None

    @property
    def now(self) -> bool:
        """Whether nothing moves now."""
        drill_stands = self.drill is not None and self.drill.at_work.stands()
        return self.waits_for_a_look or drill_stands

    @property
    def waits_for_a_look(self) -> bool:
        """Whether it was cut off, and nobody has looked yet at what is different."""
        return self.taking_up is not None and self.taking_up.pending

    def wait_for_a_look(self, differences: Sequence[DifferenceView]) -> None:
        """Let a drill stand until the sitter has seen how plant and record differ."""
        self.taking_up = DrillTakenUp(tuple(differences))

    def against(self, wish: AnyWish) -> Words | None:
        """Why the sitter cannot have this now; None when he can."""
        if self.waits_for_a_look and not isinstance(wish, BEFOREHAND):
            return said("resume.look_first")
        return None if self.drill is None else self.drill.at_work.against_trainee()

    def take_up(self) -> Words | None:
        """Go on: the sitter has seen how the plant differs from the record. Why not, if not."""
        if self.taking_up is None:
            return said("resume.nothing_waits")
        against = self.taking_up.against()
        if against is None:
            sitter = self.world.people.sitter
            who = "" if sitter is None else sitter.person
            self.world.emit(self.taking_up.done(self.world.now_s, who))
        return against

    def view(self) -> TakingUpView | None:
        """What is to be looked at; None for nothing."""
        return None if self.taking_up is None else self.taking_up.view()
