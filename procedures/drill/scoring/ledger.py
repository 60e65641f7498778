"""Points that are lost, one after the other, never more than a group has."""

from __future__ import annotations

from collections.abc import Iterable

from devices.words import Words
from procedures.drill.guide import USUAL_WEIGHTS, Group
from procedures.drill.scoring.sheet import GroupScore, Loss

MAJOR, MINOR, HINT = 10.0, 3.0, 2.0  # points of a group that weighs as usual [P]
_CENT = 0.005  # less is nothing


def price(points: float, group: Group, of: float) -> float:
    """What `points` of the usual weight cost where the scenario gives the group another."""
    return points * of / USUAL_WEIGHTS[group]


def settle(
    group: Group, of: float, losses: Iterable[Loss], *, measured: bool
) -> tuple[GroupScore, tuple[Loss, ...]]:
    """The points of a group, and its losses as far as there was something left to lose.

    Each loss counts in hundredths of a point, so that losses and points add up exactly.
    """
    left, kept = round(of * 100), []
    for loss in sorted(losses, key=lambda one: (one.time_s, one.event_number, -one.points)):
        cents = min(round(loss.points * 100), left) if loss.points >= _CENT else 0
        if cents > 0:
            left -= cents
            kept.append(
                Loss(group, cents / 100, loss.words, loss.event_number, round(loss.time_s, 3))
            )
    return GroupScore(group, left / 100, of, measured), tuple(kept)


def loss(group: Group, points: float, words: Words, number: int, time_s: float) -> Loss:
    """A loss before it is settled."""
    return Loss(group, points, words, number, time_s)
