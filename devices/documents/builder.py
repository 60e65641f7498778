"""From YAML events to plain data with marks, refusing on the way what is not of our dialect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from devices.documents.document import Mark, Place
from devices.documents.problems import Problem
from devices.documents.scalars import UNPRINTABLE, ScalarError, resolve

MAX_DEPTH = 40
MAX_VALUES = 20_000  # the largest site that ships has 5,300; all later work grows with them
MAX_PROBLEMS = 100
_SKIPPED = "\0skipped"  # no key of a file: where the parts of values that are dropped go


class FatalProblem(Exception):
    """Reading cannot go on; the problem is already in the list."""


@dataclass
class _Frame:
    """A mapping or list that is still open."""

    container: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None  # the key that waits for its value
    skip: bool = False  # the value of a refused key: examined, then dropped


class Builder:
    """Folds YAML events into plain data without recursion, noting marks and problems."""

    def __init__(
        self, path: Path, problems: list[Problem], shifts: Mapping[int, int] | None = None
    ) -> None:
        """shifts: by line, how many columns its text was moved to the right before scanning."""
        self._shifts = shifts or {}
        self.refused: set[Place] = set()  # values that are not what the file says
        self.data: Any = None
        self.values: dict[Place, Mark] = {}
        self.keys: dict[Place, Mark] = {}
        self._path = str(path)
        self._problems = problems
        self._open: list[_Frame] = []
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Take every event; raises FatalProblem where reading on would be of no use."""
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self._start_document(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._start_collection(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._open.pop()
                    self._value_done()
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.AliasEvent():
                    self._alias(event)
                case _:
                    pass  # stream and document ends carry nothing
        if self._documents == 0:
            self._problems.append(Problem(self._path, 1, 1, "yaml_empty"))

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if event.version or event.tags:
            self._complain(event, "yaml_directive")
        if self._documents > 1:
            self._stop(event, "yaml_second_document")

    def _start_collection(self, event: Any) -> None:
        tagged = self._refuse_decoration(event)
        if len(self._open) >= MAX_DEPTH:
            self._stop(event, "yaml_too_deep", limit=MAX_DEPTH)
        if self._expects_key():
            self._stop(event, "yaml_key_not_text")
        container: dict[str, Any] | list[Any]
        container = {} if isinstance(event, yaml.MappingStartEvent) else []
        place = self._put(container, event, refused=tagged)
        self._open.append(_Frame(container, place))

    def _scalar(self, event: Any) -> None:
        refused = self._refuse_decoration(event)
        if self._expects_key():
            self._key(event)
            return
        value: Any = event.value
        try:
            value = resolve(event.value, plain=event.implicit[0])
        except ScalarError as error:
            self._complain(event, error.key, **error.arguments)
            refused = True
        self._put(value, event, refused=refused)
        self._value_done()

    def _key(self, event: Any) -> None:
        frame = self._open[-1]
        key: str = event.value
        place = (*frame.place, key)
        frame.key, frame.skip = key, True
        if event.implicit[0] and key == "<<":
            self._complain(event, "yaml_merge_key")
            self.refused.add(frame.place)  # what should have come in is not there
        elif key == "" or UNPRINTABLE.search(key):
            self._complain(event, "yaml_key_not_text")
        elif isinstance(frame.container, dict) and key in frame.container:
            first = self.keys[place].line if place in self.keys else 0
            self._complain(event, "yaml_duplicate_key", name=key, first=first)
        else:
            frame.skip = False
            self.keys[place] = self._mark(event)

    def _alias(self, event: Any) -> None:
        self._complain(event, "yaml_alias", name=event.anchor)
        if self._expects_key():
            self._open[-1].key, self._open[-1].skip = "", True
            return
        self._put(None, event, refused=True)
        self._value_done()

    def _expects_key(self) -> bool:
        if not self._open:
            return False
        frame = self._open[-1]
        return isinstance(frame.container, dict) and frame.key is None

    def _put(self, value: Any, event: Any, *, refused: bool) -> Place:
        """Store a value in the open container; gives its place."""
        if not self._open:
            self.data = value
            place: Place = ()
        else:
            frame = self._open[-1]
            if isinstance(frame.container, list):
                place = (*frame.place, len(frame.container))
                frame.container.append(value)
            else:
                assert frame.key is not None
                place = (*frame.place, frame.key)
                if frame.skip:
                    return (*place, _SKIPPED)
                frame.container[frame.key] = value
        if len(self.values) >= MAX_VALUES:
            self._stop(event, "yaml_too_many", limit=MAX_VALUES)
        self.values[place] = self._mark(event)
        if refused:
            self.refused.add(place)
        return place

    def _value_done(self) -> None:
        if self._open and isinstance(self._open[-1].container, dict):
            self._open[-1].key, self._open[-1].skip = None, False

    def _refuse_decoration(self, event: Any) -> bool:
        """Complain of anchor and tag; true if the value may not be what the file says."""
        if event.anchor is not None:
            self._complain(event, "yaml_anchor", name=event.anchor)
        if event.tag is not None:
            self._complain(event, "yaml_tag", name=event.tag)
        return event.tag is not None

    def _complain(self, event: Any, key: str, **arguments: object) -> None:
        mark = self._mark(event)
        self._problems.append(Problem(self._path, mark.line, mark.column, key, arguments))
        if len(self._problems) >= MAX_PROBLEMS:
            raise FatalProblem

    def _stop(self, event: Any, key: str, **arguments: object) -> None:
        self._complain(event, key, **arguments)
        raise FatalProblem

    def _mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        inner: int | None = None
        if isinstance(event, yaml.ScalarEvent) and start.line == end.line:
            quotes = 1 if event.style in ("'", '"') else 0
            if end.column - start.column == len(event.value) + 2 * quotes:
                inner = quotes
        line = start.line + 1
        return Mark(line, max(1, start.column + 1 - self._shifts.get(line, 0)), inner)
