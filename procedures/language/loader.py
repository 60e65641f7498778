"""From files to procedures: everything wrong with a file alone is said here, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

from devices.documents import (
    Document,
    DocumentError,
    Problem,
    Text,
    nearest,
    read_document,
    stamp,
    validate,
)
from devices.words import Words
from procedures.language import model as file
from procedures.language.steps import (
    ABORT,
    END,
    Action,
    Call,
    Check,
    Choose,
    Confirm,
    Do,
    Enter,
    Hold,
    Note,
    OnFail,
    Option,
    Procedure,
    Report,
    Say,
    Score,
    Step,
    Wait,
    Watch,
)
from procedures.language.values import Arguments

_HEAD_BYTES = 10_000  # a procedure says in its first lines that it is one
_FILES_KEPT = 256


def _nothing_more(_procedure: Procedure) -> Iterable[Problem]:
    return ()


def load_procedure(
    path: Path | str, then: Callable[[Procedure], Iterable[Problem]] = _nothing_more
) -> Procedure:
    """Read one procedure file, or a shipped one by its name; a file that has not changed, once.

    Raises DocumentError with every problem at its file:line:column. What only a site can tell is
    found by `check`; given as `then`, it adds its problems to those of the file.
    """
    path = Path(path) if Path(path).suffix in (".yaml", ".yml") else find_procedure(str(path))
    try:
        procedure = _sound(path, stamp(path))
        if not any(then(procedure)):
            return procedure
    except DocumentError:
        pass  # raised again below
    return _read(path, then)  # which raises everything at once


@lru_cache(maxsize=_FILES_KEPT)
def _sound(path: Path, _stamped: tuple[int, ...]) -> Procedure:
    """A file without a fault: a drill asks for the same few dozens of them again and again."""
    return _read(path, _nothing_more)


def _read(path: Path, then: Callable[[Procedure], Iterable[Problem]]) -> Procedure:
    document = read_document(path)

    def faults(read: file.ProcedureModel, document: Document) -> Iterator[Problem]:
        procedure = _procedure(read, document)
        if read.procedure != path.stem:
            place, given = ("procedure",), read.procedure
            yield document.problem(place, "procedure_name", given=given, file=path.stem)
        yield from _jumps(procedure)
        yield from then(procedure)

    return _procedure(validate(document, file.ProcedureModel, then=faults), document)


def _procedure(read: file.ProcedureModel, document: Document) -> Procedure:
    return Procedure(
        name=read.procedure,
        sites=read.site,
        chain=read.chain,
        title=read.title.words(),
        steps=tuple(_step(step, number) for number, step in enumerate(read.steps)),
        watches=tuple(_watch(watch) for watch in read.watch),
        phase=read.phase or "",
        ends_in=read.ends_in or "",
        safe_state=read.safe_state or "",
        target_s=read.target,
        origin=read.origin or "",
        document=document,
    )


def procedure_names(beside: Path | None = None) -> tuple[str, ...]:
    """The names of the procedures that ship and of those in a folder of one's own, sorted."""
    own = (path.stem for path in beside.glob("*.yaml") if _is_procedure(path)) if beside else ()
    return tuple(sorted({*own, *(path.stem for path in _folder().glob("*.yaml"))}))


def find_procedure(name: str, beside: Path | None = None) -> Path:
    """The file of a procedure, by its name: one's own in the folder `beside` before one that ships.

    Raises DocumentError with near misses.
    """
    own = beside / f"{name}.yaml" if beside else None
    if own is not None and _is_procedure(own):
        return own
    path = _folder() / f"{name}.yaml"
    if path.is_file():
        return path
    near = nearest(name, procedure_names(beside))
    key = "procedure_unknown_near" if near else "procedure_unknown"
    raise DocumentError([Problem(str(path), 1, 1, key, {"given": name, "near": near})])


def _is_procedure(path: Path) -> bool:
    """Whether a file says that it is one; what is wrong with it otherwise is said on reading."""
    try:
        with path.open("rb") as file:
            return re.search(rb"(?m)^procedure:", file.read(_HEAD_BYTES)) is not None
    except OSError:
        return False


def _folder() -> Path:
    return Path(str(resources.files("resources"))) / "procedures"


