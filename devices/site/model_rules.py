"""The rules of a site file: limits, interlocks, alarms, safe states."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from devices.documents import ConditionField, FileModel, Quantity, Text

RuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Seconds = Annotated[float, Field(ge=0, le=86_400)]

# What the last word of a limit's name promises of its unit.
LIMIT_UNITS = {
    "pct": "%",
    "hz": "Hz",
    "kv": "kV",
    "kw": "kW",
    "kwh": "kWh",
    "kva": "kVA",
    "s": "s",
    "h": "h",
    "c": "°C",
    "pu": "pu",
}


class InterlockModel(FileModel):
    """What must be true before the commands `targets` may go; why, and what would happen."""

    targets: Annotated[tuple[str, ...], Field(min_length=1)]
    except_targets: tuple[str, ...] = ()
    require: ConditionField
    reason: Text
    hazard: Text


class AlarmModel(FileModel):
    """When an alarm comes and goes, and what the operator is told."""

    device: str
    priority: Annotated[int, Field(ge=1, le=3)]
    when: ConditionField
    off_when: ConditionField | None = None
    delay_s: Seconds = 0.0
    off_delay_s: Seconds = 5.0
    suppress_when: ConditionField | None = None
    group: Literal["", "blackout"] = ""
    stale_of: tuple[str, ...] = ()
    hold_overdue: bool = False
    value: str
    act_within_s: Annotated[float, Field(gt=0, le=86_400)]
    title: Text
    cause: Text
    consequence: Text
    action: Text


class SafeCommandModel(FileModel):
    """One command of a safe state: `device.verb`, its arguments under `with`."""

    do: str
    with_: dict[str, float | bool | str] = Field(alias="with", default_factory=dict)


class SafeStateModel(FileModel):
    """A named list of commands."""

    title: Text
    commands: Annotated[tuple[SafeCommandModel, ...], Field(min_length=1)]


class LimitModel(Quantity):
    """A limit that conditions name as `site.<name>`, with a word on what it is."""

    title: Text
