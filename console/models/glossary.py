"""The glossary as a table: what is meant just now first, then the words of the step, then all."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import resources
from typing import Any

from PySide6.QtCore import QObject, Qt

from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.phrases import said
from devices.words import Words

_LEAST_JA = 2  # a single character stands in too many other words
_LEAST_EN = 3
_PARTED = re.compile(r"\s*[/,;・／、]\s*")
_ASIDE = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary. plain: what one tells who is no electrician, "" for nothing.

    english, japanese: the ways in which it may stand in a text, in small letters.
    """

    words: Words
    reading: str
    plain: str
    subject: str
    english: tuple[str, ...]
    japanese: tuple[str, ...]

    def stands_in(self, english: str, japanese: str) -> bool:
        """Whether a text of small letters has it, in one of its two languages."""
        if any(way in japanese for way in self.japanese):
            return True
        return any(re.search(rf"\b{re.escape(way)}(?:s|es)?\b", english) for way in self.english)


@cache
def terms() -> tuple[Term, ...]:
    """Every word of the glossary that ships."""
    file = resources.files("resources").joinpath("glossary.csv")
    return tuple(_term(row) for row in csv.DictReader(file.read_text("utf-8").splitlines()))


def _term(row: dict[str, str]) -> Term:
    english, japanese = row["en"], row["ja"]
    return Term(
        Words(english, japanese),
        row["reading"],
        row["easy_ja"] or "",
        row["category"] or "",
        tuple(way for way in _ways(english) if len(way) >= _LEAST_EN),
        tuple(way for way in _ways(japanese) if len(way) >= _LEAST_JA),
    )


def _ways(words: str) -> Iterator[str]:
    """Each of the words that mean the same, and what stands in brackets in their place."""
    asides = (found[1:-1] for found in _ASIDE.findall(words) if not found.isascii())
    for part in (_ASIDE.sub("", words), *asides):
        yield from (way.strip().casefold() for way in _PARTED.split(part) if way.strip())


@cache
def readings() -> Mapping[str, str]:
    """How the Japanese terms are read, in kana, by the term."""
    found: dict[str, str] = {}
    for term in terms():
        written, read = list(_ways(term.words.ja)), list(_ways(term.reading))
        if len(written) == len(read):
            found |= zip(written, read, strict=True)
    return found


def terms_in(texts: Iterable[Words]) -> tuple[Term, ...]:
    """The terms that stand in `texts`, in the order of the glossary."""
    every = tuple(texts)
    english = "\n".join(text.en for text in every).casefold()
    japanese = "\n".join(text.ja for text in every).casefold()
    return tuple(term for term in terms() if term.stands_in(english, japanese))


def words_within(thing: Any) -> Iterator[Words]:
    """Every text in a view of the snapshot, however deep."""
    if isinstance(thing, Words):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from words_within(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from words_within(part)


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A term and where it stands: "here", "step" or "" for elsewhere."""

    term: Term
    where: str


class GlossaryTable(RowModel[GlossaryRow]):
    """The words that are looked for. here: of what has the focus; step: of the current step."""

    def __init__(
        self,
        translation: Translation,
        here: Sequence[Term] = (),
        step: Sequence[Term] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda row: row.term.words, parent)
        self._translation = translation
        near = dict.fromkeys([*here, *step, *terms()])
        places = dict.fromkeys(step, "step") | dict.fromkeys(here, "here")
        self._all = tuple(GlossaryRow(term, places.get(term, "")) for term in near)
        self.look_for("")

    def look_for(self, text: str) -> None:
        """Show the words that have every part of `text` in them."""
        parts = text.casefold().split()
        self.follow([row for row in self._all if _has(row.term, parts)])

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        other = (self.tr("Japanese"), self.tr("Reading"), self.tr("English"))
        return (*other, self.tr("In plain words"), self.tr("Subject"), self.tr("Where"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        term = row.term
        texts: tuple[Callable[[], str], ...] = (
            lambda: term.words.ja,
            lambda: term.reading,
            lambda: term.words.en,
            lambda: term.plain,
            lambda: self._subject(term.subject),
            lambda: {"here": self.tr("here"), "step": self.tr("in this step")}.get(row.where, ""),
        )
        return texts[index.column()]()

    def _subject(self, name: str) -> str:
        return self._translation.of(said(f"glossary.{name}")) if name else ""


def _has(term: Term, parts: Sequence[str]) -> bool:
    row = f"{term.words.en} {term.words.ja} {term.reading} {term.plain}".casefold()
    return all(part in row for part in parts)
