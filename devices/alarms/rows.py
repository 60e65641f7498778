"""What the alarm list shows, and what it answers to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from devices.alarms.lifecycle import AlarmState
from devices.site.site import AlarmRule
from devices.words import Words

_LISTED = (AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED, AlarmState.RETURNED)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm that is not normal.

    held_back: why it is not in the list although active (state, expected, folded, shelved,
    out_of_service). folded: how many children a first-out carries; parent: under which one it is
    folded. value: the live value that its rule names.
    """

    rule: AlarmRule
    state: AlarmState
    active: bool
    time_s: float
    value: Words
    folded: int
    parent: str
    held_back: str
    chattering: bool
    acknowledged_by: str
    comment: str
    shelved_until_s: float | None

    @property
    def id(self) -> str:
        """The alarm's id in the site file."""
        return self.rule.id

    @property
    def listed(self) -> bool:
        """Whether it belongs into the operator's list; the others are for the evaluator."""
        return self.state in _LISTED


@dataclass(frozen=True, slots=True)
class Done:
    """What was asked was done to these alarms."""

    alarms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotDone:
    """What was asked was not done, and why."""

    words: Words


AlarmAnswer: TypeAlias = Done | NotDone
