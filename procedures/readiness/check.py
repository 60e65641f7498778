"""One thing to look at before a sitting, and what it is looked at with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from devices.phrases import said
from devices.site import Site
from devices.words import Words
from procedures.scenario import Scenario

_NO_WORDS = Words("", "")


class Found(StrEnum):
    """How it stands with one thing."""

    FINE = "fine"
    OPEN = "open"  # a sitting can begin all the same
    MUST = "must"  # without it nothing begins


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one thing.

    found: in words. why: what it is good for. todo: what to do and where, "" where it is fine.
    details: single things that are missing, such as problems with file:line:column.
    """

    id: str
    title: Words
    state: Found
    found: Words
    why: Words
    todo: Words = _NO_WORDS
    details: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """The screen that a window would open on, px."""

    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody means to open. site, scenario: names or paths; "" is the site's first scenario.

    screen: None where nobody has looked. connections: the file of this computer, None for the usual
    place. person: who sits in a live sitting, "" where that is not chosen yet.
    """

    site: str
    scenario: str = ""
    live: bool = False
    read_only: bool = False
    connections: Path | None = None
    person: str = ""
    screen: Screen | None = None
    now: datetime = field(default_factory=lambda: datetime.now().astimezone())


@dataclass(frozen=True, slots=True)
class Facts:
    """A plan whose files could be read."""

    plan: Plan
    site: Site
    scenario: Scenario


def fine(id_: str, **arguments: object) -> Check:
    """Nothing to do. The words are those of `ready.<id>_…` in the catalogue."""
    return Check(id_, *_words(id_, Found.FINE, "fine", arguments))


def missing(
    id_: str,
    state: Found,
    *,
    found: str = "open",
    details: tuple[Words, ...] = (),
    **arguments: object,
) -> Check:
    """Something to do. found: which sentence says what was found."""
    title, _, words, why = _words(id_, state, found, arguments)
    todo = said(f"ready.{id_}_todo", **arguments)
    return Check(id_, title, state, words, why, todo, details)


def _words(
    id_: str, state: Found, found: str, arguments: dict[str, object]
) -> tuple[Words, Found, Words, Words]:
    return (
        said(f"ready.{id_}"),
        state,
        said(f"ready.{id_}_{found}", **arguments),
        said(f"ready.{id_}_why"),
    )
