"""What the windows of instructor and evaluator show of a sitting, made when it is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from procedures.drill.at_work import DrillAtWork
from procedures.drill.faults import library, slips
from procedures.drill.instructor_view import FaultView, InstructorView, KeptMoment
from procedures.recorder import Recording
from procedures.run_views import RunViews
from procedures.scenario import HappeningsAtWork
from procedures.screen import Screen
from procedures.snapshot import Refusal
from procedures.views import alarm_views

APART_S = 300.0  # between two moments of the record that are offered


@dataclass(slots=True)
class Station:
    """Looks at one drill with the eyes of whoever leads it."""

    drill: DrillAtWork
    happenings: HappeningsAtWork
    screen: Screen
    recording: Recording
    _library: tuple[FaultView, ...] | None = None

    def view(self, refusal: Refusal | None) -> InstructorView:
        """The picture of now. refusal: why the last wish of the instructor was not granted."""
        drill, world = self.drill, self.drill.world
        views = RunViews(world, drill.engine)
        return InstructorView(
            time_s=world.now_s,
            clock=world.clock.time_of_day(),
            drill=drill.view(),
            for_instructor=drill.guide.for_instructor,
            injects=(*drill.injects.lines(), *drill.happened.lines(self.happenings, world)),
            tasks=drill.tasks.lines(),
            roles=tuple(drill.roles.lines()),
            steps=tuple(drill.roles.steps(views)),
            talk=self.recording.logs.talk(),
            alarms=alarm_views(self.screen.alarms.rows()),
            selection=self.screen.selection(),
            faults=tuple(self._faults()),
            moments=tuple(self._moments()),
            marks=tuple(drill.notebook.marks),
            by_hand=tuple(drill.notebook.by_hand),
            keep_every_min=drill.notebook.every_min,
            record=str(self.recording.path),
            branch=self.recording.branch,
            refusal=refusal,
        )

    def _faults(self) -> Iterator[FaultView]:
        world = self.drill.world
        if self._library is None:
            self._library = library(world.site)
        yield from self._library
        yield from slips(world.site, world.people)

    def _moments(self) -> Iterator[KeptMoment]:
        """Those that were kept by hand and every so often, then what the record keeps anyway."""
        kept = self.drill.notebook.moments
        yield from kept
        taken_s = {one.time_s for one in kept}
        last_s = math.inf
        for time_s in reversed(self.recording.stored_s()):
            if last_s - time_s >= APART_S and time_s not in taken_s:
                last_s = time_s
                yield KeptMoment(time_s, "record")
