"""What an instructor looks up, as Qt tables: faults, moments, marks, raw alarms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from console import formatting
from console.models.lead_tables import LeadTable
from console.translation import Translation
from procedures.drill.instructor_view import FaultView, InstructorView, KeptMoment, MarkLine
from procedures.drill.scoring.sheet import Loss
from procedures.snapshot import AlarmView


class FaultTable(LeadTable[FaultView]):
    """What can really happen at the devices of the site."""

    def __init__(
        self,
        translation: Translation,
        device_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            lambda one: (one.device, one.act, repr(one.arguments)), translation, parent
        )
        self._device_name = device_name
        self._all: tuple[FaultView, ...] = ()
        self._wanted, self._group = "", ""

    def take(self, view: InstructorView) -> None:
        """Follow the faults of a view."""
        if view.faults != self._all:
            self._all = view.faults
            self.look_for(self._wanted, self._group)

    def look_for(self, wanted: str, group: str) -> None:
        """Show those of a group ("" for all) in which every word of `wanted` stands."""
        self._wanted, self._group = wanted, group
        words = wanted.casefold().split()
        self.follow([one for one in self._all if self._fits(one, words)])

    def _fits(self, one: FaultView, words: Sequence[str]) -> bool:
        row = " ".join(
            (*self.texts(one), one.device, one.act, one.title.en, one.title.ja)
        ).casefold()
        return self._group in ("", one.group) and all(word in row for word in words)

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return self.tr("At"), self.tr("Kind"), self.tr("What happens")

    def texts(self, row: FaultView) -> tuple[str, ...]:
        """Device, kind, what happens there."""
        where = self._translation.of(row.where) or self._device_name(row.device)
        return where, self.group_word(row.group), self._words(row)

    def _words(self, row: FaultView) -> str:
        return self._translation.of(row.title)

    def group_word(self, group: str) -> str:
        """A group of faults as people call it."""
        words = {
            "equipment": self.tr("equipment"),
            "report": self.tr("wrong report"),
            "wire": self.tr("line"),
        }
        return words.get(group, group)


class KeptTable(LeadTable[KeptMoment]):
    """Moments to go back to, newest first; a mark is one, too."""

    def __init__(
        self,
        translation: Translation,
        person_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda one: (one.time_s, one.kept, one.note), translation, parent)
        self._person_name = person_name

    def take(self, view: InstructorView) -> None:
        """Follow the moments and marks of a view."""
        self.keep_time(view)
        marked = (KeptMoment(mark.time_s, "mark", self._words(mark)) for mark in view.marks)
        found = dict.fromkeys((*view.moments, *marked))
        self.follow(sorted(found, key=lambda one: -one.time_s))

    def _words(self, mark: MarkLine) -> str:
        who = self._person_name(mark.who)
        return f"{who}: {mark.text}" if mark.text else who

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return self.tr("Time"), self.tr("Kept"), self.tr("Note")

    def texts(self, row: KeptMoment) -> tuple[str, ...]:
        """Time of day, how it came to be kept, the note."""
        words = {
            "by_hand": self.tr("by hand"),
            "periodic": self.tr("periodically"),
            "record": self.tr("by the record"),
            "mark": self.tr("mark"),
        }
        return self.time_of_day(row.time_s), words.get(row.kept, row.kept), row.note


class LossTable(LeadTable[tuple[int, Loss]]):
    """Points that were lost, the last ones first."""

    def __init__(self, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda row: row[0], translation, parent)

    def take_losses(self, losses: Sequence[Loss]) -> None:
        """Show these losses."""
        inorder = sorted(losses, key=lambda loss: -loss.time_s)
        self.follow(tuple(enumerate(inorder)))

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return self.tr("Time"), self.tr("Points"), self.tr("For what")

    def texts(self, row: tuple[int, Loss]) -> tuple[str, ...]:
        """Time of day, points, for what."""
        loss = row[1]
        points = formatting.plain(-loss.points, 1)
        return self.time_of_day(loss.time_s), points, self._translation.of(loss.words)


class RawAlarmTable(LeadTable[AlarmView]):
    """Every alarm as it is raised, also what the trainee's list holds back; newest first."""

    def __init__(
        self,
        translation: Translation,
        state_word: Callable[[AlarmView], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda alarm: alarm.id, translation, parent)
        self._state_word = state_word

    def take(self, view: InstructorView) -> None:
        """Follow the alarms of a view."""
        self.keep_time(view)
        self.follow(sorted(view.alarms, key=lambda alarm: (-alarm.time_s, alarm.id)))

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return "", self.tr("Time"), self.tr("State"), self.tr("Alarm")

    def texts(self, row: AlarmView) -> tuple[str, ...]:
        """Mark, time of day, state, title."""
        title = self._translation.of(row.title)
        return "", self.time_of_day(row.time_s), self._state_word(row), title

    def spoken(self, row: AlarmView) -> str:
        """The priority in words."""
        return self.tr("priority %1").replace("%1", str(row.priority))
