"""What the start page shows: rows of words, and what is chosen as the words of a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import Index, RowModel
from console.translation import Translation
from console.windows import VIEWS
from devices import messages
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words
from procedures.readiness import Check, Found
from procedures.record.recent import Ending, RecentRecord
from procedures.shelf import ProcedureCard, ScenarioCard

Row = TypeVar("Row")
FACILITY_ROLE = "FM"


class WordTable(RowModel[Row]):
    """Rows whose cells are words, made when somebody looks."""

    def __init__(
        self,
        key: Callable[[Row], Any],
        cells: Callable[[Row], tuple[str, ...]],
        headings: Callable[[], tuple[str, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(key, parent)
        self._cells = cells
        self._headings = headings

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return self._headings()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; the row itself as user role."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells(row)[index.column()]
        return None


# --- records -------------------------------------------------------------------------------------

_MARKS = {
    Ending.COMPLETED: "tick",
    Ending.ABORTED: "stop",
    Ending.LEFT: "pause",
    Ending.CUT_OFF: "broken",
    Ending.OPEN: "pencil",
    Ending.EMPTY: "unknown",
    Ending.NEWER: "later",
    Ending.DAMAGED: "caution",
}


def record_mark(record: RecentRecord) -> str:
    """The icon that tells how it ended."""
    return _MARKS[record.ending]


def record_cells(
    record: RecentRecord, translation: Translation, titles: dict[str, Words]
) -> tuple[str, ...]:
    """Mark; scenario and site; below them when it was opened and how it ended."""
    opened = record.opened or record.changed
    site = translation.of(titles.get(record.site)) or record.site or record.path.name
    scenario = translation.of(titles.get(record.scenario)) or record.scenario
    what = f"{scenario} · {site}" if scenario else site
    ended = translation.of(record_ending(record))
    return ("", f"{what}\n{opened:%Y-%m-%d %H:%M} · {ended}")


def record_ending(record: RecentRecord) -> Words:
    """How it ended, with the kind of sitting where that was live."""
    words = said(f"start.ended_{record.ending.value}")
    return said("start.live_ended", ended=words) if record.live else words


def record_told(record: RecentRecord, translation: Translation) -> str:
    """Everything of one record, and why it cannot be read where it cannot."""
    if record.error is not None:
        key, arguments = record.error.key, record.error.arguments
        return messages.text(translation.language, key, **arguments)
    if record.ending is Ending.OPEN:
        return translation.of(said("start.record_open"))
    told = said("start.record_told", path=record.path.name, mb=f"{record.size_bytes / 1e6:.1f}")
    length = [] if record.length_s is None else [formatting.span(record.length_s)]
    return ("・" if translation.language == "ja" else " · ").join((translation.of(told), *length))


# --- scenarios, procedures, checks ---------------------------------------------------------------


def trained(card: ScenarioCard, translation: Translation) -> str:
    """What a scenario trains, in words."""
    if not card.trains:
        return translation.of(said("start.trains_nothing"))
    parts = [f"{one.chain} {translation.of(one.title)}".strip() for one in card.trains]
    return translation.of(said("start.trains", what=" → ".join(parts)))


def found_procedures(cards: Sequence[ProcedureCard], wanted: str) -> list[ProcedureCard]:
    """Those whose label, title or name holds every word of `wanted`."""
    words = wanted.casefold().split()
    return [
        card
        for card in cards
        if all(
            word in f"{card.chain} {card.title.en} {card.title.ja} {card.given}".casefold()
            for word in words
        )
    ]


def check_mark(check: Check) -> str:
    """The icon of a check: its state is told by shape and words."""
    return {Found.FINE: "tick", Found.OPEN: "pencil", Found.MUST: "caution"}[check.state]


def check_told(check: Check, translation: Translation) -> str:
    """Why a check matters, and what to do."""
    of = translation.of
    lines = [of(said("start.check_found", title=check.title, found=check.found))]
    lines += [of(words) for words in check.details]
    lines.append(of(said("start.why", why=check.why)))
    if check.state is not Found.FINE:
        lines.append(of(said("start.todo", todo=check.todo)))
    return "\n".join(lines)


# --- what is chosen ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """A sitting that somebody wants to open. role: in a rehearsal; person: in a live sitting.

    trainee: who he is that plays the role, "" for whom the site names. instructor, evaluator: of a
    drill, "" for none.
    """

    site: str
    scenario: str = ""
    live: bool = False
    read_only: bool = False
    role: str = ""
    person: str = ""
    speed: float = 1.0
    view: str = "main"
    free: bool = False
    trainee: str = ""
    instructor: str = ""
    evaluator: str = ""

    def arguments(self) -> tuple[str, ...]:
        """The same as the words of the command line."""
        words = ["run", self.site]
        if self.scenario:
            words += ["--scenario", self.scenario]
        if self.free:
            words.append("--free")
        if self.view != "main":
            words += ["--view", self.view]
        if not self.live:
            words += ["--role", self.role] if self.role else []
            for name in ("trainee", "instructor", "evaluator"):
                given = getattr(self, name)
                words += [f"--{name}", given] if given else []
            return (*words, "--speed", f"{self.speed:g}")
        words += ["--live", *(["--read-only"] if self.read_only else [])]
        return (*words, *(["--person", self.person] if self.person else []))


def replay_arguments(record: Path) -> tuple[str, ...]:
    """The words that open a record to be looked at."""
    return ("replay", str(record))


def report_arguments(record: Path) -> tuple[str, ...]:
    """The words that open the report of a record."""
    return ("report", str(record), "--show")


def resume_arguments(record: RecentRecord) -> tuple[str, ...]:
    """The words that go on with a sitting that was cut off, in the window that it began with."""
    words = ("run", "--resume", str(record.path))
    if record.live:
        return (*words, "--live")
    view = view_of(record.roles)
    return words if view == "main" else (*words, "--view", view)


def view_of(roles: Sequence[str]) -> str:
    """Which window a sitter of these roles begins with: a facility manager has his own."""
    return "facility" if tuple(roles) == (FACILITY_ROLE,) and "facility" in VIEWS else "main"


def persons(
    site: Site, translation: Translation, roles: Sequence[str], overdue: Mapping[str, int]
) -> list[tuple[str, str]]:
    """The persons who hold one of `roles`: id, and name with how many drills he owes."""
    found = []
    for person in site.persons:
        if any(role in roles for role in person.roles):
            owed = overdue.get(person.id, 0)
            name = translation.of(person.name)
            words = said("programme.owes", who=name, count=owed)
            found.append((person.id, translation.of(words) if owed else name))
    return found


def sitters(site: Site, translation: Translation, *, live: bool) -> list[tuple[str, str]]:
    """Who may sit: what the command takes, and words. Roles in a rehearsal, persons live."""
    of = translation.of
    if live:
        return [
            (person.id, f"{of(person.name)} ({', '.join(person.roles)})") for person in site.persons
        ]
    found = []
    for name, role in site.roles.items():
        person = next((p for p in site.persons if name in p.roles), None)
        who = f" · {of(person.name)}" if person else ""
        found.append((name, f"{of(role.title)} ({name}){who}"))
    return found
