"""Procedure files as pydantic reads them; `loader` turns them into the steps that run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from devices.documents import ConditionField, FileModel, Text, invalid
from devices.signals import Value
from procedures.language.steps import FieldAct

_DURATION = re.compile(r"(\d+(?:\.\d+)?) ?(s|min|h)")
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
_TARGET = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")

KINDS = ("do", "check", "say", "enter", "confirm", "hold", "wait", "choose", "call", "note")


def _duration_s(given: object) -> float:
    """Seconds of "60 s", "5 min", "2 h"; zero and bare numbers are refused."""
    match = _DURATION.fullmatch(given) if isinstance(given, str) else None
    if match is None or float(match[1]) == 0.0:
        raise invalid("procedure_duration", given=given, instead="1 s")
    return float(match[1]) * _SECONDS[match[2]]


def _one_or_more(given: object) -> object:
    return tuple(given) if isinstance(given, list) else (given,)


def _target(given: object) -> str:
    if not isinstance(given, str) or not _TARGET.fullmatch(given):
        raise invalid("procedure_target", given=given, instead="device.verb")
    return given


def _field_act(given: object) -> FieldAct:
    """`k12.open`, or `{ev3.dispatch: {place: shelter_a}}` where the act takes arguments."""
    if isinstance(given, FieldAct):
        return given
    arguments: Any = {}
    name = given
    if isinstance(given, Mapping) and len(given) == 1:
        name, arguments = next(iter(given.items()))
    if not isinstance(arguments, Mapping) or not all(
        isinstance(value, bool | int | float | str) for value in arguments.values()
    ):
        raise invalid("procedure_act_arguments", given=name, instead="device.act")
    device, _, act = _target(name).partition(".")
    return FieldAct(device, act, {k: _value(v) for k, v in arguments.items()})


def _value(given: Any) -> Value:
    return float(given) if isinstance(given, int) and not isinstance(given, bool) else given


Duration = Annotated[float, BeforeValidator(_duration_s)]
Target = Annotated[str, PlainValidator(_target)]
Acts = Annotated[
    tuple[Annotated[FieldAct, PlainValidator(_field_act)], ...], BeforeValidator(_one_or_more)
]
Conditions = Annotated[tuple[ConditionField, ...], BeforeValidator(_one_or_more)]
Arguments = Mapping[str, float | bool | str]


class ReportModel(FileModel):
    """What the receiver reports back, and what of it is entered."""

    text: Text
    enters: tuple[str, ...] = ()


class SayModel(FileModel):
    """An exchange in three parts."""

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
    roles: tuple[str, ...]
    require: ConditionField

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.roles) != 2:
            raise invalid("procedure_hold_roles", at=("roles",), count=len(self.roles))
        return self


class WaitModel(FileModel):
    """Wait for a condition or for a time."""

    until: ConditionField | None = None
    time: Duration | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.until is None) == (self.time is None):
            raise invalid("procedure_wait_one")
        return self


class OptionModel(FileModel):
    """One way out of a choice."""

    id: str
    title: Text
    when: ConditionField | None = None
    goto: str


class ChooseModel(FileModel):
    """A branch."""

    options: tuple[OptionModel, ...]

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


class OnFailModel(FileModel):
    """What happens when a step fails: exactly one of these."""

    retry: Annotated[int, Field(ge=1, le=5)] | None = None
    goto: str | None = None
    call: str | None = None
    abort: bool | None = None
    pause: bool | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _exactly_one(self, ("retry", "goto", "call", "abort", "pause"))
        return self


class ReactionModel(FileModel):
    """What a watch does when its condition becomes true: exactly one of these.

    back_to: where the watched procedure goes on after the call.
    """

    abort: bool | None = None
    call: str | None = None
    alert: bool | None = None
    back_to: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _exactly_one(self, ("abort", "call", "alert"), beside={"back_to"} if self.call else set())
        return self


class WatchModel(FileModel):
    """A condition that is watched while the procedure runs."""

    id: str
    when: ConditionField
    words: Text
    then: ReactionModel


class StepModel(FileModel):
    """One step with exactly one of the ten kinds."""

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
    on_fail: OnFailModel | None = None
    phase: str | None = None
    takes: Duration | None = None
    alarms_expected: tuple[str, ...] = ()

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
        return self

    @property
    def kind(self) -> str:
        """The one kind that this step has."""
        return next(kind for kind in KINDS if kind in self.model_fields_set)


class ProcedureModel(FileModel):
    """One procedure file."""

    procedure: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    site: str
    chain: Annotated[str, Field(min_length=1, max_length=8)]
    title: Text
    phase: str | None = None
    ends_in: str | None = None
    safe_state: str | None = None
    target: Duration | None = None
    watch: tuple[WatchModel, ...] = ()
    steps: tuple[StepModel, ...]

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
