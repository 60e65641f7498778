"""Alarms in the states of ISA-18.2: raised, acknowledged, shelved, suppressed, folded, counted."""

from __future__ import annotations

from devices.alarms.alarms import Alarm, AlarmAnswer, Alarms, Done, NotDone
from devices.alarms.figures import AlarmFigures
from devices.alarms.lifecycle import AlarmState

__all__ = ["Alarm", "AlarmAnswer", "AlarmFigures", "AlarmState", "Alarms", "Done", "NotDone"]
