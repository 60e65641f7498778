"""What people write into a report: kept beside the record in a file of its own, never in it.

The file names the record by the hash of its first event, so that what was written of one is not
shown with another; an approval names its seal besides, and ends when the record goes on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from devices.words import Language
from procedures.record import RecordError
from procedures.record.export.new_file import new_bytes

_FORM, _VERSION = "kairetsu-report", 1
FINDINGS = 3  # strengths and areas each


@dataclass(frozen=True, slots=True)
class Written:
    """A text that somebody wrote in the place of what the rules found; "" in no language."""

    en: str = ""
    ja: str = ""

    def of(self, language: Language) -> str:
        """The text as it was written in a language, else as it was in the other."""
        return (self.ja or self.en) if language == "ja" else (self.en or self.ja)

    def changed(self, language: Language, text: str) -> Written:
        """With another text in one language."""
        return replace(self, **{language: text})


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the report and when (ISO 8601). over: digest of all that it was made of."""

    by: str
    at: str
    over: str


@dataclass(frozen=True, slots=True)
class Edits:
    """Everything written beside a record. strengths, areas: by their places, FINDINGS each.

    notes: on an objective, by its id. approval: holds while nothing else is changed.
    """

    strengths: tuple[Written, ...] = (Written(),) * FINDINGS
    areas: tuple[Written, ...] = (Written(),) * FINDINGS
    notes: Mapping[str, str] = field(default_factory=dict)
    sponsor: str = ""
    contact: str = ""
    remarks: str = ""
    approval: Approval | None = None

    def with_text(self, name: str, text: str) -> Edits:
        """With another sponsor, contact or remarks."""
        return replace(self, **{name: text})  # type: ignore[arg-type]  # all three are texts

    def with_finding(self, kind: str, place: int, written: Written) -> Edits:
        """With another text of a strength or an area."""
        every: list[Written] = list(getattr(self, kind))
        every[place] = written
        changed = tuple(every)
        return (
            replace(self, strengths=changed)
            if kind == "strengths"
            else replace(self, areas=changed)
        )

    def digest(self, *beside: object) -> str:
        """SHA-256 (hex) over everything but the approval, and over what stands `beside` it."""
        plain = json.dumps([asdict(replace(self, approval=None)), repr(beside)], sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


def edits_path(record: Path) -> Path:
    """Where the edits of a record are."""
    return record.with_name(f"{record.stem}.report.json")


def read_edits(record: Path, identity: str) -> Edits:
    """What was written of the record whose first event has this hash; nothing where no file is.

    Raises RecordError for a file that cannot be read or belongs to another record.
    """
    path = edits_path(record)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORM or data["version"] != _VERSION:
            raise ValueError(f"{data['format']} {data['version']}")
        other, found = data["record"] != identity, _edits(data["edits"])
    except FileNotFoundError:
        return Edits()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise RecordError("report.file_unreadable", path=path, why=error) from error
    if other:
        raise RecordError("report.file_of_another", path=path)
    return found


def write_edits(record: Path, identity: str, edits: Edits) -> None:
    """Write them whole or not at all; raises RecordError."""
    data = {"format": _FORM, "version": _VERSION, "record": identity, "edits": asdict(edits)}
    with new_bytes(edits_path(record), over=True) as file:
        file.write(json.dumps(data, ensure_ascii=False, indent=1).encode())


def _edits(data: Mapping[str, Any]) -> Edits:
    given = dict(data)
    for name in ("strengths", "areas"):
        given[name] = tuple(Written(**one) for one in given[name])
        if len(given[name]) != FINDINGS:
            raise ValueError(name)
    given["notes"] = {str(id): str(text) for id, text in given["notes"].items()}
    if given["approval"] is not None:
        given["approval"] = Approval(**given["approval"])
    return Edits(**given)
