"""What a kind of device is: the signals it has, the verbs it takes, its safe state.

Texts are templates: `{number}` is what people call the device ("K-12"), `{name}` its title.
Conditions are templates with `{device}` for its name in signals ("k12"), and so are the live values
in what people say: `{{device}.position}` becomes `{k12.position}`, filled in when it is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.signals import Value
from devices.words import Words

States = tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class SignalTemplate:
    """One signal of a kind, named `device.suffix`.

    A number has `low` and `high`: in `unit`, or in multiples of the device's parameter `of`
    ("rated_kw"). A state has `states`. With neither it is a flag. manual: people report it;
    derived: the program works it out of others. What is neither comes from the wire.
    """

    suffix: str
    label: Words
    unit: str = ""
    low: float | None = None
    high: float | None = None
    of: str = ""
    states: States = ()
    decimals: int = 1
    stale_after_s: float = 5.0
    manual: bool = False
    derived: bool = False


@dataclass(frozen=True, slots=True)
class ArgumentTemplate:
    """One argument of a verb; bounds and states as in a signal."""

    name: str
    label: Words
    unit: str = ""
    low: float | None = None
    high: float | None = None
    of: str = ""
    states: States = ()
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """What a manual verb is between people: a few words in three parts, an act and a report.

    to: the role that is told. repeats: what he should repeat, the very words when None. act: what
    he then does at the device in the field. answers: how he reports it, and reports the signals
    that are entered from what he saw: by suffix in a kind, by full name (`k12.position`) in a
    site. enters: what holds by being said, as with a permit; named in the same way.
    """

    to: str
    says: Words
    repeats: Words | None = None
    act: str = ""
    answers: Words | None = None
    reports: tuple[str, ...] = ()
    enters: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class VerbTemplate:
    """One verb of a kind. order: what is said where it is an order between people."""

    name: str
    title: Words
    roles: tuple[str, ...]
    arguments: tuple[ArgumentTemplate, ...] = ()
    done_when: str = ""
    answer_within_s: float = 5.0
    order: Order | None = None

    @property
    def manual(self) -> bool:
        """Whether it is an order between people: nothing goes to the wire."""
        return self.order is not None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of device. safe: its safe state, as verbs with their arguments, in order."""

    name: str
    title: Words
    signals: tuple[SignalTemplate, ...]
    verbs: tuple[VerbTemplate, ...] = ()
    safe: tuple[tuple[str, tuple[tuple[str, Value], ...]], ...] = ()

    @property
    def wire_signals(self) -> tuple[SignalTemplate, ...]:
        """What is measured: neither reported by people nor derived."""
        return tuple(one for one in self.signals if not one.manual and not one.derived)

    @property
    def wire_verbs(self) -> tuple[VerbTemplate, ...]:
        """What the equipment itself is told: no orders between people."""
        return tuple(one for one in self.verbs if not one.manual)


def number(
    suffix: str,
    label: tuple[str, str],
    unit: str,
    low: float,
    high: float,
    *,
    of: str = "",
    decimals: int = 1,
    stale_after_s: float = 5.0,
    manual: bool = False,
    derived: bool = False,
) -> SignalTemplate:
    """A numeric signal with its label in both languages, unit and bounds."""
    return SignalTemplate(
        suffix, Words(*label), unit, low, high, of, (), decimals, stale_after_s, manual, derived
    )


def state(
    suffix: str,
    label: tuple[str, str],
    states: States,
    *,
    manual: bool = False,
    derived: bool = False,
) -> SignalTemplate:
    """A signal that is one of a few words."""
    return SignalTemplate(suffix, Words(*label), states=states, manual=manual, derived=derived)


def flag(
    suffix: str, label: tuple[str, str], *, manual: bool = False, derived: bool = False
) -> SignalTemplate:
    """A signal that is true or false."""
    return SignalTemplate(suffix, Words(*label), manual=manual, derived=derived)


def words(**texts: tuple[str, str]) -> States:
    """States with their words: `words(open=("open", "切"))`."""
    return tuple((name, Words(*text)) for name, text in texts.items())


POSITION = words(open=("open", "切"), closed=("closed", "入"))
SERVICE = words(in_service=("in service", "使用"), blocked=("blocked", "除外"))
ON_OFF = words(off=("off", "切"), on=("on", "入"))

ORDER_ANSWER_S = 1800.0  # people walk; the order stands until the report is entered
