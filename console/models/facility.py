"""What the caretaker of a building needs to know of a sitting: one card, one step, what is left.

Numbers only as hours, telephones and kW. Everything is worked out from the pictures of
the sitting and the numbers of the site file; None is unknown or of no matter now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from devices.signals import Quality, Reading
from devices.site.site import Role, Site
from procedures.snapshot import (
    AlarmState,
    AlarmView,
    CurrentStep,
    RunState,
    RunView,
    Snapshot,
    StartView,
    StepState,
    StepView,
)

PHONE_WH = 15.0  # what charging one telephone takes: an assumption
PHONE_W = 15.0  # and what it draws meanwhile
_SITTING_AT_WORK = (RunState.READY, RunState.RUNNING, RunState.WAITING, RunState.HELD)
_AT_WORK_STATES = ("on", "stand_alone", "running", "ramping")
_GAUGED_KINDS = ("pcs_outlet", "v2h", "portable_generator", "diesel_generator", "battery_inverter")
_CALLED_IN_TROUBLE = ("CITY", "MGC", "CHIEF")
_OF_THE_RUN = frozenset({"pause", "abort", "skip", "back", "resume"})
_LEAST_ALARM = 2  # of lower priority a caretaker hears nothing


# --- what is left ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with how old it is: age_s is set where it is known no longer."""

    value: float
    age_s: float | None = None


@dataclass(frozen=True, slots=True)
class Gauge:
    """How much of what an outlet, a car or a battery can give is used, in kW. device: which."""

    device: str
    used_kw: Amount | None
    limit_kw: float

    @property
    def share(self) -> float:
        """How full the glass is, 0 to 1 and above."""
        return 0.0 if self.used_kw is None else max(0.0, self.used_kw.value) / self.limit_kw


@dataclass(frozen=True, slots=True)
class Remaining:
    """Hours and telephones that are left, and the gauge.

    fed: whether a source of the building feeds it; only then are there figures. source: the kind of
    device that gives them, "" where that is not known. at_once: nothing is stored, and so many
    telephones can be charged at the same time. usual: it is on the utility's supply.
    """

    hours: Amount | None
    phones: Amount | None
    gauge: Gauge | None
    fed: bool
    source: str = ""
    usual: bool = False
    at_once: bool = False


def remaining(site: Site, snapshot: Snapshot, step: CurrentStep | None) -> Remaining:
    """What is left as the pictures tell it now."""
    supply = snapshot.values.get("island.supply")
    island = supply is not None and supply.value == "island"
    if not island and not sources(site, snapshot)[1]:  # an outlet feeds by itself
        return Remaining(None, None, None, fed=False, usual=_is_usual(supply))
    gauge = _gauge(site, snapshot, step)
    store = next((name for name in _stores(site) if _at_work(snapshot, name)), "")
    feeds = gauge is not None and _at_work(snapshot, gauge.device)
    source = store or (gauge.device if gauge is not None and feeds else "")
    kind = site.devices[source].kind if source else ""
    if not store:  # the sun and a generator store nothing: no count of hours would be true
        return Remaining(None, _at_once(gauge), gauge, fed=True, source=kind, at_once=True)
    hours = _amount(snapshot, "island.hours_left_h")
    return Remaining(hours, _phones(site, snapshot), gauge, fed=True, source=kind)


def _at_once(gauge: Gauge | None) -> Amount | None:
    """How many telephones what is not used yet can charge."""
    if gauge is None or gauge.used_kw is None:
        return None
    free_kw = max(0.0, gauge.limit_kw - gauge.used_kw.value)
    return Amount(_told(free_kw * 1000.0 / PHONE_W), gauge.used_kw.age_s)


def _is_usual(supply: Reading | None) -> bool:
    return supply is not None and supply.value == "utility" and supply.quality is Quality.GOOD


def _phones(site: Site, snapshot: Snapshot) -> Amount | None:
    stored = _stored_kwh(site, snapshot)
    if stored is None:
        return None
    return Amount(_told(max(0.0, stored.value) * 1000.0 / PHONE_WH), stored.age_s)


