"""A procedure as it stands on paper, for the hour when no screen is left: words and blanks only.

What lives on a screen is a blank here: {now} and every measured value are written in by hand.
Limits of the site are printed as the numbers that they are. `paper_writing` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.words import Words

_MINUTE_S, _HOUR_S = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Way:
    """Where a branch leads. procedure: the one that is called, "" for a step of the same one."""

    words: Words
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class PaperRole:
    """Somebody who acts or is spoken to. number: how he is reached, "" where nobody says."""

    name: str
    title: Words
    number: str = ""


@dataclass(frozen=True, slots=True)
class PaperSay:
    """An exchange: to whom, and the exact words of each of its parts."""

    to: PaperRole
    text: Words
    read_back: Words
    report: Words | None = None


@dataclass(frozen=True, slots=True)
class PaperBlank:
    """A reading that is written in: its name, its unit, or the states of which one is ticked."""

    label: Words
    unit: str = ""
    states: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperWatch:
    """What must stay true, and where to go when it does not. span: from where to where."""

    words: Words
    way: Way
    span: Words | None = None


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step. kind: as procedure files write it. second: who stands by, "" for nobody.

    command: what the device is told, with its arguments. hold: the two roles that sign.
    measured: whether instruments show the result, else eyes. hold_for_s, limit_s in s.
    """

    id: str
    kind: str
    role: PaperRole
    title: Words
    caution: Words | None = None
    command: Words | None = None
    second: tuple[PaperRole, ...] = ()
    say: PaperSay | None = None
    before: tuple[Words, ...] = ()
    expected: tuple[Words, ...] = ()
    measured: bool = False
    hold_for_s: float = 0.0
    limit_s: float | None = None
    wait_s: float | None = None
    hold: tuple[PaperRole, ...] = ()
    hold_id: str = ""
    blanks: tuple[PaperBlank, ...] = ()
    note: Words | None = None
    options: tuple[tuple[Words, Way], ...] = ()
    call: Way | None = None
    otherwise: Way | None = None


@dataclass(frozen=True, slots=True)
class PaperProcedure:
    """One procedure. digest: the first digits of the SHA-256 of its file, "" without a file.

    leads_to: the phase that its end declares. safe: what an abort does, command by command.
    """

    name: str
    chain: str
    title: Words
    digest: str
    roles: tuple[PaperRole, ...]
    steps: tuple[PaperStep, ...]
    watches: tuple[PaperWatch, ...]
    leads_to: Words | None = None
    target_s: float | None = None
    safe: tuple[Words, ...] = ()


def in_time(seconds: float) -> Words:
    """A length of time as people say it: 60 s, 5 min, 2 h."""
    for unit_s, words in ((_HOUR_S, ("h", "時間")), (_MINUTE_S, ("min", "分"))):
        if seconds >= 2 * unit_s and seconds % unit_s == 0:
            count = int(seconds // unit_s)
            return Words(f"{count} {words[0]}", f"{count}{words[1]}")
    return Words(f"{seconds:g} s", f"{seconds:g}秒")
