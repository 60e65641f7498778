"""A drill against its site: what its file alone cannot tell, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from devices.documents import Document, DocumentError, Problem
from devices.site import Site
from procedures.drill.objectives import objectives
from procedures.language import find_procedure, load_procedure, procedure_names
from procedures.language.check_conditions import check_condition
from procedures.language.check_values import check_entered, check_texts
from procedures.language.checking import Examination, Place
from procedures.language.pictures import picture_names
from procedures.scenario.drill_form import (
    OF_A_DRILL,
    ONLY_IN_A_DRILL,
    DrillForm,
    InjectModel,
    MeasureModel,
    SinceModel,
)


def drill_problems(
    read: DrillForm, happenings: Iterable[str], document: Document, site: Site
) -> Iterator[Problem]:
    """Everything of a drill that its file alone cannot tell, in the order of the file.

    happenings: the ids of what the world does besides. Acts are not looked at: for that a plant
    is needed (`procedures.checking`).
    """
    given = read.model_fields_set
    if read.number is None:
        for key in sorted(given & set(ONLY_IN_A_DRILL)):
            yield document.problem_of_key((key,), "drill_number", name=key)
        return
    for key in OF_A_DRILL:
        if not getattr(read, key):
            yield document.problem(("number",), "drill_missing", number=read.number, name=key)
    found = Examination(document, site)
    _ids(found, read, set(happenings))
    _objectives(found, read)
    for number, inject in enumerate(read.injects):
        _inject(found, ("injects", number), inject)
    for number, task in enumerate(read.evaluation):
        place: Place = ("evaluation", number)
        _since(found, (*place, "since"), task.since or SinceModel(at=0.0))
        _measure(found, place, task)
    yield from sorted(found.problems, key=lambda problem: (problem.line, problem.column))


def _ids(found: Examination, read: DrillForm, seen: set[str]) -> None:
    """Injects, happenings and expected actions are called by their ids: each stands once."""
    places = [("injects", n, one.id) for n, one in enumerate(read.injects)]
    places += [("evaluation", n, one.id) for n, one in enumerate(read.evaluation)]
    for key, number, id in places:
        if id in seen:
            found.wrong((key, number, "id"), "drill_id_twice", name=id)
        seen.add(id)


def _objectives(found: Examination, read: DrillForm) -> None:
    known = objectives()
    for number, name in enumerate(read.objectives):
        found.among(("objectives", number), "objective", name, known)
    for place, name in _wanted(read):
        if not found.among((*place, "objective"), "objective", name, known):
            continue
        if name not in read.objectives:
            found.wrong((*place, "objective"), "drill_objective_not_listed", given=name)


def _wanted(read: DrillForm) -> Iterator[tuple[Place, str]]:
    """Every objective that an expected action serves, with where it stands."""
    for number, inject in enumerate(read.injects):
        if inject.expect is not None and inject.expect.objective is not None:
            yield ("injects", number, "expect"), inject.expect.objective
    for number, task in enumerate(read.evaluation):
        yield ("evaluation", number), task.objective


def _inject(found: Examination, place: Place, inject: InjectModel) -> None:
    _since(found, place, inject)
    check_texts(found, place, {"text": inject.text.words() if inject.text else None})
    if inject.by is not None:
        found.among((*place, "by"), "role", inject.by, found.site.roles)
    if inject.picture is not None:
        found.among((*place, "picture"), "picture", inject.picture, picture_names())
    if inject.slip is not None:
        found.among((*place, "slip", "role"), "role", inject.slip.role, found.site.roles)
    if inject.expect is None:
        return
    at = (*place, "expect")
    _measure(found, at, inject.expect)
    if inject.expect.answer is not None:
        answers = {answer.id: bool(answer.right) for answer in inject.answers}
        given = inject.expect.answer
        if found.among((*at, "answer"), "answer", given, answers) and not answers[given]:
            found.wrong((*at, "answer"), "drill_wrong_answer_expected", given=given)


def _since(found: Examination, place: Place, read: InjectModel | SinceModel) -> None:
    if read.when is not None:
        check_condition(found, (*place, "when"), read.when)
    if read.step is not None:
        _step(found, (*place, "step"), read.step)


def _measure(found: Examination, place: Place, read: MeasureModel) -> None:
    for key, condition in (("when", read.when), ("never", read.never)):
        if condition is not None:
            check_condition(found, (*place, key), condition)
    if read.step is not None:
        _step(found, (*place, "step"), read.step)
    if read.command is not None:
        _command(found, (*place, "command"), read.command)
    if read.entry is not None:
        check_entered(found, (*place, "entry"), read.entry)
    if read.evaluator is not None:
        found.among((*place, "evaluator"), "role", read.evaluator, found.site.roles)


def _command(found: Examination, place: Place, target: str) -> None:
    device = target.partition(".")[0]
    if found.among(place, "device", device, found.site.devices):
        verbs = found.site.devices[device].verbs
        found.among(place, "verb", target, [f"{device}.{verb}" for verb in verbs])


def _step(found: Examination, place: Place, given: str) -> None:
    """The procedure is there, and the step in it."""
    name = given.partition("/")[0]
    folder = Path(found.document.path).parent
    if not found.among(place, "procedure", name, procedure_names(folder)):
        return
    try:
        procedure = load_procedure(find_procedure(name, folder))
    except DocumentError:
        return  # its own faults are told where it is read
    steps = [f"{name}/{one.id}" for one in procedure.steps]
    found.among(place, "step", given, steps)
