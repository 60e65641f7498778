"""Replay: a record shown again through the same window. It reads, and never writes."""

from procedures.replay.forkable import CannotFork, against_fork, moment_at
from procedures.replay.recorded import Recorded, read_recorded

__all__ = [
    "CannotFork",
    "Recorded",
    "against_fork",
    "moment_at",
    "read_recorded",
]
