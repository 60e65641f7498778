"""Procedures and their site become paper: names, limits and branches in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from devices.conditions import Condition
from devices.documents import DocumentError
from devices.phrases import listed, said
from devices.picture import Picture
from devices.site import Site
from devices.words import Words, same
from procedures.language import (
    Check,
    Choose,
    Do,
    Enter,
    Hold,
    Note,
    Procedure,
    Say,
    Step,
    Wait,
    Watch,
    find_procedure,
    load_procedure,
)
from procedures.language.steps import ABORT, END
from procedures.paper import (
    PaperBlank,
    PaperProcedure,
    PaperRole,
    PaperSay,
    PaperStep,
    PaperWatch,
    Way,
)
from procedures.paper_words import readable
from procedures.phase import TITLES, Phase
from procedures.wording import condition_views

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")
_BLANK = same("______")
HASH_DIGITS = 12


class Titled(Protocol):
    """What stands of a procedure where another one leads to it."""

    @property
    def chain(self) -> str:
        """Its label, "" for none."""

    @property
    def title(self) -> Words:
        """Its title; names of the site may stand in it in braces."""


def paper_of(
    procedure: Procedure,
    site: Site,
    beside: Path | None = None,
    read: Mapping[str, Titled] = MappingProxyType({}),
) -> PaperProcedure:
    """`procedure` as paper for `site`. beside: where procedures of one's own are looked for.

    read: those that are known already, by name; the others that it can call are read here.
    """
    return _Writer(procedure, site, beside, read).write()


class _Writer:
    """Writes one procedure down, with the limits and names of its site."""

    def __init__(
        self,
        procedure: Procedure,
        site: Site,
        beside: Path | None,
        read: Mapping[str, Titled],
    ) -> None:
        self._procedure = procedure
        self._site = site
        self._beside = beside
        self._read = read
        self._picture = Picture(site)  # of nothing but the limits and names

    def write(self) -> PaperProcedure:
        procedure = self._procedure
        steps = tuple(self._step(step) for step in procedure.steps)
        safe = self._site.safe_states.get(procedure.safe_state)
        leads_to = TITLES[Phase(procedure.ends_in)] if procedure.ends_in else None
        return PaperProcedure(
            name=procedure.name,
            chain=procedure.chain,
            title=self._filled(procedure.title),
            digest=_digest(procedure),
            roles=tuple(dict.fromkeys(role for step in steps for role in _people(step))),
            steps=steps,
            watches=tuple(self._watch(watch) for watch in procedure.watches),
            leads_to=leads_to,
            target_s=procedure.target_s,
            safe=tuple(
                self._site.verb(command.target).title for command in (safe.commands if safe else ())
            ),
        )

    # --- a step -------------------------------------------------------------------------------

    def _step(self, step: Step) -> PaperStep:
        action = step.action
        hold = action if isinstance(action, Hold) else None
        return PaperStep(
            id=step.id,
            kind=step.kind,
            role=self._role(step.role),
            title=self._filled(step.title),
            caution=self._filled(step.caution) if step.caution else None,
            command=self._command(action) if isinstance(action, Do) else None,
            second=tuple(self._role(name) for name in step.second),
            say=self._say(action) if isinstance(action, Say) else None,
            before=self._conditions((step.require,)),
            expected=self._expected(step),
            measured=self._is_measured(step),
            hold_for_s=step.hold_for_s,
            limit_s=_limit_s(step),
            wait_s=action.time_s if isinstance(action, Wait) else None,
            hold=tuple(self._role(name) for name in hold.roles) if hold else (),
            hold_id=hold.id if hold else "",
            blanks=tuple(self._blanks(step)),
            note=self._filled(action.text) if isinstance(action, Note) and action.text else None,
            options=self._options(action) if isinstance(action, Choose) else (),
            call=self._to(getattr(action, "procedure", "")) if step.kind == "call" else None,
            otherwise=self._otherwise(step),
        )

    def _expected(self, step: Step) -> tuple[Words, ...]:
        match step.action:
            case Check(conditions=conditions):
                return self._conditions((*conditions, step.expect))
            case Hold(require=require):
                return self._conditions((require, step.expect))
            case Wait(until=until):
                return self._conditions((until, step.expect))
            case _:
                return self._conditions((step.expect,))

    def _is_measured(self, step: Step) -> bool:
        """Whether instruments show what is expected: none of it is a point that people report."""
        conditions: list[Condition | None] = [step.expect]
        match step.action:
            case Check(conditions=checked):
                conditions += checked
            case Wait(until=until):
                conditions.append(until)
        signals = self._site.signals
        names = {name for one in conditions if one is not None for name in one.names}
        return not any(signals[name].manual for name in names if name in signals)

    def _conditions(self, conditions: Sequence[Condition | None]) -> tuple[Words, ...]:
        every = (view for one in conditions for view in condition_views(one, self._picture))
        return tuple(readable(view.words) for view in every)

    def _command(self, action: Do) -> Words:
        verb = self._site.verb(action.target)
        given = []
        for name, value in action.arguments.items():
            argument = verb.arguments[name]
            words = same(f"{value:g}" if isinstance(value, float | int) else str(value))
            if value in argument.states and argument.state_words:
                words = argument.state_words[argument.states.index(str(value))]
            unit = f" {argument.unit}" if argument.unit else ""
            label = argument.label
            given.append(Words(f"{label.en} {words.en}{unit}", f"{label.ja} {words.ja}{unit}"))
        if not given:
            return verb.title
        told = listed(given)
        return Words(f"{verb.title.en}: {told.en}", f"{verb.title.ja}：{told.ja}")

    def _say(self, action: Say) -> PaperSay:
        report = self._filled(action.report.text) if action.report else None
        text, read_back = self._filled(action.text), self._filled(action.read_back)
        return PaperSay(self._role(action.to), text, read_back, report)

    def _blanks(self, step: Step) -> Iterator[PaperBlank]:
        names: tuple[str, ...] = ()
        if isinstance(step.action, Enter):
            names = (step.action.signal,)
        elif isinstance(step.action, Say) and step.action.report:
            names = step.action.report.enters
        for name in names:
            signal = self._site.signals[name]
            states: tuple[Words, ...] = tuple(signal.words(state) for state in signal.states)
            if signal.is_flag:
                states = (signal.words(True), signal.words(False))
            yield PaperBlank(signal.label, signal.unit, states)

    # --- branches -----------------------------------------------------------------------------

    def _options(self, action: Choose) -> tuple[tuple[Words, Way], ...]:
        found = []
        for option in action.options:
            title = self._filled(option.title)
            when = listed(self._conditions((option.when,)))
            plain = " or " not in when.en and "not " not in when.en  # else the title says it better
            if when.en and plain:
                title = Words(f"{title.en} ({when.en})", f"{title.ja}（{when.ja}）")
            found.append((title, self._jump(option.goto)))
        return tuple(found)

    def _jump(self, goto: str) -> Way:
        if goto == END:
            return Way(said("paper.to_end"))
        if goto == ABORT:
            return Way(said("paper.to_abort"))
        step = self._procedure.steps[self._procedure.index(goto)]
        return Way(said("paper.to_step", step=goto, title=self._filled(step.title)))

    def _to(self, name: str) -> Way:
        """Another procedure, by its label and title where its file is to be found."""
        try:
            called: Titled | None = self._read.get(name)
            called = called or load_procedure(find_procedure(name, self._beside))
        except DocumentError:
            return Way(same(name), name)  # `kairetsu check` says what is wrong with it
        title = self._filled(called.title)
        return Way(said("paper.to_procedure", chain=called.chain, title=title), name)

    def _otherwise(self, step: Step) -> Way | None:
        """What to do when the step does not come out as it should; None where it cannot fail."""
        fail = step.on_fail
        if fail.goto:
            return self._jump(fail.goto)
        if fail.call:
            return self._to(fail.call)
        if fail.abort:
            return Way(said("paper.to_abort"))
        if step.kind in ("note", "choose", "call", "confirm"):
            return None
        if fail.retry:
            return Way(said("paper.retry", count=fail.retry))
        return Way(said("paper.stop"))

    def _watch(self, watch: Watch) -> PaperWatch:
        way = Way(said("paper.to_tell"))
        if watch.abort:
            way = Way(said("paper.to_abort"))
        elif watch.call:
            way = self._to(watch.call)
            if watch.back_to:
                key = "paper.back_to_end" if watch.back_to == END else "paper.back_to"
                back = said(key, way=way.words, step=watch.back_to)
                way = Way(back, way.procedure)
        span = None
        if watch.first or watch.last:
            steps = self._procedure.steps
            span = said(
                "paper.span", first=watch.first or steps[0].id, last=watch.last or steps[-1].id
            )
        return PaperWatch(self._filled(watch.words), way, span)

    # --- words --------------------------------------------------------------------------------

    def _role(self, name: str) -> PaperRole:
        known = self._site.roles.get(name)
        if known is None:
            return PaperRole(name, same(name))
        return PaperRole(name, known.title, known.contact.number if known.contact else "")

    def _filled(self, words: Words) -> Words:
        easy = self._fill(words.easy_ja, "ja")
        return Words(self._fill(words.en, "en"), self._fill(words.ja, "ja"), easy)

    def _fill(self, text: str, language: str) -> str:
        def fill(match: re.Match[str]) -> str:
            name = match[1]
            if name == "now":
                return said("paper.time").in_language(language)
            live = name in self._site.signals
            words = _BLANK if live else self._picture.words(name)
            return match[0] if words is None else words.in_language(language)

        return _PLACEHOLDER.sub(fill, text)


def _people(step: PaperStep) -> Iterator[PaperRole]:
    yield step.role
    yield from step.second
    yield from step.hold
    if step.say is not None:
        yield step.say.to


def _limit_s(step: Step) -> float | None:
    if isinstance(step.action, Wait) and step.action.at_most_s is not None:
        return step.action.at_most_s
    return step.limit_s


def _digest(procedure: Procedure) -> str:
    if procedure.document is None:
        return ""
    return hashlib.sha256(procedure.document.path.read_bytes()).hexdigest()[:HASH_DIGITS]
