"""What can go wrong at one step, one thing at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from devices.conditions import Condition
from devices.phrases import said
from devices.signals import Value
from devices.site import Site
from devices.site.site import Device
from devices.words import Words, same
from procedures.language.steps import (
    Call,
    Check,
    Choose,
    Confirm,
    Do,
    Enter,
    FieldAct,
    Hold,
    Say,
    Step,
    Wait,
)
from procedures.people import Slip


class Kind(StrEnum):
    """The six kinds of deviation."""

    OMIT = "omit"
    REPEAT = "repeat"
    SWAP = "swap"
    WRONG_OBJECT = "wrong_object"
    DEVICE_FAILS = "device_fails"
    PERSON_ERRS = "person_errs"

    @property
    def words(self) -> Words:
        """Its name."""
        return said(f"explore.kind_{self.value}")


# how a device fails
DEAF, SILENT, STUCK, TRIPS = "deaf", "silent", "stuck", "trips"
# how a person errs, beside the slips of `people`
UNDONE = "undone"  # reports as done what he did not do
UNSAID = "unsaid"  # notes as said and given what nobody said
MISREPORT = "misreport"  # reports another value than he sees
WRONG_VALUE = "wrong_value"  # gives the command with another value than the step says
OTHER_WAY = "other_way"  # takes another way out of a choice than the one for this case


_NO_TITLE = same("")


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that goes otherwise. how: which way of its kind; to: the device or way, or "".

    title: what people call `to`, where it is no device.
    """

    kind: Kind
    how: str
    to: str = ""
    role: str = ""
    title: Words = _NO_TITLE

    @property
    def key(self) -> str:
        """Its name in tables and files."""
        return ":".join(part for part in (self.kind.value, self.how, self.to) if part)

    def words(self, site: Site) -> Words:
        """What goes otherwise, for people."""
        device = site.devices.get(self.to)
        name = device.short if device else self.title if self.title.en else self.to
        return said(f"explore.how_{self.how}", device=name)


def deviations(site: Site, step: Step, following: Step | None) -> tuple[Deviation, ...]:
    """Everything that can go wrong once at `step`; `following` is the next one of its procedure."""
    return (
        Deviation(Kind.OMIT, "skipped"),
        *_repeated(step),
        *_swapped(step, following),
        *_astray(site, step),
        *_failing(site, step),
        *_erring(step),
        *_mistaken(site, step),
    )


def acts_of(step: Step) -> tuple[FieldAct, ...]:
    """What people do at the equipment in a step."""
    action = step.action
    return action.acts if isinstance(action, Say | Enter | Confirm) else ()


def _repeated(step: Step) -> Iterator[Deviation]:
    commands = isinstance(step.action, Do)
    orders = isinstance(step.action, Say) and step.action.order is not None
    if commands or orders or acts_of(step):
        yield Deviation(Kind.REPEAT, "twice")


def _swapped(step: Step, following: Step | None) -> Iterator[Deviation]:
    fixed = (Choose, Call)
    if following is None or isinstance(step.action, fixed) or isinstance(following.action, fixed):
        return
    yield Deviation(Kind.SWAP, "swapped")


# --- the wrong object -------------------------------------------------------------------------


def _astray(site: Site, step: Step) -> Iterator[Deviation]:
    action = step.action
    if isinstance(action, Do):
        other = _similar(site, action.device, action.verb)
        if other:
            yield Deviation(Kind.WRONG_OBJECT, "other_device", other)
    for act in acts_of(step)[:1]:
        other = _twin(site, act.device)
        if other:
            yield Deviation(Kind.WRONG_OBJECT, "other_device", other)


def _similar(site: Site, name: str, verb: str) -> str:
    """The next device of the same kind that knows the verb, else the next of another kind."""
    return _next(site, name, lambda one: verb in one.verbs)


def _twin(site: Site, name: str) -> str:
    """The next device of the same kind; "" without one."""
    kind = site.devices[name].kind if name in site.devices else ""
    return _next(site, name, lambda one: one.kind == kind)


