"""Shift handover: what stands is said to the next person at the console, repeated and confirmed.

Only then does he sit there; a second wrong read-back stops it, and it begins anew. In a simulated
sitting the program speaks for him until he sits, with his delay and his slips, and the sitter
judges what he said. In a live sitting control is disarmed first; both are real people in one room,
so what was repeated is entered, and nothing runs out while they talk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.words import Words
from procedures.arming import Arming
from procedures.people import Sitter
from procedures.run import Refusal, World
from procedures.snapshot import HandoverView
from procedures.standing import WhatStands
from procedures.talk import Exchange, Party, Stage

STEP = "handover"  # what the exchange is called in the record


@dataclass(slots=True)
class Handover:
    """Takes one sitter's place for another. to: who takes over, "" while nobody does."""

    world: World
    stands: WhatStands
    arming: Arming | None = None  # in a live sitting
    to: str = ""
    exchange: Exchange | None = None

    # --- wishes -------------------------------------------------------------------------------

    def begin(self, person: str) -> Refusal | None:
        """Say what stands to `person`; refused when he cannot take the sitter's roles."""
        sitter = self.world.people.sitter
        assert sitter is not None
        may = self.may_take_over()
        name = self.world.gate.authority.name
        if person not in may:
            named = listed(map(name, may)) if may else said("handover.nobody")
            return Refusal((said("handover.may_not", who=name(person), may=named),))
        now_s = self.world.now_s
        if self.arming is not None:
            self.arming.disarm(said("handover.disarmed", who=name(person)), sitter.person, now_s)
        self.to, self.exchange = person, self._exchange(sitter, person, *self.stands.words())
        self.exchange.speak(now_s)
        return None

    def repeated(self, text: str, right: bool) -> Refusal | None:
        """The sitter judges what the next person repeated.

        text: what was repeated, compared instead; only of a real person. A simulated one has to
        have spoken first.
        """
        exchange, now_s = self.exchange, self.world.now_s
        if exchange is None:
            return Refusal((said("handover.none"),))
        if not exchange.by_ear:
            if exchange.stage is not Stage.JUDGE:
                name = self.world.gate.authority.name(self.to)
                return Refusal((said("handover.not_repeated", who=name),))
            exchange.judge(right, now_s)
        elif text.strip():
            exchange.hear(text, now_s)
            exchange.judge(not exchange.differing, now_s)
        else:
            exchange.repeated(right, now_s)
        return self._after(exchange)

    def give_up(self) -> None:
        """Nobody takes over; the sitter stays."""
        self.to, self.exchange = "", None

    # --- moved by time --------------------------------------------------------------------------

    def advance(self) -> Refusal | None:
        """Let a simulated person repeat; refused when he stays silent twice."""
        exchange = self.exchange
        if exchange is None or exchange.by_ear:
            return None
        exchange.advance(self.world.now_s)
        return self._after(exchange)

    def due_s(self) -> float | None:
        """When a simulated person repeats, or has been silent for too long; None for nothing."""
        exchange = self.exchange
        if exchange is None or exchange.by_ear:
            return None
        due = (exchange.due_s, exchange.answer_by_s)
        return min((one for one in due if one is not None), default=None)

    def _after(self, exchange: Exchange) -> Refusal | None:
        if exchange.stage is Stage.DONE:
            self._change_places()
        elif exchange.stage is Stage.STOPPED:
            self.give_up()
            return None if exchange.stopped is None else Refusal((exchange.stopped,))
        return None

    # --- looked at ------------------------------------------------------------------------------

    def may_take_over(self) -> tuple[str, ...]:
        """The persons of the site who hold every role of the sitter, but not he himself.

        Nor whom an instructor leads: he would have to sit at two screens.
        """
        people, sitter = self.world.people, self.world.people.sitter
        if sitter is None:
            return ()
        led = {member.id for member in people.members if member.led}
        others = (one for one in self.world.site.persons if one.id not in {sitter.person, *led})
        return tuple(one.id for one in others if set(sitter.roles) <= set(one.roles))

    def view(self) -> HandoverView:
        """Who may take over, and what is being said to whom."""
        exchange = self.exchange
        if exchange is None or exchange.said_text is None or exchange.expected is None:
            return HandoverView(self.may_take_over())
        return HandoverView(
            may=self.may_take_over(),
            to=self.to,
            text=exchange.said_text,
            read_back=exchange.expected,
            attempt=exchange.attempt,
            differences=exchange.differing,
            by_ear=exchange.by_ear,
            heard=exchange.heard if exchange.stage is Stage.JUDGE else None,
        )

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """To whom it is being handed over, and what was said of it, as JSON."""
        exchange = None if self.exchange is None else self.exchange.export_state()
        return {"to": self.to, "exchange": exchange}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.give_up()
        sitter, said_so_far = self.world.people.sitter, state["exchange"]
        if sitter is not None and said_so_far is not None:
            self.to = state["to"]
            self.exchange = self._exchange(sitter, self.to, *self.stands.words())
            self.exchange.import_state(said_so_far)

    # --- parts of it ------------------------------------------------------------------------------

    def _exchange(self, sitter: Sitter, person: str, text: Words, back: Words) -> Exchange:
        people, role = self.world.people, sitter.roles[0]
        return Exchange(
            run="",
            step=STEP,
            speaker=Party(role, people.member(sitter.person)),
            listener=Party(role, people.member(person)),
            text=text,
            read_back=back,
            report=None,
            people=people,
            emit=self.world.emit,
            render=self.world.render,
        )

    def _change_places(self) -> None:
        before, exchange = self.world.people.sitter, self.exchange
        assert before is not None
        assert exchange is not None
        assert exchange.said_text is not None
        after, words = Sitter(self.to, before.roles), exchange.said_text
        self.give_up()
        self.world.gate.cancel()
        self.world.seat(after)
        self.stands.reseat()
        name = self.world.gate.authority.name
        told = said("handover.done", before=name(before.person), after=name(after.person))
        data: dict[str, Json] = {
            "what": "handover",
            "from": before.person,
            "roles": list(after.roles),
            "stands": {"en": words.en, "ja": words.ja},
            "en": told.en,
            "ja": told.ja,
        }
        self.world.emit(Event(self.world.now_s, EventKind.NOTE, "", after.person, data))
