"""What the caretaker is asked at this moment, and the answers with what each one does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.models.facility_command import easy_command
from console.models.facility_sight import (
    flag_words,
    seen_when_done,
    sight,
    state_words,
    why_not,
)
from devices.claims import STOPS
from devices.phrases import said
from devices.site.site import Site
from devices.words import Language, Words
from procedures.intents import (
    CancelSelection,
    Choose,
    Confirm,
    EnterValue,
    Execute,
    Intent,
    JudgeReadBack,
    Proceed,
    ReadBack,
    Repeat,
    Resume,
    Select,
    Sign,
    Speak,
)
from procedures.snapshot import CommandView, CurrentStep, EnterView, RunState, RunView, Snapshot

_NOTHING = Words("", "")
_OF_THE_RUN = frozenset({"pause", "abort", "skip", "back", "resume"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One big button. name: what tests and screens know it by; hold: pressed for a second.

    main: it is the one that goes on, as Enter does.
    """

    name: str
    words: Words
    wish: Intent
    main: bool = True
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked now. kind: act, look, number, say, judge, repeat, choose, sign, command, tick,
    again, resume, or, where the caretaker only waits: wait, check, others, not_yet, answer.

    expected: how he sees that it is done; state: one line about what goes on; explained: it says
    what was answered and what it shall be, so that nothing else need be listed.
    """

    kind: str
    answers: tuple[Answer, ...] = ()
    expected: Words = _NOTHING
    state: Words = _NOTHING
    explained: bool = False

    @property
    def main(self) -> Answer | None:
        """The answer that Enter gives: only where a single one goes on."""
        mains = [answer for answer in self.answers if answer.main]
        return mains[0] if len(mains) == 1 else None


def easy(words: Words | None, language: Language) -> str:
    """`words` as easily as they can be said: easy Japanese where it is known."""
    if words is None:
        return ""
    if language == "ja" and words.easy_ja:
        return words.easy_ja
    return words.in_language(language)


def asked(site: Site, snapshot: Snapshot, run: RunView, language: Language) -> Asked:
    """What is asked of whoever stands before the screen; of what is past, nothing."""
    step = run.current
    assert step is not None, "a run at work has a step"
    if snapshot.replay is not None:
        return _past(run, step)
    if run.state is RunState.FAILED:
        again = Answer("again", said("facility.again"), Repeat(run.id))
        return Asked("again", (again,) if "repeat" in step.can else (), state=_failed(step))
    if run.state is RunState.PAUSED:
        go_on = Answer("resume", said("facility.go_on"), Resume(run.id))
        offered = (go_on,) if "resume" in step.can else ()
        return Asked("resume", offered, state=said("facility.paused"))
    if run.state is RunState.ABORTING:
        return Asked("answer", state=said("facility.stopping"))
    if not step.mine:
        return Asked("others", state=_others(site, step))
    return _of_the_step(site, snapshot, run, step, language)


def _of_the_step(
    site: Site, snapshot: Snapshot, run: RunView, step: CurrentStep, language: Language
) -> Asked:
    can = step.can - _OF_THE_RUN
    if can & {"select", "execute"} or (step.kind == "do" and _stands(snapshot.selection)):
        return _command(site, step, snapshot, can)
    if "choose" in can:
        ways = tuple(
            Answer(f"way-{one.id}", one.words, Choose(run.id, one.id)) for one in step.options
        )
        return Asked("choose", ways)
    if "sign" in can:
        return Asked("sign", tuple(_signatures(site, snapshot, run, step)))
    if can & {"speak", "judge", "read_back"}:
        return _exchange(run, step, language)
    if can & {"enter", "confirm", "proceed"}:
        return _by_hand(site, run, step, can)
    return _waiting(snapshot, run, step)


def _by_hand(site: Site, run: RunView, step: CurrentStep, can: frozenset[str]) -> Asked:
    """What eyes and hands do; a state or a number that is seen is entered after that."""
    if "enter" in can and "proceed" not in can and step.enter is not None:
        return _entry(run, step, step.enter)
    expected = _expected(site, step)
    if "confirm" in can:
        done = Answer("done", said("facility.done"), Confirm(run.id, ok=True))
        return Asked("act", (done,), expected)
    if "enter" in can:
        return Asked("act", (Answer("done", said("facility.done"), Proceed(run.id)),), expected)
    key = "facility.written" if step.kind == "note" else "facility.next"
    return Asked("tick", (Answer("done", said(key), Proceed(run.id)),), expected)


def _past(run: RunView, step: CurrentStep) -> Asked:
    """A step of a record that is shown again: how far it had come, and nothing to press."""
    past = said("facility.past")
    if run.state is RunState.FAILED:
        failed = _failed(step)
        return Asked("again", state=Words(f"{failed.en} {past.en}", f"{failed.ja} {past.ja}"))
    kind = step.kind if step.kind in ("wait", "check") else "answer"
    return Asked(kind, state=past)


def _stands(selection: CommandView | None) -> bool:
    return selection is not None and selection.stage == "selected"


def _command(site: Site, step: CurrentStep, snapshot: Snapshot, can: frozenset[str]) -> Asked:
    """A command of a machine: chosen by one press, given by a long one."""
    command, chosen = step.command, snapshot.selection
    if command is None:
        return Asked("answer", state=_waited_for(step))
    if chosen is not None and _stands(chosen):
        if chosen.same_as(command):
            return _selected(site, chosen)
        if command.verb not in STOPS:  # which the gate takes whatever stands selected
            other = said("facility.other_selected", what=chosen.button)
            return Asked("command", (), command.button, other)
    if "select" not in can:
        return Asked("answer", state=_waited_for(step))
    select = Select(command.device, command.verb, command.arguments, step.role)
    easily = easy_command(site, command)
    answer = Answer("select", easily or said("facility.operate"), select)
    return Asked("command", (answer,), _NOTHING if easily else command.button)


def _selected(site: Site, chosen: CommandView) -> Asked:
    """Give what is selected, in its own words; the gate gives nothing else than what is named."""
    let_be = Answer("cancel", said("facility.let_be"), CancelSelection(), main=False)
    if chosen.second_roles:  # who stands by is said at the main window
        return Asked("command", (let_be,), chosen.button, said("facility.two_people"))
    execute = Execute("", chosen.device, chosen.verb, dict(chosen.arguments))
    easily = easy_command(site, chosen)
    held = said("facility.hold_down") if easily is None else said("facility.held", what=easily)
    give = Answer("execute", held, execute, hold=True)
    named = chosen.button if easily is None else _NOTHING
    return Asked("command", (give, let_be), named, said("facility.really"))


def _signatures(
    site: Site, snapshot: Snapshot, run: RunView, step: CurrentStep
) -> Iterator[Answer]:
    hold = step.hold
    if hold is None:
        return
    free = {role for role in hold.roles if role not in hold.signed}
    able = [one for one in site.persons if free & set(one.roles) and one.id not in
            hold.signed.values()]  # fmt: skip
    if snapshot.live is None:
        able = [one for one in able if one.id == snapshot.sitter]
    for person in able:
        words = said("facility.sign", name=person.name)
        yield Answer(f"sign-{person.id}", words, Sign(run.id, person.id))


def _exchange(run: RunView, step: CurrentStep, language: Language) -> Asked:
    """The words of a telephone call, one press a sentence."""
    can, say = step.can, step.say
    if "judge" in can:
        right = Answer("right", said("facility.right"), JudgeReadBack(run.id, right=True))
        wrong = Answer(
            "wrong", said("facility.say_again"), JudgeReadBack(run.id, right=False), main=False
        )
        differs = say is not None and bool(say.differences)
        state = said("facility.differs") if differs else said("facility.is_it_right")
        return Asked("judge", (right, wrong), state=state)
    if "read_back" in can and say is not None:
        text = say.expected_read_back.in_language(language)
        repeated = Answer("repeated", said("facility.repeated"), ReadBack(run.id, text))
        return Asked("repeat", (repeated,), state=said("facility.repeat_it"))
    spoken = Answer("said", said("facility.said"), Speak(run.id))
    return Asked("say", (spoken,))


def _entry(run: RunView, step: CurrentStep, enter: EnterView) -> Asked:
    if enter.is_flag:
        flags = tuple(
            Answer(
                f"state-{value}".lower(),
                flag_words(enter, value=value),
                EnterValue(run.id, value=value),
            )
            for value in (True, False)
        )
        return Asked("look", flags, state=sight(enter))
    if enter.states:
        seen = tuple(
            Answer(f"state-{state}", state_words(state, words), EnterValue(run.id, value=state))
            for state, words in zip(enter.states, enter.state_words, strict=False)
        )
        return Asked("look", seen, state=sight(enter))
    return Asked("number", (), state=sight(enter))


def _waiting(snapshot: Snapshot, run: RunView, step: CurrentStep) -> Asked:
    if step.kind == "wait":
        return Asked("wait", state=said("facility.just_wait"))
    if any(one.truth is not True for one in step.requires):
        return Asked("not_yet", state=said("facility.not_yet"))
    if step.kind == "check":
        return Asked("check", state=said("facility.looking"))
    if "repeat" in step.can and any(one.truth is not True for one in step.expected):
        again = Answer("again", said("facility.look_again"), Repeat(run.id))
        why = why_not(snapshot, step)
        state = said("facility.not_as_expected") if why is None else why
        return Asked("again", (again,), state=state, explained=why is not None)
    return Asked("answer", state=_waited_for(step))


def _waited_for(step: CurrentStep) -> Words:
    """Whose turn it is, without the names and the words of the control room."""
    if step.say is not None:
        return said("facility.they_answer")
    if step.command is not None:
        return said("facility.it_moves")
    return step.waiting_for


def _expected(site: Site, step: CurrentStep) -> Words:
    return seen_when_done(site, step.subject, step.reaches)


def _failed(step: CurrentStep) -> Words:
    return step.failure if step.failure is not None else said("facility.failed")


def _others(site: Site, step: CurrentStep) -> Words:
    person = next((one.name for one in site.persons if one.id == step.person), None)
    who = step.role_title if person is None else person
    return said("facility.others", who=who, role=step.role_title)
