"""Whose turn it is in a step, where several people at several screens can act in one run."""

from __future__ import annotations

from devices.phrases import listed, said
from devices.words import Words
from procedures import intents
from procedures.people import Member
from procedures.run.attempt import Attempt, Stage
from procedures.run.commanding import CommandWork
from procedures.run.holding import HoldWork
from procedures.run.saying import SayWork
from procedures.talk import Exchange
from procedures.talk import Stage as Talk


def whose_turn(attempt: Attempt) -> tuple[Member, ...]:
    """Whom the step waits for now: who has to speak, who has not signed, else who acts."""
    work = attempt.work
    if attempt.stage is not Stage.WORK:
        return (attempt.actor,)
    if isinstance(work, SayWork):
        turn = work.exchange.turn()
        return () if turn is None else (turn.member, *_who_says_it_again(work.exchange))
    if isinstance(work, HoldWork):
        return work.unsigned()
    return (attempt.actor,)


def can_by(attempt: Attempt, person: str) -> frozenset[str]:
    """What of the step makes sense now for `person`: nothing while it is another's turn."""
    turn, can = [member.id for member in whose_turn(attempt)], attempt.can()
    if person not in turn:
        return frozenset()
    work = attempt.work
    if isinstance(work, SayWork) and _who_says_it_again(work.exchange):
        return can - {"speak"} if person == turn[0] else can & {"speak"}
    return can


def against_acting(attempt: Attempt, intent: object, who: str, *, led: bool) -> Words | None:
    """Why `who` cannot do this for the step; None when he can. led: an instructor leads him.

    Where an instructor leads somebody, nobody acts in another's place.
    """
    name = _NAMES.get(type(intent), "")
    if isinstance(intent, intents.Confirm) and not intent.ok:
        name = "deny"
    if isinstance(intent, intents.Sign) and intent.person != who:
        signer = next((m for m in whose_turn(attempt) if m.id == intent.person and m.led), None)
        return None if signer is None else said("drill.others_turn", who=signer.name)
    turn = whose_turn(attempt)
    by_turn = led or any(member.led for member in turn)
    if not name or not by_turn or name in can_by(attempt, who):
        return None
    return said("drill.others_turn", who=listed(member.name for member in turn))


_NAMES: dict[type, str] = {
    intents.Proceed: "proceed",
    intents.Confirm: "confirm",
    intents.Speak: "speak",
    intents.ReadBack: "read_back",
    intents.JudgeReadBack: "judge",
    intents.EnterValue: "enter",
    intents.Sign: "sign",
    intents.Choose: "choose",
}


def _who_says_it_again(exchange: Exchange) -> tuple[Member, ...]:
    """Who may say once more what nobody has repeated in time; nobody while it is not late."""
    if not exchange.late or exchange.stage not in (Talk.READ_BACK, Talk.REPORT_BACK):
        return ()
    told = exchange.listener if exchange.stage is Talk.REPORT_BACK else exchange.speaker
    return (told.member,)


def takes_part(attempt: Attempt, person: str) -> bool:
    """Whether `person` acts, speaks, listens or signs in this step."""
    work = attempt.work
    if isinstance(work, SayWork):
        return person in (work.exchange.speaker.member.id, work.exchange.listener.member.id)
    if isinstance(work, HoldWork):
        return any(member.id == person for _, member in work.signers)
    return attempt.actor.id == person


def at_the_device(attempt: Attempt) -> bool:
    """Whether its command is under way: nobody has to do anything more for it."""
    return isinstance(attempt.work, CommandWork) and attempt.work.stage == "sent"
