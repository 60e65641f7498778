"""What the gate itself asks of a command, beside authority and interlocks."""

from __future__ import annotations

from dataclasses import dataclass

from devices.answers import Answers
from devices.authority import Authority
from devices.claims import STOPS, Claims
from devices.interlocks import Obstacle
from devices.phrases import listed, said
from devices.picture import Picture
from devices.plant import Command
from devices.site.site import Site
from devices.unknown import unreported_behind, why_unknown


@dataclass(frozen=True, slots=True)
class Questions:
    """Is the device free, and could anybody see what it does? To stop is never asked."""

    site: Site
    authority: Authority
    claims: Claims
    answers: Answers

    def under_way(self, command: Command, now_s: float) -> tuple[Obstacle, ...]:
        """No second command to a device until the first is resolved."""
        pending = self.answers.of(command.device)
        if pending is None or command.verb in STOPS:
            return ()
        title = self.site.verb(pending.command.target).title
        who = self.authority.name(pending.command.person)
        left_s = round(max(pending.answer_by_s - now_s, 0.0))
        return (stands("gate.pending", "gate.pending", title=title, who=who, seconds=left_s),)

    def held(self, command: Command) -> tuple[Obstacle, ...]:
        """Nobody else works on the device: another run, or a person at another console."""
        claim = self.claims.against(command)
        return () if claim is None else (Obstacle("gate.held", claim.words, truth=False),)

    def blind(self, command: Command, picture: Picture) -> tuple[Obstacle, ...]:
        """Its feedback can be read: else everybody would have to guess what the device did."""
        verb = self.authority.verb(command)
        if verb is None or verb.manual or verb.done_when is None or command.verb in STOPS:
            return ()
        view = picture.with_target(command.device, command.arguments)
        unread = tuple(
            name
            for name in sorted(verb.done_when.names)
            if view.signal(name) is not None and view.value(name) is None
        )
        if not unread:
            return ()
        signals = listed(why_unknown(name, view) for name in unread)
        words = said("gate.blind", title=verb.title, signals=signals)
        return (
            Obstacle(
                "gate.blind",
                words,
                truth=None,
                unknown=unread,
                unreported=tuple(p for name in unread for p in unreported_behind(name, view)),
            ),
        )


def stands(identity: str, key: str, **arguments: object) -> Obstacle:
    """Something that stands in the way, said with the message `key`."""
    return Obstacle(identity, said(key, **arguments), truth=False)
