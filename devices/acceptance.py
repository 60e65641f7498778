"""Numbers that a person has accepted for real use: a site's proposals and known practice.

A site file marks what nobody has confirmed on the spot, [P] and [K]. A live sitting opens only
when each of them was accepted by name; what is accepted is the value, not the place: a number
that was changed since is open again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import PlainValidator

from devices.documents import Document, FileModel, Problem, invalid, read_document, validate
from devices.site.site import Fact, Site


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One number of a site file, accepted. number: where it stands ("devices.k12.timer_x")."""

    number: str
    value: float
    unit: str
    person: str
    day: date


def _day(given: object) -> date:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise invalid("acceptance_day", given=given, instead="2026-05-30") from None


class AcceptanceModel(FileModel):
    """One accepted number."""

    number: str
    value: float
    unit: str = ""
    person: str
    day: Annotated[date, PlainValidator(_day)]


class AcceptancesModel(FileModel):
    """The file of accepted numbers."""

    accepted_of: str
    numbers: tuple[AcceptanceModel, ...]


def acceptance_file(site: str) -> Path:
    """Where the accepted numbers of `site` stand (XDG base directory specification)."""
    folder = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(folder) / "kairetsu" / f"{site}.accepted.yaml"


def read_acceptances(site: Site) -> tuple[Acceptance, ...]:
    """What was accepted of `site` and still holds; raises DocumentError for a wrong file."""
    path = acceptance_file(site.name)
    if not path.is_file():
        return ()

    def of_this_site(read: AcceptancesModel, document: Document) -> Iterator[Problem]:
        if read.accepted_of != site.name:
            given = read.accepted_of
            yield document.problem(("accepted_of",), "acceptance_site", given=given, site=site.name)

    read = validate(read_document(path), AcceptancesModel, then=of_this_site)
    facts = {fact.path: fact for fact in site.unconfirmed()}
    every = (Acceptance(n.number, n.value, n.unit, n.person, n.day) for n in read.numbers)
    return tuple(one for one in every if _holds(one, facts.get(one.number)))


def _holds(acceptance: Acceptance, fact: Fact | None) -> bool:
    return fact is not None and (fact.value, fact.unit) == (acceptance.value, acceptance.unit)


def still_open(site: Site, accepted: Iterable[Acceptance]) -> tuple[Fact, ...]:
    """The numbers of `site` that nobody has accepted as they stand now."""
    known = {acceptance.number for acceptance in accepted}
    return tuple(fact for fact in site.unconfirmed() if fact.path not in known)


def accept(site: Site, facts: Sequence[Fact], person: str, day: date) -> tuple[Acceptance, ...]:
    """Write that `person` accepts `facts`, beside what was accepted before; return all of it.

    Raises OSError where the file cannot be written.
    """
    new = {fact.path: Acceptance(fact.path, fact.value, fact.unit, person, day) for fact in facts}
    kept = {one.number: one for one in read_acceptances(site)}
    every = tuple((kept | new).values())
    path = acceptance_file(site.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(one) | {"day": one.day.isoformat()} for one in every]
    written = {"accepted_of": site.name, "numbers": rows}
    fresh = path.with_suffix(".new")
    fresh.write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True), encoding="utf-8")
    fresh.replace(path)  # a power cut leaves the old file or the new one
    return every


def digest(accepted: Iterable[Acceptance]) -> str:
    """SHA-256 (hex) over numbers, values and persons, whatever their order."""
    rows = sorted((a.number, a.value, a.unit, a.person, a.day.isoformat()) for a in accepted)
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
