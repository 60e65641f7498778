"""Alarms in the states of ISA-18.2: raised, acknowledged, shelved, suppressed, folded, counted."""

from __future__ import annotations

from devices.alarms.alarms import Alarms
from devices.alarms.figures import AlarmFigures
from devices.alarms.lifecycle import AlarmState
from devices.alarms.rows import Alarm, AlarmAnswer, Done, NotDone

__all__ = ["Alarm", "AlarmAnswer", "AlarmFigures", "AlarmState", "Alarms", "Done", "NotDone"]
