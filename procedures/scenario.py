"""Scenarios: how a sitting starts, its chain of procedures, and what happens on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from devices.conditions import Condition
from devices.documents import (
    ConditionField,
    Document,
    DocumentError,
    FileModel,
    Problem,
    Text,
    invalid,
    nearest,
    read_document,
    validate,
)
from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.picture import Picture
from devices.signals import Value
from devices.simulated import FieldRefused, StartState
from devices.site import Site
from devices.words import Words
from procedures.language import Procedure, check, find_procedure, load_procedure, procedure_names
from procedures.language.values import Arguments, Duration, Target
from procedures.people import Habits, Mistake, Slip
from procedures.phase import Phase
from procedures.run import FieldDoor

WORLD = "scenario"  # who does what the scenario does
_FIRST_YEAR, _LAST_YEAR = 1980, 2099  # of the calendar that the days are drawn with
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that the world does: at `at_s`, or `after_s` after `when` first became true.

    reports: what somebody with the role `by` sees of it and tells by telephone at once.
    """

    id: str
    device: str
    act: str
    arguments: Mapping[str, Value]
    title: Words
    at_s: float | None = None
    when: Condition | None = None
    after_s: float = 0.0
    reports: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. chain: the procedures of the chapters in order; procedures: all loaded ones.

    board: manual points that are known otherwise at the start. phase: declared at the start.
    folder: where it stands; procedures beside it come before those that ship. role: who sits at
    the console unless somebody says otherwise; "" leaves it open.
    """

    name: str
    site: str
    title: Words
    start: StartState
    chain: tuple[str, ...]
    procedures: tuple[Procedure, ...]
    happenings: tuple[Happening, ...] = ()
    habits: Habits = field(default_factory=Habits)
    phase: Phase = Phase.GRID
    board: Mapping[str, Value] = field(default_factory=dict)
    folder: Path | None = None
    role: str = ""

    def tells(self, phase: Phase) -> bool:
        """Whether a declared phase says how things stand: some chains declare none, ever."""
        declare = any(p.ends_in or any(s.phase for s in p.steps) for p in self.procedures)
        return bool(self.chain) and (declare or not self.procedures or phase is not Phase.GRID)

    @property
    def clock(self) -> time:
        """Time of day at the start."""
        minutes = int(self.start.clock_s // 60)
        return time(minutes // 60, minutes % 60)

    def procedure(self, name: str) -> Procedure:
        """A procedure of the chain, or any other that ships; raises DocumentError."""
        found = next((p for p in self.procedures if p.name == name), None)
        found = found or load_procedure(find_procedure(name, self.folder))
        return replace(found, aside=bool(self.chain) and name not in self.chain)


# --- the file ------------------------------------------------------------------------------------


def _clock_s(given: object) -> float:
    if not isinstance(given, str) or not _CLOCK.fullmatch(given):
        raise invalid("scenario_clock", given=given, instead="00:00")
    hours, _, minutes = given.partition(":")
    return int(hours) * 3600.0 + int(minutes) * 60.0


def _day(given: object) -> date:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else date.min
    except ValueError:
        return date.min


def _real_day(given: object) -> date:
    if not _FIRST_YEAR <= (day := _day(given)).year <= _LAST_YEAR:
        raise invalid("scenario_date", given=given, instead="2026-05-30")
    return day


# For editors: the clock as people write it, not as the program counts.
_CLOCK_SCHEMA = WithJsonSchema({"type": "string", "pattern": f"^(?:{_CLOCK.pattern})$"})
_DAY_SCHEMA = WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})


class StartModel(FileModel):
    """How the world stands at the start; what is left out is normal operation on the utility.

    date or day_of_year: for the sun, the season and the weekday. days: how many days of load and
    weather there are before they begin again. weather: of the first day; "drawn" leaves it to the
    climate of the site, and the temperature too where none is given.
    """

    model_config = ConfigDict(
        json_schema_extra={"not": {"required": ["date", "day_of_year"]}},
    )

    clock: Annotated[float, PlainValidator(_clock_s), _CLOCK_SCHEMA] = StartState().clock_s
    phase: Phase = Phase.GRID
    board: Arguments = Field(default={})
    weather: Literal["fine", "cloudy", "drawn"] | None = None
    day: Annotated[date, PlainValidator(_real_day), _DAY_SCHEMA] | None = Field(
        default=None, alias="date"
    )
    day_of_year: Annotated[int, Field(ge=1, le=365)] | None = None
    days: Annotated[int, Field(ge=1, le=366)] | None = None
    soc_pct: Annotated[float, Field(ge=0, le=100)] | None = None
    soc_error_pct: Annotated[float, Field(ge=-20, le=20)] | None = None
    grid_live: bool | None = None
    grid_v_pu: Annotated[float, Field(ge=0.8, le=1.2)] | None = None
    temperature_c: Annotated[float, Field(ge=-30, le=50)] | None = None
    load_factor: Annotated[float, Field(ge=0, le=5)] | None = None
    block_factors: Mapping[str, float] | None = None
    k12_closed: bool | None = None
    cb52b_closed: bool | None = None
    blocks_closed: bool | None = None
    relay_group: Annotated[int, Field(ge=1, le=2)] | None = None
    evt_in: bool | None = None
    bess_mode: str | None = None
    bess_running: bool | None = None
    bess_p_kw: float | None = None
    island_live: bool | None = None
    anti_islanding: bool | None = None
    secondary: bool | None = None
    server_kw: Annotated[float, Field(ge=0)] | None = None
    pv_running: bool | None = None
    ev_soc_pct: Annotated[float, Field(ge=0, le=100)] | None = None
    ev_place: str | None = None
    share_running: bool | None = None

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if self.day is not None and self.day_of_year is not None:
            raise invalid("scenario_two_days", at=("day_of_year",), instead=None)
        return self

    def state(self) -> StartState:
        """The same for the simulated plant."""
        own = {"clock", "phase", "board", "weather", "day"}
        given = {name: getattr(self, name) for name in self.model_fields_set - own}
        if self.weather is not None:
            given["sky"] = self.weather
            given["air_drawn"] = self.weather == "drawn" and self.temperature_c is None
        if self.day is not None:
            given["year"], given["day_of_year"] = self.day.year, self.day.timetuple().tm_yday
        return StartState(clock_s=self.clock, **given)


class HappeningModel(FileModel):
    """Something that the world does, and what somebody tells of it by telephone."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["at"]}, {"required": ["when"]}],
            "dependencies": {"reports": ["by"], "by": ["reports"]},
        },
    )

    id: str
    at: Annotated[float, Field(ge=0)] | Duration | None = None
    when: ConditionField | None = None
    after: Duration | None = None
    act: Target
    with_: Arguments = Field(default={}, alias="with")
    title: Text
    reports: tuple[str, ...] = ()
    by: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.at is None) == (self.when is None):
            raise invalid("scenario_when", id=self.id)
        if bool(self.reports) != (self.by is not None):
            raise invalid("scenario_reports", at=("reports",), id=self.id)
        return self