def _told(count: float) -> float:
    """A count as one says it: two figures, and rather too few than too many."""
    step = 10 ** max(0, len(str(int(count))) - 2)
    return float(int(count / step) * step)


def _stored_kwh(site: Site, snapshot: Snapshot) -> Amount | None:
    """What the store at work can still give; a store that does not feed charges no telephone."""
    known = (_store(site, snapshot, one) for one in _stores(site) if _at_work(snapshot, one))
    return next((amount for amount in known if amount), None)


def _stores(site: Site) -> tuple[str, ...]:
    kinds = ("v2h", "battery_inverter")
    return tuple(name for name, one in site.devices.items() if one.kind in kinds)


def _store(site: Site, snapshot: Snapshot, device: str) -> Amount | None:
    """What one store gives until it has to stop, in kWh."""
    charge = _amount(snapshot, f"{device}.soc_pct")
    whole_kwh = _number(site, f"devices.{device}.energy")
    if charge is None or whole_kwh is None or not _present(snapshot, device):
        return None
    car = site.devices[device].kind == "v2h"
    stop_pct = site.limits.get("ev_leave_pct" if car else "soc_stop_pct", 0.0)
    return Amount((charge.value - stop_pct) / 100.0 * whole_kwh, charge.age_s)


def _present(snapshot: Snapshot, device: str) -> bool:
    state = snapshot.values.get(f"{device}.state")
    return state is None or state.value != "away"


def _gauge(site: Site, snapshot: Snapshot, step: CurrentStep | None) -> Gauge | None:
    gauges = list(_gauges(site, snapshot))
    subject = step.subject if step is not None else ""
    own = [gauge for gauge in gauges if gauge.device in _suppliers(site, subject)]
    working = [gauge for gauge in gauges if _at_work(snapshot, gauge.device)]
    if own and own[0] in working:
        return own[0]
    return max(working, key=lambda gauge: gauge.share, default=None) or next(
        iter(own or gauges), None
    )


def _suppliers(site: Site, subject: str) -> tuple[str, ...]:
    """The device itself, or the outlet that a socket hangs on (they stand on one bus)."""
    if subject not in site.devices:
        return ()
    own = site.devices[subject]
    if own.kind != "emergency_socket":
        return (subject,)
    number = subject.removeprefix("sock")
    return (f"out{number}",)


def _gauges(site: Site, snapshot: Snapshot) -> Iterator[Gauge]:
    for kind in _GAUGED_KINDS:
        for name, device in site.devices.items():
            limit_kw = _number(site, f"devices.{name}.rating") if device.kind == kind else None
            if limit_kw:
                yield Gauge(name, _amount(snapshot, f"{name}.p_kw"), limit_kw)


def _at_work(snapshot: Snapshot, device: str) -> bool:
    state, mode = snapshot.values.get(f"{device}.state"), snapshot.values.get(f"{device}.mode")
    following = mode is not None and mode.value == "grid_following"
    return state is not None and state.value in _AT_WORK_STATES and not following


def _number(site: Site, path: str) -> float | None:
    return next((fact.value for fact in site.facts if fact.path == path), None)


def _amount(snapshot: Snapshot, signal: str) -> Amount | None:
    reading: Reading | None = snapshot.values.get(signal)
    if reading is None or reading.quality is Quality.BAD:
        return None
    value = reading.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    stale = reading.quality is Quality.STALE
    return Amount(float(value), max(0.0, snapshot.time_s - reading.time_s) if stale else None)


