"""A site as the program uses it: frozen, checked, every number a plain float in the unit it names.

Active power is positive into the bus for sources and out of the bus for loads; reactances and
resistances in per unit stand on the element's own rating unless the name says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from devices.conditions import Condition
from devices.kinds.kind import Order
from devices.signals import Signal, Value
from devices.site.connections import Connections
from devices.site.drawing import Drawing, Label, Link, Node, Trend, TrendBand
from devices.site.network import Network
from devices.site.parameters import DeviceParameters
from devices.site.series import Building, Location, Measured, Panels
from devices.words import Words

_NO_WORDS = Words("", "")

# --- devices ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a verb: a number with bounds and unit, or one of `states`."""

    name: str
    label: Words
    unit: str = ""
    low: float | None = None
    high: float | None = None
    states: tuple[str, ...] = ()
    state_words: tuple[Words, ...] = ()
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that a device can be told to do.

    title: imperative with the object ("Open K-12"). order: what is said where it is an order or
    permit between people; None when it goes to the wire. done_when: the feedback that proves it,
    None when only a read-back can. answer_within_s: how long the feedback may take.
    """

    name: str
    title: Words
    roles: tuple[str, ...]
    arguments: Mapping[str, Argument]
    done_when: Condition | None
    answer_within_s: float
    order: Order | None = None

    @property
    def manual(self) -> bool:
        """Whether it is an order between people: nothing goes to the wire."""
        return self.order is not None


@dataclass(frozen=True, slots=True)
class Device:
    """One device: name "cb52b" and number "52B" as people say it; short is that in both languages.

    owner: the organisation in words; ours: whether it runs the microgrid. signals are keyed by
    full name (`cb52b.position`), verbs by name (`open`). safe: the commands that put it in its
    safe state, in order. planned: it stands in the plans only and is drawn as such. items: the
    rows of the inventory that it stands for (O-06).
    """

    name: str
    kind: str
    title: Words
    number: str
    owner: Words
    ours: bool
    signals: Mapping[str, Signal]
    verbs: Mapping[str, Verb]
    safe: tuple[SiteCommand, ...]
    parameters: DeviceParameters | None = None
    planned: bool = False
    items: tuple[str, ...] = ()
    short: Words = _NO_WORDS


@dataclass(frozen=True, slots=True)
class SiteCommand:
    """`device.verb` with its arguments, as a site or procedure file writes it."""

    device: str
    verb: str
    arguments: Mapping[str, Value] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """`device.verb`."""
        return f"{self.device}.{self.verb}"


@dataclass(frozen=True, slots=True)
class SafeState:
    """A named list of commands that leaves the site safe: what an abort does."""

    name: str
    title: Words
    commands: tuple[SiteCommand, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One load block behind its own transformer. tier: A life, B shelter, C comfort, D flexible."""

    device: str
    title: Words
    tier: str
    average_kw: float
    peak_kw: float
    kva: float


# --- people -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contact:
    """How the holder of a role is reached. origin: P for a placeholder that nobody has tried."""

    channel: Words
    number: str
    origin: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is entitled to: `MGC`, `TSO-D` and so on."""

    name: str
    title: Words
    organisation: Words
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who holds roles at this site."""

    id: str
    name: Words
    roles: tuple[str, ...]


# --- rules --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interlock:
    """What must be true before a command may go.

    targets: `device.verb`, where either side may be `*`; `except_targets` are left out of them.
    reason: the full sentence said when it is not true, with {signal} placeholders for live values.
    hazard: what would happen otherwise.
    """

    id: str
    targets: tuple[str, ...]
    require: Condition
    reason: Words
    hazard: Words
    except_targets: tuple[str, ...] = ()

    def covers(self, target: str) -> bool:
        """True when `target` ("b2.close") is one of the commands this interlock guards."""
        if any(_matches(pattern, target) for pattern in self.except_targets):
            return False
        return any(_matches(pattern, target) for pattern in self.targets)


