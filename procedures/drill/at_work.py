"""A drill at work: everything in a sitting that makes it one, moved by time and by events.

Its state is a fold over the events of the drill, and part of every moment: going back, going on
after a kill, forking and replaying work by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.simulated import SimulatedPlant
from devices.words import Words
from procedures.drill.course import Course
from procedures.drill.guide import Guide, Level
from procedures.drill.injects import InjectsAtWork
from procedures.drill.messages import Messages
from procedures.drill.notebook import Notebook
from procedures.drill.objectives import objectives
from procedures.drill.roles import Roles
from procedures.drill.tasks import TasksAtWork
from procedures.drill.views import DrillView
from procedures.hazards.at_work import HazardsAtWork
from procedures.hazards.notices import notices_of
from procedures.run import Engine, World
from procedures.scenario import Scenario

NOT_GUIDED = Guide("", Level.OPERATIONS, 0.0, Words("", ""), Words("", ""))
"""What an instructor leads where the scenario says nothing of a drill."""


@dataclass(frozen=True, slots=True)
class Led:
    """Who leads and who judges a drill, "" for nobody."""

    instructor: str = ""
    evaluator: str = ""

    @classmethod
    def from_header(cls, header: Mapping[str, Any]) -> Led:
        """Those whom the head of a record names."""
        return cls(str(header.get("instructor", "")), str(header.get("evaluator", "")))

    def facts(self) -> dict[str, Json]:
        """What the head of a record says of them."""
        named = {"instructor": self.instructor, "evaluator": self.evaluator}
        return {key: name for key, name in named.items() if name}


_Part = Course | Notebook | Messages | InjectsAtWork | TasksAtWork | HazardsAtWork


@dataclass(slots=True)
class DrillAtWork:
    """The drill of one sitting. keep: has this moment stored in the record.

    waits: it is begun by somebody's word. trainee: the role that is trained, "" for none named.
    plant: None where a record is shown again. notices: where people are told of heaters.
    """

    world: World
    engine: Engine
    title: Words
    guide: Guide
    led: Led
    keep: Callable[[], None]
    waits: bool = False
    trainee: str = ""
    plant: SimulatedPlant | None = None
    notices: frozenset[str] = frozenset()
    course: Course = field(default_factory=Course)
    notebook: Notebook = field(default_factory=Notebook)
    roles: Roles = field(init=False)
    messages: Messages = field(init=False)
    injects: InjectsAtWork = field(init=False)
    tasks: TasksAtWork = field(init=False)
    hazards: HazardsAtWork | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.roles = Roles(self.world, self.engine)
        self.messages = Messages(self.world, self.guide, self.trainee)
        self.injects = InjectsAtWork(self.guide, self.world, self.messages)
        self.tasks = TasksAtWork(self.guide, self.world, led=self.led.instructor != "")
        if self.plant is not None:
            self.hazards = HazardsAtWork(self.engine, self.plant, self.notices)

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        world: World,
        engine: Engine,
        led: Led,
        keep: Callable[[], None],
        *,
        by_hand: bool,
        plant: SimulatedPlant | None,
    ) -> DrillAtWork | None:
        """The drill that a scenario or an instructor makes of a sitting; None for no drill.

        by_hand: somebody sits there, who reads first what it is about.
        """
        if scenario.guide is None and not led.instructor:
            return None
        world.people.instructor = led.instructor
        world.gate.authority.appoint(world.people.roles_of())
        waits = by_hand or led.instructor != ""
        guide = scenario.guide or NOT_GUIDED
        role = scenario.role or next(iter(world.site.roles), "")
        notices = notices_of(world.site.name, scenario.folder)
        return cls(world, engine, scenario.title, guide, led, keep, waits, role, plant, notices)

    # --- moved by time --------------------------------------------------------------------------

    def open(self) -> None:
        """Begin it, where nobody has to say so."""
        if not self.waits:
            self.tell("begun")

    def advance(self) -> None:
        """Let come what is due: injects, answers of simulated people, what shows or is over."""
        self.injects.advance()
        self.messages.advance()
        self.tasks.advance()
        if self.hazards is not None:
            self.hazards.advance()
        if self.notebook.due(self.world.now_s):
            self.tell("kept", kept="periodic")
            self.keep()

    def due_s(self) -> float | None:
        """The next time at which something is due; None for no particular one."""
        parts = (self.injects, self.messages, self.tasks)
        dues = (self.notebook.next_s, *(part.due_s() for part in parts))
        return min((due_s for due_s in dues if due_s is not None), default=None)

    def stands(self) -> bool:
        """Whether plant time stands still."""
        return self.course.stands(self.world.now_s)

    def over(self, outcome: str) -> None:
        """The chain came to its end; so does the drill."""
        if not self.course.ended:
            self.tell("ended", outcome=outcome)

    def gone_back(self) -> None:
        """It went back to an earlier moment: where somebody leads, he lets it go on."""
        if self.led.instructor and self.course.begun and self.course.frozen is None:
            self.tell("frozen", self.led.instructor, why="backtrack")

    def lead_on(self) -> None:
        """Nobody leads any more: let it go on, begun where it was not."""
        if not self.course.begun and not self.waits:
            self.tell("begun")
        if self.course.frozen is not None:
            self.tell("thawed")

    def close(self, outcome: str) -> None:
        """The sitting is being closed: what is still expected gets its verdict."""
        self.tasks.close(outcome)

    # --- moved by events ------------------------------------------------------------------------

    def tell(self, what: str, who: str = "", **more: Json) -> None:
        """Say in the record what became of the drill."""
        data: dict[str, Json] = {"what": what, **more}
        self.world.emit(Event(self.world.now_s, EventKind.DRILL, "", who, data))

    def observe(self, event: Event) -> None:
        """Follow everything that happens in the sitting."""
        self.course.observe(event)
        self.notebook.observe(event)
        self.roles.observe(event)
        self.messages.observe(event)
        self.injects.observe(event)
        if self.hazards is not None:
            self.hazards.observe(event)
        self.tasks.observe(event)  # last: what it tells follows from what the others have taken in

    # --- looked at ------------------------------------------------------------------------------

    def against_trainee(self) -> Words | None:
        """Why the trainee can do nothing now; None when he can."""
        course = self.course
        if course.disaster:
            return said("drill.disaster")
        if course.ended:
            return said("drill.has_ended")
        if not course.begun:
            return said("drill.not_begun")
        return said("drill.frozen") if course.stands(self.world.now_s) else None

    def view(self) -> DrillView:
        """What the trainee knows of it."""
        guide, known = self.guide, objectives()
        return DrillView(
            number=guide.number,
            level=guide.level.value,
            title=self.title,
            briefing=guide.briefing,
            lasts_s=guide.lasts_s,
            begun=self.course.begun,
            ended=self.course.ended,
            instructor=self.led.instructor,
            help=guide.help,
            night=guide.night,
            frozen=self.course.frozen,
            messages=self.messages.inbox.views(self.world.site),
            hints=self.tasks.hints(),
            hot_wash=tuple(self.notebook.hot_wash),
            objectives=tuple(known[id].title for id in guide.objectives if id in known),
        )

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Where the drill stands, as JSON."""
        return {name: part.export_state() for name, part in self._parts().items()}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        for name, part in self._parts().items():
            part.import_state(state[name])

    def _parts(self) -> Mapping[str, _Part]:
        parts: dict[str, _Part] = {
            "course": self.course,
            "notebook": self.notebook,
            "messages": self.messages,
            "injects": self.injects,
            "tasks": self.tasks,
        }
        if self.hazards is not None:
            parts["hazards"] = self.hazards
        return parts
