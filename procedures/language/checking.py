"""What every part of a check against a site stands on: file, site, and the list of findings."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from devices.documents import Document, Problem, nearest
from devices.site.site import Site
from procedures.language.steps import Procedure

Place = tuple[str | int, ...]
CanAct = Callable[[str, str], bool]


@dataclass(slots=True)
class Examination:
    """One file beside its site, and what was found so far."""

    document: Document
    site: Site
    can_act: CanAct | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, place: Place, key: str, **arguments: object) -> None:
        """A problem with the value at `place`."""
        self.problems.append(self.document.problem(place, key, **arguments))

    def wrong_inside(self, place: Place, offset: int, key: str, **arguments: object) -> None:
        """A problem so many characters into the text at `place`."""
        problem = self.document.problem_inside(place, offset, key, **arguments)
        self.problems.append(problem)

    def doubtful(self, place: Place, key: str, **arguments: object) -> None:
        """Something at `place` that deserves a look."""
        self.warnings.append(self.document.problem(place, key, **arguments))

    def among(self, place: Place, what: str, given: str, known: Collection[str]) -> bool:
        """Complain unless `given` is one of `known`; `what` ends the message key."""
        if given in known:
            return True
        key, near = with_near(f"procedure_no_{what}", given, known)
        self.wrong(place, key, given=given, near=near)
        return False


@dataclass(slots=True, kw_only=True)
class ProcedureExamination(Examination):
    """One procedure beside its site."""

    procedure: Procedure


def with_near(key: str, given: str, known: Collection[str]) -> tuple[str, list[str]]:
    """The key of the message with near misses where there are any, and those."""
    near = nearest(given, known)
    return (f"{key}_near" if near else key), near
