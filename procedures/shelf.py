"""What there is to open, by the heads of the files: sites, their scenarios and procedures.

Only what a list shows is read; whether a file holds is said by `readiness` and when it is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from devices.site import Site
from devices.words import Words, same
from procedures.language.values import Duration
from procedures.scenario import scenario_for, scenario_names

_MOST_BYTES = 20_000  # of a head; the lists of a scenario stand before its happenings
_STOPS = (
    *("\nsteps:", "\nwatch:", "\nhappenings:", "\nsources:", "\nnominal:"),
    *("\ninjects:", "\nevaluation:"),
)
_FOLDED = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")  # where YAML joins lines of Japanese
_LASTS = TypeAdapter(Duration)


@dataclass(frozen=True, slots=True)
class SiteCard:
    """One site. given: what a command takes: the name of one that ships, or a path."""

    given: str
    name: str
    title: Words
    own: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """One procedure. chain: its label (P5); "" for none."""

    given: str
    title: Words
    chain: str

    @property
    def name(self) -> str:
        """What its file is called, as other procedures call it."""
        return Path(self.given).stem

    def file(self) -> Path:
        """Its file."""
        own = Path(self.given)
        return own if own.suffix else _folder("procedures") / f"{self.given}.yaml"


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """One scenario: when it starts, who sits, and the procedures that it trains.

    What happens on the way is not told: whoever trains must not know it.
    """

    given: str
    title: Words
    role: str
    clock: str
    trains: tuple[ProcedureCard, ...]
    first: bool = False  # the one that the site begins with
    number: str = ""  # of a drill


@dataclass(frozen=True, slots=True)
class DrillCard:
    """One drill: what is known before of a scenario that has a number. lasts_s: planned."""

    given: str
    site: str
    number: str
    title: Words
    level: str
    lasts_s: float | None
    briefing: Words
    role: str
    trains: tuple[str, ...]  # the procedures of its chain
    night: bool = False

    @property
    def for_facilities(self) -> bool:
        """Whether it is for people who are no electricians."""
        return self.level == "facility"


def shipped_sites() -> Iterator[SiteCard]:
    """The sites that ship, sorted by name."""
    for path in sorted(_folder("sites").glob("*.yaml")):
        yield SiteCard(path.stem, path.stem, _title(_head(path), path))


def own_site(path: Path) -> SiteCard:
    """A site file of one's own; its name is that of the file where it cannot be read."""
    head = _head(path)
    return SiteCard(str(path), str(head.get("site", path.stem)), _title(head, path), own=True)


def card_of(site: Site) -> SiteCard:
    """The card of a site that is read already."""
    own = site.path is not None and not site.path.is_relative_to(_folder(""))
    return SiteCard(str(site.path) if own else site.name, site.name, site.title, own)


def kind_of(path: Path) -> str:
    """What a file is by its head: site, scenario, procedure, or "" for something else."""
    head = _head(path)
    return next((kind for kind in ("scenario", "procedure", "site") if kind in head), "")


def procedures_of(site: SiteCard, beside: Path | None = None) -> tuple[ProcedureCard, ...]:
    """The procedures for a site, one's own beside its file first, sorted by label.

    beside: the folder of a scenario of one's own: what stands there comes before all others.
    """
    own = beside is not None and not beside.is_relative_to(_folder(""))
    before = sorted(beside.glob("*.yaml")) if beside is not None and own else []
    found: dict[str, ProcedureCard] = {}
    for path in (*before, *_files("procedures", site)):
        head = _head(path)
        sites = head.get("site")
        for_it = site.name in (sites if isinstance(sites, list) else [sites])
        if for_it and "procedure" in head and path.stem not in found:
            found[path.stem] = _procedure(path, head)
    return tuple(sorted(found.values(), key=lambda card: (_rank(card.chain), card.given)))


def named(given: str, cards: Iterable[ProcedureCard]) -> tuple[ProcedureCard, ...]:
    """Those of `cards` that bear a name or a label, in small or capital letters."""
    wanted = given.casefold()
    return tuple(card for card in cards if wanted in (card.chain.casefold(), card.name.casefold()))