def _next(site: Site, name: str, fits: object) -> str:
    assert callable(fits)
    names = [one.name for one in site.devices.values() if not one.planned]
    if name not in names:
        return ""
    at = names.index(name)
    others = [site.devices[one] for one in (*names[at + 1 :], *names[:at])]
    found: list[Device] = [one for one in others if fits(one)]
    same = [one for one in found if one.kind == site.devices[name].kind]
    return (same or found)[0].name if found else ""


# --- devices that fail ------------------------------------------------------------------------


def _failing(site: Site, step: Step) -> Iterator[Deviation]:
    action = step.action
    fails = Kind.DEVICE_FAILS
    if isinstance(action, Do):
        yield Deviation(fails, DEAF, action.device)
        yield Deviation(fails, SILENT, action.device)
        if site.devices[action.device].kind == "battery_inverter":
            yield Deviation(fails, TRIPS, action.device)
    for act in acts_of(step)[:1]:
        device = site.devices.get(act.device)
        if device is not None and device.kind in _STICKS and act.act in ("open", "close"):
            yield Deviation(fails, STUCK, act.device)
    measured = _measured(site, step)
    if measured:
        yield Deviation(fails, SILENT, measured)


_STICKS = ("boundary_switch", "breaker")


def _measured(site: Site, step: Step) -> str:
    """The first device whose own measurement a check, wait or hold looks at."""
    action = step.action
    if isinstance(action, Check):
        conditions: tuple[Condition, ...] = action.conditions
    elif isinstance(action, Wait) and action.until is not None:
        conditions = (action.until,)
    elif isinstance(action, Hold):
        conditions = (action.require,)
    else:
        return ""
    for condition in conditions:
        for name in sorted(condition.names):
            signal, device = site.signals.get(name), name.partition(".")[0]
            if signal is not None and not signal.manual and device in site.devices:
                return device
    return ""


# --- people who err ---------------------------------------------------------------------------


def _erring(step: Step) -> Iterator[Deviation]:
    action, errs = step.action, Kind.PERSON_ERRS
    acts = acts_of(step)
    doer = action.to if isinstance(action, Say) else step.role
    if isinstance(action, Say):
        yield Deviation(errs, Slip.WRONG_READ_BACK.value, role=doer)
        yield Deviation(errs, Slip.SILENCE.value, role=doer)
        if acts:
            yield Deviation(errs, Slip.HURRY.value, role=doer)
        if action.enters:
            yield Deviation(errs, UNSAID)
    if any(any(sign.isdigit() for sign in act.device) for act in acts):
        yield Deviation(errs, Slip.WRONG_NUMBER.value, role=doer)
    if any(act.act == "lock" for act in acts):
        yield Deviation(errs, Slip.NO_TAG.value, role=doer)
    if acts:
        yield Deviation(errs, UNDONE)
    reported = _reported(step)
    if reported and not acts:
        yield Deviation(errs, MISREPORT, reported)
    if isinstance(action, Choose):
        for option in action.options[1:]:
            yield Deviation(errs, OTHER_WAY, option.id, title=option.title)


def _mistaken(site: Site, step: Step) -> Iterator[Deviation]:
    """A command with another value: the other state, the other setting, the other direction."""
    action = step.action
    if not isinstance(action, Do):
        return
    for name, value in list(action.arguments.items())[:1]:
        argument = site.verb(action.target).arguments.get(name)
        others: list[Value] = []
        if argument is not None and argument.states:
            others = [state for state in argument.states if state != value]
        elif argument is not None and isinstance(value, int | float):
            bounds = (argument.low, argument.high)
            others = [bound for bound in bounds if bound is not None and bound != value]
        if others:
            yield Deviation(Kind.PERSON_ERRS, WRONG_VALUE, f"{name}={_plain(others[0])}")


def _plain(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def given_value(deviation: Deviation, before: Value) -> tuple[str, Value]:
    """The name and the wrong value of an argument, of the same type as the one `before`."""
    name, _, text = deviation.to.partition("=")
    return name, text if isinstance(before, str) else float(text)


def _reported(step: Step) -> str:
    """The first point that is entered from what somebody saw."""
    action = step.action
    if isinstance(action, Enter):
        return action.signal
    if isinstance(action, Say) and action.report is not None and action.report.enters:
        return action.report.enters[0]
    return ""
