"""A file that was read: its plain data, and where in the file each part of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from devices.documents.problems import Problem

Step: TypeAlias = str | int
Place: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True)
class Mark:
    """Where a value stands: line and column from 1.

    inner is the number of characters from there to the first character of a text's content
    (0 plain, 1 quoted), or None where content and file do not run in step.
    """

    line: int
    column: int
    inner: int | None = None


@dataclass(frozen=True)
class Document:
    """A file that was read: plain data, and where each value and key of it stands.

    problems: what the reader refused and could read past; such a file is good for finding more
    problems only, and `validate` refuses it. refused: the places of values that are not what the
    file says.
    """

    path: Path
    data: Any
    values: dict[Place, Mark] = field(repr=False, compare=False, default_factory=dict)
    keys: dict[Place, Mark] = field(repr=False, compare=False, default_factory=dict)
    problems: tuple[Problem, ...] = ()
    refused: frozenset[Place] = frozenset()

    def where(self, loc: Sequence[Step]) -> tuple[int, int]:
        """Line and column of the value at `loc`, or of its nearest ancestor that exists."""
        mark = self.values[self.existing(loc)]
        return mark.line, mark.column

    def where_key(self, loc: Sequence[Step]) -> tuple[int, int]:
        """Line and column of the key at `loc`; of the value where it has no key of its own."""
        place = self.existing(loc)
        mark = self.keys.get(place) if len(place) == len(loc) else None
        return (mark.line, mark.column) if mark else self.where(place)

    def existing(self, loc: Sequence[Step]) -> Place:
        """The longest beginning of `loc` that exists here; `()` is the whole file."""
        place: Place = ()
        for step in loc:
            longer = (*place, step)
            if longer not in self.values:
                longer = (*place, str(step))  # a mapping read with number keys
            if longer not in self.values:
                break
            place = longer
        return place

    def problem(self, loc: Sequence[Step], key: str, **arguments: object) -> Problem:
        """A problem with the value at `loc`."""
        line, column = self.where(loc)
        return Problem(str(self.path), line, column, key, arguments, tuple(loc))

    def problem_of_key(self, loc: Sequence[Step], key: str, **arguments: object) -> Problem:
        """A problem with the key at `loc`."""
        line, column = self.where_key(loc)
        return Problem(str(self.path), line, column, key, arguments, tuple(loc))

    def problem_inside(
        self, loc: Sequence[Step], offset: int, key: str, **arguments: object
    ) -> Problem:
        """A problem `offset` characters into the text at `loc`, or at its start if it is folded."""
        mark = self.values[self.existing(loc)]
        shift = 0 if mark.inner is None else mark.inner + offset
        return Problem(str(self.path), mark.line, mark.column + shift, key, arguments, tuple(loc))
