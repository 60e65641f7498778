"""Examples to begin with: a site, or a procedure with a scenario that rehearses it.

The templates stand in `resources/examples`; a line `#= key` of theirs becomes a comment in the
language of the person, from the message of that key.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from importlib import resources

from devices import messages
from devices.signals import Signal
from devices.site import Site
from devices.words import Language, Words
from procedures.language.model import MAX_NAME, NAME_PATTERN

_WIDTH = 98  # columns that a comment may fill, a Japanese character filling two
_BREAK_AFTER = " 、。）"


def is_good_name(name: str) -> bool:
    """Whether a file, and the procedure or site in it, can be called so."""
    return re.fullmatch(NAME_PATTERN, name) is not None and len(name) <= MAX_NAME


def good_name(name: str) -> str:
    """The nearest good name; empty where nothing of the name can stand."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    words = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    return words.lstrip("0123456789-")[:MAX_NAME].strip("-")


def example_site(name: str, language: Language) -> str:
    """The text of a site file."""
    return _filled("site", language, name=name)


def example_procedure(name: str, site: Site, language: Language) -> str:
    """The text of a procedure that goes through at once at `site`, whatever it consists of."""
    first, second = _two_roles(site)
    normal, alarming, label = _something_measured(site)
    return _filled(
        "procedure",
        language,
        name=name,
        site=site.name,
        first=first,
        second=second,
        normal=normal,
        alarming=alarming,
        label=label.en,
        label_ja=label.ja,
    )


def example_scenario(procedure: str, site: Site, language: Language) -> str:
    """The text of a scenario in which the procedure is rehearsed."""
    return _filled("scenario", language, name=procedure, site=site.name)


def _two_roles(site: Site) -> tuple[str, str]:
    """Two roles, the console's own first, that two different people hold."""
    held = [role for role in site.roles if any(role in p.roles for p in site.persons)]
    first = "MGC" if "MGC" in held else held[0]
    holders = {p.id for p in site.persons if first in p.roles}
    others = (r for r in held if any(r in p.roles and p.id not in holders for p in site.persons))
    return first, next(others, first)


def _something_measured(site: Site) -> tuple[str, str, Words]:
    """A condition that holds in normal operation, its opposite, and what they are about."""
    signals = [s for s in site.signals.values() if not s.manual and s.low is not None]
    battery = next((s for s in signals if s.name.endswith(".soc_pct")), None)
    signal: Signal = battery or signals[0]
    low = 5.0 if battery else signal.low
    return f"{signal.name} >= {low:g}", f"{signal.name} < {low:g}", signal.label


def _filled(template: str, language: Language, **values: str) -> str:
    source = resources.files("resources").joinpath("examples", f"{template}.yaml")
    lines: list[str] = []
    for line in source.read_text(encoding="utf-8").splitlines():
        indent, mark, key = line.partition("#= ")
        lines += _comment(messages.text(language, key), indent) if mark else [line]
    return string.Template("\n".join(lines) + "\n").substitute(values)


def _comment(words: str, indent: str) -> Iterator[str]:
    """Words as lines of a comment, broken where a line may end."""
    room = _WIDTH - len(indent) - 2
    line = ""
    for piece in re.findall(f"[^{_BREAK_AFTER}]*[{_BREAK_AFTER}]?", words):
        if line and _columns(line + piece.rstrip()) > room:
            yield f"{indent}# {line.rstrip()}"
            line = ""
        line += piece
    yield f"{indent}# {line.rstrip()}"


def _columns(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)
