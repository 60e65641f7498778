"""How simulated people behave in a scenario file, as pydantic reads it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from devices.documents import FileModel
from procedures.people import Habits, Mistake, Slip


class MistakeModel(FileModel):
    """A slip that somebody will make."""

    role: str
    slip: Slip
    step: str = ""
    times: Annotated[int, Field(ge=1)] = 1

    def mistake(self) -> Mistake:
        """The same for the people."""
        return Mistake(self.role, self.slip, self.step, self.times)


class PeopleModel(FileModel):
    """How simulated people behave. delays: their times are multiplied by it.

    skill: from 0, a novice, to 1, an expert who never slips.
    """

    delays: Annotated[float, Field(gt=0, le=10)] = 1.0
    skill: Annotated[float, Field(ge=0, le=1)] = 1.0
    mistakes: tuple[MistakeModel, ...] = ()

    def habits(self) -> Habits:
        """The same for the people."""
        return Habits(self.delays, tuple(m.mistake() for m in self.mistakes), self.skill)