# --- one step ------------------------------------------------------------------------------------


def _step(read: file.StepModel, number: int) -> Step:
    return Step(
        id=read.id,
        role=read.role,
        title=read.title.words(),
        action=_action(read),
        second=read.second,
        caution=_words(read.caution),
        require=read.require,
        expect=read.expect,
        hold_for_s=read.for_ or 0.0,
        limit_s=read.limit,
        on_fail=_on_fail(read.on_fail),
        phase=read.phase or "",
        takes_s=read.takes,
        alarms_expected=frozenset(read.alarms_expected),
        target_s=read.target_time,
        picture=read.picture or "",
        score=Score(read.score.key, read.score.weight) if read.score else None,
        origin=read.origin or "",
        place=("steps", number),
    )


def _action(read: file.StepModel) -> Action:
    """The one action of a step; the model has made sure that there is exactly one."""
    if read.do is not None:
        return _do(read.do, read.with_)
    if read.check is not None:
        return Check(read.check)
    if read.say is not None:
        return _say(read.say)
    if read.enter is not None:
        return Enter(read.enter.signal, read.enter.act)
    return _quiet_action(read)


def _quiet_action(read: file.StepModel) -> Action:
    if read.hold is not None:
        first, second = read.hold.roles
        return Hold(read.hold.id, (first, second), read.hold.require)
    if read.wait is not None:
        return Wait(read.wait.until, read.wait.time, read.wait.at_most)
    if read.choose is not None:
        return Choose(tuple(_option(option) for option in read.choose.options))
    if read.call is not None:
        return Call(read.call)
    if read.kind == "confirm":
        return Confirm(read.confirm.act if read.confirm else ())
    return Note(_words(read.note.text) if read.note else None)


def _do(target: str, arguments: Arguments) -> Do:
    device, _, verb = target.partition(".")
    return Do(device, verb, dict(arguments))


def _say(read: file.SayModel) -> Say:
    return Say(
        to=read.to,
        text=read.text.words(),
        read_back=read.read_back.words(),
        order=_do(read.order, read.with_) if read.order else None,
        acts=read.act,
        report=Report(read.report.text.words(), read.report.enters) if read.report else None,
        enters=dict(read.enters),
    )


def _option(read: file.OptionModel) -> Option:
    return Option(read.id, read.title.words(), read.goto, read.when)


def _on_fail(read: file.OnFailModel | None) -> OnFail:
    if read is None:
        return OnFail()
    return OnFail(read.retry or 0, read.goto or "", read.call or "", bool(read.abort))


def _watch(read: file.WatchModel) -> Watch:
    then = read.then
    return Watch(
        read.id,
        read.when,
        read.words.words(),
        bool(then.abort),
        then.call or "",
        then.back_to or "",
        read.origin or "",
        read.from_ or "",
        read.to or "",
    )


def _words(text: Text | None) -> Words | None:
    return None if text is None else text.words()


# --- jumps inside the file -----------------------------------------------------------------------


def _jumps(procedure: Procedure) -> Iterator[Problem]:
    """Every jump must lead to a step of this file, or to its end; a choice may end the run."""
    assert procedure.document is not None
    known = {END, *(step.id for step in procedure.steps)}
    for place, goto, more in _every_jump(procedure):
        if goto and goto not in known | more:
            near = nearest(goto, known | more)
            key = "procedure_goto_near" if near else "procedure_goto"
            yield procedure.document.problem(place, key, given=goto, near=near)


def _every_jump(
    procedure: Procedure,
) -> Iterator[tuple[tuple[str | int, ...], str, frozenset[str]]]:
    """Place and goal of every jump, with the goals that only this kind of jump may have."""
    for number, watch in enumerate(procedure.watches):
        yield ("watch", number, "then", "back_to"), watch.back_to, frozenset()
        yield ("watch", number, "from"), watch.first, frozenset()
        yield ("watch", number, "to"), watch.last, frozenset()
    for step in procedure.steps:
        yield (*step.place, "on_fail", "goto"), step.on_fail.goto, frozenset()
        for number, option in enumerate(
            step.action.options if isinstance(step.action, Choose) else ()
        ):
            place = (*step.place, "choose", "options", number, "goto")
            yield place, option.goto, frozenset({ABORT})
