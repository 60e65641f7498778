"""Explore: try every single deviation at every step, and see what stops it or what comes of it."""

from procedures.rehearsal.explore.barriers import Barrier
from procedures.rehearsal.explore.closed import Known, Reason, load_known
from procedures.rehearsal.explore.deviations import Kind
from procedures.rehearsal.explore.exploring import (
    Place,
    Plan,
    Task,
    explore,
    known_procedures,
    plan,
)
from procedures.rehearsal.explore.kept import Kept, NotTheSame, made_with
from procedures.rehearsal.explore.page import as_page
from procedures.rehearsal.explore.reach import LeftOut
from procedures.rehearsal.explore.table import Counts, Row, as_csv, as_json

__all__ = [
    "Barrier",
    "Counts",
    "Kept",
    "Kind",
    "Known",
    "LeftOut",
    "NotTheSame",
    "Place",
    "Plan",
    "Reason",
    "Row",
    "Task",
    "as_csv",
    "as_json",
    "as_page",
    "explore",
    "known_procedures",
    "load_known",
    "made_with",
    "plan",
]