class MistakeModel(FileModel):
    """A slip that somebody will make."""

    role: str
    slip: Slip
    step: str = ""
    times: Annotated[int, Field(ge=1)] = 1


class PeopleModel(FileModel):
    """How simulated people behave. delays: their times are multiplied by it.

    skill: from 0, a novice, to 1, an expert who never slips.
    """

    delays: Annotated[float, Field(gt=0, le=10)] = 1.0
    skill: Annotated[float, Field(ge=0, le=1)] = 1.0
    mistakes: tuple[MistakeModel, ...] = ()


class ScenarioModel(FileModel):
    """One scenario file."""

    scenario: str
    site: str
    title: Text
    role: str | None = None
    start: StartModel = Field(default=StartModel())
    chain: tuple[str, ...]
    happenings: tuple[HappeningModel, ...] = ()
    people: PeopleModel = Field(default=PeopleModel())


def load_scenario(name: str | Path, site: Site) -> Scenario:
    """A scenario by the name of a shipped one or by its path, with its procedures.

    Raises DocumentError with every problem of the scenario's own file and of its procedures,
    each of them checked against the site.
    """
    document = read_document(scenario_path(name))
    procedures: list[Procedure] = []

    def faults(read: ScenarioModel, document: Document) -> Iterator[Problem]:
        if read.site != site.name:
            given = read.site
            yield document.problem(("site",), "procedure_other_site", given=given, site=site.name)
        if read.start.weather == "drawn" and site.location is None:
            place = ("start", "weather")
            yield document.problem(place, "scenario_weather_place", site=site.name)
        if read.role and read.role not in site.roles:
            yield document.problem(("role",), "procedure_no_role", given=read.role)
        yield from _calls(read, document, site)
        known = procedure_names(document.path.parent)
        for number, wanted in enumerate(read.chain):
            try:
                found = find_procedure(wanted, document.path.parent)
            except DocumentError as error:
                unknown = error.problems[0]
                yield document.problem(("chain", number), unknown.key, **unknown.arguments)
                continue
            try:
                procedures.append(
                    load_procedure(found, then=lambda p: check(p, site, known).problems)
                )
            except DocumentError as error:
                yield from error.problems

    read = validate(document, ScenarioModel, then=faults)
    return Scenario(
        name=read.scenario,
        site=read.site,
        title=read.title.words(),
        start=read.start.state(),
        chain=read.chain,
        procedures=tuple(procedures),
        happenings=tuple(_happening(item) for item in read.happenings),
        habits=_habits(read.people),
        phase=read.start.phase,
        board=dict(read.start.board),
        folder=document.path.parent,
        role=read.role or "",
    )


