"""The guide of a drill as plain JSON in both languages, and back again: so a record keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.conditions import Condition, compile_condition
from devices.events import Json
from devices.words import Words, words_from_json, words_json
from procedures.drill.guide import (
    Act,
    Answer,
    Channel,
    Group,
    Guide,
    Inject,
    Level,
    Measure,
    Task,
    Trigger,
)
from procedures.people import Mistake, Slip

# --- to JSON -------------------------------------------------------------------------------------


def guide_json(guide: Guide) -> dict[str, Json]:
    """Everything in a guide."""
    return {
        "number": guide.number,
        "level": guide.level.value,
        "lasts_s": guide.lasts_s,
        "night": guide.night,
        "briefing": words_json(guide.briefing),
        "for_instructor": words_json(guide.for_instructor),
        "objective_ids": [*guide.objectives],
        "help": [*sorted(guide.help)],
        "weights": {group.value: points for group, points in guide.weights.items()},
        "injects": [_inject_json(inject) for inject in guide.injects],
        "tasks": [_task_json(task) for task in guide.tasks],
    }


def _inject_json(inject: Inject) -> dict[str, Json]:
    slip = inject.slip
    acts: list[Json] = [
        {"device": act.device, "act": act.act, "with": dict(act.arguments)} for act in inject.acts
    ]
    answers: list[Json] = [
        {"id": answer.id, "words": words_json(answer.words), "right": answer.right}
        for answer in inject.answers
    ]
    slipped: dict[str, Json] | None = None
    if slip is not None:
        slipped = {"role": slip.role, "slip": slip.slip.value, "step": slip.step}
        slipped["times"] = slip.times
    return {
        "id": inject.id,
        "title": words_json(inject.title),
        "channel": inject.channel.value,
        "trigger": _trigger_json(inject.trigger),
        "text": words_json(inject.text),
        "by": inject.by,
        "acts": acts,
        "slip": slipped,
        "picture": inject.picture,
        "answers": answers,
    }


def _task_json(task: Task) -> dict[str, Json]:
    measure = task.measure
    return {
        "id": task.id,
        "words": words_json(task.words),
        "objective": task.objective,
        "group": task.group.value,
        "measure": {
            "when": _source(measure.when),
            "never": _source(measure.never),
            "step": measure.step,
            "command": measure.command,
            "entry": measure.entry,
            "answer": measure.answer,
        },
        "measured": not measure.judged,
        "never": measure.never is not None,
        "since": _trigger_json(task.since),
        "standard_s": task.standard_s,
        "hint": words_json(task.hint),
        "evaluator": task.evaluator,
        "inject": task.inject,
    }


def _trigger_json(trigger: Trigger) -> dict[str, Json]:
    return {
        "at_s": trigger.at_s,
        "when": _source(trigger.when),
        "step": trigger.step,
        "after_s": trigger.after_s,
    }


def _source(condition: Condition | None) -> str | None:
    return None if condition is None else condition.source


# --- from JSON -----------------------------------------------------------------------------------


def guide_from_json(data: Mapping[str, Any]) -> Guide:
    """The guide that `guide_json` wrote; raises KeyError, TypeError or ValueError for another form.

    A condition that this program does not understand is a ConditionError, which is a ValueError.
    """
    return Guide(
        number=data["number"],
        level=Level(data["level"]),
        lasts_s=data["lasts_s"],
        briefing=_words(data["briefing"]),
        for_instructor=_words(data["for_instructor"]),
        objectives=tuple(data["objective_ids"]),
        help=frozenset(data["help"]),
        injects=tuple(_inject(one) for one in data["injects"]),
        tasks=tuple(_task(one) for one in data["tasks"]),
        weights={Group(name): points for name, points in data["weights"].items()},
        night=data["night"],
    )


def _inject(data: Mapping[str, Any]) -> Inject:
    slip = data["slip"]
    return Inject(
        id=data["id"],
        title=_words(data["title"]),
        channel=Channel(data["channel"]),
        trigger=_trigger(data["trigger"]),
        text=words_from_json(data["text"]),
        by=data["by"],
        acts=tuple(Act(one["device"], one["act"], one["with"]) for one in data["acts"]),
        slip=None
        if slip is None
        else Mistake(slip["role"], Slip(slip["slip"]), slip["step"], slip["times"]),
        picture=data["picture"],
        answers=tuple(
            Answer(one["id"], _words(one["words"]), one["right"]) for one in data["answers"]
        ),
    )


def _task(data: Mapping[str, Any]) -> Task:
    measure = data["measure"]
    return Task(
        id=data["id"],
        words=_words(data["words"]),
        objective=data["objective"],
        group=Group(data["group"]),
        measure=Measure(
            when=_condition(measure["when"]),
            never=_condition(measure["never"]),
            step=measure["step"],
            command=measure["command"],
            entry=measure["entry"],
            answer=measure["answer"],
        ),
        since=_trigger(data["since"]),
        standard_s=data["standard_s"],
        hint=words_from_json(data["hint"]),
        evaluator=data["evaluator"],
        inject=data["inject"],
    )


def _trigger(data: Mapping[str, Any]) -> Trigger:
    return Trigger(data["at_s"], _condition(data["when"]), data["step"], data["after_s"])


def _condition(source: str | None) -> Condition | None:
    return None if source is None else compile_condition(source)


def _words(data: Mapping[str, Any]) -> Words:
    words = words_from_json(data)
    if words is None:
        raise TypeError("words are missing")
    return words
