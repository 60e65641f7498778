"""A procedure against a site: what its file alone cannot tell, all of it at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from devices.conditions import Condition
from devices.documents import Document, Problem, nearest
from devices.signals import Signal, Value
from devices.site.site import Site
from devices.words import Words
from procedures.language.loader import procedure_names
from procedures.language.steps import (
    ABORT,
    END,
    Call,
    Check,
    Choose,
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

Place = tuple[str | int, ...]
_PHASE = "phase.name"
_SITTING = (_PHASE, "time.now_s")  # what conditions know of the sitting itself
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong (problems) and what deserves a look (warnings)."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check(procedure: Procedure, site: Site, known: Collection[str] | None = None) -> Findings:
    """Prove `procedure` against `site`; `known` names the procedures that calls may lead to."""
    assert procedure.document is not None
    names = procedure_names() if known is None else known
    checker = _Checker(procedure, procedure.document, site, names)
    checker.run()
    order = lambda problem: (problem.line, problem.column)  # noqa: E731 one key for both lists
    return Findings(
        tuple(sorted(checker.problems, key=order)), tuple(sorted(checker.warnings, key=order))
    )


@dataclass(slots=True)
class _Checker:
    procedure: Procedure
    document: Document
    site: Site
    known: Collection[str]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def run(self) -> None:
        self._head()
        for step in self.procedure.steps:
            self._step(step)
        self._ways()

    def _wrong(self, place: Place, key: str, **arguments: object) -> None:
        self.problems.append(self.document.problem(place, key, **arguments))

    def _among(self, place: Place, what: str, given: str, known: Collection[str]) -> bool:
        """Complain unless `given` is one of `known`; `what` ends the message key."""
        if given in known:
            return True
        near = nearest(given, known)
        self._wrong(place, _near(f"procedure_no_{what}", near), given=given, near=near)
        return False

    # --- the head of the file --------------------------------------------------------------

    def _head(self) -> None:
        procedure = self.procedure
        if procedure.site != self.site.name:
            self._wrong(
                ("site",), "procedure_other_site", given=procedure.site, site=self.site.name
            )
        for key, phase in (("phase", procedure.phase), ("ends_in", procedure.ends_in)):
            if phase:
                self._among((key,), "phase", phase, list(Phase))
        if procedure.safe_state:
            self._among(("safe_state",), "safe_state", procedure.safe_state, self.site.safe_states)
        for number, watch in enumerate(procedure.watches):
            place: Place = ("watch", number)
            self._condition((*place, "when"), watch.when)
            if watch.call:
                self._among((*place, "then", "call"), "procedure", watch.call, self.known)
            if watch.abort and not procedure.safe_state:
                self._wrong((*place, "then"), "procedure_abort_nowhere")

    # --- one step --------------------------------------------------------------------------

    def _step(self, step: Step) -> None:
        place = step.place
        self._among((*place, "role"), "role", step.role, self.site.roles)
        if step.phase:
            self._among((*place, "phase"), "phase", step.phase, list(Phase))
        for key, condition in (("require", step.require), ("expect", step.expect)):
            if condition is not None:
                self._condition((*place, key), condition)
        alarms = {rule.id for rule in self.site.alarms}
        for number, alarm in enumerate(sorted(step.alarms_expected)):
            self._among((*place, "alarms_expected", number), "alarm", alarm, alarms)
        if step.on_fail.call:
            self._among((*place, "on_fail", "call"), "procedure", step.on_fail.call, self.known)
        if step.on_fail.abort and not self.procedure.safe_state:
            self._wrong((*place, "on_fail"), "procedure_abort_nowhere")
        self._texts(place, {"title": step.title, "caution": step.caution})
        self._action(step)

    def _action(self, step: Step) -> None:
        place = (*step.place, step.kind)
        match step.action:
            case Do() as do:
                self._command(place, (*step.place, "with"), do, step.role)
                for number, role in enumerate(step.second):
                    self._among((*step.place, "second", number), "role", role, self.site.roles)
            case Say() as say:
                self._say(place, step, say)
            case Enter(signal=signal):
                self._manual_signal((*place, "signal"), signal)
            case Call(procedure=called):
                self._among(place, "procedure", called, self.known)
            case Note(text=text):
                self._texts(place, {"text": text})
            case Check() | Hold() | Wait() | Choose() as waiting:
                self._waiting(place, step, waiting)
            case _:
                pass

    def _waiting(self, place: Place, step: Step, action: Check | Hold | Wait | Choose) -> None:
        match action:
            case Check(conditions=conditions):
                for number, condition in enumerate(conditions):
                    self._condition((*place, number), condition)
            case Hold(roles=roles, require=require):
                for number, role in enumerate(roles):
                    self._among((*place, "roles", number), "role", role, self.site.roles)
                self._condition((*place, "require"), require)
            case Wait(until=until):
                if until is not None:
                    self._condition((*place, "until"), until)
                    if step.limit_s is None:
                        self._wrong(place, "procedure_wait_limit", id=step.id)
            case Choose(options=options):
                self._options(place, step, options)

    def _options(self, place: Place, step: Step, options: tuple[Option, ...]) -> None:
        for number, option in enumerate(options):
            if option.when is not None:
                self._condition((*place, "options", number, "when"), option.when)
            self._texts((*place, "options", number), {"title": option.title})
            if option.goto == ABORT and not self.procedure.safe_state:
                self._wrong((*place, "options", number, "goto"), "procedure_abort_nowhere")
        if all(option.when is not None for option in options) and step.limit_s is None:
            problem = self.document.problem(place, "procedure_choice_limit", id=step.id)
            self.warnings.append(problem)

    def _say(self, place: Place, step: Step, say: Say) -> None:
        self._among((*place, "to"), "role", say.to, self.site.roles)
        self._texts(place, {"text": say.text, "read_back": say.read_back})
        if say.order is not None:
            self._command((*place, "order"), (*place, "with"), say.order, step.role)
        if say.report is not None:
            self._texts((*place, "report"), {"text": say.report.text})
            for number, name in enumerate(say.report.enters):
                self._manual_signal((*place, "report", "enters", number), name)
        for name, value in say.enters.items():
            if self._manual_signal((*place, "enters", name), name):
                self._fits((*place, "enters", name), self.site.signals[name], value)

    # --- commands and values ---------------------------------------------------------------

    def _command(self, place: Place, with_place: Place, do: Do, role: str) -> None:
        if not self._among(place, "device", do.device, self.site.devices):
            return
        verbs = self.site.devices[do.device].verbs
        if not self._among(place, "verb", do.target, [f"{do.device}.{verb}" for verb in verbs]):
            return
        verb = verbs[do.verb]
        if role not in verb.roles:
            self._wrong(
                place, "procedure_verb_role", given=role, target=do.target, roles=verb.roles
            )
        for name in verb.arguments.keys() - do.arguments.keys():
            self._wrong(place, "procedure_argument_missing", target=do.target, name=name)
        for name, value in do.arguments.items():
            if self._among((*with_place, name), "argument", name, verb.arguments):
                argument = verb.arguments[name]
                bounds = (argument.low, argument.high, argument.states)
                self._inside((*with_place, name), name, value, bounds)

    def _manual_signal(self, place: Place, name: str) -> bool:
        manual = [n for n, signal in self.site.signals.items() if signal.manual]
        if name in self.site.signals and name not in manual:
            self._wrong(place, "procedure_measured", given=name)
            return False
        return self._among(place, "signal", name, manual)

    def _fits(self, place: Place, signal: Signal, value: Value) -> None:
        if signal.is_flag != isinstance(value, bool):
            self._wrong(place, "procedure_not_flag", name=signal.name, given=value)
            return
        if not signal.is_flag:
            bounds = (signal.low, signal.high, signal.states)
            self._inside(place, signal.name, value, bounds)

    def _inside(
        self,
        place: Place,
        name: str,
        value: Value,
        bounds: tuple[float | None, float | None, tuple[str, ...]],
    ) -> None:
        low, high, states = bounds
        if states:
            self._among(place, "state", str(value), states)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong(place, "procedure_not_number", name=name, given=value)
        elif (low is not None and value < low) or (high is not None and value > high):
            self._wrong(place, "procedure_outside", name=name, given=value, low=low, high=high)

    # --- conditions and texts --------------------------------------------------------------

    def _condition(self, place: Place, condition: Condition) -> None:
        for name in sorted(condition.names):
            if name.startswith("site."):
                known: Collection[str] = [f"site.{limit}" for limit in self.site.limits]
            else:
                known = (*self.site.signals, *_SITTING)
            if name not in known:
                self._inside_text(place, condition.source, name, "procedure_no_signal", known)
        for atom in condition.atoms():
            states = self._states(atom.subject or "")
            state = atom.equal_to
            if states and isinstance(state, str) and state not in states:
                self._inside_text(place, condition.source, state, "procedure_no_state", states)

    def _states(self, name: str) -> tuple[str, ...]:
        """The words that a signal can take; () for numbers and flags."""
        if name == _PHASE:
            return tuple(Phase)
        signal = self.site.signals.get(name)
        return signal.states if signal else ()

    def _inside_text(
        self, place: Place, source: str, given: str, key: str, known: Collection[str]
    ) -> None:
        found = re.search(rf"(?<![\w.]){re.escape(given)}(?![\w.])", source)
        offset = found.start() if found else 0
        near = nearest(given, known)
        key = _near(key, near)
        problem = self.document.problem_inside(place, offset, key, given=given, near=near)
        self.problems.append(problem)

    def _texts(self, place: Place, texts: Mapping[str, Words | None]) -> None:
        for key, words in texts.items():
            if words is None:
                continue
            for language in ("en", "ja"):
                for name in _PLACEHOLDER.findall(words.in_language(language)):
                    if not self._is_placeholder(name):
                        near = nearest(name, [*self.site.signals, "now"])
                        where = (*place, key, language)
                        key_near = _near("procedure_no_placeholder", near)
                        self._wrong(where, key_near, given=name, near=near)

    def _is_placeholder(self, name: str) -> bool:
        device, _, last = name.partition(".")
        titled = device in self.site.devices and last in ("name", "number")
        limit = device == "site" and last in self.site.limits
        return name == "now" or name in self.site.signals or titled or limit

    # --- ways through the steps ------------------------------------------------------------

    def _ways(self) -> None:
        """Every step must be reached, and from every step there must be a way to the end."""
        if not self._jumps_are_known():
            return  # where a wrong one leads nobody knows
        steps, end = self.procedure.steps, len(self.procedure.steps)
        ways = {number: set(self._next(number)) for number in range(end)}
        reached: set[int] = set()
        backs = (self.procedure.index(w.back_to) for w in self.procedure.watches if w.back_to)
        waiting = [0, *backs]
        while waiting:
            number = waiting.pop()
            if number != end and number not in reached:
                reached.add(number)
                waiting += ways[number]
        leads_out = {end}
        grew = True
        while grew:
            more = {n for n, following in ways.items() if following & leads_out} - leads_out
            leads_out |= more
            grew = bool(more)
        for number, step in enumerate(steps):
            if number not in reached:
                self.warnings.append(
                    self.document.problem(step.place, "procedure_unreached", id=step.id)
                )
            if number not in leads_out:
                self._wrong(step.place, "procedure_no_way_out", id=step.id)

    def _jumps_are_known(self) -> bool:
        known = {END, ABORT, *(step.id for step in self.procedure.steps)}
        jumps = {step.on_fail.goto for step in self.procedure.steps if step.on_fail.goto}
        jumps |= {watch.back_to for watch in self.procedure.watches if watch.back_to}
        for step in self.procedure.steps:
            if isinstance(step.action, Choose):
                jumps |= {option.goto for option in step.action.options}
        return jumps <= known

    def _next(self, number: int) -> Iterator[int]:
        step = self.procedure.steps[number]
        if isinstance(step.action, Choose):
            yield from (self._leads_to(option.goto) for option in step.action.options)
        else:
            yield number + 1
        if step.on_fail.goto and step.on_fail.goto != END:
            yield self.procedure.index(step.on_fail.goto)

    def _leads_to(self, goto: str) -> int:
        """The number of a step; an abort leads out as the end does."""
        return self.procedure.index(END if goto == ABORT else goto)


def _near(key: str, near: list[str]) -> str:
    """The key of the message with the near misses, where there are any."""
    return f"{key}_near" if near else key
