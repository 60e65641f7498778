"""THE gate: every command of a person, a procedure step or an instructor passes here.

authority -> bounds -> nothing else under way on the device, nobody else who holds it -> its
feedback can be read -> interlocks -> select (30 s, one in the sitting) -> second person where the
step asks for one -> execute, which asks everything again -> feedback within the verb's time, from
readings newer than the command. Each turn of it is an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from devices.answers import Answers
from devices.authority import Authority
from devices.claims import STOPS, Claims
from devices.clock import Clock
from devices.events import Emit, Event, EventKind, Json
from devices.interlocks import Interlocks, Obstacle
from devices.outcomes import (
    Confirmed,
    ExecuteOutcome,
    Expired,
    NoAnswer,
    Override,
    Pending,
    Refused,
    Resolution,
    Selected,
    Selection,
    SelectOutcome,
    Sent,
    reasons_json,
    selection_from_json,
    selection_json,
)
from devices.phrases import said
from devices.picture import Picture
from devices.plant import CannotSend, Command, Plant
from devices.questions import Questions, stands
from devices.site.site import Site

SELECTION_S = 30.0
# What no instructor's override passes: the person, the bounds, and the rules of the gate itself.
_NEVER_PASSED = ("authority.", "bounds.", "gate.")


class CommandGate:
    """One gate a sitting, for every seat. drill: whether an instructor may override interlocks."""

    def __init__(
        self,
        site: Site,
        plant: Plant,
        clock: Clock,
        emit: Emit,
        *,
        authority: Authority | None = None,
        drill: bool = False,
    ) -> None:
        self.authority = authority or Authority(site)
        self.interlocks = Interlocks(site)
        self.claims = Claims()
        self._site = site
        self._plant = plant
        self._clock = clock
        self._emit = emit
        self._drill = drill
        self._selection: Selection | None = None
        self._answers = Answers(site)
        self._questions = Questions(site, self.authority, self.claims, self._answers)

    # --- looking --------------------------------------------------------------------------------

    @property
    def selection(self) -> Selection | None:
        """What is selected now."""
        return self._selection

    def pending(self, device: str) -> Pending | None:
        """The command that `device` has not answered yet."""
        return self._answers.of(device)

    def obstacles(self, command: Command, picture: Picture) -> tuple[Obstacle, ...]:
        """All interlocks that guard `command` with their truth, after what else stands in its way.

        Of everything but interlocks only what stands is listed.
        """
        return (
            *self.authority.obstacles(command),
            *self._questions.under_way(command, self._clock.now_s),
            *self._questions.held(command),
            *self._questions.blind(command, picture),
            *self.interlocks.obstacles(command, picture),
        )

    # --- select, cancel, execute ------------------------------------------------------------------

    def select(
        self,
        command: Command,
        picture: Picture,
        *,
        second_roles: tuple[str, ...] = (),
        override: Override | None = None,
        also: tuple[Obstacle, ...] = (),
    ) -> SelectOutcome:
        """The first of two actions: read again, then refused with every reason, or selected.

        also: what stands in its way outside the gate, told with the other reasons.
        """
        self._expire()
        self._read_again(picture)
        obstacles = self.obstacles(command, picture)
        standing = (*self._taken(command), *also, *self._standing(command, obstacles, override))
        if standing:
            return self._refuse(command, standing)
        if self._selection is not None:  # a stop takes the place of what was selected
            self._let_go(command.person, "superseded")
        now_s = self._clock.now_s
        self._selection = Selection(command, now_s, now_s + SELECTION_S, second_roles, override)
        self._tell(EventKind.COMMAND_SELECTED, command, **_override_json(override, obstacles))
        return Selected(self._selection, obstacles)

    def cancel(self, person: str = "") -> bool:
        """Let go of the selection; False when there is none, or when it is somebody else's.

        person "" is the sitting itself, which may always cancel.
        """
        if self._selection is None or person not in ("", self._selection.command.person):
            return False
        self._let_go(person, "cancelled")
        return True

    def execute(
        self, picture: Picture, *, person: str = "", second: str | None = None
    ) -> ExecuteOutcome:
        """The second of two actions: ask everything again, then send.

        A missing second person leaves the selection as it is; any other refusal lets it go.
        """
        claimed = self._claim(picture, person, second)
        if isinstance(claimed, Refused):
            return claimed
        selection = claimed.selection
        extra = _override_json(selection.override, claimed.obstacles)
        return self._send(selection.command, picture, second, extra)

    def hand_over(
        self, picture: Picture, *, person: str = "", also: tuple[Obstacle, ...] = ()
    ) -> SelectOutcome:
        """The second action for an order between people: it is let go, to be said; nothing is sent.

        Everything is asked again, as by `execute`; when it was said and repeated it comes back.
        """
        claimed = self._claim(picture, person, None, also)
        if isinstance(claimed, Selected):
            self._tell(
                EventKind.COMMAND_CANCELLED, claimed.selection.command, why="said", by=person
            )
        return claimed

    def _claim(
        self,
        picture: Picture,
        person: str,
        second: str | None,
        also: tuple[Obstacle, ...] = (),
    ) -> SelectOutcome:
        """Take the selection off the gate, once everything was asked again."""
        self._expire()
        selection = self._selection
        if selection is None:
            return self._refuse(None, (stands("gate.selection", "gate.nothing_selected"),))
        command = selection.command
        people = self.authority.missing_people(selection, person, second)
        if people:
            return self._refuse(command, people)
        self._selection = None
        self._read_again(picture)
        obstacles = self.obstacles(command, picture)
        standing = (*also, *self._standing(command, obstacles, selection.override))
        return self._refuse(command, standing) if standing else Selected(selection, obstacles)

    def _send(
        self, command: Command, picture: Picture, second: str | None, extra: dict[str, Json]
    ) -> ExecuteOutcome:
        verb, now_s = self._site.verb(command.target), self._clock.now_s
        if not verb.manual:
            try:
                self._plant.command(command)
            except CannotSend as error:
                words = said("gate.cannot_send", title=verb.title, why=error.words)
                return self._refuse(command, (Obstacle("gate.plant", words, truth=False),))
        waits = not verb.manual and verb.done_when is not None
        earlier = (
            self._answers.wait_for(command, now_s)
            if waits
            else self._answers.give_up(command.device)
        )
        if earlier is not None:
            self._tell(
                EventKind.COMMAND_CANCELLED, earlier.command, why="superseded", by=command.person
            )
        picture.derived.expect_step(command.device, command.verb, now_s)
        self._tell(EventKind.COMMAND_SENT, command, second=second or "", **extra)
        if not waits:  # an order is given; what comes of it, its receiver reports
            self._tell(EventKind.COMMAND_CONFIRMED, command, took_s=0.0)
        return Sent(command, now_s, waits)

    # --- what came of it -------------------------------------------------------------------------

    def advance(self, picture: Picture) -> tuple[Resolution, ...]:
        """Look for answers, and let go of what waited too long."""
        expired = self._expire()
        answered = self._answers.look(picture, self._clock.now_s)
        for outcome in answered:
            match outcome:
                case Confirmed(command=command, took_s=took_s):
                    self._tell(EventKind.COMMAND_CONFIRMED, command, took_s=took_s)
                case NoAnswer(command=command, words=words):
                    self._tell(EventKind.COMMAND_NO_ANSWER, command, en=words.en, ja=words.ja)
        self._tell_late(picture)
        return answered if expired is None else (expired, *answered)

    def _tell_late(self, picture: Picture) -> None:
        """Tell what came of a lost answer; no step waits for it any more, so it has no origin."""
        for outcome in self._answers.look_late(picture, self._clock.now_s):
            command = replace(outcome.command, origin="late")
            match outcome:
                case Confirmed(took_s=took_s):
                    self._tell(EventKind.COMMAND_CONFIRMED, command, took_s=took_s)
                case NoAnswer(words=words):
                    self._tell(EventKind.COMMAND_NO_ANSWER, command, en=words.en, ja=words.ja)

    # --- state ---------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Selection, unanswered commands and who holds what, as JSON."""
        return {
            "selection": None if self._selection is None else selection_json(self._selection),
            "pending": self._answers.export_state(),
            "claims": self.claims.export_state(),
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        selection = state["selection"]
        self._selection = None if selection is None else selection_from_json(selection)
        self._answers.import_state(state["pending"])
        self.claims.import_state(state["claims"])

    # --- the questions of the gate itself ---------------------------------------------------

    def _read_again(self, picture: Picture) -> None:
        """Judge by the newest readings that the plant has, not by those of the last look."""
        picture.update(self._plant.readings(), self._clock.now_s)

    def _taken(self, command: Command) -> tuple[Obstacle, ...]:
        if self._selection is None or command.verb in STOPS:
            return ()
        held = self._selection.command
        title, who = self._site.verb(held.target).title, self.authority.name(held.person)
        return (stands("gate.selected", "gate.already_selected", title=title, who=who),)

    def _standing(
        self, command: Command, obstacles: tuple[Obstacle, ...], override: Override | None
    ) -> tuple[Obstacle, ...]:
        standing = tuple(obstacle for obstacle in obstacles if obstacle.stands)
        if override is None:
            return standing
        against = self.authority.against_override(override, command, self._drill)
        if against is not None:
            return (against, *standing)
        return tuple(o for o in standing if o.id.startswith(_NEVER_PASSED))

    # --- moving on --------------------------------------------------------------------------------

    def _refuse(self, command: Command | None, standing: tuple[Obstacle, ...]) -> Refused:
        if command is not None:
            self._tell(EventKind.COMMAND_REFUSED, command, reasons=reasons_json(standing))
        return Refused(command, standing)

    def _expire(self) -> Expired | None:
        selection = self._selection
        if selection is None or self._clock.now_s < selection.expires_s:
            return None
        self._let_go("", "expired")
        return Expired(selection, self._clock.now_s)

    def _let_go(self, who: str, why: str) -> None:
        selection, self._selection = self._selection, None
        if selection is not None:
            self._tell(EventKind.COMMAND_CANCELLED, selection.command, why=why, by=who)

    def _tell(self, kind: EventKind, command: Command, **more: Json) -> None:
        data: dict[str, Json] = {
            "verb": command.verb,
            "arguments": dict(command.arguments),
            "role": command.role,
            "origin": command.origin,
            **more,
        }
        if command.seat != command.person:
            data["seat"] = command.seat
        self._emit(Event(self._clock.now_s, kind, command.device, command.person, data))


def _override_json(override: Override | None, obstacles: tuple[Obstacle, ...]) -> dict[str, Json]:
    if override is None:
        return {}
    passed: list[Json] = [obstacle.id for obstacle in obstacles if obstacle.stands]
    return {"override": {"by": override.by, "reason": override.reason, "passed": passed}}
