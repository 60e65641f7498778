"""What is wrong in a file, and where: collected first, said all at once."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from devices import messages

_LONGEST_SHOWN = 300
_MOST_COMPARED = 2000  # no site has as many names; a hostile file may


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file.

    line and column count from 1; key and arguments name the words in `resources/messages/`;
    place is the part of the file's data that is meant.
    """

    path: str
    line: int
    column: int
    key: str
    arguments: Mapping[str, object] = field(default_factory=dict, hash=False)
    place: tuple[str | int, ...] = field(default=(), compare=False)

    def render(self, language: str = "en") -> str:
        """One line for people: `file:line:column: message`; what stands in no file has no place."""
        shown = {name: _short(value) for name, value in self.arguments.items()}
        words = messages.text(language, self.key, **shown)
        return f"{self.path}:{self.line}:{self.column}: {words}" if self.path else words


def _short(value: object) -> object:
    """A text that fits on a screen: a file may hold one of a million characters."""
    long = isinstance(value, str) and len(value) > _LONGEST_SHOWN
    return f"{str(value)[:_LONGEST_SHOWN]}…" if long else value


class DocumentError(Exception):
    """A file cannot be used; `problems` holds everything that was found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column)))
        super().__init__(self.render())

    def __reduce__(self) -> tuple[type[DocumentError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def render(self, language: str = "en") -> str:
        """All problems, one a line."""
        return "\n".join(problem.render(language) for problem in self.problems)


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words most like `word`, best first; capitals do not matter."""
    by_folded: dict[str, str] = {}
    for candidate in itertools.islice(known, _MOST_COMPARED):
        by_folded.setdefault(candidate.casefold(), candidate)
    close = difflib.get_close_matches(word[:200].casefold(), by_folded, n=count, cutoff=0.6)
    return [by_folded[folded] for folded in close]
