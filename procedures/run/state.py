"""The state of a run: where it stands in its procedures, and the one table of its transitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from devices.words import Words
from procedures.language.steps import Procedure, Step
from procedures.run.attempt import Attempt
from procedures.snapshot import RunState, StepState

_AT_WORK = frozenset({RunState.RUNNING, RunState.WAITING, RunState.HELD})

TRANSITIONS: Mapping[RunState, frozenset[RunState]] = {
    RunState.READY: frozenset({RunState.RUNNING, RunState.ABORTING}),
    **{
        state: (_AT_WORK - {state})
        | {RunState.PAUSED, RunState.FAILED, RunState.ABORTING, RunState.ENDED}
        for state in _AT_WORK
    },
    RunState.PAUSED: frozenset({RunState.RUNNING, RunState.ABORTING}),
    RunState.FAILED: frozenset({RunState.RUNNING, RunState.ABORTING}),
    RunState.ABORTING: frozenset({RunState.ENDED}),
    RunState.ENDED: frozenset(),
}


class WrongTransition(RuntimeError):
    """A run was told to go where the table has no way: a fault of the program."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What has become of a step. measured: by measurement, not by eye."""

    state: StepState
    who: str = ""
    time_s: float | None = None
    measured: bool = False


@dataclass(slots=True)
class Frame:
    """One procedure of a run: the first, or one that was called; `at` is the current step.

    again: how often each step was retried. inside: the frames that its steps called, by step id.
    returns: where the caller goes on: True with the next step, False with the same step again, or
    with the step back_to where there is one.
    """

    procedure: Procedure
    at: int = 0
    marks: dict[str, Mark] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)
    inside: dict[str, Frame] = field(default_factory=dict)
    rescued: set[str] = field(default_factory=set)  # steps whose failure has called once already
    returns: bool = True
    back_to: str = ""
    alerted: dict[str, bool] = field(default_factory=dict)  # watch id -> was true at the last look

    @property
    def step(self) -> Step | None:
        """The current step; None behind the last."""
        steps = self.procedure.steps
        return steps[self.at] if self.at < len(steps) else None


@dataclass(slots=True)
class Run:
    """One run of a procedure. frames: the procedure itself, then what is being called inside it.

    tried: the attempt that failed last, as it ended. outcome: "" while it lasts, then "completed"
    or "aborted". touched: the devices that its steps have commanded, in their order.
    """

    id: str
    procedure: Procedure
    frames: list[Frame]
    started_s: float
    state: RunState = RunState.READY
    attempt: Attempt | None = None
    tried: Attempt | None = None
    failure: Words | None = None
    pause_wanted: bool = False
    outcome: str = ""
    ended_s: float | None = None
    touched: list[str] = field(default_factory=list)
    version: int = 0  # grows with everything that a list of its steps shows

    def move(self, state: RunState) -> None:
        """Go to another state; raises WrongTransition where the table has no way."""
        if state not in TRANSITIONS[self.state]:
            raise WrongTransition(f"run {self.id}: {self.state.value} -> {state.value}")
        self.state = state
        self.version += 1

    @property
    def frame(self) -> Frame:
        """The innermost procedure, whose step is at work."""
        return self.frames[-1]

    @property
    def active(self) -> bool:
        """Whether it has not ended."""
        return self.state is not RunState.ENDED

    @property
    def last_attempt(self) -> Attempt | None:
        """The attempt at the current step: the one at work, or the one with which it failed."""
        failed = self.state is RunState.FAILED and self.tried is not None
        return self.tried if failed and self.attempt is None else self.attempt

    @property
    def at_work(self) -> bool:
        """Whether its steps go on: not paused, failed, aborting or ended."""
        return self.state in _AT_WORK

    def hold_overdue(self, now_s: float) -> bool:
        """Whether a hold point has waited for its signatures longer than its limit."""
        if self.state is not RunState.HELD or self.attempt is None:
            return False
        limit_s = self.attempt.step.limit_s
        return limit_s is not None and now_s - self.attempt.started_s > limit_s

    def mark(self, step: Step, mark: Mark) -> None:
        """Note what has become of a step of the innermost procedure."""
        self.frame.marks[step.id] = mark
        self.version += 1

    def steps(self) -> Iterator[tuple[Frame, Step, int]]:
        """Every step that a list shows, with its frame and its depth inside called procedures."""
        yield from _steps_of(self.frames[0], 0)


def _steps_of(frame: Frame, depth: int) -> Iterator[tuple[Frame, Step, int]]:
    for step in frame.procedure.steps:
        yield frame, step, depth
        inner = frame.inside.get(step.id)
        if inner is not None:
            yield from _steps_of(inner, depth + 1)
