"""Who may want what of a drill, and when: before anything is asked of the wish itself."""

from __future__ import annotations

from dataclasses import dataclass

from devices.phrases import said
from devices.words import Words
from procedures.drill import wishes
from procedures.drill.at_work import DrillAtWork

_AFTER_IT = (wishes.Mark, wishes.Judge, wishes.HotWash, wishes.AnswerMessage)
_IN_DISASTER = (wishes.Thaw, wishes.EndDrill, wishes.Mark, wishes.Freeze)
_ONCE_BEGUN = (
    wishes.SendInject,
    wishes.GiveHint,
    wishes.LetHappen,
    wishes.Thaw,
    wishes.StepTime,
    wishes.ActAs,
    wishes.Override,
    wishes.Judge,
)
# what moves somebody who stands still with everything else
_WHILE_TIME_GOES = (wishes.ActAs, wishes.Override, wishes.AnswerMessage)


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of the people in one drill, as it stands now."""

    drill: DrillAtWork

    def against(self, wish: wishes.DrillWish) -> tuple[Words, ...]:
        """Every reason why this person cannot want this now; () when he can."""
        return (*self._of_person(wish), *self._of_course(wish))

    def _of_person(self, wish: wishes.DrillWish) -> tuple[Words, ...]:
        """The instructor leads; whoever is alone leads himself. The code word is everybody's."""
        if isinstance(wish, wishes.TraineeWish):
            return ()
        if isinstance(wish, wishes.Freeze) and wish.disaster:
            return ()
        instructor, sitter = self.drill.led.instructor, self.drill.world.people.sitter
        trainee = sitter is not None and wish.by == sitter.person
        if isinstance(wish, wishes.GiveHint) and trainee:
            return () if "hints" in self.drill.guide.help else (said("drill.no_hints"),)
        if not instructor or wish.by == instructor:
            return ()
        judges = isinstance(wish, wishes.Judge | wishes.Mark | wishes.GiveHint)
        if judges and not trainee:
            return ()
        name = self.drill.world.gate.authority.name
        return (said("drill.not_leader", who=name(wish.by), leader=name(instructor)),)

    def _of_course(self, wish: wishes.DrillWish) -> tuple[Words, ...]:
        course, now_s = self.drill.course, self.drill.world.now_s
        if course.ended:
            return () if isinstance(wish, _AFTER_IT) else (said("drill.has_ended"),)
        if course.disaster:
            return () if isinstance(wish, _IN_DISASTER) else (said("drill.disaster"),)
        freezes = isinstance(wish, wishes.Freeze) and not wish.disaster
        if not course.begun:
            early = freezes or isinstance(wish, _ONCE_BEGUN)
            return (said("drill.not_begun"),) if early else ()
        if course.stands(now_s) and isinstance(wish, _WHILE_TIME_GOES):
            return (said("drill.frozen"),)
        return ()
