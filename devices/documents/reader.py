"""The strict YAML reader: one dialect, one meaning a file, every value with its line and column.

The dialect is the core of YAML 1.2 without what makes two readers disagree: `yes`, `on` and
`12:30` are text, keys are text as written, and anchors, aliases, tags, merge keys, directives,
tabs, duplicate keys and invisible characters are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from devices.documents.problems import DocumentError, Problem
from devices.documents.scalars import UNPRINTABLE, ScalarError, resolve

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_PROBLEMS = 100

Step: TypeAlias = str | int
Place: TypeAlias = tuple[Step, ...]

# The C scanner reads the shipped files some ten times faster; both give the same events.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BAD_CHARACTER = re.compile(rf"\t|{UNPRINTABLE.pattern}")
_BOM = b"\xef\xbb\xbf"


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
    """A file that was read: plain data, and where each value and key of it stands."""

    path: Path
    data: Any
    values: dict[Place, Mark] = field(repr=False, compare=False, default_factory=dict)
    keys: dict[Place, Mark] = field(repr=False, compare=False, default_factory=dict)

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
        return Problem(str(self.path), line, column, key, arguments)

    def problem_inside(
        self, loc: Sequence[Step], offset: int, key: str, **arguments: object
    ) -> Problem:
        """A problem `offset` characters into the text at `loc`, or at its start if it is folded."""
        mark = self.values[self.existing(loc)]
        shift = 0 if mark.inner is None else mark.inner + offset
        return Problem(str(self.path), mark.line, mark.column + shift, key, arguments)


def read_document(path: Path) -> Document:
    """Read one YAML file.

    UTF-8 only; a byte order mark at the very beginning is skipped. Raises DocumentError with
    everything wrong that can be found in one pass (at most 100 problems).
    """
    source = _text_of(path)
    return parse_document(source, path)


def parse_document(source: str, path: Path) -> Document:
    """Read YAML that is already text; `path` is the name for messages. Errors: as read_document."""
    problems = [
        Problem(str(path), line, column, "yaml_tab" if char == "\t" else "yaml_character", args)
        for char, line, column, args in _bad_characters(source)
    ]
    bad_from = min((p.line for p in problems), default=None)
    builder = _Builder(path, problems)
    # With the offenders replaced by blanks the rest of the file can still be examined.
    cleaned = _BAD_CHARACTER.sub(" ", source) if problems else source
    try:
        builder.build(yaml.parse(cleaned, Loader=_LOADER))
    except _Fatal:
        pass  # its problem is in the list
    except yaml.YAMLError as error:
        found = _syntax_problem(error, path)
        # A syntax error behind a tab is most likely that tab again.
        if bad_from is None or found.line < bad_from:
            problems.append(found)
    if problems:
        raise DocumentError(problems[:MAX_PROBLEMS])
    return Document(path, builder.data, builder.values, builder.keys)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(
            [Problem(str(path), 1, 1, "file_unreadable", {"reason": reason})]
        ) from (error)
    if len(raw) > MAX_BYTES:
        arguments = {"limit": MAX_BYTES}
        raise DocumentError([Problem(str(path), 1, 1, "file_too_large", arguments)])
    raw = raw.removeprefix(_BOM)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = _line_and_column(before, len(before))
        problem = Problem(
            str(path), line, column, "file_not_utf8", {"byte": f"0x{raw[error.start]:02X}"}
        )
        raise DocumentError([problem]) from error


def _bad_characters(source: str) -> Iterator[tuple[str, int, int, dict[str, object]]]:
    if not _BAD_CHARACTER.search(source):
        return
    found = 0
    for number, line in enumerate(_LINE_BREAK.split(source), start=1):
        for match in _BAD_CHARACTER.finditer(line):
            yield match[0], number, match.start() + 1, {"code": f"U+{ord(match[0]):04X}"}
            found += 1
            if found == MAX_PROBLEMS:
                return


def _line_and_column(source: str, index: int) -> tuple[int, int]:
    lines = _LINE_BREAK.split(source[:index])
    return len(lines), len(lines[-1]) + 1


def _syntax_problem(error: yaml.YAMLError, path: Path) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    detail = getattr(error, "problem", None) or str(error).splitlines()[0]
    context = getattr(error, "context", None)
    reason = f"{context}: {detail}" if context else str(detail)
    return Problem(str(path), line, column, "yaml_syntax", {"reason": reason})


class _Fatal(Exception):
    """Reading cannot go on; the problem is already in the list."""


@dataclass
class _Frame:
    """A mapping or list that is still open."""

    container: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None  # the key that waits for its value
    skip: bool = False  # the value of a refused key: examined, then dropped


class _Builder:
    """Folds YAML events into plain data without recursion, noting marks and problems."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.data: Any = None
        self.values: dict[Place, Mark] = {}
        self.keys: dict[Place, Mark] = {}
        self._path = str(path)
        self._problems = problems
        self._open: list[_Frame] = []
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
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
                    self._complain(event, "yaml_alias", name=event.anchor)
                    self._put(None, event)
                    self._value_done()
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
        self._refuse_decoration(event)
        if len(self._open) >= MAX_DEPTH:
            self._stop(event, "yaml_too_deep", limit=MAX_DEPTH)
        if self._expects_key():
            self._stop(event, "yaml_key_not_text")
        container: dict[str, Any] | list[Any]
        container = {} if isinstance(event, yaml.MappingStartEvent) else []
        place = self._put(container, event)
        self._open.append(_Frame(container, place))

    def _scalar(self, event: Any) -> None:
        self._refuse_decoration(event)
        if self._expects_key():
            self._key(event)
            return
        value: Any = event.value
        try:
            value = resolve(event.value, plain=event.implicit[0])
        except ScalarError as error:
            self._complain(event, error.key, **error.arguments)
        self._put(value, event)
        self._value_done()

    def _key(self, event: Any) -> None:
        frame = self._open[-1]
        key: str = event.value
        place = (*frame.place, key)
        frame.key, frame.skip = key, True
        if event.implicit[0] and key == "<<":
            self._complain(event, "yaml_merge_key")
        elif key == "" or UNPRINTABLE.search(key):
            self._complain(event, "yaml_key_not_text")
        elif isinstance(frame.container, dict) and key in frame.container:
            first = self.keys[place].line if place in self.keys else 0
            self._complain(event, "yaml_duplicate_key", name=key, first=first)
        else:
            frame.skip = False
            self.keys[place] = _mark(event)

    def _expects_key(self) -> bool:
        if not self._open:
            return False
        frame = self._open[-1]
        return isinstance(frame.container, dict) and frame.key is None

    def _put(self, value: Any, event: Any) -> Place:
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
                    return place
                frame.container[frame.key] = value
        self.values[place] = _mark(event)
        return place

    def _value_done(self) -> None:
        if self._open and isinstance(self._open[-1].container, dict):
            self._open[-1].key, self._open[-1].skip = None, False

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain(event, "yaml_anchor", name=event.anchor)
        if event.tag is not None:
            self._complain(event, "yaml_tag", name=event.tag)

    def _complain(self, event: Any, key: str, **arguments: object) -> None:
        mark = event.start_mark
        self._problems.append(Problem(self._path, mark.line + 1, mark.column + 1, key, arguments))
        if len(self._problems) >= MAX_PROBLEMS:
            raise _Fatal

    def _stop(self, event: Any, key: str, **arguments: object) -> None:
        self._complain(event, key, **arguments)
        raise _Fatal


def _mark(event: Any) -> Mark:
    start, end = event.start_mark, event.end_mark
    inner: int | None = None
    if isinstance(event, yaml.ScalarEvent) and start.line == end.line:
        quotes = 1 if event.style in ("'", '"') else 0
        if end.column - start.column == len(event.value) + 2 * quotes:
            inner = quotes
    return Mark(start.line + 1, start.column + 1, inner)
