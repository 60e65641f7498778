"""Procedure files as pydantic reads them; `loader` turns them into the steps that run."""

from __future__ import annotations

from collections.abc import Set
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from devices.documents import ConditionField, FileModel, Text, invalid
from procedures.language.values import Acts, Arguments, Conditions, Duration, Sites, Target

KINDS = ("do", "check", "say", "enter", "confirm", "hold", "wait", "choose", "call", "note")

NAME_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
MAX_NAME = 64
Origin = Annotated[str, Field(pattern=r"^[SFKP](, ?[SFKP])*$")]
Name = Annotated[str, Field(pattern=NAME_PATTERN, max_length=MAX_NAME)]


def _one_of(*keys: str, **more: Any) -> ConfigDict:
    """For editors: exactly one of these keys stands in the mapping."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys], **more})


def _filled_list(least: int, most: int | None = None) -> Any:
    """For editors: how many entries a list has, which the reader says in his own words."""
    bounds: dict[str, Any] = {"minItems": least}
    return Field(json_schema_extra=bounds | ({} if most is None else {"maxItems": most}))


class ReportModel(FileModel):
    """What the receiver reports back, and what of it is entered."""

    text: Text
    enters: tuple[str, ...] = ()


class SayModel(FileModel):
    """An exchange in three parts."""

    model_config = ConfigDict(json_schema_extra={"dependencies": {"with": ["order"]}})

    to: str
    text: Text
    read_back: Text
    order: Target | None = None
    with_: Arguments = Field(default={}, alias="with")
    act: Acts = ()
    report: ReportModel | None = None
    enters: Arguments = Field(default={})

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.with_ and self.order is None:
            raise invalid("procedure_with_alone", at=("with",), needs="order")
        return self


class EnterModel(FileModel):
    """A manual reading or a reported state."""

    signal: str
    act: Acts = ()


class ConfirmModel(FileModel):
    """A person looks and ticks."""

    act: Acts = ()


class HoldModel(FileModel):
    """A hold point: two roles."""

    id: str
    roles: Annotated[tuple[str, ...], _filled_list(2, 2)]
    require: ConditionField

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.roles) != 2:
            raise invalid("procedure_hold_roles", at=("roles",), count=len(self.roles))
        return self


class WaitModel(FileModel):
    """Wait for a condition or for a time."""

    model_config = _one_of("until", "time", dependencies={"at_most": ["until"]})

    until: ConditionField | None = None
    time: Duration | None = None
    at_most: Duration | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.until is None) == (self.time is None):
            raise invalid("procedure_wait_one")
        if self.at_most is not None and self.until is None:
            raise invalid("procedure_wait_at_most", at=("at_most",))
        return self


class OptionModel(FileModel):
    """One way out of a choice."""

    id: str
    title: Text
    when: ConditionField | None = None
    goto: str


class ChooseModel(FileModel):
    """A branch."""

    options: Annotated[tuple[OptionModel, ...], _filled_list(1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.options:
            raise invalid("procedure_kind_empty", at=("options",), kind="choose")
        seen: set[str] = set()
        for position, option in enumerate(self.options):
            if option.id in seen:
                raise invalid("procedure_option_twice", at=("options", position), name=option.id)
            seen.add(option.id)
        return self


class NoteModel(FileModel):
    """Free text to the log."""

    text: Text | None = None


# A flag that says something only when it is true.
Yes = Annotated[bool, Field(json_schema_extra={"const": True})]


class OnFailModel(FileModel):
    """What happens when a step fails: exactly one of these."""

    model_config = _one_of("retry", "goto", "call", "abort", "pause", maxProperties=1)

    retry: Annotated[int, Field(ge=1, le=5)] | None = None
    goto: str | None = None
    call: str | None = None
    abort: Yes | None = None
    pause: Yes | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _exactly_one(self, ("retry", "goto", "call", "abort", "pause"))
        return self


class ReactionModel(FileModel):
    """What a watch does when its condition becomes true: exactly one of these.

    back_to: where the watched procedure goes on after the call.
    """

    model_config = _one_of("abort", "call", "alert", dependencies={"back_to": ["call"]})

    abort: Yes | None = None
    call: str | None = None
    alert: Yes | None = None
    back_to: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _exactly_one(self, ("abort", "call", "alert"), beside={"back_to"} if self.call else set())
        return self


class WatchModel(FileModel):
    """A condition that is watched while the procedure runs.

    from, to: only from this step on, and up to that one, both included.
    """

    id: str
    when: ConditionField
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    words: Text
    then: ReactionModel
    origin: Origin | None = None


class ScoreModel(FileModel):
    """What the step counts for when a drill is scored."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
    weight: Annotated[float, Field(gt=0, le=100)] = 1.0


