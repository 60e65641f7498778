"""The way out of a drill: a hint, the code word, and its end; at every moment one press away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from console.models.drill import HINTS, alone, hint_to_ask
from console.models.facility import in_trouble
from console.models.facility_step import easy
from console.translation import Translation
from console.views.facility.question_page import QuestionPage, Way
from console.wishes import Wish
from devices.phrases import said
from devices.site.site import Site
from procedures.drill.views import DrillView
from procedures.drill.wishes import EndDrill, Freeze, GiveHint
from procedures.snapshot import Snapshot


class WayOut:
    """What the button at the head leads to.

    changed: called when another page is to be shown; expect: a hint of a task was asked for.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        changed: Callable[[], None],
        close: Callable[[], None],
        *,
        expect: Callable[[str], None],
    ) -> None:
        self._site = site
        self._translation = translation
        self._send = send
        self._changed = changed
        self._close = close
        self._expect = expect
        self.real = False  # the code word was said where no drill stands that it could stop

    def words(self, snapshot: Snapshot | None) -> str:
        """What stands on the button: it is there as long as something is only practised."""
        return self._say("easy_way_out") if self._practised(snapshot) else ""

    def ask(self, page: QuestionPage, snapshot: Snapshot | None, leave: Way, more: Way) -> bool:
        """Put what can be asked for on `page`; False where nothing is practised.

        leave: back to the step; more: how everything works.
        """
        if snapshot is None or not self._practised(snapshot):
            return False
        drill = snapshot.drill
        ways = self._of_a_drill(snapshot, drill) if drill is not None else self._of_a_rehearsal()
        chosen = [replace(way, act=partial(_in_turn, leave.act, way.act)) for way in ways]
        lines = () if drill is None else self._about_hints(drill)
        page.ask(self._say("easy_help"), lines, (leave, *chosen, more))
        return True

    def ask_real(self, page: QuestionPage) -> None:
        """Say that it is real, and whom to call; no curtain hangs where no drill can be stopped."""
        role = in_trouble(self._site)
        lines = [self._say(f"easy_real_{number}") for number in (1, 2, 3)]
        number = ""
        if role is not None and role.contact is not None:
            number = role.contact.number
            who = easy(role.title, self._translation.language)
            lines.append(self._say("easy_real_call", who=who, number=number))
        ways = (
            Way("close", self._say("easy_close"), self._close, "main"),
            Way("over", self._say("easy_real_over"), self.leave),
        )
        page.ask(self._say("easy_real_title"), lines, ways, picture=("telephone", "119"))

    def leave(self) -> None:
        """Back from the page of the real event."""
        self.real = False
        self._changed()

    def _of_a_drill(self, snapshot: Snapshot, drill: DrillView) -> list[Way]:
        who, ways = snapshot.sitter, []
        hint = hint_to_ask(drill)
        if drill.begun and drill.frozen is None and HINTS in drill.help and hint is not None:
            wish = GiveHint(hint.task, who)
            ways.append(Way("hint", self._say("easy_hint"), partial(self._ask_hint, wish)))
        real = partial(self._wish, Freeze(who, disaster=True))
        ways.append(Way("real", self._say("easy_real"), real, "danger", hold=True))
        if not drill.begun:
            ways.append(Way("close", self._say("easy_not_now"), self._close))
        elif alone(snapshot):
            end = partial(self._wish, EndDrill(who))
            ways.append(Way("end", self._say("easy_end"), end, hold=True))
        return ways

    def _of_a_rehearsal(self) -> list[Way]:
        return [
            Way("real", self._say("easy_real"), self._say_real, "danger", hold=True),
            Way("close", self._say("easy_stop_here"), self._close, hold=True),
        ]

    def _about_hints(self, drill: DrillView) -> tuple[str, ...]:
        """Why there is no hint, where there is none."""
        if not drill.begun or drill.frozen is not None:
            return ()
        if HINTS not in drill.help:
            return (self._say("easy_no_hints"),)
        return () if hint_to_ask(drill) is not None else (self._say("easy_no_hint"),)

    def _practised(self, snapshot: Snapshot | None) -> bool:
        if snapshot is None or snapshot.replay is not None or snapshot.live is not None:
            return False
        return not (snapshot.finished if snapshot.drill is None else snapshot.drill.ended)

    def _ask_hint(self, wish: GiveHint) -> None:
        self._expect(wish.task)
        self._wish(wish)

    def _say_real(self) -> None:
        self.real = True
        self._changed()

    def _wish(self, wish: Wish) -> None:
        self._send(wish)
        self._changed()

    def _say(self, key: str, **arguments: str) -> str:
        return easy(said(f"trainee.{key}", **arguments), self._translation.language)


def _in_turn(first: Callable[[], None], then: Callable[[], None]) -> None:
    first()
    then()
