"""The transition table of a run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.words import same
from procedures.language import Procedure
from procedures.run import TRANSITIONS, Frame, Run, WrongTransition
from procedures.snapshot import RunState


def run_in(state: RunState) -> Run:
    procedure = Procedure("p", "odawara", "P", same("p"), ())
    return Run("p", procedure, [Frame(procedure)], 0.0, state=state)


def test_every_state_has_its_line_in_the_table() -> None:
    assert set(TRANSITIONS) == set(RunState)


@given(st.sampled_from(RunState), st.sampled_from(RunState))
def test_a_run_goes_where_the_table_has_a_way_and_nowhere_else(
    before: RunState, after: RunState
) -> None:
    run = run_in(before)
    if after in TRANSITIONS[before]:
        run.move(after)
        assert run.state is after
    else:
        with pytest.raises(WrongTransition):
            run.move(after)
        assert run.state is before


@given(st.lists(st.sampled_from(RunState), max_size=12))
def test_nothing_leaves_the_end_and_everything_reaches_it(path: list[RunState]) -> None:
    run = run_in(RunState.READY)
    for state in path:
        if state in TRANSITIONS[run.state]:
            run.move(state)
    reachable = {run.state}
    while True:
        more = set().union(*(TRANSITIONS[state] for state in reachable)) | reachable
        if more == reachable:
            break
        reachable = more
    assert RunState.ENDED in reachable
    assert TRANSITIONS[RunState.ENDED] == frozenset()
