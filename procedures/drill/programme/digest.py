"""What one record tells of the people who trained in it, small enough to be kept beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from devices.words import Words


class How(StrEnum):
    """How somebody did a step. done: no time was set for it."""

    MET = "met"  # within its time
    LATE = "late"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"

    @property
    def badly(self) -> bool:
        """Whether it is to be done again soon."""
        return self in (How.LATE, How.FAILED, How.SKIPPED)


@dataclass(frozen=True, slots=True)
class Deed:
    """One step that somebody did. at_s: plant time of its end; took_s, target_s: None unknown."""

    who: str
    role: str
    procedure: str
    step: str
    how: How
    at_s: float
    took_s: float | None = None
    target_s: float | None = None

    @property
    def place(self) -> str:
        """The step as it is called everywhere: "procedure/step"."""
        return f"{self.procedure}/{self.step}"


@dataclass(frozen=True, slots=True)
class Marks:
    """The score of a drill. groups: points and what could be had, by the name of the group.

    cut_short: ended before the chain was, and what was ahead is not in it.
    """

    total: float
    critical: bool
    groups: Mapping[str, tuple[float, float]]
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One record. trainees: the real people in it, who sat down first first; roles: theirs.

    opened: wall time, None unknown; length_s: plant time. number, level, title, night: of its
    drill, "" and None for a sitting that is none. wrong: commands that were refused, by person.
    tasks: how many expected actions were met, unmet and not applicable. chapters: the procedures
    that came to a good end, and when. trouble: why it cannot be read, None where it can.
    """

    record: str
    site: str = ""
    scenario: str = ""
    mode: str = ""
    ending: str = ""
    opened: datetime | None = None
    length_s: float = 0.0
    number: str = ""
    level: str = ""
    title: Words | None = None
    night: bool = False
    trainees: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    instructor: str = ""
    deeds: tuple[Deed, ...] = ()
    wrong: Mapping[str, int] | None = None
    tasks: Mapping[str, int] | None = None
    hints: int = 0
    marks: Marks | None = None
    chapters: tuple[tuple[str, float], ...] = ()
    trouble: Words | None = None

    def of(self, person: str) -> tuple[Deed, ...]:
        """What one person did."""
        return tuple(deed for deed in self.deeds if deed.who == person)

    @property
    def done(self) -> bool:
        """Whether it was gone through, and not ended before its end."""
        return self.marks is None or not self.marks.cut_short

    def count(self, how: How, person: str = "") -> int:
        """How many steps were done so, by one person or by all."""
        return sum(deed.how is how and person in ("", deed.who) for deed in self.deeds)

    @property
    def live(self) -> bool:
        """Whether real devices were behind it."""
        return self.mode == "live"


# --- as JSON -------------------------------------------------------------------------------------

_DEED = tuple(one.name for one in fields(Deed))


def digest_json(digest: Digest) -> dict[str, Any]:
    """A digest as plain JSON; deeds as rows, for there are many."""
    told = {name: getattr(digest, name) for name in _PLAIN}
    return told | {
        "opened": None if digest.opened is None else digest.opened.isoformat(),
        "title": _words_json(digest.title),
        "trouble": _words_json(digest.trouble),
        "marks": None if digest.marks is None else asdict(digest.marks),
        "chapters": [list(one) for one in digest.chapters],
        "deeds": [[getattr(deed, name) for name in _DEED] for deed in digest.deeds],
    }


def digest_from_json(data: Mapping[str, Any]) -> Digest:
    """The digest that `digest_json` wrote; KeyError, TypeError or ValueError for another form."""
    plain = {name: data[name] for name in _PLAIN}
    marks = data["marks"]
    return Digest(
        **plain | {name: tuple(plain[name]) for name in ("trainees", "roles")},
        opened=None if data["opened"] is None else datetime.fromisoformat(data["opened"]),
        title=_words(data["title"]),
        trouble=_words(data["trouble"]),
        marks=None if marks is None else Marks(
            float(marks["total"]),
            bool(marks["critical"]),
            {name: (float(had), float(of)) for name, (had, of) in marks["groups"].items()},
            bool(marks["cut_short"]),
        ),
        chapters=tuple((str(name), float(at_s)) for name, at_s in data["chapters"]),
        deeds=tuple(map(_deed, data["deeds"])),
    )  # fmt: skip


def _deed(row: Sequence[Any]) -> Deed:
    who, role, procedure, step, how, at_s, took_s, target_s = row
    return Deed(who, role, procedure, step, How(how), at_s, took_s, target_s)


_OTHERWISE = ("opened", "title", "trouble", "marks", "chapters", "deeds")
_PLAIN = tuple(one.name for one in fields(Digest) if one.name not in _OTHERWISE)


def _words_json(words: Words | None) -> list[str] | None:
    return None if words is None else [words.en, words.ja]


def _words(given: list[str] | None) -> Words | None:
    return None if given is None else Words(*given)
