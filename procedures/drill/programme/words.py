"""The programme in words of both languages, for lists on the screen and on the terminal."""

from __future__ import annotations

from datetime import date

from devices.phrases import said
from devices.words import Words
from procedures.drill.guide import Level
from procedures.drill.programme.digest import Digest, How
from procedures.drill.programme.due import Again, Due, Person
from procedures.drill.programme.titles import person_names


def level_words(level: str) -> Words:
    """For whom a drill is."""
    return said(f"programme.level_{level}") if level in set(Level) else Words(level, level)


def length_words(seconds: float) -> Words:
    """A planned length as people say it: 45 min, 3 h."""
    minutes = round(seconds / 60)
    if minutes % 60 == 0 and minutes:
        return said("programme.hours", count=minutes // 60)
    return said("programme.minutes", count=minutes)


def person_words(person: Person) -> Words:
    """What a person is called: as his site names him, else as he named himself."""
    for site in person.sites:
        name = person_names(site).get(person.id)
        if name is not None:
            return name
    return Words(person.id, person.id)


def trainee_words(digest: Digest) -> tuple[Words, ...]:
    """What those who trained in a sitting are called."""
    names = person_names(digest.site)
    return tuple(names.get(person, Words(person, person)) for person in digest.trainees)


def due_words(due: Due, today: date) -> Words:
    """How many drills of a rule somebody did, and when the next one is due."""
    key = "by_now" if due.by is None else "by_passed" if due.overdue(today) else "by_day"
    return said(f"programme.{key}", day=due.by)


def again_words(again: Again) -> Words:
    """Why a step is to be done again."""
    deed = again.deed
    took, target = _span(deed.took_s), _span(deed.target_s)
    return said(f"programme.why_{again.worst.value}", took=took, target=target)


def score_words(digest: Digest) -> Words:
    """The score of a drill, and whether that is not of the whole of it."""
    if digest.marks is None:
        return said("programme.no_score")
    key = "score_critical" if digest.marks.critical else "score"
    words = said(f"programme.{key}", total=f"{digest.marks.total:.0f}")
    return words if digest.done else said("programme.score_cut_short", score=words)


def counts(digest: Digest, person: str = "") -> dict[str, int]:
    """How many steps went how, and how many commands were refused."""
    wrong = digest.wrong or {}
    refused = wrong.get(person, 0) if person else sum(wrong.values())
    return {how.value: digest.count(how, person) for how in How} | {"wrong": refused}


def _span(seconds: float | None) -> str:
    """Minutes and seconds: 04:10; a dash for None."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes:02d}:{rest:02d}"
