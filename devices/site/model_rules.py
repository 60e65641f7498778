"""The rules of a site file: limits, interlocks, alarms, safe states."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from devices.documents import ConditionField, FileModel, Quantity, Tagged, Text, in_unit

RuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Seconds = Annotated[Tagged, in_unit("s", ge=0, le=86_400)]
DEADBAND = "alarm.deadband"  # what `off_when` calls the dead band of its own alarm

# What the last word of a limit's name promises of its unit.
LIMIT_UNITS = {
    "pct": "%",
    "hz": "Hz",
    "kv": "kV",
    "kw": "kW",
    "kwh": "kWh",
    "kva": "kVA",
    "v": "V",
    "s": "s",
    "h": "h",
    "c": "°C",
    "pu": "pu",
    "l": "L",
    "m": "m",
    "km": "km",
    "perkwh": "kg-CO2/kWh",
}


class InterlockModel(FileModel):
    """What must be true before the commands `targets` may go; why, and what would happen."""

    targets: Annotated[tuple[str, ...], Field(min_length=1)]
    except_targets: tuple[str, ...] = ()
    require: ConditionField
    reason: Text
    hazard: Text


class TimingModel(FileModel):
    """How long an alarm waits: `{on: 5 s (P), off: 5 s (P), deadband: 2 % (P), act: 300 s (P)}`.

    on, off: what has to hold for so long before it comes, or goes. deadband: how far back its value
    must be before it goes. act: how long the operator has.
    """

    on: Seconds
    off: Seconds
    deadband: Tagged | None = None
    act: Annotated[Tagged, in_unit("s", gt=0, le=86_400)]


class AlarmModel(FileModel):
    """When an alarm comes and goes, and what the operator is told.

    fed_from: which part of the network feeds the device of a signal in `stale_of`; without supply
    it is silent by design. latches: it is acknowledged once more when it is gone.
    """

    device: str
    priority: Annotated[int, Field(ge=1, le=3)]
    when: ConditionField
    off_when: ConditionField | None = None
    suppress_when: ConditionField | None = None
    group: Literal["", "blackout"] = ""
    stale_of: tuple[str, ...] = ()
    fed_from: dict[str, str] = Field(default_factory=dict)
    hold_overdue: bool = False
    latches: bool = False
    value: str
    timing: TimingModel
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
