"""kairetsu exercise: the stages of an exercise, and the next one led from where the last ended."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from console.cli.ending import DONE, Refused
from console.cli.run import run
from devices import messages
from devices.words import Language
from procedures.drill.programme.carrying import CannotCarry, carried
from procedures.drill.programme.exercise import (
    Exercise,
    StageDone,
    exercise_names,
    following,
    load_exercise,
    progress,
)
from procedures.drill.programme.kept import digests
from procedures.drill.programme.words import length_words
from procedures.record import records_folder


def show_exercise(options: argparse.Namespace, language: Language) -> int:
    """List the stages, or lead one. Raises Refused, RecordError and DocumentError."""
    name = options.exercise or exercise_names()[0]
    exercise = load_exercise(name)
    stages = progress(exercise, digests(records_folder()))
    if options.stage is None and not options.next:
        print("\n".join(_lines(exercise, stages, language)))
        return DONE
    at = following(stages) if options.next else options.stage - 1
    if not 0 <= at < len(stages):
        count = len(stages)
        raise Refused(messages.text(language, "programme.no_stage", count=count))
    options.site = exercise.site
    options.scenario = _scenario(exercise, stages, at, language, fresh=options.fresh)
    return run(options, language)


def _scenario(
    exercise: Exercise, stages: tuple[StageDone, ...], at: int, language: Language, *, fresh: bool
) -> str:
    """The scenario of a stage, begun where the stage before had ended where that was led."""
    name = exercise.stages[at].scenario
    before = stages[at - 1] if at else None
    if fresh or before is None or not before.done:
        return name
    try:
        path = carried(records_folder() / before.record, name)
    except CannotCarry as error:
        raise Refused(error.words.in_language(language)) from error
    print(messages.text(language, "programme.carried", record=before.record, path=path))
    return str(path)


def _lines(exercise: Exercise, stages: tuple[StageDone, ...], language: Language) -> Iterator[str]:
    yield f"{exercise.name}: {exercise.title.in_language(language)}"
    for number, one in enumerate(stages, 1):
        card = one.stage.card
        length_s = None if card is None else card.lasts_s
        length = "" if length_s is None else length_words(length_s).in_language(language)
        key = "stage_done" if one.done else "stage_open"
        facts = messages.text(language, f"programme.{key}", day=one.day, record=one.record)
        title = one.stage.title.in_language(language)
        yield messages.text(
            language, "programme.stage", number=number, title=title, length=length, facts=facts
        )
    at = following(stages) + 1
    yield messages.text(language, "programme.stage_next", exercise=exercise.name, number=at)
