"""A procedure against a site: what its file alone cannot tell, all of it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from devices.conditions import Condition
from devices.documents import MAX_PROBLEMS, Problem
from devices.site.site import Site
from procedures.language.check_conditions import check_condition
from procedures.language.check_values import (
    check_acts,
    check_command,
    check_entered,
    check_texts,
)
from procedures.language.check_ways import check_ways
from procedures.language.checking import CanAct, Place, ProcedureExamination
from procedures.language.loader import procedure_names
from procedures.language.pictures import picture_names
from procedures.language.steps import (
    ABORT,
    Call,
    Check,
    Choose,
    Confirm,
    Do,
    Enter,
    Hold,
    Note,
    Option,
    Procedure,
    Say,
    Step,
    Wait,
)
from procedures.phase import Phase


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong (problems) and what deserves a look (warnings)."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check(
    procedure: Procedure,
    site: Site,
    known: Collection[str] | None = None,
    can_act: CanAct | None = None,
) -> Findings:
    """Prove `procedure` against `site`.

    known: the procedures that calls may lead to, all that ship unless said. can_act: whether
    people can do an act at the equipment (device, act); without it their acts are not looked at.
    """
    assert procedure.document is not None
    names = procedure_names() if known is None else known
    found = ProcedureExamination(procedure.document, site, can_act, procedure=procedure)
    _head(found, names)
    for step in procedure.steps:
        if len(found.problems) >= MAX_PROBLEMS:
            break  # nobody reads more, and each costs time
        _step(found, step, names)
    check_ways(found)
    return Findings(_in_file_order(found.problems), _in_file_order(found.warnings))


def _in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _head(found: ProcedureExamination, known: Collection[str]) -> None:
    procedure, site = found.procedure, found.site
    if site.name not in procedure.sites:
        given = ", ".join(procedure.sites)
        found.wrong(("site",), "procedure_other_site", given=given, site=site.name)
    for key, phase in (("phase", procedure.phase), ("ends_in", procedure.ends_in)):
        if phase:
            found.among((key,), "phase", phase, list(Phase))
    if procedure.safe_state:
        found.among(("safe_state",), "safe_state", procedure.safe_state, site.safe_states)
    for number, watch in enumerate(procedure.watches):
        place: Place = ("watch", number)
        check_condition(found, (*place, "when"), watch.when)
        check_texts(found, place, {"words": watch.words})
        if watch.call:
            found.among((*place, "then", "call"), "procedure", watch.call, known)
        if watch.abort:
            _abort(found, (*place, "then"))


def _abort(found: ProcedureExamination, place: Place) -> None:
    if not found.procedure.safe_state:
        found.wrong(place, "procedure_abort_nowhere")


# --- one step ------------------------------------------------------------------------------------


def _step(found: ProcedureExamination, step: Step, known: Collection[str]) -> None:
    place, site = step.place, found.site
    found.among((*place, "role"), "role", step.role, site.roles)
    if step.phase:
        found.among((*place, "phase"), "phase", step.phase, list(Phase))
    for key, condition in (("require", step.require), ("expect", step.expect)):
        if condition is not None:
            check_condition(found, (*place, key), condition)
    alarms = {rule.id for rule in site.alarms}
    for number, alarm in enumerate(sorted(step.alarms_expected)):
        found.among((*place, "alarms_expected", number), "alarm", alarm, alarms)
    if step.on_fail.call:
        found.among((*place, "on_fail", "call"), "procedure", step.on_fail.call, known)
    if step.on_fail.abort:
        _abort(found, (*place, "on_fail"))
    if step.picture:
        found.among((*place, "picture"), "picture", step.picture, picture_names())
    check_texts(found, place, {"title": step.title, "caution": step.caution})
    for number, role in enumerate(step.second):
        found.among((*place, "second", number), "role", role, site.roles)
    _action(found, step, known)


def _action(found: ProcedureExamination, step: Step, known: Collection[str]) -> None:
    place = (*step.place, step.kind)
    match step.action:
        case Do() as do:
            check_command(found, place, (*step.place, "with"), do, step.role)
        case Say() as say:
            _say(found, place, step, say)
        case Enter(signal=signal, acts=acts):
            check_entered(found, (*place, "signal"), signal)
            check_acts(found, (*place, "act"), acts)
        case Confirm(acts=acts):
            check_acts(found, (*place, "act"), acts)
        case Call(procedure=called):
            found.among(place, "procedure", called, known)
        case Note(text=text):
            check_texts(found, place, {"text": text})
        case Check() | Hold() | Wait() | Choose() as waiting:
            _waiting(found, place, step, waiting)


def _waiting(
    found: ProcedureExamination, place: Place, step: Step, action: Check | Hold | Wait | Choose
) -> None:
    match action:
        case Check(conditions=conditions):
            for at, condition in _placed(found, place, conditions):
                check_condition(found, at, condition)
        case Hold() as hold:
            _hold(found, place, hold)
        case Wait(until=until):
            if until is not None:
                check_condition(found, (*place, "until"), until)
                if step.limit_s is None:
                    found.wrong(place, "procedure_wait_limit", id=step.id)
        case Choose(options=options):
            _options(found, place, step, options)


def _placed(
    found: ProcedureExamination, place: Place, conditions: tuple[Condition, ...]
) -> Iterator[tuple[Place, Condition]]:
    """Each condition with where it stands: a single one may be written without a list."""
    listed = (*place, 0) in found.document.values
    for number, condition in enumerate(conditions):
        yield ((*place, number) if listed else place), condition


def _hold(found: ProcedureExamination, place: Place, hold: Hold) -> None:
    site = found.site
    known = [
        found.among((*place, "roles", number), "role", role, site.roles)
        for number, role in enumerate(hold.roles)
    ]
    if all(known) and not _two_people(site, hold.roles):
        found.wrong((*place, "roles"), "procedure_hold_people", roles=hold.roles)
    check_condition(found, (*place, "require"), hold.require)


def _two_people(site: Site, roles: tuple[str, str]) -> bool:
    """Whether two different people can sign."""
    first, second = ({p.id for p in site.persons if role in p.roles} for role in roles)
    return bool(first and second) and len(first | second) > 1


def _options(
    found: ProcedureExamination, place: Place, step: Step, options: tuple[Option, ...]
) -> None:
    for number, option in enumerate(options):
        at = (*place, "options", number)
        if option.when is not None:
            check_condition(found, (*at, "when"), option.when)
        check_texts(found, at, {"title": option.title})
        if option.goto == ABORT:
            _abort(found, (*at, "goto"))
    if all(option.when is not None for option in options) and step.limit_s is None:
        found.doubtful(place, "procedure_choice_limit", id=step.id)


def _say(found: ProcedureExamination, place: Place, step: Step, say: Say) -> None:
    found.among((*place, "to"), "role", say.to, found.site.roles)
    check_texts(found, place, {"text": say.text, "read_back": say.read_back})
    if say.order is not None:
        check_command(found, (*place, "order"), (*place, "with"), say.order, step.role)
    check_acts(found, (*place, "act"), say.acts)
    if say.report is not None:
        check_texts(found, (*place, "report"), {"text": say.report.text})
        for number, name in enumerate(say.report.enters):
            check_entered(found, (*place, "report", "enters", number), name)
    for name, value in say.enters.items():
        check_entered(found, (*place, "enters", name), name, value)
