"""Problems of one document, as whoever examines it finds them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from devices.documents.document import Document, Step
from devices.documents.problems import Problem, nearest


class Findings:
    """Problems of one document, collected."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def add(self, place: Sequence[Step], key: str, **arguments: object) -> None:
        """A problem with the value at `place`."""
        self.problems.append(self.document.problem(place, key, **arguments))

    def add_inside(self, place: Sequence[Step], offset: int, key: str, **arguments: object) -> None:
        """A problem so many characters into the text at `place`."""
        self.problems.append(self.document.problem_inside(place, offset, key, **arguments))

    def add_to_key(self, place: Sequence[Step], key: str, **arguments: object) -> None:
        """A problem with the key at `place`."""
        self.problems.append(self.document.problem_of_key(place, key, **arguments))

    def known(
        self,
        place: Sequence[Step],
        given: str,
        known: Collection[str],
        key: str,
        offset: int | None = None,
        *,
        of_key: bool = False,
    ) -> bool:
        """Whether `given` is one of `known`; a problem with near misses if not.

        offset: characters into the text at `place` where `given` stands; of_key: it is the key.
        """
        if given in known:
            return True
        near = nearest(given, known)
        arguments: dict[str, object] = {"given": given}
        if near:
            key, arguments["near"] = f"{key}_near", near
        if of_key:
            self.add_to_key(place, key, **arguments)
        elif offset is None:
            self.add(place, key, **arguments)
        else:
            self.add_inside(place, offset, key, **arguments)
        return False