class StepModel(FileModel):
    """One step with exactly one of the ten kinds."""

    model_config = _one_of(
        *KINDS,
        dependencies={
            "with": ["do"],
            "second": ["do"],
            "for": {"anyOf": [{"required": ["expect"]}, {"required": ["check"]}]},
        },
    )

    id: Annotated[str, Field(min_length=1, max_length=12)]
    role: str
    title: Text
    do: Target | None = None
    with_: Arguments = Field(default={}, alias="with")
    second: tuple[str, ...] = ()
    check: Conditions | None = None
    say: SayModel | None = None
    enter: EnterModel | None = None
    confirm: ConfirmModel | None = None
    hold: HoldModel | None = None
    wait: WaitModel | None = None
    choose: ChooseModel | None = None
    call: str | None = None
    note: NoteModel | None = None
    caution: Text | None = None
    require: ConditionField | None = None
    expect: ConditionField | None = None
    for_: Duration | None = Field(default=None, alias="for")
    limit: Duration | None = None
    target_time: Duration | None = None
    on_fail: OnFailModel | None = None
    phase: str | None = None
    takes: Duration | None = None
    alarms_expected: tuple[str, ...] = ()
    picture: Name | None = None
    score: ScoreModel | None = None
    origin: Origin | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        given = [kind for kind in KINDS if kind in self.model_fields_set]
        if not given:
            kinds = list(KINDS)
            raise invalid("procedure_no_kind", at=("note",), instead={}, id=self.id, kinds=kinds)
        if len(given) > 1:
            raise invalid("procedure_two_kinds", at=(given[1],), id=self.id, kinds=given)
        if getattr(self, given[0]) in (None, ()) and given[0] not in ("confirm", "note"):
            raise invalid("procedure_kind_empty", at=(given[0],), kind=given[0])
        if self.with_ and self.do is None:
            raise invalid("procedure_with_alone", at=("with",), needs="do")
        if self.second and self.do is None:
            raise invalid("procedure_second_alone", at=("second",))
        if self.for_ is not None and self.expect is None and self.check is None:
            raise invalid("procedure_for_alone", at=("for",))
        if self.target_time and self.limit and self.target_time > self.limit:
            raise invalid("procedure_target_time", at=("target_time",), instead=None)
        return self

    @property
    def kind(self) -> str:
        """The one kind that this step has."""
        return next(kind for kind in KINDS if kind in self.model_fields_set)


class ProcedureModel(FileModel):
    """One procedure file."""

    procedure: Name
    site: Sites
    chain: Annotated[str, Field(min_length=1, max_length=8)]
    title: Text
    phase: str | None = None
    ends_in: str | None = None
    safe_state: str | None = None
    target: Duration | None = None
    origin: Origin | None = None
    watch: Annotated[tuple[WatchModel, ...], Field(max_length=50)] = ()
    steps: Annotated[tuple[StepModel, ...], _filled_list(1), Field(max_length=300)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.steps:
            raise invalid("procedure_kind_empty", at=("steps",), kind="steps")
        seen: set[str] = set()
        for position, step in enumerate(self.steps):
            if step.id in seen or step.id in ("end", "abort"):
                raise invalid("procedure_step_twice", at=("steps", position, "id"), name=step.id)
            seen.add(step.id)
        return self


def _exactly_one(model: FileModel, names: tuple[str, ...], beside: Set[str] = frozenset()) -> None:
    """beside: what may stand there too."""
    given = [name for name in names if getattr(model, name) not in (None, False)]
    if len(given) != 1 or len(model.model_fields_set - beside) != 1:
        raise invalid("procedure_exactly_one", names=list(names))
