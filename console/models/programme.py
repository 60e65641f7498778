"""What the drills and the programme show, as words: lists, briefings, who is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache

from console import formatting
from console.translation import Translation
from devices.phrases import said
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.due import Person
from procedures.drill.programme.exercise import StageDone
from procedures.drill.programme.words import (
    counts,
    length_words,
    level_words,
    person_words,
    score_words,
    trainee_words,
)
from procedures.shelf import DrillCard, scenario_titles

_MOST_NAMED = 4
_titles = cache(scenario_titles)


class Kind(StrEnum):
    """Which drills a list shows."""

    ALL = "all"
    OPERATORS = "operators"
    FACILITY = "facility"
    NIGHT = "night"


def of_kind(cards: Iterable[DrillCard], kind: Kind) -> list[DrillCard]:
    """The drills of a kind; for those who come to one quickly the shortest first."""
    match kind:
        case Kind.ALL:
            return list(cards)
        case Kind.OPERATORS:
            return [card for card in cards if not card.for_facilities]
        case Kind.FACILITY:
            return sorted((card for card in cards if card.for_facilities), key=_length_s)
        case Kind.NIGHT:
            return sorted((card for card in cards if card.night), key=_length_s)


def _length_s(card: DrillCard) -> float:
    return card.lasts_s if card.lasts_s is not None else float("inf")


# --- drills --------------------------------------------------------------------------------------


def drill_cells(card: DrillCard, translation: Translation) -> tuple[str, ...]:
    """Number, title, level and planned length."""
    return (
        card.number,
        translation.of(card.title),
        translation.of(level_words(card.level)),
        "" if card.lasts_s is None else translation.of(length_words(card.lasts_s)),
    )


def briefing_text(card: DrillCard, translation: Translation, read: Sequence[Digest] = ()) -> str:
    """What is told before: title, how long, in the dark or not, when done last; the briefing."""
    facts = [translation.of(level_words(card.level))]
    if card.lasts_s is not None:
        facts.append(translation.of(length_words(card.lasts_s)))
    if card.night:
        facts.append(translation.of(said("programme.dark")))
    days = [one.opened.date() for one in read if _did(one, card) and one.opened]
    if days:
        facts.append(translation.of(said("programme.last_done", day=max(days))))
    head = f"{card.number}  {translation.of(card.title)}"  # whole here, however narrow the list
    return f"{head}\n{' · '.join(facts)}\n{translation.of(card.briefing).strip()}"


def _did(digest: Digest, card: DrillCard) -> bool:
    return digest.scenario == card.given and bool(digest.trainees)


# --- who is due ----------------------------------------------------------------------------------


def due_line(
    people: Sequence[Person], card: DrillCard | None, today: date, translation: Translation
) -> str:
    """Who should train now, of those whom the chosen drill is for."""
    wanted = {card.role} if card is not None and card.role else None
    names = [
        translation.of(person_words(one))
        for one in people
        if one.overdue(today) and (wanted is None or wanted & set(one.roles))
    ]
    if not names:
        return ""
    comma = "、" if translation.language == "ja" else ", "
    more = len(names) - _MOST_NAMED
    listed = comma.join(names[:_MOST_NAMED])
    key = "programme.due_more" if more > 0 else "programme.due_line"
    return translation.of(said(key, names=listed, more=more))


# --- sittings ------------------------------------------------------------------------------------


def sitting_cells(digest: Digest, translation: Translation, person: str = "") -> tuple[str, ...]:
    """Mark, day, drill, who, score, how the steps went; of one person without who and hour."""
    of = translation.of
    form = "%Y-%m-%d" if person else "%Y-%m-%d %H:%M"
    day = formatting.NOTHING if digest.opened is None else digest.opened.strftime(form)
    title = digest.title or _titles().get(digest.scenario)
    drill = of(title) if title is not None else digest.scenario or digest.record
    what = f"{digest.number} {drill}".strip()
    found = counts(digest, person)
    steps = (str(found[name]) for name in ("met", "late", "failed", "skipped", "wrong"))
    who = () if person else (", ".join(of(w) for w in trainee_words(digest)),)
    if digest.trouble is not None:
        return ("", day, digest.record, "", of(said("programme.not_readable")), *[""] * 5)
    return ("", day, what, *who, of(score_words(digest)), *steps)


def trouble_text(digest: Digest, translation: Translation) -> str:
    """Why a record cannot be read."""
    assert digest.trouble is not None
    said_why = said("programme.unreadable", record=digest.record, why=digest.trouble)
    return translation.of(said_why)


# --- exercises -----------------------------------------------------------------------------------


def stage_cells(done: StageDone, number: int, translation: Translation) -> tuple[str, ...]:
    """Mark, number and title, planned length, and when it was done by whom."""
    of = translation.of
    card = done.stage.card
    length = None if card is None else card.lasts_s
    day = formatting.NOTHING if done.day is None else f"{done.day}"
    return (
        "",
        f"{number}. {of(done.stage.title)}",
        formatting.NOTHING if length is None else of(length_words(length)),
        " · ".join((day, *map(of, done.people))) if done.done else formatting.NOTHING,
    )


def exercise_text(done: StageDone, translation: Translation) -> str:
    """What a stage is about, and what to talk about before the next."""
    lines = []
    if done.stage.card is not None:
        lines.append(briefing_text(done.stage.card, translation))
    if done.stage.debrief is not None:
        lines.append(translation.of(said("programme.stage_debrief", what=done.stage.debrief)))
    return "\n\n".join(lines)
