"""The hazard table as a page to read: the counts, and every deviation that came to a hazard."""

from __future__ import annotations

from collections.abc import Sequence

from devices import messages
from devices.words import Language
from procedures.hazards import BY_ID
from procedures.rehearsal.explore.closed import Known
from procedures.rehearsal.explore.deviations import Kind
from procedures.rehearsal.explore.table import Counts, Row


def as_page(rows: Sequence[Row], known: Known, language: Language) -> str:
    """Markdown in one language."""

    def say(key: str, **filled: object) -> str:
        return messages.text(language, f"explore.{key}", **filled)

    counts = Counts.of(rows)
    scenarios = ", ".join(dict.fromkeys(row.scenario for row in rows))
    lines = [
        f"# {say('page_title', scenarios=scenarios)}",
        "",
        say("page_about", scenarios=scenarios),
        "",
        say("counts", steps=counts.steps, kinds=counts.kinds, deviations=counts.deviations),
        "",
        *_table((say("column_kind"), *(say(f"barrier_{b}") for b in counts.barriers))),
        *(_row(_by_kind(kind, rows, counts, language)) for kind in Kind),
        _row((say("column_all"), *(str(n) for n in counts.barriers.values()))),
        "",
        say("harmless_page", count=counts.harmless),
        "",
        f"## {say('page_hazards')}",
        "",
        *_table(tuple(say(f"column_{name}") for name in ("hazard", "severity", "ended", "count"))),
    ]
    for (hazard, barrier), n in counts.hazards.items():
        severity = say(f"severity_{BY_ID[hazard].severity.value}")
        cells = (say(f"hazard_{hazard}"), severity, say(f"barrier_{barrier}"), str(n))
        lines.append(_row(cells))
    lines += ["", f"## {say('page_closed')}", "", *_closed(counts, known, language)]
    names = ("step", "deviation", "happened", "severity", "ended")
    lines += ["", f"## {say('page_rows')}", "", *_table(tuple(say(f"column_{n}") for n in names))]
    lines += (_row(_cells(row, language)) for row in _worst_first(rows))
    return "\n".join(lines) + "\n"


def _by_kind(
    kind: Kind, rows: Sequence[Row], counts: Counts, language: Language
) -> tuple[str, ...]:
    own = [row.stopped for row in rows if row.kind == kind.value]
    return (
        kind.words.in_language(language),
        *(str(own.count(barrier)) for barrier in counts.barriers),
    )


def _closed(counts: Counts, known: Known, language: Language) -> list[str]:
    if not known.reasons:
        return [messages.text(language, "explore.page_none_closed", count=counts.open)]
    return [
        f"{number}. {reason.words.in_language(language)} ({counts.closed.get(reason.id, 0)})"
        for number, reason in enumerate(known.reasons, start=1)
    ]


def _worst_first(rows: Sequence[Row]) -> list[Row]:
    """Those with a hazard; equals keep the order of the steps."""
    found = [row for row in rows if row.hazard]
    return sorted(found, key=lambda row: BY_ID[row.hazard].severity.rank)


def _cells(row: Row, language: Language) -> tuple[str, ...]:
    japanese = language == "ja"
    title = row.title_ja if japanese else row.title_en
    severity = messages.text(language, f"explore.severity_{row.severity}")
    return (
        f"{row.chapter} {row.step} {title}",
        row.deviation_ja if japanese else row.deviation_en,
        row.happened_ja if japanese else row.happened_en,
        severity,
        messages.text(language, f"explore.barrier_{row.stopped}"),
    )


def _table(names: tuple[str, ...]) -> tuple[str, str]:
    return _row(names), "|" + "---|" * len(names)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"
