"""kairetsu programme: who has trained what, how well, and what is due again."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from console.cli.ending import DONE, Refused
from devices import messages
from devices.events import Json
from devices.site import site_names
from devices.words import Language
from procedures.drill.programme.digest import Digest, How
from procedures.drill.programme.due import Again, Due, Person, people
from procedures.drill.programme.kept import digests
from procedures.drill.programme.rules import Rules, load_rules
from procedures.drill.programme.suggestion import suggested
from procedures.drill.programme.titles import roster_of, step_title
from procedures.drill.programme.words import (
    again_words,
    counts,
    due_words,
    person_words,
    score_words,
    trainee_words,
)
from procedures.record import records_folder
from procedures.shelf import drills, scenario_titles

_FIRST_STEPS = 8
_FIRST_SITTINGS = 20


def show_programme(options: argparse.Namespace, language: Language) -> int:
    """Print the people, what is due and their sittings. Raises Refused and DocumentError."""
    if options.site and options.site not in site_names():
        key, known = "cli_unknown_site", site_names()
        raise Refused(messages.text(language, key, given=options.site, known=known))
    rules = load_rules()
    folder = options.records or records_folder()
    read = tuple(digests(folder))
    today = datetime.now().astimezone().date()
    roster = roster_of(options.site) if options.site else None
    found = people(read, rules, today, roster)
    if options.person:
        found = _only(options.person, found, language)
    if options.json:
        print(json.dumps(programme_json(found, read, today), ensure_ascii=False, indent=1))
        return DONE
    if not found:
        print(messages.text(language, "programme.no_records", folder=folder))
    for line in (*_people(found, rules, today, language), *_sittings(found, language)):
        print(line)
    for digest in read:
        if digest.trouble is not None:
            why = digest.trouble.in_language(language)
            print(messages.text(language, "programme.unreadable", record=digest.record, why=why))
    return DONE


def _only(person: str, found: Sequence[Person], language: Language) -> tuple[Person, ...]:
    chosen = tuple(one for one in found if one.id.casefold() == person.casefold())
    if not chosen:
        known = [one.id for one in found] or [messages.text(language, "programme.nobody")]
        raise Refused(messages.text(language, "programme.no_person", person=person, known=known))
    return chosen


# --- lines for people ----------------------------------------------------------------------------


def _people(
    found: Sequence[Person], rules: Rules, today: date, language: Language
) -> Iterator[str]:
    cards = drills()
    if found:
        yield f"{rules.title.in_language(language)}: {_say(language, 'people')}"
    for person in found:
        key = "person_never" if person.last is None else "person"
        facts = {"drills": len(person.drills), "last": person.last}
        roles = ", ".join(person.roles)
        yield _say(
            language, key, person=person_words(person).in_language(language), roles=roles, **facts
        )
        for due in person.due:
            yield _due(due, today, language)
        card = suggested(person, cards, today)
        if card is not None:
            title = card.title.in_language(language)
            yield _say(language, "next", number=card.number, title=title, person=person.id)
        if person.again:
            yield _say(language, "again")
        for again in person.again[:_FIRST_STEPS]:
            yield _again(again, person, language)
        if len(person.again) > _FIRST_STEPS:
            yield _say(language, "again_more", count=len(person.again) - _FIRST_STEPS)


def _due(due: Due, today: date, language: Language) -> str:
    overdue = due.overdue(today)
    return _say(
        language,
        "rule",
        mark=_say(language, "mark_due" if overdue else "mark_fine"),
        title=due.rule.title.in_language(language),
        done=due.done,
        times=due.rule.times,
        months=due.rule.months,
        by=due_words(due, today).in_language(language),
    )


def _again(again: Again, person: Person, language: Language) -> str:
    deed = again.deed
    site = next((one.site for one in person.drills if one.record == again.record), "")
    title = step_title(deed.procedure, deed.step, site).in_language(language)
    why = again_words(again).in_language(language)
    return _say(language, "again_line", title=title, why=why, day=again.last)


def _sittings(found: Sequence[Person], language: Language) -> Iterator[str]:
    drills = {drill.record: drill for person in found for drill in person.drills}
    newest = sorted(drills.values(), key=_opened, reverse=True)
    if newest:
        yield ""
        yield _say(language, "sittings")
    titles = scenario_titles()
    for drill in newest[:_FIRST_SITTINGS]:
        title = drill.title or titles.get(drill.scenario)
        what = drill.scenario if title is None else title.in_language(language)
        yield _say(
            language,
            "sitting",
            day="–" if drill.opened is None else f"{drill.opened:%Y-%m-%d %H:%M}",
            what=f"{drill.number} {what}, {_who(drill, language)}".strip(),
            score=score_words(drill).in_language(language),
            steps=_say(language, "steps", **counts(drill)),
        )


def _who(drill: Digest, language: Language) -> str:
    return ", ".join(words.in_language(language) for words in trainee_words(drill))


def _opened(digest: Digest) -> str:
    return "" if digest.opened is None else digest.opened.isoformat()


def _say(language: Language, key: str, **filled: object) -> str:
    return messages.text(language, f"programme.{key}", **filled)


# --- for whoever goes on with it -----------------------------------------------------------------


def programme_json(found: Sequence[Person], read: Sequence[Digest], today: date) -> dict[str, Json]:
    """People with what is due, and the sittings, in plain JSON."""
    return {
        "today": today.isoformat(),
        "people": [_person_json(person, today) for person in found],
        "unreadable": [
            {"record": one.record, "en": one.trouble.en, "ja": one.trouble.ja}
            for one in read
            if one.trouble is not None
        ],
    }


def _person_json(person: Person, today: date) -> dict[str, Json]:
    return {
        "person": person.id,
        "roles": list(person.roles),
        "due": [
            {
                "rule": due.rule.id,
                "done": due.done,
                "times": due.rule.times,
                "months": due.rule.months,
                "last": _iso(due.last),
                "by": _iso(due.by),
                "overdue": due.overdue(today),
            }
            for due in person.due
        ],
        "again": [
            {
                "step": again.deed.place,
                "how": again.worst.value,
                "last": again.last.isoformat(),
                "took_s": again.deed.took_s,
                "target_s": again.deed.target_s,
                "record": again.record,
            }
            for again in person.again
        ],
        "sittings": [_drill_json(drill, person.id) for drill in person.drills],
    }


def _drill_json(drill: Digest, person: str) -> dict[str, Json]:
    marks = drill.marks
    return {
        "record": drill.record,
        "opened": None if drill.opened is None else drill.opened.isoformat(),
        "site": drill.site,
        "scenario": drill.scenario,
        "number": drill.number,
        "mode": drill.mode,
        "ending": drill.ending,
        "total": None if marks is None else marks.total,
        "critical": None if marks is None else marks.critical,
        "groups": {} if marks is None else {name: list(had) for name, had in marks.groups.items()},
        "tasks": dict(drill.tasks or {}),
        "hints": drill.hints,
        "wrong_commands": (drill.wrong or {}).get(person, 0),
        "steps": {how.value: drill.count(how, person) for how in How},
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
