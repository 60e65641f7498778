"""The expected actions of a drill at work: opened, measured, hinted at, and judged by people.

At its standard time an action gets its hint and stays open; at twice that time it is unmet. What
must never be so is met when its time is over. What a person says goes before what is measured.
What was answered in words of one's own instead of one of the choices waits for such a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.words import Words
from procedures.drill.guide import Guide, Task, Verdict
from procedures.drill.inject_sheet import SENT
from procedures.drill.instructor_view import TaskLine
from procedures.drill.measuring import Evidence, evidence_in, evidence_of, seen_in
from procedures.drill.task_sheet import AHEAD, OPEN, TaskSheet
from procedures.drill.triggers import Triggers
from procedures.run import World

TOO_LATE = 2.0  # so many standard times after its beginning an action is unmet [P]
INTERRUPTED = "interrupted"


@dataclass(slots=True)
class TasksAtWork:
    """Watches the expected actions of one drill. led: an instructor gives the hints himself.

    reference_s: how long an expert took for each that he met.
    """

    guide: Guide
    world: World
    led: bool = False
    reference_s: Mapping[str, float] = field(default_factory=dict)
    sheet: TaskSheet = field(default_factory=TaskSheet)
    triggers: Triggers = field(init=False)

    def __post_init__(self) -> None:
        tasks = self.guide.tasks
        self.triggers = Triggers.of((task.id, task.since) for task in tasks if not task.inject)

    # --- moved by time --------------------------------------------------------------------------

    def advance(self) -> None:
        """Open what begins now, and look at what is open."""
        for id in self.triggers.come(self.world.picture, self.world.now_s):
            task = self.guide.task(id)
            if task is not None:
                self._open(task)
        for task in self._open_ones():
            self._look(task)

    def due_s(self) -> float | None:
        """When something is due next: a beginning, a hint, the end of a time."""
        dues = [self.triggers.next_s()]
        for task in self._open_ones():
            since_s = self.sheet.of(task.id).since_s
            if since_s is not None and task.standard_s is not None:
                ends = (task.standard_s, TOO_LATE * task.standard_s)
                dues += [since_s + end for end in ends if since_s + end > self.world.now_s]
        return min((due_s for due_s in dues if due_s is not None), default=None)

    def _open_ones(self) -> Iterator[Task]:
        return (task for task in self.guide.tasks if self.sheet.of(task.id).what == OPEN)

    def _look(self, task: Task) -> None:
        """Measure one that is open, in the order in which things count."""
        measure, picture = task.measure, self.world.picture
        if measure.when is not None and measure.when.evaluate(picture) is True:
            self._tell(task, Verdict.MET, evidence_in(measure.when, picture))
        elif measure.never is not None and measure.never.evaluate(picture) is True:
            self._tell(task, Verdict.UNMET, evidence_in(measure.never, picture))
        else:
            self._look_at_the_clock(task)

    def _look_at_the_clock(self, task: Task) -> None:
        since_s = self.sheet.of(task.id).since_s
        if task.standard_s is None or since_s is None or self._in_own_words(task):
            return
        over = (self.world.now_s - since_s) / task.standard_s
        if over >= 1.0 and task.measure.never is not None:
            self._tell(task, Verdict.MET, self._without("guide.never_came"))
        elif over >= TOO_LATE and not task.measure.judged:
            self._tell(task, Verdict.UNMET, self._without("guide.too_late"))
        elif over >= 1.0 and not self.led and "hints" in self.guide.help:
            self._give_hint(task, "", asked=False)

    def _in_own_words(self, task: Task) -> bool:
        """Whether a choice was expected, and words of one's own were said: a person judges it."""
        return bool(task.measure.answer) and self.sheet.of(task.id).answered_s is not None

    # --- moved by events ------------------------------------------------------------------------

    def observe(self, event: Event) -> None:
        """Follow everything that happens: what opens an action, and what shows that it was done."""
        self.sheet.observe(event)
        self.triggers.observe(event)
        if event.kind is EventKind.INJECT:
            self._follow_inject(event)
        for task in tuple(self._open_ones()):
            verdict = seen_in(event, task)
            if verdict is not None:
                self._tell(task, verdict, evidence_of(event, self.world.site))

    def _follow_inject(self, event: Event) -> None:
        """An inject that is sent opens its action, once more too; without it there is none."""
        task = self.guide.task(event.subject)
        if task is None or not task.inject:
            return
        what = self.sheet.of(task.id).what
        if event.data.get("what") == SENT and what not in (OPEN, Verdict.MET):
            self._open(task)
        elif event.data.get("what") != SENT and what == AHEAD:
            self._tell(task, Verdict.NOT_APPLICABLE, None)

    def _open(self, task: Task) -> None:
        self._emit(EventKind.TASK, task.id, "", {"what": OPEN, **self._words(task)})

    def _words(self, task: Task) -> dict[str, Json]:
        words = self.world.render(task.words)
        return {"en": words.en, "ja": words.ja}

    def _tell(
        self, task: Task, verdict: Verdict, evidence: Evidence | None, by: str = "", note: str = ""
    ) -> None:
        """Say in the record what became of it. by: a person who judged it, "" for measurement."""
        since_s, done_s = self.sheet.of(task.id).since_s, self.world.now_s
        if self._in_own_words(task):
            done_s = (
                self.sheet.of(task.id).answered_s or done_s
            )  # judging takes the trainee no time
        data: dict[str, Json] = {
            "what": verdict.value,
            **self._words(task),
            "by": "evaluator" if by else "measured",
            "note": note,
            "evidence": None if evidence is None else evidence.as_json(),
            "took_s": None if since_s is None else round(done_s - since_s, 3),
        }
        self._emit(EventKind.TASK, task.id, by, data)

    # --- moved by people ------------------------------------------------------------------------

    def judge(self, id: str, verdict: Verdict, by: str, note: str) -> tuple[Words, ...]:
        """A person says what became of it. The reasons against it; () when it is taken."""
        task = self.guide.task(id)
        if task is None:
            return (said("guide.no_task", id=id),)
        self.triggers.drop(id)
        self._tell(task, verdict, None, by, note)
        return ()

    def hint(self, id: str, by: str) -> tuple[Words, ...]:
        """Give the hint of an action; by the sitter it is asked for. The reasons against it."""
        task, sitter = self.guide.task(id), self.world.people.sitter
        asked = sitter is not None and sitter.person == by
        if task is None:
            return (said("guide.no_task", id=id),)
        if asked and "hints" not in self.guide.help:
            return (said("guide.no_hints"),)
        if task.hint is None:
            return (said("guide.no_hint"),)
        state = self.sheet.of(id)
        if state.hinted_s is not None or state.what != OPEN:
            return (said("guide.hinted" if state.hinted_s is not None else "guide.not_open"),)
        self._give_hint(task, by, asked=asked)
        return ()

    def _give_hint(self, task: Task, by: str, *, asked: bool) -> None:
        if task.hint is not None and self.sheet.of(task.id).hinted_s is None:
            words = self.world.render(task.hint)
            data: dict[str, Json] = {"asked": asked, "en": words.en, "ja": words.ja}
            if words.easy_ja:
                data["easy_ja"] = words.easy_ja
            self._emit(EventKind.HINT, task.id, by, data)

    def close(self, outcome: str) -> None:
        """The sitting ends: what is still open gets its verdict.

        What nobody judged does not apply, nor does what was cut off before its time was over. What
        never began is unmet where an expert came so far, unless it was cut off.
        """
        for task in self.guide.tasks:
            what = self.sheet.of(task.id).what
            if what in (AHEAD, OPEN):
                begun = what == OPEN
                verdict, key = (
                    self._at_the_end(task, outcome) if begun else self._unbegun(task, outcome)
                )
                self._tell(task, verdict, self._without(key))

    def _unbegun(self, task: Task, outcome: str) -> tuple[Verdict, str]:
        """What becomes of one that never began: without its inject nobody was asked for it."""
        if outcome == INTERRUPTED or task.inject or task.id not in self.reference_s:
            return Verdict.NOT_APPLICABLE, "guide.not_begun"
        return Verdict.UNMET, "guide.not_reached"

    def _at_the_end(self, task: Task, outcome: str) -> tuple[Verdict, str]:
        """What becomes of one that is open when the sitting ends."""
        since_s = self.sheet.of(task.id).since_s or 0.0
        if task.measure.never is not None:
            return Verdict.MET, "guide.never_came"
        if task.measure.judged or self._in_own_words(task):
            return Verdict.NOT_APPLICABLE, "guide.not_judged"
        if outcome != INTERRUPTED or self.world.now_s - since_s >= (task.standard_s or 0.0):
            return Verdict.UNMET, "guide.not_done"
        return Verdict.NOT_APPLICABLE, "guide.cut_off"

    def _without(self, key: str) -> Evidence:
        """That nothing came is evidence, too."""
        return Evidence("time", "", self.world.now_s, said(key))

    # --- looked at ------------------------------------------------------------------------------

    def lines(self) -> tuple[TaskLine, ...]:
        """Every expected action as instructor and evaluator see it, in the order of the file."""
        return tuple(self._line(task) for task in self.guide.tasks)

    def _line(self, task: Task) -> TaskLine:
        state, limit_s = self.sheet.of(task.id), task.standard_s
        ticks = state.what == OPEN and limit_s is not None and state.since_s is not None
        return TaskLine(
            id=task.id,
            objective=task.objective,
            group=task.group.value,
            words=self.world.render(task.words),
            state=state.what,
            measured=not task.measure.judged and not self._in_own_words(task),
            evaluator=task.evaluator,
            since_s=state.since_s,
            limit_s=limit_s,
            left_s=(state.since_s or 0.0) + (limit_s or 0.0) - self.world.now_s if ticks else None,
            done_s=state.done_s,
            reference_s=self.reference_s.get(task.id),
            evidence=state.evidence,
            note=state.note,
            hint=task.hint,
            hinted=state.hinted_s is not None,
            inject=task.id if task.inject else "",
            judged=state.judged,
        )

    # --- state ----------------------------------------------------------------------------------

    def _emit(self, kind: EventKind, subject: str, who: str, data: dict[str, Json]) -> None:
        self.world.emit(Event(self.world.now_s, kind, subject, who, data))

    def export_state(self) -> dict[str, Json]:
        """What became of everything so far, and what is still to begin, as JSON."""
        return {"sheet": self.sheet.export_state(), "triggers": self.triggers.export_state()}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self.sheet.import_state(state["sheet"])
        self.triggers.import_state(state["triggers"])
