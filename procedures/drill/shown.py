"""What the trainee was shown of a drill: made of its parts at work, or of its events alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event
from devices.site import Site
from devices.words import Words
from procedures.drill.course import Course
from procedures.drill.guide import Guide
from procedures.drill.inbox import Inbox
from procedures.drill.notebook import Notebook
from procedures.drill.objectives import objectives
from procedures.drill.task_sheet import TaskSheet
from procedures.drill.views import DrillView


@dataclass(slots=True)
class Told:
    """Everything of a drill that the trainee may know, each part a fold over its events."""

    course: Course = field(default_factory=Course)
    notebook: Notebook = field(default_factory=Notebook)
    inbox: Inbox = field(default_factory=Inbox)
    tasks: TaskSheet = field(default_factory=TaskSheet)

    def observe(self, event: Event) -> None:
        """Follow one event."""
        self.course.observe(event)
        self.notebook.observe(event)
        self.inbox.observe(event)
        self.tasks.observe(event)

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Stand where a drill stood at a moment; raises KeyError or TypeError for another form."""
        self.course.import_state(state["course"])
        self.notebook.import_state(state["notebook"])
        self.inbox.import_state(state["messages"]["inbox"])
        self.tasks.import_state(state["tasks"]["sheet"])

    def view(self, title: Words, guide: Guide, instructor: str, site: Site) -> DrillView:
        """The same for the trainee's windows."""
        known = objectives()
        return DrillView(
            number=guide.number,
            level=guide.level.value,
            title=title,
            briefing=guide.briefing,
            lasts_s=guide.lasts_s,
            begun=self.course.begun,
            ended=self.course.ended,
            instructor=instructor,
            help=guide.help,
            night=guide.night,
            frozen=self.course.frozen,
            messages=self.inbox.views(site),
            hints=self.tasks.hints(guide),
            hot_wash=tuple(self.notebook.hot_wash),
            objectives=tuple(known[id].title for id in guide.objectives if id in known),
        )


class DrillOfRecord:
    """The drill of a recorded sitting, as far as its events have been followed."""

    def __init__(self, title: Words, guide: Guide, instructor: str, site: Site) -> None:
        self._title, self._guide, self._instructor, self._site = title, guide, instructor, site
        self._told = Told()

    def clear(self) -> None:
        """Nothing has happened yet."""
        self._told = Told()

    def observe(self, event: Event) -> None:
        """Follow one event."""
        self._told.observe(event)

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Stand where a drill stood at a moment; raises KeyError or TypeError for another form."""
        self._told.import_state(state)

    def view(self) -> DrillView:
        """What the trainee was shown."""
        return self._told.view(self._title, self._guide, self._instructor, self._site)
