"""A screen that draws a step knows its device and the state to reach."""

from __future__ import annotations

import pytest

from procedures.language import load_procedure
from procedures.step_subjects import reached_state, subject_of


@pytest.mark.parametrize(
    ("card", "step", "subject", "state"),
    [
        ("toride-f1-blackout", "F1.5", "main", "open"),  # a lever that is entered
        ("toride-f1-outlet", "A.3", "out1", "on"),  # something that hands do
        ("toride-f1-outlet", "A.4", "out1", True),  # a lamp
        ("toride-f1-outlet", "A.7", "sock1", None),  # a number that has to stay below another
        ("toride-f1-board", "B.4", "tie", "open"),  # a command
        ("toride-f1-board", "B.10", "bess", None),  # a check
        ("toride-f1-blackout", "F1.1", "", None),  # eyes alone
        ("toride-f1-blackout", "F1.2c", "", None),  # words
    ],
)
def test_the_subject_of_a_step_and_its_state(
    card: str, step: str, subject: str, state: object
) -> None:
    found = next(one for one in load_procedure(card).steps if one.id == step)
    assert (subject_of(found), reached_state(found)) == (subject, state)
