"""Scoring: the points of a drill, each lost one with its event, from the record alone."""

from procedures.drill.scoring.scoring import score
from procedures.drill.scoring.sheet import (
    CAP,
    Danger,
    GroupScore,
    Loss,
    Metric,
    ObjectiveScore,
    OrderTalk,
    ScoreSheet,
    TaskScore,
)

__all__ = [
    "CAP",
    "Danger",
    "GroupScore",
    "Loss",
    "Metric",
    "ObjectiveScore",
    "OrderTalk",
    "ScoreSheet",
    "TaskScore",
    "score",
]
