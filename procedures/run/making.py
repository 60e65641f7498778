"""From a step to its work: who acts, with whom, and when a simulated person will be ready."""

from __future__ import annotations

from typing import assert_never

from procedures.language.steps import (
    Call,
    Check,
    Choose,
    Confirm,
    Do,
    Enter,
    Hold,
    Note,
    Say,
    Step,
    Wait,
)
from procedures.people import Member
from procedures.run.attempt import Attempt
from procedures.run.choosing import ChooseWork
from procedures.run.commanding import CommandWork
from procedures.run.holding import HoldWork, signer_key
from procedures.run.looking import ConfirmWork, EnterWork, NoteWork
from procedures.run.saying import SayWork
from procedures.run.waiting import CheckWork, WaitWork
from procedures.run.work import Work
from procedures.run.world import World
from procedures.talk import Exchange, Party

# How long simulated people need where the step does not say, s [P]
_TAKES_S = {"do": 8.0, "check": 5.0, "say": 8.0, "enter": 30.0, "confirm": 30.0, "hold": 15.0}
_TAKES_OTHER_S = 5.0


def begin(step: Step, run: str, world: World) -> Attempt:
    """A new attempt at `step`, begun now."""
    actor = world.people.holder(step.role)
    work = _work(step, run, actor, world)
    world.begun += 1
    now_s = world.now_s
    return Attempt(step, actor, work, started_s=now_s, watch_s=now_s, number=world.begun)


def _work(step: Step, run: str, actor: Member, world: World) -> Work:
    due_s = _due_s(step, actor, world)
    match step.action:
        case Do() as do:
            origin = origin_of(run, step)
            world.forget_answer(origin)
            return CommandWork(do, step.role, actor, origin, due_s, step.second)
        case Check(conditions=conditions):
            return CheckWork(conditions, step.hold_for_s, actor, due_s or world.now_s)
        case Say() as say:
            return _say(step, say, run, actor, world)
        case Enter(signal=signal, acts=acts):
            # where nobody acts at our word, it is reported to us and only entered
            doable = acts if world.field is not None else ()
            return EnterWork(signal, doable, actor, step.id, due_s)
        case Confirm(acts=acts):
            return ConfirmWork(acts, actor, step.id, due_s)
        case Hold() as hold:
            return _hold(step, hold, world)
        case Wait() | Choose() | Note() | Call() as other:
            return _other_work(step, other, actor, due_s, world)
        case _:
            assert_never(step.action)


def _other_work(
    step: Step,
    action: Wait | Choose | Note | Call,
    actor: Member,
    due_s: float | None,
    world: World,
) -> Work:
    match action:
        case Wait(until=until, time_s=time_s, at_most_s=at_most_s):
            longest_s = time_s if until is None else at_most_s
            return WaitWork(until, None if longest_s is None else world.now_s + longest_s)
        case Choose(options=options):
            return ChooseWork(options, actor, due_s)
        case Note(text=text):
            return NoteWork(text, actor, step.id, due_s)
        case Call():
            raise TypeError(f"step {step.id}: a call is opened by the engine, it is no work")
        case _:
            assert_never(action)


def _due_s(step: Step, actor: Member, world: World) -> float | None:
    """When a simulated person will be ready; None for the sitter."""
    if not actor.simulated:
        return None
    return world.now_s + world.people.delay_s(_takes_s(step))


def _takes_s(step: Step) -> float:
    return step.takes_s if step.takes_s is not None else _TAKES_S.get(step.kind, _TAKES_OTHER_S)


def origin_of(run: str, step: Step) -> str:
    """What the commands of this step carry, so that everybody knows where they come from."""
    return f"procedure {run} {step.id}"


def _say(step: Step, say: Say, run: str, actor: Member, world: World) -> SayWork:
    listener = world.people.holder(say.to, other_than=actor.id)
    order = None
    if say.order is not None:
        order = world.command(say.order, step.role, actor.id, origin_of(run, step))
    exchange = Exchange(
        run=run,
        step=step.id,
        speaker=Party(step.role, actor),
        listener=Party(say.to, listener),
        text=say.text,
        read_back=say.read_back,
        report=say.report.text if say.report else None,
        people=world.people,
        emit=world.emit,
        render=world.render,
        takes_s=_takes_s(step),
        has_acts=bool(say.acts) or bool(say.report and say.report.enters),
    )
    exchange.begin(world.now_s)
    return SayWork(say, exchange, order, step.id)


def _hold(step: Step, hold: Hold, world: World) -> HoldWork:
    """Two different people: the second one is never the first one in another hat."""
    first = world.people.holder(hold.roles[0])
    second = world.people.holder(hold.roles[1], other_than=first.id)
    if first.simulated and world.people.plays(hold.roles[1]):
        first = world.people.holder(hold.roles[0], other_than=second.id)
    signers = ((hold.roles[0], first), (hold.roles[1], second))
    due_s = {
        signer_key(number, hold.roles): world.now_s + world.people.delay_s(_takes_s(step))
        for number, (_, member) in enumerate(signers)
        if member.simulated
    }
    return HoldWork(hold, step.id, signers, due_s)
