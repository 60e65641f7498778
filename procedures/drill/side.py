"""The drill's side of a sitting: what moves in it, the door for its wishes, what leaders see."""

from __future__ import annotations

from devices.phrases import said
from devices.words import Words
from procedures.desk import Desk
from procedures.drill.at_work import DrillAtWork
from procedures.drill.instructor import Instructor
from procedures.drill.instructor_view import InstructorView
from procedures.drill.station import Station
from procedures.drill.wishes import DrillWish, InstructorWish
from procedures.recorder import Recording
from procedures.scenario import HappeningsAtWork
from procedures.screen import Screen
from procedures.snapshot import Refusal


class DrillSide:
    """Everything of one sitting that is the drill's."""

    def __init__(
        self,
        at_work: DrillAtWork,
        desk: Desk,
        happenings: HappeningsAtWork,
        screen: Screen,
        recording: Recording,
    ) -> None:
        self.at_work = at_work
        self._instructor = Instructor(at_work, desk, happenings)
        self._station = Station(at_work, happenings, screen, recording)

    def take(self, wish: DrillWish) -> Refusal | None:
        """Do it; what is refused to the trainee is told to him, and the rest to who leads."""
        refusal, sitter = self._instructor.accept(wish), self.at_work.world.people.sitter
        his = sitter is not None and wish.by == sitter.person
        return refusal if his or not isinstance(wish, InstructorWish) else None

    def refuse(self, who: str, why: Words) -> None:
        """Tell whoever leads why he cannot go back."""
        self._instructor.refuse(who, "backtrack", (why,))

    def step_until_s(self) -> float | None:
        """Until when time is to pass at once in a drill that stands; None for not at all."""
        return self.at_work.course.step_until_s

    def view(self) -> InstructorView:
        """What instructor and evaluator see."""
        return self._station.view(self._instructor.refusal)

    def against_going_back(self, who: str) -> Words | None:
        """Why this person cannot go back to an earlier moment; None when he can. who "": trainee.

        It is a joint step of all, which whoever leads takes.
        """
        leader = self.at_work.led.instructor
        if self.at_work.course.disaster:
            return said("drill.disaster")
        if not leader or who == leader:
            return None
        return said("drill.goes_back", leader=self.at_work.world.gate.authority.name(leader))
