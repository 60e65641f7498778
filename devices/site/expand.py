"""From the templates of a kind to the signals and verbs of one device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices.conditions import compile_condition
from devices.kinds import Kind
from devices.kinds.kind import ArgumentTemplate, Order, SignalTemplate, States, VerbTemplate
from devices.signals import Signal
from devices.site.parameters import DeviceParameters
from devices.site.site import Argument, Device, SiteCommand, Verb
from devices.words import Words


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a site file says of one device beyond its kind."""

    name: str
    number: Words
    title: Words
    owner: Words
    ours: bool
    parameters: DeviceParameters | None = None
    items: tuple[str, ...] = ()

    def filled(self, template: Words) -> Words:
        """The template with the device's number, title and name in it."""
        return Words(
            self._filled(template.en, self.number.en, self.title.en),
            self._filled(template.ja, self.number.ja, self.title.ja),
        )

    def _filled(self, text: str, number: str, title: str) -> str:
        text = text.replace("{device}", self.name)
        return text.replace("{number}", number).replace("{name}", title)

    def bounds(
        self, template: SignalTemplate | ArgumentTemplate
    ) -> tuple[float | None, float | None]:
        """The template's bounds in the signal's unit; relative ones times the device's rating."""
        if template.low is None or template.high is None or not template.of:
            return template.low, template.high
        rating = float(getattr(self.parameters, template.of))
        return template.low * rating, template.high * rating


def expand(
    one: Particulars, kind: Kind, roles: Mapping[str, tuple[str, ...]], places: States
) -> Device:
    """A device of `kind` with every text and name filled in.

    roles overrides who may use a verb; places are the states of a signal `place`.
    """
    signals = (_signal(template, one, places) for template in kind.signals)
    verbs = (_verb(template, one, roles) for template in kind.verbs)
    return Device(
        name=one.name,
        kind=kind.name,
        title=one.title,
        number=one.number.en,
        short=one.number,
        owner=one.owner,
        ours=one.ours,
        signals={signal.name: signal for signal in signals},
        verbs={verb.name: verb for verb in verbs},
        safe=tuple(SiteCommand(one.name, verb, dict(given)) for verb, given in kind.safe),
        parameters=one.parameters,
        items=one.items,
    )


def planned(one: Particulars) -> Device:
    """A device that stands in the plans only: nothing to read, nothing to command."""
    return Device(
        name=one.name,
        kind="planned",  # no kind of its own in `devices.kinds`, so nothing acts on it
        title=one.title,
        number=one.number.en,
        short=one.number,
        owner=one.owner,
        ours=one.ours,
        signals={},
        verbs={},
        safe=(),
        planned=True,
        items=one.items,
    )


def _signal(template: SignalTemplate, one: Particulars, places: States) -> Signal:
    low, high = one.bounds(template)
    states = places if template.suffix == "place" else template.states
    return Signal(
        name=f"{one.name}.{template.suffix}",
        label=one.filled(template.label),
        unit=template.unit,
        low=low,
        high=high,
        states=tuple(name for name, _ in states),
        state_words=tuple(words for _, words in states),
        decimals=template.decimals,
        stale_after_s=None if template.manual else template.stale_after_s,
        manual=template.manual,
    )


def _verb(template: VerbTemplate, one: Particulars, roles: Mapping[str, tuple[str, ...]]) -> Verb:
    done_when = template.done_when.replace("{device}", one.name)
    return Verb(
        name=template.name,
        title=one.filled(template.title),
        roles=roles.get(template.name, template.roles),
        arguments={argument.name: _argument(argument, one) for argument in template.arguments},
        done_when=compile_condition(done_when) if done_when else None,
        answer_within_s=template.answer_within_s,
        order=_order(template.order, one) if template.order is not None else None,
    )


def _order(template: Order, one: Particulars) -> Order:
    return Order(
        to=template.to,
        says=one.filled(template.says),
        repeats=one.filled(template.repeats or template.says),
        act=template.act,
        answers=one.filled(template.answers) if template.answers is not None else None,
        reports=tuple(f"{one.name}.{suffix}" for suffix in template.reports),
        enters=tuple((f"{one.name}.{suffix}", value) for suffix, value in template.enters),
    )


def _argument(template: ArgumentTemplate, one: Particulars) -> Argument:
    low, high = one.bounds(template)
    return Argument(
        name=template.name,
        label=template.label,
        unit=template.unit,
        low=low,
        high=high,
        states=tuple(name for name, _ in template.states),
        state_words=tuple(words for _, words in template.states),
        decimals=template.decimals,
    )
