"""Hold points: two named people sign, and each of them looks for himself first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.words import Words, words_from_json, words_json
from procedures import intents
from procedures.language.steps import Hold
from procedures.people import Member
from procedures.run.work import WORKING, Done, Refusal, Result, StepIntent
from procedures.run.world import World

LOOK_AGAIN_S = 30.0  # how soon somebody who refused looks again [P]


@dataclass(slots=True)
class HoldWork:
    """A `hold` step. signers: role and person in the order of the file; signed: role -> person.

    A simulated person signs only what he sees true in the picture himself; unknown is not true.
    """

    hold: Hold
    step: str
    signers: tuple[tuple[str, Member], tuple[str, Member]]
    due_at_s: dict[str, float]
    signed: dict[str, str] = field(default_factory=dict)
    refused: Words | None = None
    _said: dict[str, Words] = field(default_factory=dict)  # who refused with what, said once

    @property
    def waits_for_sitter(self) -> bool:
        """Whether the sitter's signature is still missing."""
        return any(not member.simulated for _, member in self._missing())

    @property
    def interruptible(self) -> bool:
        """Nobody signed yet."""
        return not self.signed

    @property
    def _by_hand(self) -> bool:
        """Whether real people sign both, who sign only what is true while they look."""
        return not any(member.simulated for _, member in self.signers)

    def _missing(self) -> tuple[tuple[str, Member], ...]:
        keys = (signer_key(number, self.hold.roles) for number in (0, 1))
        pairs = zip(keys, self.signers, strict=True)
        return tuple(signer for key, signer in pairs if key not in self.signed)

    def unsigned(self) -> tuple[Member, ...]:
        """Whoever has not signed yet."""
        return tuple(member for _, member in self._missing())

    def due_s(self) -> float | None:
        """When a simulated person looks next."""
        dues = [due for key, due in self.due_at_s.items() if key not in self.signed]
        return min(dues, default=None)

    def can(self) -> frozenset[str]:
        """Sign."""
        return frozenset({"sign"}) if self.waits_for_sitter else frozenset()

    def why(self, world: World) -> Words:
        """Who has not signed, and why somebody refused."""
        if self.refused is not None:
            return self.refused
        return said(
            "hold.missing", who=listed(self._named(m, r, world) for r, m in self._missing())
        )

    def _named(self, member: Member, role: str, world: World) -> Words:
        """Who can sign for this role: in a live sitting whoever holds it and has not signed."""
        if member.simulated:
            return member.name
        free = [m.name for m in world.people.hands(role) if m.id not in self.signed.values()]
        return Words(" / ".join(n.en for n in free), " / ".join(n.ja for n in free))

    def advance(self, world: World) -> Result:
        """Let simulated people look and sign; it passes when both did and it is still true."""
        for number, (role, member) in enumerate(self.signers):
            key = signer_key(number, self.hold.roles)
            due_s = self.due_at_s.get(key)
            if due_s is not None and key not in self.signed and world.now_s >= due_s:
                self._look(key, role, member, world)
        true = self.hold.require.evaluate(world.picture) is True
        if len(self.signed) < 2 and (true or not self.signed or not self._by_hand):
            return WORKING
        if true:
            return Done()
        # it went wrong before both had signed: both look again
        self.signed.clear()
        self._refuse(self.signers[1], world)
        self.due_at_s = dict.fromkeys(self.due_at_s, world.now_s + LOOK_AGAIN_S)
        return WORKING

    def _look(self, key: str, role: str, member: Member, world: World) -> None:
        if self.hold.require.evaluate(world.picture) is True:
            self._sign(key, role, member, world)
        else:
            self._refuse((role, member), world)
            self.due_at_s[key] = world.now_s + LOOK_AGAIN_S

    def _sign(self, key: str, role: str, member: Member, world: World) -> None:
        self.signed[key] = member.id
        self.refused = None
        data = {"hold": self.hold.id, "role": role}
        world.emit(Event(world.now_s, EventKind.HOLD_SIGNED, self.hold.id, member.id, dict(data)))

    def _refuse(self, signer: tuple[str, Member], world: World) -> None:
        role, member = signer
        why = world.reasons_against(self.hold.require)
        if member.simulated:
            words = said("hold.refused", who=member.name, why=why)
        else:
            words = said("hold.lapsed", why=why)
        if words != self._said.get(member.id):
            data = {"hold": self.hold.id, "role": role, "en": words.en, "ja": words.ja}
            event = Event(world.now_s, EventKind.HOLD_REFUSED, self.hold.id, member.id, dict(data))
            world.emit(event)
        self._said[member.id] = self.refused = words

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Take a signature: of somebody at this console, with the role, and not a second time."""
        if not isinstance(intent, intents.Sign):
            return Refusal((said("hold.needs_signatures", id=self.hold.id),))
        if intent.person in self.signed.values():
            return Refusal((said("hold.two_people"),))
        signer = world.people.known(intent.person)
        slot = self._slot(intent.person, world)
        if slot is None or signer is None:
            roles = list(self.hold.roles)
            who = world.gate.authority.name(intent.person)
            return Refusal((said("hold.no_role", who=who, roles=roles),))
        role, member = self.signers[slot]
        if member.simulated:
            return Refusal((said("hold.not_his_hand", who=member.name),))
        if self._by_hand and self.hold.require.evaluate(world.picture) is not True:
            why = world.reasons_against(self.hold.require)
            return Refusal((said("hold.not_true", id=self.hold.id, why=why),))
        self._sign(signer_key(slot, self.hold.roles), role, signer, world)
        return None

    def _slot(self, person: str, world: World) -> int | None:
        """Which of the two signatures `person` can give: his own, else one of a role he holds."""
        free = [n for n in (0, 1) if signer_key(n, self.hold.roles) not in self.signed]
        own = [n for n in free if self.signers[n][1].id == person]
        held = [
            n
            for n in free
            if not self.signers[n][1].simulated
            and any(m.id == person for m in world.people.hands(self.signers[n][0]))
        ]
        return next(iter((*own, *held)), None)

    def export_state(self) -> dict[str, Json]:
        """Who signed, who refused with what, and who looks when, as JSON."""
        told: dict[str, Json] = {who: words_json(words) for who, words in self._said.items()}
        return {
            "due_at_s": dict(self.due_at_s),
            "signed": dict(self.signed),
            "refused": words_json(self.refused),
            "said": told,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.due_at_s, self.signed = dict(state["due_at_s"]), dict(state["signed"])
        self.refused = words_from_json(state["refused"])
        self._said = {who: Words(**words) for who, words in state["said"].items()}


def signer_key(number: int, roles: tuple[str, str]) -> str:
    """Under which key a signature stands: the role, told apart where both are the same."""
    role = roles[number]
    return f"{role} ({number + 1})" if roles[0] == roles[1] else role
