"""The chain of a scenario: which chapter comes next, and when the whole of it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Json
from procedures.run import Engine, Run
from procedures.scenario import Scenario


@dataclass(slots=True)
class Chapters:
    """Opens one chapter after the other. outcome: "" before the end, then completed or aborted."""

    scenario: Scenario
    engine: Engine
    outcome: str = ""
    _ahead: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._ahead = list(self.scenario.chain)

    @property
    def label(self) -> str:
        """The label of the chapter at work ("P4"); "" when there is none."""
        chapters = (run for run in self.engine.active if not run.procedure.aside)
        return next((run.procedure.chain for run in chapters), "")

    @property
    def over(self) -> bool:
        """Whether no chapter is at work."""
        run = self._newest()
        return run is None or not run.active

    def to_come(self) -> tuple[str, ...]:
        """The procedures of the chain as long as it leads: nobody opens them out of their turn."""
        return () if self.outcome else self.scenario.chain

    def turn(self) -> None:
        """Open the next chapter when the last ended well; the chain ends with an aborted one."""
        if self.outcome or not self.over:
            return
        last = self._newest()
        if last is not None and last.outcome == "aborted":
            self.outcome = "aborted"
        elif self._ahead:
            if not self.engine.against(self._ahead[0]):  # else it waits: others are at work
                self.engine.start(self._ahead.pop(0), "")
                self.engine.advance()
        elif self.scenario.chain:
            self.outcome = "completed"

    def export_state(self) -> dict[str, Json]:
        """What is still to come and how it ended, as JSON."""
        return {"outcome": self.outcome, "ahead": list(self._ahead)}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.outcome, self._ahead = state["outcome"], list(state["ahead"])

    def _newest(self) -> Run | None:
        """The newest run of the chain."""
        chain = set(self.scenario.chain)
        runs = [run for run in self.engine.runs if run.procedure.name in chain]
        return runs[-1] if runs else None