def _calls(read: ScenarioModel, document: Document, site: Site) -> Iterator[Problem]:
    """What is told by telephone is a point of the board, and who tells it has a role here."""
    points = [name for name, signal in site.signals.items() if signal.manual]
    for number, happening in enumerate(read.happenings):
        place = ("happenings", number)
        if happening.by is not None and happening.by not in site.roles:
            yield document.problem((*place, "by"), "procedure_no_role", given=happening.by)
        for at, name in enumerate(happening.reports):
            if name not in points:
                near = nearest(name, points)
                key = "procedure_no_signal_near" if near else "procedure_no_signal"
                yield document.problem((*place, "reports", at), key, given=name, near=near)


def site_of(given: str) -> str | None:
    """The site that a scenario plays at, by name or by the path of a file beside it.

    None for what is no scenario; raises DocumentError for a file that is no document.
    """
    if not Path(given).suffix and given not in scenario_names():
        return None
    path = scenario_path(given)
    data = read_document(path).data
    if not isinstance(data, dict) or "scenario" not in data:
        return None
    site = str(data.get("site", ""))
    beside = path.with_name(f"{site}.yaml")
    return str(beside) if Path(given).suffix and beside.is_file() else site


def with_skill(scenario: Scenario, skill: float) -> Scenario:
    """The scenario with people of another skill, from 0 to 1."""
    return replace(scenario, habits=replace(scenario.habits, skill=skill))


def scenario_for(site: str) -> str:
    """The shipped scenario that a site begins with; raises DocumentError when it has none."""
    names = _names_for(site)
    first = f"{site}-first-activation"
    if not names:
        return str(_find(first))  # says what there is
    return first if first in names else names[0]


def has_scenario(site: str) -> bool:
    """Whether a scenario ships that the site begins with."""
    return bool(_names_for(site))


def scenario_names() -> tuple[str, ...]:
    """The names of the scenarios that ship, sorted."""
    return tuple(path.stem for path in sorted(_folder().glob("*.yaml")))


def scenario_path(name: str | Path) -> Path:
    """The file of a scenario given by name or by its path; raises DocumentError."""
    return Path(name) if Path(name).suffix in (".yaml", ".yml") else _find(str(name))


