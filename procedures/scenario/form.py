"""Scenario files as pydantic reads them: the start, what happens, how people behave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from devices.documents import ConditionField, FileModel, Text, invalid
from devices.simulated import StartState
from procedures.language.values import Arguments, Duration, Target
from procedures.phase import Phase
from procedures.scenario.drill_form import DrillForm
from procedures.scenario.model import Happening
from procedures.scenario.people_form import PeopleModel

_FIRST_YEAR, _LAST_YEAR = 1980, 2099  # of the calendar that the days are drawn with
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


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

    def happening(self) -> Happening:
        """The same for the world."""
        device, _, act = self.act.partition(".")
        return Happening(
            id=self.id,
            device=device,
            act=act,
            arguments=dict(self.with_),
            title=self.title.words(),
            at_s=self.at,
            when=self.when,
            after_s=self.after or 0.0,
            reports=self.reports,
            by=self.by or "",
        )


class ScenarioModel(DrillForm):
    """One scenario file."""

    scenario: str
    site: str
    title: Text
    role: str | None = None
    start: StartModel = Field(default=StartModel())
    chain: tuple[str, ...]
    happenings: tuple[HappeningModel, ...] = ()
    people: PeopleModel = Field(default=PeopleModel())
