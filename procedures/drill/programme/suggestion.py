"""Which drill somebody should do next: the one that trains most of what he has to do again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from procedures.drill.programme.due import Person
from procedures.shelf import DrillCard


def suggested(person: Person, cards: Sequence[DrillCard], today: date) -> DrillCard | None:
    """The drill for one person; None where none is for him.

    Of those for his roles at his sites: first one in the dark where that is what he owes, then what
    trains most of his steps that went badly or long ago, then what he has not gone through yet.
    """
    mine = [card for card in cards if card.site in person.sites and _role(card) in person.roles]
    if not mine:
        return None
    dark = any(due.rule.dark and due.overdue(today) for due in person.due)
    again = [one.deed.procedure for one in person.again]
    done = {drill.scenario for drill in person.drills if drill.done}

    def worth(card: DrillCard) -> tuple[bool, int, bool]:
        steps = sum(procedure in card.trains for procedure in again)
        return dark and card.night, steps, card.given not in done

    return max(mine, key=worth)  # of equals the first by its number


def _role(card: DrillCard) -> str:
    """Who sits at it: the operator where the scenario leaves it open."""
    return card.role or "MGC"
