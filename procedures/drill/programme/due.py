"""What is due again, and for whom: drills by the rules, steps by how and when they were done."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from procedures.drill.programme.digest import Deed, Digest, How
from procedures.drill.programme.rules import Rule, Rules
from procedures.record.recent import Ending

_ENDED = frozenset(one.value for one in (Ending.COMPLETED, Ending.ABORTED, Ending.LEFT))


@dataclass(frozen=True, slots=True)
class Due:
    """How one person stands to one rule. done: how many count; last: the newest of them.

    by: until when the next one has to be; None for at once.
    """

    person: str
    rule: Rule
    done: int
    last: date | None
    by: date | None

    def overdue(self, today: date) -> bool:
        """Whether it is due now."""
        return self.by is None or self.by <= today


@dataclass(frozen=True, slots=True)
class Again:
    """A step that somebody should do again. worst: how it went last; last: when that was."""

    person: str
    deed: Deed
    worst: How
    last: date
    record: str

    @property
    def badly(self) -> bool:
        """Whether it is due because it went badly, and not because it was long ago."""
        return self.worst.badly


@dataclass(frozen=True, slots=True)
class Person:
    """One trainee. drills: what he took part in, newest first; roles, sites: all that he had."""

    id: str
    roles: tuple[str, ...]
    sites: tuple[str, ...]
    drills: tuple[Digest, ...]
    due: tuple[Due, ...]
    again: tuple[Again, ...]

    @property
    def last(self) -> date | None:
        """When he trained last."""
        return next((day for drill in self.drills if (day := _day(drill)) is not None), None)

    def overdue(self, today: date) -> int:
        """How many rules ask for a drill now."""
        return sum(due.overdue(today) for due in self.due)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is there to be trained at a site: roles by person."""

    site: str = ""
    roles: Mapping[str, Sequence[str]] = field(default_factory=dict)


def people(
    digests: Iterable[Digest],
    rules: Rules,
    today: date,
    roster: Roster | None = None,
) -> tuple[Person, ...]:
    """Everybody who trained and everybody on the roster of whom something is asked.

    Who is due first comes first.
    """
    roster = roster or Roster()
    taken: dict[str, list[Digest]] = defaultdict(list)
    for digest in digests:
        for person in digest.trainees:
            taken[person].append(digest)
    found = [
        _person(name, taken.get(name, []), roster, rules, today)
        for name in dict.fromkeys([*taken, *roster.roles])
    ]
    asked = (one for one in found if one.drills or one.due)
    return tuple(sorted(asked, key=lambda one: (-one.overdue(today), one.last or date.min, one.id)))


def _person(name: str, drills: list[Digest], roster: Roster, rules: Rules, today: date) -> Person:
    known = roster.roles.get(name, ())
    drills = sorted(drills, key=lambda one: _day(one) or date.min, reverse=True)
    played = [role for one in drills for role in (one.roles or _roles(one, name))]
    roles = tuple(dict.fromkeys([*known, *played]))
    asked = dict.fromkeys(rule for role in roles for rule in rules.of(role))
    due = sorted(
        (_due(name, rule, drills, today) for rule in asked),
        key=lambda one: (one.by or date.min, one.rule.id),
    )
    sites = dict.fromkeys([*([roster.site] if known else []), *(one.site for one in drills)])
    again = _again(name, drills, rules, today)
    return Person(name, roles, tuple(sites), tuple(drills), tuple(due), again)


def _roles(digest: Digest, person: str) -> list[str]:
    return [deed.role for deed in digest.of(person) if deed.role]


def _due(person: str, rule: Rule, drills: Sequence[Digest], today: date) -> Due:
    """The next is due when the oldest of the last `times` falls out of the months of the rule."""
    days = [day for one in drills if _counts(one, rule, person) and (day := _day(one))]
    since = days[rule.times - 1] if len(days) >= rule.times else None
    by = None if since is None else later(since, rule.months)
    within = sum(1 for day in days if day > earlier(today, rule.months))
    return Due(person, rule, within, days[0] if days else None, by)


def _counts(digest: Digest, rule: Rule, person: str) -> bool:
    return (
        digest.live is rule.field
        and (digest.night or not rule.dark)
        and digest.ending in _ENDED
        and digest.length_s >= rule.least_s
        and any(role in rule.roles for role in digest.roles or _roles(digest, person))
        and bool(digest.of(person))
    )


def _again(person: str, drills: Sequence[Digest], rules: Rules, today: date) -> tuple[Again, ...]:
    """Of every step the last time that he did it: what went badly first, then the oldest."""
    newest: dict[str, Again] = {}
    for digest in drills:  # newest first
        day = _day(digest)
        if day is None:
            continue
        for place, deeds in _by_place(digest.of(person)).items():
            worst = max((deed.how for deed in deeds), key=_RANK.index)
            newest.setdefault(place, Again(person, deeds[-1], worst, day, digest.record))
    edge = earlier(today, rules.again_after_months)
    found = [one for one in newest.values() if one.badly or one.last <= edge]
    return tuple(sorted(found, key=lambda one: (-_RANK.index(one.worst), one.last)))


_RANK = (How.DONE, How.MET, How.LATE, How.SKIPPED, How.FAILED)


def _by_place(deeds: Iterable[Deed]) -> dict[str, list[Deed]]:
    found: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        found[deed.place].append(deed)
    return found


def _day(digest: Digest) -> date | None:
    return None if digest.opened is None else digest.opened.date()


def later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def earlier(day: date, months: int) -> date:
    """The same day so many months earlier."""
    return later(day, -months)
