"""The persons of a sitting: who holds which role, and how simulated ones take time and err."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from devices.authority import INSTRUCTOR
from devices.events import Json
from devices.site.site import Site
from devices.words import Words

SPREAD = 0.25  # sigma of the log-normal spread of delays [P]
LONGEST = 3.0  # no delay is longer than this many times its mean
NOVICE_PACE = 2.0  # a novice needs so many times as long as an expert [P]
NOVICE_SLIPS = 0.1  # and makes each kind of slip at so large a share of the chances to [P]
SHIFT = "shift"  # who entered what stood on the board when the sitting opened


class Slip(StrEnum):
    """What a simulated person can do wrong."""

    WRONG_READ_BACK = "wrong_read_back"  # repeats another number or state
    WRONG_NUMBER = "wrong_number"  # goes to the wrong switch
    NO_TAG = "no_tag"  # locks, and forgets the tag
    SILENCE = "silence"  # does not answer
    HURRY = "hurry"  # acts as soon as he has repeated, before it is confirmed
    WRONG_ANSWER = "wrong_answer"  # answers a message wrongly


@dataclass(frozen=True, slots=True)
class Mistake:
    """A slip that a holder of `role` will make, `times` times. step: only there ("" anywhere)."""

    role: str
    slip: Slip
    step: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Sitter:
    """The person at the console and the roles that he plays."""

    person: str
    roles: tuple[str, ...]

    @classmethod
    def for_role(cls, site: Site, role: str) -> Sitter:
        """The first person of `site` who holds `role`, playing that role alone."""
        person = next((p.id for p in site.persons if role in p.roles), role.lower())
        return cls(person, (role,))

    @classmethod
    def from_state(cls, state: Sequence[str] | None) -> Sitter | None:
        """The sitter whom `People.export_state` wrote down."""
        return None if state is None else cls(state[0], tuple(state[1:]))

    @classmethod
    def named(cls, site: Site, person: str) -> Sitter:
        """The person of `site` with this id, in all his roles; raises KeyError."""
        for known in site.persons:
            if known.id == person:
                return cls(known.id, known.roles)
        raise KeyError(person)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part. simulated: the program speaks and acts for him.

    led: he is simulated as a rule, and now the instructor speaks and acts for him.
    """

    id: str
    name: Words
    roles: tuple[str, ...]
    simulated: bool = True
    led: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How simulated people behave: delays are multiplied by `pace`; `mistakes` will happen.

    skill: from 0, a novice, slow and slipping now and then, to 1, an expert who never slips.
    """

    pace: float = 1.0
    mistakes: tuple[Mistake, ...] = ()
    skill: float = 1.0


@dataclass(slots=True)
class People:
    """Everybody in one sitting. Every role that the sitter does not play is simulated.

    sitter None: all are simulated. Equal seeds give equal delays and equal slips. In a live sitting
    nobody is: whatever others do and say, the sitter enters. instructor: who leads, "" for nobody.
    """

    members: tuple[Member, ...]
    sitter: Sitter | None
    habits: Habits
    _dice: random.Random
    _left: list[int] = field(default_factory=list)
    instructor: str = ""
    _led: set[str] = field(default_factory=set)
    _foreseen: int = 0  # so many slips are the scenario's; those behind came while it went on

    @classmethod
    def of(
        cls, site: Site, sitter: Sitter | None, seed: int = 0, habits: Habits | None = None
    ) -> People:
        """The people of `site`; roles that nobody holds there get a person of their own."""
        habits = habits or Habits()
        dice, left = random.Random(f"people {seed}"), [m.times for m in habits.mistakes]
        foreseen = len(habits.mistakes)
        return cls(_members(site, sitter), sitter, habits, dice, left, _foreseen=foreseen)

    @classmethod
    def real(cls, site: Site, sitter: Sitter) -> People:
        """The people of a live sitting: nobody is simulated."""
        return cls(_real_members(site), sitter, Habits(), random.Random())

    def seat(self, site: Site, sitter: Sitter | None) -> None:
        """Let `sitter` sit from now on; whoever sat before takes part as he did without a seat."""
        if any(member.simulated for member in self.members):
            self.members = _members(site, sitter)
        self.sitter = sitter
        self._show_led()

    def lead(self, person: str, *, led: bool) -> None:
        """Let the instructor speak and act for a simulated person, or the program again."""
        self.lead_only(self._led | {person} if led else self._led - {person})

    def lead_only(self, persons: Iterable[str]) -> None:
        """Let the instructor speak and act for these simulated persons, and for no others."""
        self._led = set(persons)
        self._show_led()

    def _show_led(self) -> None:
        self.members = tuple(
            replace(m, simulated=m.id not in self._led, led=m.id in self._led)
            if m.simulated or m.led
            else m
            for m in self.members
        )

    # --- who ------------------------------------------------------------------------------------

    def plays(self, role: str) -> bool:
        """Whether the sitter himself has to act for `role`."""
        return self.sitter is not None and role in self.sitter.roles

    def holder(self, role: str, *, other_than: str = "") -> Member:
        """The person who acts for `role`: the sitter where he plays it, else somebody else.

        other_than: a person who may not be it, as at a hold point.
        """
        sitter = self.sitter.person if self.sitter is not None else ""
        if self.plays(role) and sitter != other_than:
            return self.member(sitter)
        for member in self.members:
            if role in member.roles and member.id not in (sitter, other_than):
                return member
        # two people of one role where the site names only one: his second man
        simulated = any(member.simulated for member in self.members)
        return Member(f"{role.lower()}-2", Words(role, role), (role,), simulated)

    def hands(self, role: str) -> tuple[Member, ...]:
        """The real people who hold `role`: whoever of them may sign for it."""
        return tuple(m for m in self.members if role in m.roles and not m.simulated)

    def member(self, person: str) -> Member:
        """The member with this id; raises KeyError."""
        member = self.known(person)
        if member is None:
            raise KeyError(person)
        return member

    def known(self, person: str) -> Member | None:
        """The member with this id; None for a stranger."""
        return next((member for member in self.members if member.id == person), None)

    def roles_of(self) -> dict[str, frozenset[str]]:
        """The roles of everybody, as the command gate asks for them."""
        roles = {member.id: frozenset(member.roles) for member in self.members}
        if self.instructor:
            roles[self.instructor] = roles.get(self.instructor, frozenset()) | {INSTRUCTOR}
        return roles

    # --- how ------------------------------------------------------------------------------------

    def delay_s(self, mean_s: float) -> float:
        """How long a simulated person takes this time for something of `mean_s`."""
        spread = math.exp(self._dice.gauss(0.0, SPREAD) - SPREAD * SPREAD / 2.0)
        slowness = NOVICE_PACE + (1.0 - NOVICE_PACE) * self.habits.skill
        return mean_s * self.habits.pace * slowness * min(spread, LONGEST)

    def slips(self, roles: Iterable[str], slip: Slip, step: str) -> bool:
        """Whether somebody with one of `roles` makes this slip here; asking uses it up.

        Slips that are foreseen come first; whoever is no expert makes others by chance.
        """
        wanted = frozenset(roles)
        for number, mistake in enumerate(self.habits.mistakes):
            here = mistake.step in ("", step)
            if mistake.slip is slip and mistake.role in wanted and here and self._left[number] > 0:
                self._left[number] -= 1
                return True
        rate = NOVICE_SLIPS * (1.0 - self.habits.skill)
        return rate > 0.0 and self._dice.random() < rate

    @property
    def slips_to_come(self) -> int:
        """How many slips that were foreseen have not happened yet."""
        return sum(self._left)

    def will_slip(self, mistake: Mistake) -> None:
        """Let one more mistake happen from now on."""
        self.habits = replace(self.habits, mistakes=(*self.habits.mistakes, mistake))
        self._left.append(mistake.times)

    def pick(self, count: int) -> int:
        """A number from 0 to `count` - 1, from the same seeded dice."""
        return self._dice.randrange(count)

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Who sits, how the dice lie and which slips are still to come, as JSON."""
        version, numbers, gauss = self._dice.getstate()
        sitter = self.sitter
        return {
            "sitter": None if sitter is None else [sitter.person, *sitter.roles],
            "dice": [version, list(numbers), gauss],
            "left": list(self._left),
            "led": [*sorted(self._led)],
            "more": [
                [m.role, m.slip.value, m.step, m.times]
                for m in self.habits.mistakes[self._foreseen :]
            ],
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back the dice and slips that `export_state` gave; `seat` does it for the sitter.

        Raises KeyError or ValueError for another form.
        """
        version, numbers, gauss = state["dice"]
        self._dice.setstate((version, tuple(numbers), gauss))
        self._left = list(state["left"])
        more = (Mistake(role, Slip(slip), *rest) for role, slip, *rest in state.get("more", ()))
        foreseen = self.habits.mistakes[: self._foreseen]
        self.habits = replace(self.habits, mistakes=(*foreseen, *more))
        self.lead_only(state.get("led", ()))


def _members(site: Site, sitter: Sitter | None) -> tuple[Member, ...]:
    """The sitter, then everybody else, simulated; every role has one who is."""
    members: list[Member] = []
    if sitter is not None:
        name = next((p.name for p in site.persons if p.id == sitter.person), None)
        words = name or Words(sitter.person, sitter.person)
        members.append(Member(sitter.person, words, sitter.roles, simulated=False))
    for person in site.persons:
        if sitter is None or person.id != sitter.person:
            members.append(Member(person.id, person.name, person.roles))
    for role in site.roles.values():
        if not any(role.name in m.roles and m.simulated for m in members):
            members.append(Member(f"{role.name.lower()}-2", role.title, (role.name,)))
    return tuple(members)


def _real_members(site: Site) -> tuple[Member, ...]:
    """Everybody whom `site` names; a role without a name is called by its title."""
    members = [Member(p.id, p.name, p.roles, simulated=False) for p in site.persons]
    held = {role for member in members for role in member.roles}
    for role in site.roles.values():
        if role.name not in held:
            members.append(Member(role.name.lower(), role.title, (role.name,), simulated=False))
    return tuple(members)
