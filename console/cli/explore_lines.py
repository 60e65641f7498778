"""What came of an exploration, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from devices import messages
from devices.words import Language
from procedures.hazards import BY_ID
from procedures.rehearsal.explore import Counts, Known, LeftOut, Row


def explored_lines(rows: Sequence[Row], known: Known, language: Language) -> list[str]:
    """The counts, then every critical hazard that nothing stopped."""
    counts = Counts.of(rows)

    def say(key: str, **filled: object) -> str:
        return messages.text(language, f"explore.{key}", **filled)

    lines = [
        say("counts", steps=counts.steps, kinds=counts.kinds, deviations=counts.deviations),
        say("by_barrier"),
        *(f"  {n:5d}  {say(f'barrier_{barrier}')}" for barrier, n in counts.barriers.items()),
        say("harmless", count=counts.harmless),
        say("by_hazard"),
    ]
    for (hazard, barrier), n in counts.hazards.items():
        name, severity = say(f"hazard_{hazard}"), say(f"severity_{BY_ID[hazard].severity.value}")
        ended = say(f"barrier_{barrier}")
        line = say("hazard_line", hazard=name, severity=severity, ended=ended)
        lines.append(f"  {n:5d}  {line}")
    for reason in known.reasons:
        if counts.closed.get(reason.id):
            n = counts.closed[reason.id]
            lines.append(say("closed_line", count=n, reason=reason.words.in_language(language)))
    for row in rows:
        if row.open:
            deviation = row.deviation_ja if language == "ja" else row.deviation_en
            happened = row.happened_ja if language == "ja" else row.happened_en
            lines.append(
                say(
                    "open_line",
                    step=f"{row.procedure} {row.step}",
                    deviation=deviation,
                    happened=happened,
                )
            )
    lines.append(say("open", count=counts.open))
    return lines


def left_out_lines(missed: Mapping[str, Sequence[LeftOut]], language: Language) -> Iterator[str]:
    """By name what the way of each scenario did not come to, so that nobody takes it for proven."""

    def say(key: str, **filled: object) -> str:
        return messages.text(language, f"explore.{key}", **filled)

    for scenario, found in missed.items():
        if not found:
            continue
        yield say("left_out", scenario=scenario)
        for one in found:
            if not one.whole:
                yield "  " + say("left_out_steps", chapter=one.chapter, steps=one.steps)
        whole = [one.chapter for one in found if one.whole]
        if whole:
            yield "  " + say("left_out_whole", chapters=whole)
