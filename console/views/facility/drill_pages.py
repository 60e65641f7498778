"""A drill in the view of a caretaker: it begins, stands still, tells, and ends, one page each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from console.models.drill import alone, can_reply, given_hints, waits_to_begin
from console.models.facility import asks_him, open_runs
from console.models.facility_step import easy
from console.models.people import name_of
from console.translation import Translation
from console.views.drill.score_reading import ScoreReading
from console.views.facility.question_page import QuestionPage, Way
from console.views.facility.wash_pages import WashPages
from console.wishes import Wish
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words
from procedures.drill.views import DrillView, FrozenView, HintView, MessageView
from procedures.drill.wishes import AnswerMessage, BeginDrill, Thaw
from procedures.snapshot import Snapshot


class DrillPages:
    """Knows which message or hint is read. changed: called when another page is to be shown."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        changed: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        self._close = close
        self._site = site
        self._translation = translation
        self._send = send
        self._changed = changed
        self._reading = ""  # a message or the task of a hint, "" for none
        self._writing = False
        self._seen: frozenset[str] = frozenset()
        self._left = False  # the form after the drill was left out
        self.wash = WashPages(translation, send, changed)
        self.score = ScoreReading()
        self.score.changed.connect(changed)

    # --- what waits to be read ----------------------------------------------------------------

    def unread(self, snapshot: Snapshot) -> MessageView | HintView | None:
        """The oldest message or hint that is to be read: it waits for an answer, or is new."""
        drill = snapshot.drill
        if drill is None or snapshot.replay is not None or not drill.begun or drill.ended:
            return None
        if drill.frozen is not None:
            return None
        told: list[MessageView | HintView] = [*drill.messages, *given_hints(drill)]
        waiting = [one for one in told if _waits(one, self._seen)]
        return min(waiting, key=lambda one: one.time_s) if waiting else None

    def heading(self, told: MessageView | HintView) -> str:
        """Who calls or writes, in the words of the bar."""
        if isinstance(told, HintView):
            return self._say("easy_hint_title")
        key = "easy_phone" if told.channel == "phone" else "easy_message"
        return self._say(key, who=easy(told.speaker, self._translation.language))

    def read(self, snapshot: Snapshot) -> None:
        """Open what waits."""
        told = self.unread(snapshot)
        if told is not None:
            self._reading = _key(told)
            self._changed()

    def leave(self) -> bool:
        """Go back from what is read or asked; False where nothing is."""
        if self.wash.open_now:
            self.wash.back()
        elif self._writing:
            self._writing = False
            self._changed()
        elif self._reading:
            self._reading = ""
            self._changed()
        else:
            return False
        return True

    @property
    def open_now(self) -> bool:
        """Whether there is something to go back from."""
        return bool(self._reading) or self.wash.open_now

    # --- the pages ----------------------------------------------------------------------------

    def ask(self, page: QuestionPage, snapshot: Snapshot) -> bool:
        """Put the page of the drill that stands now on `page`; False where the step stands."""
        drill = snapshot.drill
        if drill is None or snapshot.replay is not None:
            return False
        if drill.ended:
            self._ended(page, snapshot, drill)
        elif waits_to_begin(snapshot):
            self._briefing(page, snapshot, drill)
        elif drill.frozen is not None:
            self._frozen(page, snapshot, drill.frozen)
        else:
            told = self._told(drill)
            if told is None:
                return False
            self._message(page, snapshot, told)
        return True

    def put_aside(self) -> None:
        """Leave what is read, for the help; it waits above the step."""
        self._reading, self._writing = "", False

    def _briefing(self, page: QuestionPage, snapshot: Snapshot, drill: DrillView) -> None:
        language = self._translation.language
        lines = [self._say("easy_drill"), easy(drill.briefing, language)]
        if drill.objectives:
            lines.append(self._say("easy_objectives"))
            lines += [f"・{easy(one, language)}" for one in drill.objectives]
        ways: tuple[Way, ...] = ()
        if alone(snapshot):
            begin = partial(self._send, BeginDrill(snapshot.sitter))
            ways = (Way("begin", self._say("easy_begin"), begin, "main"),)
        else:
            who = name_of(self._site, drill.instructor, language)
            lines.append(self._say("easy_wait", who=who))
        page.ask(easy(drill.title, language), lines, ways)

    def _frozen(self, page: QuestionPage, snapshot: Snapshot, frozen: FrozenView) -> None:
        lines = [self._say("easy_frozen")]
        if frozen.reason:
            lines.append(frozen.reason)
        ways: tuple[Way, ...] = ()
        if alone(snapshot):
            thaw = partial(self._send, Thaw(snapshot.sitter))
            ways = (Way("go_on", self._say("easy_go_on"), thaw, "main"),)
        page.ask(self._say("easy_frozen_title"), lines, ways)

    def _message(
        self, page: QuestionPage, snapshot: Snapshot, told: MessageView | HintView
    ) -> None:
        language = self._translation.language
        title = self.heading(told)
        seen = Way("seen", self._say("easy_understood"), partial(self._understand, told), "main")
        if isinstance(told, HintView):
            page.ask(title, (easy(told.words, language), *self._now(snapshot)), (seen,))
            return
        text = easy(told.text, language)
        if self._writing:
            send = partial(self._write, page, told, snapshot.sitter)
            keep = Way("send", self._say("easy_send"), send, "main")
            page.ask(self._say("easy_write"), (text,), (keep,), field=True)
            return
        ways: list[Way] = [] if told.open else [seen]
        for answer in told.answers if told.open else ():
            wish = AnswerMessage(told.id, snapshot.sitter, answer.id)
            act = partial(self._answer, told, wish)
            ways.append(Way(f"answer-{answer.id}", easy(answer.words, language), act))
        if can_reply(told):
            ways.append(Way("own", self._say("easy_own"), self._begin_writing))
        lines = (self._spoken(told, text),)
        page.ask(title, lines, tuple(ways), picture=(told.picture, ""))

    def _now(self, snapshot: Snapshot) -> tuple[str, ...]:
        """What the card asks for now: whoever reads a hint goes on there."""
        runs = (run for run in open_runs(snapshot) if asks_him(run))
        step = next((run.current for run in runs if run.current is not None), None)
        if step is None:
            return ()
        return (self._say("easy_now", step=easy(step.title, self._translation.language)),)

    def _ended(self, page: QuestionPage, snapshot: Snapshot, drill: DrillView) -> None:
        if self.wash.open_now:
            self.wash.ask(page)
            return
        self.score.look(snapshot)
        lines = [self._say("easy_ended")]
        if self.score.sheet is not None:
            lines.append(self._say("easy_score", points=f"{self.score.sheet.total:.0f}"))
            if self.score.sheet.cut_short:
                lines.append(self._say("easy_cut_short"))
        washed = self.wash.done or snapshot.sitter in drill.hot_wash
        ways: tuple[Way, ...] = (Way("close", self._say("easy_close"), self._close),)
        if washed:
            lines.append(self._say("easy_thanks"))
        elif not self._left:
            begin = partial(self.wash.begin, snapshot.sitter)
            ways = (
                Way("wash", self._say("easy_wash"), begin, "main"),
                Way("skip", self._say("easy_skip"), self._leave_out),
            )
        page.ask(self._say("easy_ended_title"), lines, ways)

    # --- what is pressed ----------------------------------------------------------------------

    def expect(self, task: str) -> None:
        """Read the hint of `task` as soon as it is there."""
        self._reading = f"hint:{task}"

    def _answer(self, told: MessageView, wish: AnswerMessage) -> None:
        self._send(wish)
        self._understand(told)

    def _begin_writing(self) -> None:
        self._writing = True
        self._changed()

    def _write(self, page: QuestionPage, told: MessageView, who: str) -> None:
        text = page.field.text().strip()
        if text:
            self._writing = False
            self._answer(told, AnswerMessage(told.id, who, "", text))

    def _understand(self, told: MessageView | HintView) -> None:
        self._seen |= {_key(told)}
        self._reading = ""
        self._changed()

    def _leave_out(self) -> None:
        self._left = True
        self._changed()

    # --- words --------------------------------------------------------------------------------

    def _told(self, drill: DrillView) -> MessageView | HintView | None:
        told: list[MessageView | HintView] = [*drill.messages, *given_hints(drill)]
        return next((one for one in told if _key(one) == self._reading), None)

    def _spoken(self, told: MessageView, text: str) -> str:
        if told.channel != "phone":
            return text
        return f"「{text}」" if self._translation.language == "ja" else f"“{text}”"

    def _say(self, key: str, **arguments: Words | str) -> str:
        return easy(said(f"trainee.{key}", **arguments), self._translation.language)


def _key(told: MessageView | HintView) -> str:
    return f"hint:{told.task}" if isinstance(told, HintView) else told.id


def _waits(told: MessageView | HintView, seen: frozenset[str]) -> bool:
    """A message waits until it is answered; what wants no answer, until it was read."""
    if isinstance(told, MessageView) and told.answered is not None:
        return False
    return _key(told) not in seen or (isinstance(told, MessageView) and told.open)
