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
from procedures.drill.expert import expert_times_s
from procedures.drill.guide import Guide, Level
from procedures.drill.happened import Happened
from procedures.drill.injects import InjectsAtWork
from procedures.drill.messages import Messages
from procedures.drill.notebook import Notebook
from procedures.drill.roles import Roles
from procedures.drill.shown import Told
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


_Part = Course | Notebook | Happened | Messages | InjectsAtWork | TasksAtWork | HazardsAtWork


@dataclass(slots=True)
class DrillAtWork:
    """The drill of one sitting. keep: has this moment stored in the record.

    waits: it is begun by somebody's word. plant: whose truth is asked for hazards.
    """

    world: World
    engine: Engine
    scenario: Scenario
    led: Led
    keep: Callable[[], None]
    waits: bool
    plant: SimulatedPlant
    course: Course = field(default_factory=Course)
    notebook: Notebook = field(default_factory=Notebook)
    happened: Happened = field(init=False)
    roles: Roles = field(init=False)
    messages: Messages = field(init=False)
    injects: InjectsAtWork = field(init=False)
    tasks: TasksAtWork = field(init=False)
    hazards: HazardsAtWork = field(init=False)

    def __post_init__(self) -> None:
        world, guide, scenario = self.world, self.guide, self.scenario
        trainee = scenario.role or next(iter(world.site.roles), "")
        notices = notices_of(world.site.name, scenario.folder)
        self.happened = Happened(scenario.happenings)
        self.roles = Roles(world, self.engine)
        self.messages = Messages(world, guide, trainee)
        self.injects = InjectsAtWork(guide, world, self.messages)
        self.tasks = TasksAtWork(guide, world, led=self.led.instructor != "")
        self.tasks.reference_s = expert_times_s(scenario)
        self.hazards = HazardsAtWork(self.engine, self.plant, notices)

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        engine: Engine,
        led: Led,
        keep: Callable[[], None],
        plant: SimulatedPlant | None,
        *,
        by_hand: bool,
    ) -> DrillAtWork | None:
        """The drill that a scenario or an instructor makes of a simulated sitting; None for none.

        by_hand: somebody sits there, who reads first what it is about.
        """
        if plant is None or (scenario.guide is None and not led.instructor):
            return None
        world = engine.world
        world.people.instructor = led.instructor
        world.gate.authority.appoint(world.people.roles_of())
        waits = by_hand or led.instructor != ""
        return cls(world, engine, scenario, led, keep, waits, plant)

    @property
    def guide(self) -> Guide:
        """What the scenario says of it; nothing, where an instructor alone makes a drill of it."""
        return self.scenario.guide or NOT_GUIDED

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
        self.happened.observe(event)
        self.roles.observe(event)
        self.messages.observe(event)
        self.injects.observe(event)
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
        told = Told(self.course, self.notebook, self.messages.inbox, self.tasks.sheet)
        return told.view(self.scenario.title, self.guide, self.led.instructor, self.world.site)

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Where the drill stands, as JSON."""
        return {name: part.export_state() for name, part in self._parts().items()}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        for name, part in self._parts().items():
            part.import_state(state[name])

    def _parts(self) -> Mapping[str, _Part]:
        return {
            "course": self.course,
            "notebook": self.notebook,
            "happened": self.happened,
            "messages": self.messages,
            "injects": self.injects,
            "tasks": self.tasks,
            "hazards": self.hazards,
        }
