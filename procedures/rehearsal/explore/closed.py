"""What a site knows beside its procedures: notices, and the closed list of what nothing can stop.

`resources/hazards/<site>.yaml`, or a file of that name in a folder `hazards` beside the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from devices.documents import (
    Document,
    DocumentError,
    FileModel,
    Problem,
    Text,
    read_document,
    validate,
)
from devices.words import Words
from procedures.hazards import BY_ID
from procedures.hazards.notices import known_path
from procedures.language import find_procedure, load_procedure
from procedures.rehearsal.explore.deviations import Kind

MOST_REASONS = 10


class MatchModel(FileModel):
    """Which deviations a reason is for; what is left out fits any."""

    hazard: tuple[str, ...] = ()
    step: tuple[str, ...] = ()  # procedure/step
    kind: tuple[Kind, ...] = ()
    how: tuple[str, ...] = ()


class ReasonModel(FileModel):
    """One physical reason why nothing can stop a deviation."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    reason: Text
    match: MatchModel


class HazardsModel(FileModel):
    """One file. hazards_of: the site. notices: where people are told to unplug heaters."""

    hazards_of: str
    notices: tuple[str, ...] = ()
    closed: Annotated[tuple[ReasonModel, ...], Field(max_length=MOST_REASONS)] = ()


def _faults(read: HazardsModel, document: Document) -> Iterator[Problem]:
    beside = document.path.parent.parent
    for number, name in enumerate(read.notices):
        if not _is_step(name, beside):
            yield document.problem(("notices", number), "procedure_goto", given=name)
    for at, reason in enumerate(read.closed):
        place = ("closed", at, "match")
        for number, name in enumerate(reason.match.step):
            if not _is_step(name, beside):
                yield document.problem((*place, "step", number), "procedure_goto", given=name)
        for number, name in enumerate(reason.match.hazard):
            if name not in BY_ID:
                here = (*place, "hazard", number)
                yield document.problem(
                    here, "explore.no_such_hazard", given=name, known=list(BY_ID)
                )


def _is_step(name: str, beside: Path) -> bool:
    procedure, _, step = name.partition("/")
    try:
        load_procedure(find_procedure(procedure, beside)).index(step)
    except (DocumentError, KeyError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Reason:
    """A named physical reason, and which deviations it is for."""

    id: str
    words: Words
    match: MatchModel

    def fits(self, hazard: str, step: str, kind: Kind, how: str) -> bool:
        """Whether this reason stands for such a deviation."""
        given = ((self.match.hazard, hazard), (self.match.step, step), (self.match.how, how))
        kinds = self.match.kind
        return all(not wanted or one in wanted for wanted, one in given) and (
            not kinds or kind in kinds
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the procedures of a site."""

    notices: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()

    def reason(self, hazard: str, step: str, kind: Kind, how: str) -> str:
        """The id of the reason that stands for it; "" without one."""
        fitting = (one.id for one in self.reasons if one.fits(hazard, step, kind, how))
        return next(fitting, "")


def load_known(site: str, beside: Path | None = None) -> Known:
    """What is known of `site`; nothing where no file is. Raises DocumentError."""
    path = known_path(site, beside)
    if not path.is_file():
        return Known()
    return read_known(path)


def read_known(path: Path) -> Known:
    """What one file says; raises DocumentError, also for a step or hazard that does not exist."""
    read = validate(read_document(path), HazardsModel, then=_faults)
    reasons = (Reason(one.id, one.reason.words(), one.match) for one in read.closed)
    return Known(frozenset(read.notices), tuple(reasons))
