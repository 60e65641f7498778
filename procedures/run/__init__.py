"""Runs: a procedure at work, its one transition table, and what each kind of step does."""

from __future__ import annotations

from procedures.run.engine import Engine
from procedures.run.kept import export_runs, import_runs, reseat
from procedures.run.state import TRANSITIONS, Frame, Mark, Run, WrongTransition
from procedures.run.steering import RunIntent, Steering
from procedures.run.work import Refusal
from procedures.run.world import FieldDoor, World

__all__ = [
    "TRANSITIONS",
    "Engine",
    "FieldDoor",
    "Frame",
    "Mark",
    "Refusal",
    "Run",
    "RunIntent",
    "Steering",
    "World",
    "WrongTransition",
    "export_runs",
    "import_runs",
    "reseat",
]