def _find(name: str) -> Path:
    path = _folder() / f"{name}.yaml"
    if path.is_file():
        return path
    near = nearest(name, scenario_names())
    key = "scenario_unknown_near" if near else "scenario_unknown"
    raise DocumentError([Problem(str(path), 1, 1, key, {"given": name, "near": near})])


def _names_for(site: str) -> list[str]:
    return [name for name in scenario_names() if name.startswith(f"{site}-")]


def _folder() -> Path:
    return Path(str(resources.files("resources"))) / "scenarios"


def _happening(read: HappeningModel) -> Happening:
    device, _, act = read.act.partition(".")
    return Happening(
        id=read.id,
        device=device,
        act=act,
        arguments=dict(read.with_),
        title=read.title.words(),
        at_s=read.at,
        when=read.when,
        after_s=read.after or 0.0,
        reports=read.reports,
        by=read.by or "",
    )


def _habits(read: PeopleModel) -> Habits:
    mistakes = (Mistake(m.role, m.slip, m.step, m.times) for m in read.mistakes)
    return Habits(read.delays, tuple(mistakes), read.skill)


# --- at work -------------------------------------------------------------------------------------


@dataclass(slots=True)
class HappeningsAtWork:
    """Lets the happenings of a scenario come, each once."""

    waiting: list[Happening]
    _due_s: dict[str, float] = field(default_factory=dict)
    _last_s: float = 0.0

    @classmethod
    def of(cls, scenario: Scenario) -> HappeningsAtWork:
        """All of them still to come."""
        due = {h.id: h.at_s for h in scenario.happenings if h.at_s is not None}
        return cls(list(scenario.happenings), due, max(due.values(), default=0.0))

    def last_s(self) -> float:
        """When the last one of those with a time comes or came; 0 without any."""
        return self._last_s

    def due_s(self) -> float | None:
        """When the next one comes that has a time."""
        return min(self._due_s.values(), default=None)

    def hasten(self, happening: str, now_s: float) -> None:
        """Let a waiting one come at the next look, whatever it waits for; raises KeyError."""
        if all(one.id != happening for one in self.waiting):
            raise KeyError(happening)
        self._due_s[happening] = now_s

    def advance(self, field_door: FieldDoor, picture: Picture, now_s: float) -> tuple[Event, ...]:
        """Do what is due; conditions are remembered from the first moment they are true."""
        events: list[Event] = []
        for happening in tuple(self.waiting):
            if happening.id not in self._due_s:
                if happening.when is None or happening.when.evaluate(picture) is not True:
                    continue
                self._due_s[happening.id] = now_s + happening.after_s
            if now_s >= self._due_s[happening.id]:
                title = _let_happen(happening, field_door)
                self.waiting.remove(happening)
                del self._due_s[happening.id]
                data: dict[str, Json] = {
                    "what": "scenario",
                    "en": title.en,
                    "ja": title.ja,
                }
                if happening.reports:
                    data |= {"by": happening.by, "reports": list(happening.reports)}
                events.append(Event(now_s, EventKind.HAPPENING, happening.id, WORLD, data))
        return tuple(events)

    def export_state(self) -> dict[str, Json]:
        """What is still to come, and when, as JSON."""
        waiting: list[Json] = [happening.id for happening in self.waiting]
        return {"waiting": waiting, "due_s": dict(self._due_s)}

    def import_state(self, state: Mapping[str, Any], scenario: Scenario) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        known = {happening.id: happening for happening in scenario.happenings}
        self.waiting = [known[name] for name in state["waiting"]]
        self._due_s = dict(state["due_s"])


def _let_happen(happening: Happening, field_door: FieldDoor) -> Words:
    """Do it, and return what to tell: its title, or why it could not happen."""
    try:
        field_door.act(happening.device, happening.act, WORLD, **happening.arguments)
    except FieldRefused as refused:
        why = said(refused.key, **refused.arguments)
        return said("event.happening_refused", title=happening.title, why=why)
    return happening.title
