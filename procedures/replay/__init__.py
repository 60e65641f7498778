"""Replay: a record shown again through the same window. It reads, and never writes."""

from procedures.replay.forkable import CannotFork, against_fork, moment_at
from procedures.replay.recorded import Recorded, read_recorded
from procedures.replay.sitting import ReplaySitting

__all__ = [
    "CannotFork",
    "Recorded",
    "ReplaySitting",
    "against_fork",
    "moment_at",
    "read_recorded",
]
