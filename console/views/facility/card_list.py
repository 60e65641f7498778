"""Between two cards, and beside one: which cards there are, how one ended, the card on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from console.models.facility import last_ended, offered_cards, open_runs, progress, sources
from console.models.facility_step import easy
from console.translation import Translation
from console.views.facility.question_page import QuestionPage, Way
from console.views.facility.questions import numbers_of
from console.wishes import Wish
from devices.phrases import listed, said
from devices.site.site import Site
from procedures.intents import StartProcedure, TakeUp
from procedures.snapshot import RunState, RunView, Snapshot, StepState, TakingUpView

_WAY_BACK = "F4"  # the card for the return of the power, at every site


class CardList:
    """Fills a page with cards. send: takes wishes; choose: shows the run with this id."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        choose: Callable[[str], None],
    ) -> None:
        self._site = site
        self._translation = translation
        self._send = send
        self._choose = choose

    def opening(self, page: QuestionPage, trouble: str = "") -> None:
        """Say that the sitting is being opened; or why it could not be."""
        if trouble:
            page.ask(self._say("not_opened"), (trouble,), ())
            return
        page.ask(self._say("opening"), (), ())

    def between(self, page: QuestionPage, snapshot: Snapshot) -> None:
        """Say how the last card ended, and which ones can be begun."""
        lines: list[str] = []
        ended = last_ended(snapshot)
        if ended is not None:
            lines.append(self._how_it_ended(ended))
        if ended is not None and ended.aborted:
            self._stopped(page, snapshot)
            return
        if snapshot.finished:
            numbers = numbers_of(self._site, self._translation)
            page.ask(self._say("all_ended"), (*lines, self._say("call_them"), *numbers), ())
            return
        ways = self._to_begin(snapshot)
        title = self._say("what_happens") if ways else self._say("nothing_now")
        page.ask(title, lines, ways)

    def _stopped(self, page: QuestionPage, snapshot: Snapshot) -> None:
        """After a stop: what is off now, whom to call, and how to go on when one may."""
        lines: list[str] = []
        at_rest, working = sources(self._site, snapshot)
        for key, kinds in (("stopped_off", at_rest), ("stopped_on", working)):
            named = tuple(dict.fromkeys(said(f"facility.source_{kind}") for kind in kinds))
            if named:
                lines.append(self._say(key, sources=listed(named)))
        lines += [self._say("danger_2"), *numbers_of(self._site, self._translation)[:1]]
        lines.append(self._say("stopped_then"))
        ways = self._to_begin(snapshot)
        if any(card.chain == _WAY_BACK for card in offered_cards(snapshot)):
            lines.append(self._say("stopped_back"))
        page.ask(self._say("stopped_title"), lines, ways)

    def ended(
        self, page: QuestionPage, run: RunView, following: RunView, go_on: Callable[[], None]
    ) -> None:
        """Say that a card has ended, whom to tell, and which one follows."""
        language = self._translation.language
        follows = self._say("follows", title=easy(following.title, language))
        stopped = run.aborted or run.state is RunState.ABORTING
        how = "card_stopped" if stopped else "card_ended"
        page.ask(
            f"{easy(run.title, language)}: {self._say(how)}",
            (self._say("call_them"), *numbers_of(self._site, self._translation)[:1], follows),
            (Way("go_on", self._say("next"), go_on, "main"),),
        )

    def taking_up(self, page: QuestionPage, taken: TakingUpView) -> None:
        """A sitting that was cut off goes on when somebody has seen what is different."""
        of = self._translation.of
        lines = [f"{of(one.label)}: {of(one.before)} → {of(one.now)}" for one in taken.differences]
        if taken.unread:
            lines.append(self._say("unread", devices=listed(taken.unread)))
        go_on = Way("take_up", self._say("take_up"), lambda: self._send(TakeUp()), "main")
        page.ask(self._say("was_cut_off"), lines or (self._say("nothing_differs"),), (go_on,))

    def beside(self, page: QuestionPage, snapshot: Snapshot, shown: str, back: Way) -> None:
        """The cards that are open besides the one on the screen, and those that can be begun."""
        others = [run for run in open_runs(snapshot) if run.id != shown]
        ways = [
            Way(f"run-{run.id}", self._where(run), partial(self._choose, run.id)) for run in others
        ]
        ways += self._to_begin(snapshot)
        title = self._say("other_cards") if ways else self._say("no_cards")
        page.ask(title, (), (*ways, back))

    def any_beside(self, snapshot: Snapshot) -> bool:
        """Whether there is another card, open or to be begun."""
        return len(open_runs(snapshot)) > 1 or bool(offered_cards(snapshot))

    def _to_begin(self, snapshot: Snapshot) -> list[Way]:
        language = self._translation.language
        ways = []
        for card in offered_cards(snapshot):
            called = card.called_for is True
            title = f"{card.chain}  {easy(card.title, language)}"
            words = f"{self._say('card_called')}: {title}" if called else title
            look = "main" if called else "plain"
            ways.append(
                Way(f"card-{card.procedure}", words, partial(self._begin, card.procedure), look)
            )
        return ways

    def _begin(self, procedure: str) -> None:
        self._choose("")
        self._send(StartProcedure(procedure))

    def _where(self, run: RunView) -> str:
        come = progress(run)
        return f"{easy(run.title, self._translation.language)}  {come.at} / {len(come.states)}"

    def _how_it_ended(self, run: RunView) -> str:
        done = sum(1 for step in run.steps if step.state is StepState.DONE)
        told = self._say("what_was_done", done=done, all=len(run.steps))
        title = easy(run.title, self._translation.language)
        how = "card_stopped" if run.aborted else "card_ended"
        return f"{title}: {self._say(how)} {told}"

    def _say(self, key: str, **arguments: object) -> str:
        return easy(said(f"facility.{key}", **arguments), self._translation.language)
