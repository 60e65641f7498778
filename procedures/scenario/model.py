"""A scenario: how a sitting starts, its chain of procedures, and what happens on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path

from devices.conditions import Condition
from devices.signals import Value
from devices.simulated import StartState
from devices.words import Words
from procedures.drill.guide import Guide
from procedures.language import Procedure, find_procedure, load_procedure
from procedures.people import Habits
from procedures.phase import Phase


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that the world does: at `at_s`, or `after_s` after `when` first became true.

    reports: what somebody with the role `by` sees of it and tells by telephone at once.
    """

    id: str
    device: str
    act: str
    arguments: Mapping[str, Value]
    title: Words
    at_s: float | None = None
    when: Condition | None = None
    after_s: float = 0.0
    reports: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. chain: the procedures of the chapters in order; procedures: all loaded ones.

    board: manual points that are known otherwise at the start. phase: declared at the start.
    folder: where it stands; procedures beside it come before those that ship. role: who sits at
    the console unless somebody says otherwise; "" leaves it open. guide: what makes it a drill.
    """

    name: str
    site: str
    title: Words
    start: StartState
    chain: tuple[str, ...]
    procedures: tuple[Procedure, ...]
    happenings: tuple[Happening, ...] = ()
    habits: Habits = field(default_factory=Habits)
    phase: Phase = Phase.GRID
    board: Mapping[str, Value] = field(default_factory=dict)
    folder: Path | None = None
    role: str = ""
    guide: Guide | None = None

    def tells(self, phase: Phase) -> bool:
        """Whether a declared phase says how things stand: some chains declare none, ever."""
        declare = any(p.ends_in or any(s.phase for s in p.steps) for p in self.procedures)
        return bool(self.chain) and (declare or not self.procedures or phase is not Phase.GRID)

    @property
    def clock(self) -> time:
        """Time of day at the start."""
        minutes = int(self.start.clock_s // 60)
        return time(minutes // 60, minutes % 60)

    def procedure(self, name: str) -> Procedure:
        """A procedure of the chain, or any other that ships; raises DocumentError."""
        found = next((p for p in self.procedures if p.name == name), None)
        found = found or load_procedure(find_procedure(name, self.folder))
        return replace(found, aside=bool(self.chain) and name not in self.chain)
