"""What keys of procedures and scenarios hold: durations, targets, acts, arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from devices.documents import ConditionField, described, invalid
from devices.signals import Value
from procedures.language.steps import FieldAct

LONGEST_S = 366 * 86_400.0

_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ?(s|min|h)")
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
_TARGET = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")

_TARGET_SCHEMA = {"type": "string", "pattern": f"^{_TARGET.pattern}$", **described("target")}
_ARGUMENT_SCHEMA = {"type": ["number", "boolean", "string"]}
_ACT_SCHEMA = {
    "anyOf": [
        _TARGET_SCHEMA,
        {
            "type": "object",
            "propertyNames": {"pattern": f"^{_TARGET.pattern}$"},
            "additionalProperties": {
                "type": "object",
                "additionalProperties": _ARGUMENT_SCHEMA,
            },
            "minProperties": 1,
            "maxProperties": 1,
        },
    ],
    **described("act"),
}


def _duration_s(given: object) -> float:
    """Seconds of "60 s", "5 min", "2 h"; zero, a year and more and bare numbers are refused."""
    match = _DURATION.fullmatch(given) if isinstance(given, str) else None
    duration_s = float(match[1]) * _SECONDS[match[2]] if match else 0.0
    if not 0.0 < duration_s <= LONGEST_S:
        raise invalid("procedure_duration", given=given, instead="1 s")
    return duration_s


def _moment_s(given: object) -> float:
    """Seconds after the start: of "12 min", or of a bare number from 0 on."""
    match = _DURATION.fullmatch(given) if isinstance(given, str) else None
    bare = given if isinstance(given, int | float) and not isinstance(given, bool) else -1.0
    moment_s = float(match[1]) * _SECONDS[match[2]] if match else bare
    if not 0.0 <= moment_s <= LONGEST_S:
        raise invalid("procedure_duration", given=given, instead="0 s")
    return moment_s


@dataclass(frozen=True)
class _OneOrMore:
    """One value, or a list of them."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._as_tuple, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}

    @staticmethod
    def _as_tuple(given: object) -> object:
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


Duration = Annotated[
    float,
    BeforeValidator(_duration_s),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^(?!0+(?:\.0+)? ?[a-z]){_DURATION.pattern}$",
            **described("duration"),
        }
    ),
]
Moment = Annotated[
    float,
    BeforeValidator(_moment_s),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": f"^{_DURATION.pattern}$"},
            ],
            **described("moment"),
        }
    ),
]
Target = Annotated[str, PlainValidator(_target), WithJsonSchema(_TARGET_SCHEMA)]
Act = Annotated[FieldAct, PlainValidator(_field_act), WithJsonSchema(_ACT_SCHEMA)]
Acts = Annotated[tuple[Act, ...], _OneOrMore()]
Conditions = Annotated[tuple[ConditionField, ...], Field(max_length=40), _OneOrMore()]
Sites = Annotated[tuple[str, ...], Field(min_length=1, max_length=40), _OneOrMore()]
Arguments = Mapping[str, float | bool | str]
