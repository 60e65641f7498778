"""kairetsu ready: what is missing before a drill, each with why it matters and what to do."""

from __future__ import annotations

import argparse
import json

from console.cli.choosing import name_site
from console.cli.ending import DONE, NOT_COMPLETED
from devices import messages
from devices.words import Language, Words
from procedures.readiness import Check, Found, Plan, look

_FIRST_DETAILS = 5


def show_readiness(options: argparse.Namespace, language: Language) -> int:
    """Print the list; return 1 if something that must be is missing. Raises Refused."""
    name_site(options, language)
    plan = Plan(
        options.site,
        options.scenario or "",
        live=options.live,
        read_only=options.read_only,
        connections=options.connections,
        person=options.person or "",
    )
    found = []
    for check in look(plan):
        found.append(check)
        if not options.json:
            for line in lines_of(check, language):
                print(line, flush=True)
    counts = {state: sum(check.state is state for check in found) for state in Found}
    if options.json:
        _print_json(found, counts)
    else:
        print(summary(counts, language))
    return NOT_COMPLETED if counts[Found.MUST] else DONE


def lines_of(check: Check, language: Language) -> list[str]:
    """One check as lines of text; what is fine takes one."""

    def say(key: str, **arguments: object) -> str:
        return messages.text(language, key, **arguments)

    mark = say(f"ready.mark_{check.state.value}")
    title, found = (words.in_language(language) for words in (check.title, check.found))
    lines = [say("ready.line", mark=mark, title=title, found=found)]
    if check.state is Found.FINE:
        return lines
    shown = check.details if check.state is Found.MUST else check.details[:_FIRST_DETAILS]
    lines += [f"      {words.in_language(language)}" for words in shown]
    if len(shown) < len(check.details):
        lines.append(f"      … +{len(check.details) - len(shown)}")
    lines.append(say("ready.line_why", why=check.why.in_language(language)))
    lines.append(say("ready.line_todo", todo=check.todo.in_language(language)))
    return lines


def summary(counts: dict[Found, int], language: Language) -> str:
    """One sentence of all."""
    key = "some_must" if counts[Found.MUST] else "some_open" if counts[Found.OPEN] else "all_fine"
    arguments = {"must": counts[Found.MUST], "open": counts[Found.OPEN]}
    return messages.text(language, f"ready.{key}", **arguments)


def _print_json(found: list[Check], counts: dict[Found, int]) -> None:
    """Both languages of everything, for whoever goes on with it."""

    def both(words: Words) -> dict[str, str]:
        return {"en": words.en, "ja": words.ja}

    checks = [
        {
            "id": check.id,
            "state": check.state.value,
            "title": both(check.title),
            "found": both(check.found),
            "why": both(check.why),
            "todo": both(check.todo),
            "details": [both(words) for words in check.details],
        }
        for check in found
    ]
    whole = {"checks": checks, "must": counts[Found.MUST], "open": counts[Found.OPEN]}
    print(json.dumps(whole, ensure_ascii=False, indent=1))