def _matches(pattern: str, target: str) -> bool:
    wanted, given = pattern.split("."), target.split(".")
    return all(one in ("*", other) for one, other in zip(wanted, given, strict=True))


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """When an alarm comes and goes, and what it tells the operator.

    priority: 1 emergency, 2 high, 3 low. It is raised when `when` has held `delay_s`; it clears
    when `off_when` (the opposite of `when` if None) has held `off_delay_s`. While `suppress_when`
    is true it is expected and goes to the log only. group: "" or "blackout" (folds under the
    first-out). value: the signal shown with it. stale_of: signals of which a stale or bad one
    raises it, unless the part of the network in `fed_from` is dead. act_within_s: how long the
    operator has. deadband: how far back the value must be, in `deadband_unit`; None for a state.
    latches: once it is gone it stays in the list until somebody has acknowledged that.
    """

    id: str
    device: str
    priority: int
    when: Condition
    off_when: Condition | None
    delay_s: float
    off_delay_s: float
    suppress_when: Condition | None
    group: str
    title: Words
    cause: Words
    consequence: Words
    action: Words
    value: str
    act_within_s: float
    stale_of: tuple[str, ...] = ()
    hold_overdue: bool = False
    deadband: float | None = None
    deadband_unit: str = ""
    fed_from: Mapping[str, str] = field(default_factory=dict)
    latches: bool = False


# --- facts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the site file with its origin.

    origin: S source document, F public source, K known practice, P proposal, "S,P" for both.
    path: where it stands in the file ("devices.bess.rating").
    """

    path: str
    value: float
    unit: str
    origin: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an EV can be at or go to; id is the state of `ev3.place`."""

    id: str
    title: Words
    distance_km: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Something known of the site that is no device. items: its rows in the inventory (O-13)."""

    id: str
    title: Words
    text: Words
    origin: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the program knows of one microgrid.

    location None: the days are those of no place in particular. buildings, panels, measured: what
    is known of loads and PV plants, by device. connections: where its devices answer, as the site
    file says it; `load_connections` gives those in force on this computer. path: its file.
    """

    name: str
    title: Words
    f_nominal_hz: float
    v_nominal_kv: float
    devices: Mapping[str, Device]
    signals: Mapping[str, Signal]
    limits: Mapping[str, float]
    limit_units: Mapping[str, str]
    limit_titles: Mapping[str, Words]
    roles: Mapping[str, Role]
    persons: tuple[Person, ...]
    interlocks: tuple[Interlock, ...]
    alarms: tuple[AlarmRule, ...]
    safe_states: Mapping[str, SafeState]
    drawing: Drawing
    network: Network
    blocks: tuple[Block, ...]
    trends: tuple[Trend, ...]
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    sources: Mapping[str, Words]
    location: Location | None = None
    buildings: Mapping[str, Building] = field(default_factory=dict)
    panels: Mapping[str, Panels] = field(default_factory=dict)
    measured: Mapping[str, Measured] = field(default_factory=dict)
    connections: Connections = field(default_factory=Connections)
    path: Path | None = field(default=None, compare=False)

    def unconfirmed(self) -> tuple[Fact, ...]:
        """The facts that a real site must confirm or overwrite: known practice and proposals."""
        return tuple(fact for fact in self.facts if "P" in fact.origin or "K" in fact.origin)

    def device_of(self, signal: str) -> Device:
        """The device that `signal` ("b1.p_kw") belongs to; raises KeyError for none."""
        return self.devices[signal.split(".", 1)[0]]

    def verb(self, target: str) -> Verb:
        """The verb of `target` ("cb52b.open"); raises KeyError when there is none."""
        device, _, verb = target.partition(".")
        return self.devices[device].verbs[verb]

    def interlocks_of(self, target: str) -> tuple[Interlock, ...]:
        """Every interlock that guards `target`, in the order of the site file."""
        return tuple(interlock for interlock in self.interlocks if interlock.covers(target))


__all__ = [
    "AlarmRule",
    "Argument",
    "Block",
    "Device",
    "Drawing",
    "Fact",
    "Interlock",
    "Label",
    "Link",
    "Node",
    "Order",
    "Person",
    "Place",
    "Role",
    "SafeState",
    "Site",
    "SiteCommand",
    "Statement",
    "Trend",
    "TrendBand",
    "Verb",
]
