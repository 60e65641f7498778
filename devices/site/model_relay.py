"""The protection relay of a site file: two setting groups, and automatic shedding."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from devices.documents import FileModel, Quantity, invalid
from devices.site import parameters
from devices.site.model_device import DeviceModel
from devices.site.quantities import Delay, Hertz, Tier


class StageModel(FileModel):
    """One definite-time stage; the unit of its threshold belongs to the function."""

    function: Literal["27", "59", "81O", "81U", "50/51", "64"]
    threshold: Quantity
    delay: Delay
    blocked_in_ramp: bool = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        expected = {"81O": "Hz", "81U": "Hz", "64": "%"}.get(self.function, "pu")
        if self.threshold.unit != expected:
            given = self.threshold.unit
            raise invalid("wrong_unit", at=("threshold", "unit"), expected=expected, given=given)
        return self


class ShedModel(FileModel):
    """One stage of under-frequency shedding."""

    below: Hertz
    delay: Delay
    tier: Tier


class Groups(FileModel):
    """Setting group 1 on the utility's supply, group 2 in the island."""

    grid: tuple[StageModel, ...]
    island: tuple[StageModel, ...]


class ProtectionRelay(DeviceModel):
    """The relay with both setting groups, and the automatic shedding."""

    kind: Literal["protection_relay"]
    groups: Groups
    shedding: tuple[ShedModel, ...]

    def parameters(self) -> parameters.RelayParameters:
        """As plain values."""
        return parameters.RelayParameters(
            groups={1: _stages(self.groups.grid), 2: _stages(self.groups.island)},
            shedding=tuple(
                parameters.ShedStage(one.below.value, one.delay.value, one.tier)
                for one in self.shedding
            ),
        )


def _stages(stages: tuple[StageModel, ...]) -> tuple[parameters.Stage, ...]:
    return tuple(
        parameters.Stage(one.function, one.threshold.value, one.delay.value, one.blocked_in_ramp)
        for one in stages
    )
