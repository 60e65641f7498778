"""From the keys of a scenario file to the guide of the drill."""

from __future__ import annotations

from dataclasses import replace

from devices.documents import Text
from devices.words import Words, same
from procedures.drill.guide import (
    ALL_HELP,
    USUAL_WEIGHTS,
    Act,
    Answer,
    Guide,
    Inject,
    Level,
    Measure,
    Task,
    Trigger,
)
from procedures.scenario.drill_form import (
    DrillForm,
    EvaluationModel,
    ExpectModel,
    InjectedActModel,
    InjectModel,
    MeasureModel,
    SinceModel,
)

_NOTHING = same("")


def guide_of(read: DrillForm) -> Guide | None:
    """What makes the scenario a drill; None without a number."""
    if read.number is None:
        return None
    expected = (_of_inject(one, one.expect) for one in read.injects if one.expect is not None)
    return Guide(
        number=read.number,
        level=read.level or Level.BASIC,
        lasts_s=read.lasts or 0.0,
        briefing=_words(read.briefing) or _NOTHING,
        for_instructor=_words(read.for_instructor) or _NOTHING,
        objectives=read.objectives,
        help=ALL_HELP if read.help is None else frozenset(read.help),
        injects=tuple(_inject(one) for one in read.injects),
        tasks=(*expected, *(_task(one) for one in read.evaluation)),
        weights=dict(USUAL_WEIGHTS) if read.scoring is None else read.scoring.weights(),
        night=read.theme == "night",
    )


def _inject(read: InjectModel) -> Inject:
    return Inject(
        id=read.id,
        title=read.title.words(),
        channel=read.channel,
        trigger=Trigger(read.at, read.when, read.step or "", read.after or 0.0),
        text=_words(read.text),
        by=read.by or "",
        acts=tuple(_act(one) for one in read.acts),
        slip=read.slip.mistake() if read.slip else None,
        picture=read.picture or "",
        answers=tuple(Answer(a.id, a.text.words(), bool(a.right)) for a in read.answers),
    )


def _act(read: InjectedActModel) -> Act:
    device, _, act = read.act.partition(".")
    return Act(device, act, dict(read.with_))


def _of_inject(inject: InjectModel, read: ExpectModel) -> Task:
    return Task(
        id=inject.id,
        words=read.text.words(),
        objective=read.objective or "",
        group=read.scores,
        measure=replace(_measure(read), answer=read.answer or ""),
        since=Trigger(),
        standard_s=read.within,
        hint=_words(read.hint),
        evaluator=read.evaluator or "",
        inject=True,
    )


def _task(read: EvaluationModel) -> Task:
    return Task(
        id=read.id,
        words=read.text.words(),
        objective=read.objective,
        group=read.scores,
        measure=_measure(read),
        since=Trigger(at_s=0.0) if read.since is None else _since(read.since),
        standard_s=read.within,
        hint=_words(read.hint),
        evaluator=read.evaluator or "",
    )


def _since(read: SinceModel) -> Trigger:
    return Trigger(read.at, read.when, read.step or "", read.after or 0.0)


def _measure(read: MeasureModel) -> Measure:
    return Measure(
        when=read.when,
        never=read.never,
        step=read.step or "",
        command=read.command or "",
        entry=read.entry or "",
    )


def _words(text: Text | None) -> Words | None:
    return None if text is None else text.words()
