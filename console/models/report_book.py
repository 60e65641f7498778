"""What people write into a report: kept at once, with a way back for every change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from devices.words import Language, Words
from procedures.drill.improvements import Action, Improvements, new_action
from procedures.drill.report import Report
from procedures.drill.report.edits import Approval, Edits, Written, write_edits
from procedures.record import RecordError


@dataclass(frozen=True, slots=True)
class _State:
    """Everything that is written."""

    edits: Edits
    actions: tuple[Action, ...]


class ReportBook:
    """Holds a report and writes down every change of it before it returns.

    changed: called after every change. failed: called with why something could not be written
    down; it stays in the window, and is tried again with the next change.
    """

    def __init__(
        self,
        report: Report,
        site: str,
        changed: Callable[[], None],
        failed: Callable[[RecordError], None],
    ) -> None:
        self._report = report
        self._table = Improvements(site)
        self._changed, self._failed = changed, failed
        self._now = self._kept = _State(report.edits, report.actions)
        self._before: list[_State] = []
        self._after: list[_State] = []

    @property
    def report(self) -> Report:
        """The report with all that is written now."""
        return replace(self._report, edits=self._now.edits, actions=self._now.actions)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back."""
        return bool(self._after)

    # --- changes ------------------------------------------------------------------------------

    def write(self, kind: str, place: int, language: Language, text: str) -> None:
        """Write a strength or an area ("strengths", "areas") in one language; "" takes it away."""
        edits = self._now.edits
        before: Written = getattr(edits, kind)[place]
        changed = edits.with_finding(kind, place, before.changed(language, text.strip()))
        self._go_to(replace(self._now, edits=changed))

    def fill_in(self, name: str, text: str) -> None:
        """Fill in sponsor, contact or remarks."""
        self._go_to(replace(self._now, edits=self._now.edits.with_text(name, text.strip())))

    def note(self, objective: str, text: str) -> None:
        """Write the analysis of an objective."""
        notes = {**self._now.edits.notes, objective: text.strip()}
        kept = {id: words for id, words in notes.items() if words}
        self._go_to(replace(self._now, edits=replace(self._now.edits, notes=kept)))

    def approve(self, by: str, at: datetime) -> None:
        """Approve the report as it stands, by a name."""
        approval = Approval(by.strip(), at.isoformat(timespec="seconds"), self.report.digest())
        self._go_to(replace(self._now, edits=replace(self._now.edits, approval=approval)))

    def withdraw(self) -> None:
        """Take the approval back."""
        self._go_to(replace(self._now, edits=replace(self._now.edits, approval=None)))

    def add(self) -> Action:
        """Begin a line of the improvement table; return it."""
        made = self._blank(self._now.actions)
        self._go_to(replace(self._now, actions=(*self._now.actions, made)))
        return made

    def take_over(self, areas: Sequence[str]) -> None:
        """Begin a line for each area that has none yet."""
        known = {one.area for one in self._now.actions}
        lines = [*self._now.actions]
        for words in areas:
            if words not in known:
                lines.append(replace(self._blank(lines), area=words))
        self._go_to(replace(self._now, actions=tuple(lines)))

    def put(self, action: Action) -> None:
        """Change a line."""
        lines = tuple(action if one.id == action.id else one for one in self._now.actions)
        self._go_to(replace(self._now, actions=lines))

    def remove(self, id: str) -> None:
        """Take a line away."""
        lines = tuple(one for one in self._now.actions if one.id != id)
        self._go_to(replace(self._now, actions=lines))

    def _blank(self, lines: Sequence[Action]) -> Action:
        """A line of this drill, to stand behind `lines`."""
        cover = self._report.cover
        number, named = cover.number, cover.title
        title = Words(f"{number} {named.en}".strip(), f"{number} {named.ja}".strip())
        place = max((one.place for one in lines), default=0) + 1
        return new_action(self._report.identity, title, cover.held.isoformat(), place)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._after.append(self._now)
            self._stand_at(self._before.pop())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._after:
            self._before.append(self._now)
            self._stand_at(self._after.pop())

    # --- keeping ------------------------------------------------------------------------------

    def _go_to(self, state: _State) -> None:
        if state != self._now:
            self._before.append(self._now)
            self._after.clear()
            self._stand_at(state)

    def _stand_at(self, state: _State) -> None:
        self._now = state
        try:
            self._keep()
        except RecordError as error:
            self._failed(error)
        self._changed()

    def _keep(self) -> None:
        """Write down what differs from what is kept."""
        now, kept = self._now, self._kept
        if now.edits != kept.edits:
            write_edits(self._report.path, self._report.identity, now.edits)
            self._kept = replace(self._kept, edits=now.edits)
        before = {one.id: one for one in kept.actions}
        after = {one.id: one for one in now.actions}
        ids = dict.fromkeys((*before, *after))
        changes = {id: after.get(id) for id in ids if before.get(id) != after.get(id)}
        if changes:
            self._table.change(changes)
            self._kept = replace(self._kept, actions=now.actions)
