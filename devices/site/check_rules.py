"""The rules of a site file against its devices: conditions, targets, texts with live values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from devices.conditions import Condition, Kind, compile_condition, kind_of_signal, mismatches
from devices.documents import Findings, Text
from devices.signals import Signal
from devices.site.model import SiteFile
from devices.site.model_rules import DEADBAND, AlarmModel, InterlockModel
from devices.site.site import Device, Interlock
from devices.words import Words

Step = str | int

PHASE = "phase.name"  # what conditions know besides signals and limits
NOW = "time.now_s"

_WORD = re.compile(r"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\s*(?:==|!=)\s*(['\"])([^'\"]*)\2")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NEVER = compile_condition("false")


def check_rules(
    findings: Findings,
    file: SiteFile,
    devices: Mapping[str, Device],
    signals: Mapping[str, Signal],
) -> None:
    """Collect every name in limits, interlocks, alarms and safe states that names nothing."""
    checker = _Checker(findings, file, devices, signals)
    for id, interlock in file.interlocks.items():
        checker.interlock(("interlocks", id), interlock)
    for id, alarm in file.alarms.items():
        checker.alarm(("alarms", id), alarm)
    for name, safe in file.safe_states.items():
        for index, command in enumerate(safe.commands):
            place = ("safe_states", name, "commands", index)
            checker.command(place, command.do, command.with_)


class _Checker:
    def __init__(
        self,
        findings: Findings,
        file: SiteFile,
        devices: Mapping[str, Device],
        signals: Mapping[str, Signal],
    ) -> None:
        self._findings = findings
        self._devices = devices
        self._signals = signals
        self._names = {*signals, *(f"site.{name}" for name in file.limits), PHASE, NOW}
        self._targets = [f"{d.name}.{verb}" for d in devices.values() for verb in d.verbs]

    # --- one rule -----------------------------------------------------------------------------

    def interlock(self, place: tuple[Step, ...], rule: InterlockModel) -> None:
        covered: list[str] = []
        for key, patterns in (("targets", rule.targets), ("except_targets", rule.except_targets)):
            for index, pattern in enumerate(patterns):
                found = list(self._covered(pattern))
                if not found:
                    self._findings.known(
                        (*place, key, index), pattern, self._targets, "site_target"
                    )
                if key == "targets":
                    covered += found
                else:
                    covered = [target for target in covered if target not in found]
        names = self._names | self._common_names(covered)
        self._condition((*place, "require"), rule.require, names, covered)
        self._text((*place, "reason"), rule.reason, names)
        self._text((*place, "hazard"), rule.hazard, names)

    def alarm(self, place: tuple[Step, ...], rule: AlarmModel) -> None:
        for key in ("when", "off_when", "suppress_when"):
            condition: Condition | None = getattr(rule, key)
            banded = key == "off_when" and rule.timing.deadband is not None
            names = self._names | {DEADBAND} if banded else self._names
            if condition is not None:
                self._condition((*place, key), condition, names, ())
        self._findings.known((*place, "device"), rule.device, self._devices, "site_device")
        self._findings.known((*place, "value"), rule.value, self._signals, "site_signal")
        for index, name in enumerate(rule.stale_of):
            self._findings.known((*place, "stale_of", index), name, self._signals, "site_signal")
        for name, part in rule.fed_from.items():
            self._findings.known((*place, "fed_from", name), name, rule.stale_of, "site_signal")
            self._findings.known((*place, "fed_from", name), part, self._signals, "site_signal")
        for key in ("title", "cause", "consequence", "action"):
            self._text((*place, key), getattr(rule, key), self._names)

    def command(self, place: tuple[Step, ...], target: str, given: Mapping[str, object]) -> None:
        if not self._findings.known((*place, "do"), target, self._targets, "site_target"):
            return
        device, _, verb = target.partition(".")
        arguments = self._devices[device].verbs[verb].arguments
        for name, value in given.items():
            where = (*place, "with", name)
            if not self._findings.known(where, name, arguments, "site_argument"):
                continue
            argument = arguments[name]
            if argument.states:
                self._findings.known(where, str(value), argument.states, "site_state")
            elif not isinstance(value, float | int) or not (
                (argument.low is None or argument.low <= value)
                and (argument.high is None or value <= argument.high)
            ):
                allowed = f"{argument.low:g}..{argument.high:g} {argument.unit}".strip()
                self._findings.add(where, "value_out_of_range", given=value, allowed=allowed)
        for name in arguments:
            if name not in given:
                self._findings.add(place, "site_argument_missing", name=name, target=target)

    # --- its parts ----------------------------------------------------------------------------

    def _covered(self, pattern: str) -> Iterator[str]:
        if pattern.count(".") == 1:
            nothing = Words("", "")
            probe = Interlock("", (pattern,), _NEVER, nothing, nothing)
            yield from (target for target in self._targets if probe.covers(target))

    def _common_names(self, targets: Sequence[str]) -> set[str]:
        """`target.x` and `argument.x` as far as every one of `targets` has them."""
        common: set[str] | None = None
        for target in targets:
            device = self._devices[target.split(".")[0]]
            own = {f"target.{name.split('.', 1)[1]}" for name in device.signals}
            verb = device.verbs[target.split(".")[1]]
            own |= {f"argument.{name}" for name in verb.arguments}
            common = own if common is None else common & own
        return common or set()

    def _condition(
        self,
        place: tuple[Step, ...],
        condition: Condition,
        names: Collection[str],
        targets: Sequence[str],
    ) -> None:
        source = condition.source
        before = len(self._findings.problems)
        bare = _STRING.sub(lambda match: " " * len(match[0]), source)
        for match in _NAME.finditer(bare):
            self._findings.known(place, match[0], names, "site_signal", match.start())
        if not condition.gives_truth:
            self._findings.add(place, "site_condition_number")
        for match in _WORD.finditer(source):
            states = self._states(match[1], targets)
            if states:
                self._findings.known(place, match[3], states, "site_state", match.start(3))
        if len(self._findings.problems) == before:
            for one in mismatches(source, lambda name: self._kind(name, targets)):
                self._findings.add_inside(place, one.offset, one.key, **one.arguments)

    def _kind(self, name: str, targets: Sequence[str]) -> Kind | None:
        """The kind of a name; None for what differs from target to target, or is not known."""
        first, _, rest = name.partition(".")
        if first == "target":
            kinds = {self._kind(f"{target.partition('.')[0]}.{rest}", ()) for target in targets}
            return kinds.pop() if len(kinds) == 1 else None
        if name in self._signals:
            return kind_of_signal(self._signals[name])
        if name == PHASE:
            return Kind.WORD
        return Kind.NUMBER if first == "site" or name in (NOW, DEADBAND) else None

    def _states(self, name: str, targets: Sequence[str]) -> Sequence[str] | None:
        """The words that the signal or argument `name` can take; None for what has no words."""
        first, _, rest = name.partition(".")
        if first in ("target", "argument"):
            if not targets:
                return None
            device, _, verb = targets[0].partition(".")
            if first == "target":
                name = f"{device}.{rest}"
            else:
                argument = self._devices[device].verbs[verb].arguments.get(rest)
                return argument.states if argument else None
        signal = self._signals.get(name)
        return signal.states if signal else None

    def _text(self, place: tuple[Step, ...], text: Text, names: Collection[str]) -> None:
        for language in ("en", "ja"):
            for match in _PLACEHOLDER.finditer(getattr(text, language)):
                name = match[1]
                device, _, what = name.partition(".")
                if what in ("name", "number") and device in self._devices:
                    continue
                where = (*place, language)
                self._findings.known(where, name, names, "site_signal", match.start(1))