def sources(site: Site, snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of sources that certainly stand still, and of those that are at work."""
    at_rest: dict[str, None] = {}
    working: dict[str, None] = {}
    for name, device in site.devices.items():
        state = snapshot.values.get(f"{name}.state")
        if device.kind not in _GAUGED_KINDS or state is None or state.quality is not Quality.GOOD:
            continue
        if state.value != "away":
            (working if _at_work(snapshot, name) else at_rest)[device.kind] = None
    return tuple(kind for kind in at_rest if kind not in working), tuple(working)


# --- which card, which step -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """The steps of a card as a strip: done, current, ahead or left; `at` counts from 1."""

    states: tuple[str, ...]
    at: int


def open_runs(snapshot: Snapshot) -> tuple[RunView, ...]:
    """The cards at work, those that wait for the sitter first."""
    at_work = [run for run in snapshot.runs if run.current is not None]
    return tuple(sorted(at_work, key=_rank))


def _rank(run: RunView) -> int:
    if asks_him(run):
        return 0
    return 1 if run.current is not None and run.current.mine else 2


def asks_him(run: RunView) -> bool:
    """Whether something of this card waits for whoever sits before the screen."""
    step = run.current
    return step is not None and step.mine and bool(step.can - _OF_THE_RUN)


def last_ended(snapshot: Snapshot) -> RunView | None:
    """The card that ended last; None while none has."""
    ended = [run for run in snapshot.runs if run.state is RunState.ENDED]
    return ended[-1] if ended else None


def at_work(run: RunView) -> bool:
    """Whether its steps go on: neither paused nor failed."""
    return run.state in _SITTING_AT_WORK


def progress(run: RunView) -> Progress:
    """How far a card has come. A line that only leads into another card is no step of its own."""
    lines = [(at, step) for at, step in enumerate(run.steps) if not _heads(run.steps, at)]
    states = tuple(_strip_state(step, at == run.at) for at, step in lines)
    number = sum(1 for at, _ in lines if at <= run.at)
    return Progress(states, min(max(number, 1), len(states)))


def _heads(steps: tuple[StepView, ...], at: int) -> bool:
    """Whether the steps of a called card follow this line, and stand for it."""
    return at + 1 < len(steps) and steps[at + 1].depth > steps[at].depth


def _strip_state(step: StepView, current: bool) -> str:
    if current:
        return "current"
    if step.state is StepState.DONE:
        return "done"
    return "left" if step.state in (StepState.SKIPPED, StepState.FAILED) else "ahead"


def step_before(run: RunView) -> StepView | None:
    """The step of the same card to which one goes back; None at its first."""
    if not run.steps or run.at >= len(run.steps):
        return None
    depth = run.steps[run.at].depth
    for step in reversed(run.steps[: run.at]):
        if step.depth < depth:
            return None
        if step.depth == depth:
            return step
    return None


def offered_cards(snapshot: Snapshot) -> tuple[StartView, ...]:
    """The cards that can be opened now, those first that the values call for."""
    free = [start for start in snapshot.startable if start.against is None]
    return tuple(sorted(free, key=lambda start: start.called_for is not True))


# --- who helps, and what is wrong -----------------------------------------------------------------


def in_trouble(site: Site) -> Role | None:
    """Whom to call in trouble: the first of the usual roles that has a number."""
    for name in _CALLED_IN_TROUBLE:
        role = site.roles.get(name)
        if role is not None and role.contact is not None:
            return role
    return None


def reachable(site: Site) -> tuple[Role, ...]:
    """Everybody with a number, those first who are called in trouble, drill control last."""
    roles = [role for role in site.roles.values() if role.contact is not None]
    order = {name: at for at, name in enumerate(_CALLED_IN_TROUBLE)}
    return tuple(
        sorted(roles, key=lambda role: order.get(role.name, 50 if role.name != "EVAL" else 90))
    )


def pressing_alarm(snapshot: Snapshot) -> AlarmView | None:
    """The one alarm to be told of: the gravest of the high ones that nobody has acknowledged."""
    waiting = [
        alarm
        for alarm in snapshot.alarms
        if alarm.priority <= _LEAST_ALARM
        and alarm.state in (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)  # both still sound
    ]
    return min(waiting, key=lambda alarm: (alarm.priority, -alarm.time_s), default=None)
