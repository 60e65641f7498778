"""The strict YAML reader: one dialect, one meaning a file, every value with its line and column.

The dialect is the core of YAML 1.2 without what makes two readers disagree: `yes`, `on` and
`12:30` are text, keys are text as written, and anchors, aliases, tags, merge keys, directives,
tabs, duplicate keys and invisible characters are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from devices.documents.builder import MAX_PROBLEMS, Builder, FatalProblem
from devices.documents.document import Document
from devices.documents.indentation import ways_to_indent
from devices.documents.problems import DocumentError, Problem
from devices.documents.scalars import UNPRINTABLE

MAX_BYTES = 1_000_000

# The C scanner reads the shipped files some ten times faster; both give the same events.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BAD_CHARACTER = re.compile(rf"\t|{UNPRINTABLE.pattern}")
# An empty file, or one in which nobody can see what it says.
_NOTHING_TO_EXAMINE = frozenset({"yaml_empty", "yaml_character"})
_BOM = b"\xef\xbb\xbf"


def read_document(path: Path) -> Document:
    """Read one YAML file.

    UTF-8 only; a byte order mark at the very beginning is skipped. What is refused but can be
    read past is kept in `problems` of the document: a key twice (the first counts), an alias
    (nothing), an anchor or tag, a number out of bounds, a tab. Raises DocumentError with
    everything wrong that was found (at most 100 problems) where reading cannot go on.
    """
    source = _text_of(path)
    return parse_document(source, path)


def stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file does: equal stamps, equal text. Empty where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return ()  # reading it says why
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def parse_document(source: str, path: Path) -> Document:
    """Read YAML that is already text; `path` is the name for messages. Errors: as read_document."""
    problems = [
        Problem(str(path), line, column, "yaml_tab" if char == "\t" else "yaml_character", args)
        for char, line, column, args in _bad_characters(source)
    ]
    offenders = tuple(problems)
    cleaned, shifts = _cleaned(source, problems) if problems else (source, {})
    builder = Builder(path, problems, shifts)
    try:
        builder.build(yaml.parse(cleaned, Loader=_LOADER))
    except FatalProblem as fatal:  # its problem is in the list
        raise DocumentError(problems[:MAX_PROBLEMS]) from fatal
    except yaml.YAMLError as error:
        found = _syntax_problem(error, path)
        if not any(_explains(offender, found) for offender in offenders):
            problems.append(found)
        raise DocumentError(problems[:MAX_PROBLEMS]) from error
    full = len(problems) >= MAX_PROBLEMS
    if full or any(problem.key in _NOTHING_TO_EXAMINE for problem in problems):
        raise DocumentError(problems[:MAX_PROBLEMS])
    return Document(
        path,
        builder.data,
        builder.values,
        builder.keys,
        tuple(problems[:MAX_PROBLEMS]),
        frozenset(builder.refused),
    )


def _cleaned(source: str, problems: Sequence[Problem]) -> tuple[str, dict[int, int]]:
    """The source without refused characters; by line, how far that moved its text to the right.

    Of the ways to read tabs at the beginning of lines the first that gives a file is taken.
    """
    blank = _BAD_CHARACTER.sub(" ", source)
    if len(problems) >= MAX_PROBLEMS:
        return blank, {}  # no word more will be said
    for read in ways_to_indent(source):
        lines = [_BAD_CHARACTER.sub(" ", line) for line in read.lines]
        candidate = "\n".join(lines)
        try:
            for _ in yaml.parse(candidate, Loader=_LOADER):
                pass
        except yaml.YAMLError:
            continue
        return candidate, read.shifts
    return blank, {}


def _explains(offender: Problem, found: Problem) -> bool:
    """Whether a syntax error is most likely a refused character again, and not worth telling.

    A tab may have been indentation, which shows at any later line.
    """
    if offender.key == "yaml_tab":
        return offender.line <= found.line
    return offender.line == found.line


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        arguments: dict[str, object] = {"reason": error.strerror or type(error).__name__}
        raise DocumentError([Problem(str(path), 1, 1, "file_unreadable", arguments)]) from error
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