def scenarios_of(site: SiteCard, procedures: tuple[ProcedureCard, ...]) -> Iterator[ScenarioCard]:
    """The scenarios of a site, the one that it begins with first."""
    known = {card.name: card for card in procedures}
    first = _first(site)
    cards = []
    for path in _files("scenarios", site):
        head = _head(path)
        if head.get("scenario") and head.get("site") == site.name:
            cards.append(_scenario(path, head, known, first))
    yield from sorted(cards, key=lambda card: (not card.first, card.given))


def drills() -> tuple[DrillCard, ...]:
    """The drills that ship, of all sites, by their numbers: S1 to S15, then the others."""
    heads = ((path, _head(path)) for path in sorted(_folder("scenarios").glob("*.yaml")))
    found = [_drill(path, head) for path, head in heads if head.get("number")]
    return tuple(sorted(found, key=lambda card: (card.number[:1] != "S", _rank(card.number))))


def _drill(path: Path, head: dict[str, Any]) -> DrillCard:
    chain = head.get("chain")
    return DrillCard(
        given=path.stem,
        site=str(head.get("site", "")),
        number=str(head["number"]),
        title=_title(head, path),
        level=str(head.get("level", "")),
        lasts_s=_lasts_s(head.get("lasts")),
        briefing=_words(head.get("briefing"), ""),
        role=str(head.get("role", "")),
        trains=tuple(map(str, chain)) if isinstance(chain, list) else (),
        night=head.get("theme") == "night",
    )


def _lasts_s(given: object) -> float | None:
    try:
        return _LASTS.validate_python(given)
    except ValidationError:
        return None


def _first(site: SiteCard) -> str:
    names = [name for name in scenario_names() if name.startswith(f"{site.name}-")]
    return scenario_for(site.name) if names else ""


def _scenario(
    path: Path, head: dict[str, Any], known: dict[str, ProcedureCard], first: str
) -> ScenarioCard:
    chain = head.get("chain")
    start = head.get("start")
    names = [str(name) for name in chain] if isinstance(chain, list) else []
    return ScenarioCard(
        given=_given(path),
        title=_title(head, path),
        role=str(head.get("role", "")),
        clock=str(start.get("clock", "")) if isinstance(start, dict) else "",
        trains=tuple(known.get(name, ProcedureCard(name, same(name), "")) for name in names),
        first=path.stem == first,
        number=str(head.get("number", "")),
    )


def _procedure(path: Path, head: dict[str, Any]) -> ProcedureCard:
    return ProcedureCard(_given(path), _title(head, path), str(head.get("chain", "")))


def _files(folder: str, site: SiteCard) -> Iterator[Path]:
    """Those beside a site file of one's own, then those that ship."""
    if site.own:
        yield from sorted(Path(site.given).parent.glob("*.yaml"))
    yield from sorted(_folder(folder).glob("*.yaml"))


def _given(path: Path) -> str:
    return path.stem if path.is_relative_to(_folder("")) else str(path)


def _rank(label: str) -> tuple[str, float, str]:
    """P10.2 after P9: by the letters, then by the number."""
    letters = label.rstrip("0123456789.abcdefghijklmnopqrstuvwxyz")
    number = label[len(letters) :].split(".", maxsplit=1)[0].rstrip("abcdefghijklmnopqrstuvwxyz")
    return letters, float(number) if number.isdigit() else 0.0, label


def _title(head: dict[str, Any], path: Path) -> Words:
    return _words(head.get("title"), path.stem)


def _words(given: object, otherwise: str) -> Words:
    if not isinstance(given, dict):
        return same(otherwise)
    english = str(given.get("en", otherwise))
    japanese, easy = str(given.get("ja", english)), str(given.get("easy_ja", ""))
    return Words(english, _FOLDED.sub("", japanese), _FOLDED.sub("", easy))


def scenario_titles() -> dict[str, Words]:
    """The titles of the scenarios that ship, by name."""
    paths = sorted(_folder("scenarios").glob("*.yaml"))
    return {path.stem: _title(_head(path), path) for path in paths}


def _head(path: Path) -> dict[str, Any]:
    """The keys before the long part of a file; empty for what cannot be read."""
    try:
        return _read_head(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=500)
def _read_head(path: Path, changed_ns: int) -> dict[str, Any]:
    """The same, read once for each state of the file."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "ignore")
        ends = [at for stop in _STOPS if (at := text.find(stop)) >= 0]
        read = yaml.load(text[: min(ends, default=len(text))], Loader=_LOADER)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _folder(name: str) -> Path:
    return Path(str(resources.files("resources"))) / name
