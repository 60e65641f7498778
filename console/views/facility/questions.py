"""The calm screens beside the steps: what is different, whom to call, go back, danger, help."""

from __future__ import annotations

from collections.abc import Callable

from console.models.facility import in_trouble, reachable, step_before
from console.models.facility_step import easy
from console.translation import Translation
from console.views.facility.question_page import QuestionPage, Way
from console.views.ruby_text import without_readings
from console.wishes import Wish
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words
from procedures.intents import (
    Abort,
    Confirm,
    GoBack,
    Note,
    Pause,
    Resume,
    Skip,
)
from procedures.snapshot import RunState, RunView


class Questions:
    """Knows which question is open. send: takes wishes; changed: called when another one opens."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        changed: Callable[[], None],
    ) -> None:
        self._site = site
        self._translation = translation
        self._send = send
        self._changed = changed
        self._open = ""

    @property
    def open_now(self) -> str:
        """The question that is open: different, phone, danger, back, help, or one of others; ""."""
        return self._open

    def open(self, question: str) -> None:
        """Ask `question`."""
        self._open = question
        self._changed()

    def begin(self, question: str) -> None:
        """Ask `question` with the next picture."""
        self._open = question

    def close(self) -> None:
        """Forget the question, without a word."""
        if self._open not in ("help", "help_all"):
            self._open = ""

    def leave(self) -> None:
        """Back to the step."""
        self._open = ""
        self._changed()

    def ask(self, page: QuestionPage, run: RunView) -> bool:
        """Put the open question on `page`; False where none is open."""
        match self._open:
            case "different":
                page.ask(self._say("what_is_different"), (), self._differences(run))
            case "phone":
                self._ask_phone(page, run)
            case "danger":
                self._ask_danger(page, run)
            case "back":
                self._ask_back(page, run)
            case _:
                return False
        return True

    # --- what is different --------------------------------------------------------------------

    def _differences(self, run: RunView) -> list[Way]:
        can = run.current.can if run.current is not None else frozenset()
        ways = [
            self._way("ask_by_phone", lambda: self._call(run, "ask_by_phone")),
            self._way("not_like_picture", lambda: self._call(run, "not_like_picture")),
        ]
        if "deny" in can:
            ways.append(self._way("cannot", lambda: self._deny(run)))
        else:
            ways.append(self._way("cannot", lambda: self._call(run, "cannot")))
        if "back" in can and step_before(run) is not None:
            ways.append(self._way("one_back", lambda: self._go_back(run)))
        if "skip" in can and run.state is RunState.FAILED:
            ways.append(self._way("leave_out", lambda: self._leave_out(run)))
        ways.append(self._way("danger", lambda: self._stop_for_danger(run), look="danger"))
        ways.append(self._way("nothing", self.leave))
        return ways

    def _call(self, run: RunView, what: str) -> None:
        self._note(run, what)
        self.open("phone")

    def _deny(self, run: RunView) -> None:
        self._note(run, "cannot")
        reason = self._plain(said("facility.why_cannot"))
        self._send(Confirm(run.id, ok=False, reason=reason))
        self.open("phone")

    def _go_back(self, run: RunView) -> None:
        before = step_before(run)
        if before is not None:
            self._send(GoBack(run.id, before.id, self._plain(said("facility.why_back"))))
        self.leave()

    def _leave_out(self, run: RunView) -> None:
        self._send(Skip(run.id, self._plain(said("facility.why_left_out"))))
        self.leave()

    def _stop_for_danger(self, run: RunView) -> None:
        self._note(run, "danger")
        self._send(Pause(run.id))
        self.open("danger")

    def _note(self, run: RunView, what: str) -> None:
        """Write into the record what somebody said at this step."""
        step = run.current.id if run.current is not None else ""
        words = said("facility.note", step=step, what=said(f"facility.{what}"))
        self._send(Note(self._plain(words)))

    # --- the other questions ------------------------------------------------------------------

    def _ask_phone(self, page: QuestionPage, run: RunView) -> None:
        number = f"{run.chain} {run.current.id}" if run.current is not None else run.chain
        text = self._say("phone_text", step=number)
        page.ask(
            self._say("phone_title"),
            (text, *numbers_of(self._site, self._translation)),
            (self._way("phone_done", self.leave, look="main"),),
            picture=("telephone", self._number),
        )

    @property
    def _number(self) -> str:
        """The number that one calls first."""
        role = in_trouble(self._site)
        return "" if role is None or role.contact is None else role.contact.number

    def _ask_danger(self, page: QuestionPage, run: RunView) -> None:
        role = in_trouble(self._site)
        who = role.title if role is not None else Words("", "")
        number = self._number
        lines = (
            self._say("danger_1"),
            self._say("danger_2"),
            self._say("danger_3", who=who, number=number),
        )
        stop = Way(
            "stop_everything", self._say("stop_everything"), lambda: self._stop(run), "danger",
            hold=False,
        )  # fmt: skip
        page.ask(
            self._say("danger_title"),
            lines,
            (stop, self._way("no_danger", lambda: self._no_danger(run))),
            picture=("telephone", "119"),
        )

    def _stop(self, run: RunView) -> None:
        self._send(Abort(run.id, self._plain(said("facility.why_stop"))))
        self.leave()

    def _no_danger(self, run: RunView) -> None:
        self._send(Resume(run.id))
        self.leave()

    def _ask_back(self, page: QuestionPage, run: RunView) -> None:
        before = step_before(run)
        title = "" if before is None else easy(before.title, self._translation.language)
        page.ask(
            self._say("back_title"),
            (title,),
            (
                self._way("back_yes", lambda: self._go_back(run), look="main"),
                self._way("back_no", self.leave),
            ),
        )

    @property
    def help_ways(self) -> tuple[Way, Way]:
        """Away from the help, and to how everything works."""
        more = self._way("help_title", lambda: self.open("help_all"))
        return self._way("help_close", self.leave, look="main"), more

    def ask_help(self, page: QuestionPage) -> None:
        """Say how it works, and who can be called."""
        lines = [self._say(f"help_{number}") for number in range(1, 5)]
        page.ask(
            self._say("help_title"),
            (*lines, *numbers_of(self._site, self._translation)),
            (self._way("help_close", self.leave, look="main"),),
        )

    # --- words --------------------------------------------------------------------------------

    def _say(self, key: str, **arguments: object) -> str:
        return easy(said(f"facility.{key}", **arguments), self._translation.language)

    def _plain(self, words: Words) -> str:
        return without_readings(self._translation.of(words))

    def _way(self, key: str, act: Callable[[], None], look: str = "plain") -> Way:
        return Way(key, self._say(key), act, look)


def numbers_of(site: Site, translation: Translation) -> list[str]:
    """Everybody outside the building who can be called, a line each."""
    return [
        f"{translation.of(role.title)}  {role.contact.number}"
        for role in reachable(site)
        if role.contact is not None and not role.name.startswith(("FM", "EVAL"))
    ]
