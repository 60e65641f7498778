"""One try at one step: may it begin, do it, verify it, have it ticked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from devices.events import Json
from devices.phrases import said
from devices.words import Words
from procedures import intents
from procedures.language.steps import Check, Do, Enter, Hold, Say, Step, Wait
from procedures.people import Member
from procedures.run.work import WORKING, Done, Failed, Refusal, Result, StepIntent, Work, Working
from procedures.run.world import World
from procedures.snapshot import RunState

PATIENCE_S = 1800.0  # a simulated person gives up a step without a limit after this long [P]


class Stage(StrEnum):
    """Where the attempt stands."""

    REQUIRE = "require"  # what must be true before it may begin is not yet
    WORK = "work"
    VERIFY = "verify"  # the expectation must become true, and hold
    TICK = "tick"  # it holds; the sitter has to tick it
    OVER = "over"


@dataclass(slots=True)
class Attempt:
    """One try at `step` by `actor`. mine: the sitter is the actor. Times in s of plant time.

    watch_s: from when the limit runs. A person may read as long as he likes; what he started
    may not take longer than the step allows. number: attempts count up as they begin.
    """

    step: Step
    actor: Member
    work: Work
    started_s: float
    watch_s: float
    number: int
    stage: Stage = Stage.REQUIRE
    true_since_s: float | None = None
    goto: str = ""

    @property
    def mine(self) -> bool:
        """Whether the sitter has to act in this step."""
        return not self.actor.simulated

    @property
    def measured(self) -> bool:
        """Whether measurement decides, so that a person only ticks."""
        return isinstance(self.step.action, Check | Wait)

    @property
    def ticked(self) -> bool:
        """Whether the sitter ticks it off himself: his measured checks and his commands."""
        verified = isinstance(self.step.action, Do) and self.step.expect is not None
        return self.mine and (isinstance(self.step.action, Check) or verified)

    @property
    def waits_for_sitter(self) -> bool:
        """Whether nothing happens until the sitter does something."""
        if self.stage is Stage.WORK:
            return self.work.waits_for_sitter
        return self.stage is Stage.TICK

    @property
    def interruptible(self) -> bool:
        """Whether it may be dropped and begun anew without anybody noticing outside."""
        return self.stage is Stage.REQUIRE or self.work.interruptible

    @property
    def repeatable(self) -> bool:
        """Whether a person may do it again: it may be dropped, or what people said does not fit."""
        told = isinstance(self.step.action, Say | Enter) and self.stage is Stage.VERIFY
        return self.interruptible or told

    @property
    def misentered(self) -> bool:
        """Whether a value was entered here that is not the one which is expected."""
        return isinstance(self.step.action, Enter) and self.stage is Stage.VERIFY

    def can(self) -> frozenset[str]:
        """The intents of the step that make sense now."""
        if self.stage is Stage.WORK:
            return self.work.can()
        return frozenset({"proceed"}) if self.stage is Stage.TICK else frozenset()

    def due_s(self) -> float | None:
        """When it wants to be advanced next."""
        if self.stage is Stage.WORK:
            return self.work.due_s()
        if self.stage is Stage.VERIFY and self.true_since_s is not None:
            return self.true_since_s + self.step.hold_for_s
        return None

    # --- moved by time --------------------------------------------------------------------------

    def advance(self, world: World) -> Result:
        """Go as far as this moment allows."""
        if self.stage is Stage.REQUIRE:
            require = self.step.require
            if require is None or require.evaluate(world.picture) is True:
                self.stage = Stage.WORK
        if self.stage is Stage.WORK:
            result = self._at_work(world)
            if not isinstance(result, Done):
                return result
            self.goto = result.goto
            self.stage = Stage.VERIFY
        if self.stage in (Stage.VERIFY, Stage.TICK):
            self._verify(world)
        if self.stage is Stage.OVER:
            return Done(self.goto)
        return self._overdue(world)

    def _at_work(self, world: World) -> Result:
        result = self.work.advance(world)
        if isinstance(result, Working):
            if self.work.waits_for_sitter and not self.measured:
                self.watch_s = world.now_s
            return self._overdue(world)
        return result

    def _verify(self, world: World) -> None:
        """What was checked or is expected must hold, and still hold when it is ticked."""
        if isinstance(self.step.action, Check):
            if all(c.evaluate(world.picture) is True for c in self.step.action.conditions):
                self.stage = Stage.TICK if self.ticked else Stage.OVER
            else:  # no longer true, or no longer known: it begins anew
                self.stage, self.watch_s = Stage.WORK, world.now_s
            return
        expect = self.step.expect
        if expect is not None and expect.evaluate(world.picture) is not True:
            self.true_since_s, self.stage = None, Stage.VERIFY
            return
        if self.true_since_s is None:
            self.true_since_s = world.now_s
        if world.now_s - self.true_since_s >= self.step.hold_for_s:
            self.stage = Stage.TICK if self.ticked else Stage.OVER

    def _overdue(self, world: World) -> Result:
        limit_s = self.step.limit_s
        if limit_s is None:
            if self.mine or self.waits_for_sitter:
                return WORKING
            limit_s = PATIENCE_S
        if self.stage is Stage.TICK or world.now_s - self.watch_s < limit_s:
            return WORKING
        key = "step.overdue_entered" if self.misentered else "step.overdue"
        return Failed(said(key, minutes=limit_s / 60.0, why=self.why(world)))

    def why(self, world: World) -> Words:
        """What it waits for, or why it is not done yet, in words."""
        if self.stage is Stage.WORK:
            return self.work.why(world)
        if self.stage is Stage.TICK:
            return said("step.tick")
        waiting = self.step.require if self.stage is Stage.REQUIRE else self.step.expect
        if waiting is None or waiting.evaluate(world.picture) is True:
            return said("step.must_hold", seconds=self.step.hold_for_s)
        reasons = world.reasons_against(waiting)
        action = self.step.action
        if isinstance(action, Enter) and self.misentered:
            signal, value = world.site.signals[action.signal], world.picture.value(action.signal)
            label, entered = world.picture.label(action.signal), signal.words(value)
            return said("step.entered", label=label, value=entered, expected=reasons)
        return reasons

    # --- moved by the sitter ----------------------------------------------------------------

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Take what the sitter wants of this step; None when it was taken."""
        if self.stage is Stage.WORK:
            return self.work.accept(intent, world)
        if self.stage is Stage.TICK and isinstance(intent, intents.Proceed):
            self.stage = Stage.OVER
            return None
        return Refusal((self.why(world),))

    # --- state ------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """How far it came, as JSON; which step it tries and who tries it is the run's."""
        return {
            "started_s": self.started_s,
            "watch_s": self.watch_s,
            "number": self.number,
            "stage": self.stage.value,
            "true_since_s": self.true_since_s,
            "goto": self.goto,
            "work": self.work.export_state(),
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.started_s, self.watch_s = state["started_s"], state["watch_s"]
        self.number, self.stage = state["number"], Stage(state["stage"])
        self.true_since_s, self.goto = state["true_since_s"], state["goto"]
        self.work.import_state(state["work"])


def waiting_state(attempt: Attempt) -> RunState:
    """What a run at work waits for: its hold point, a person or time, or nothing."""
    if isinstance(attempt.step.action, Hold):
        return RunState.HELD
    if attempt.waits_for_sitter or isinstance(attempt.step.action, Wait):
        return RunState.WAITING
    return RunState.RUNNING
