"""kairetsu score: the points of a drill, with what they were lost for, from its record alone."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from console.cli.ending import DONE, NOT_COMPLETED
from console.cli.rehearse_seeds import TO_STANDARD_OUTPUT, write_json
from console.cli.table import Column, table
from devices import messages
from devices.words import Language, Words
from procedures.drill.scoring import Danger, Loss, Metric, ObjectiveScore, ScoreSheet, score

_MOST_LOSSES = 12  # the rest is summed up


def score_record(options: argparse.Namespace, language: Language) -> int:
    """Score a record and print it; 1 for a critical fail. Raises RecordError, Refused."""
    sheet = score(options.record)
    found = json.dumps(sheet.to_json(), ensure_ascii=False)
    if options.json == TO_STANDARD_OUTPUT:
        print(found)
    else:
        if options.json:
            write_json(Path(options.json), found, language)
        print("\n".join(score_lines(sheet, language)))
    return NOT_COMPLETED if sheet.criticals else DONE


def score_lines(sheet: ScoreSheet, language: Language) -> Iterator[str]:
    """The score in lines for people."""

    def say(key: str, **arguments: object) -> str:
        return messages.text(language, key, **arguments)

    title = sheet.title.in_language(language)
    head = "score.head" if sheet.ended else "score.head_running"
    yield say(head, number=sheet.number, title=title, until=_time(sheet.until_s))
    if sheet.branch > 1:
        yield say("score.branch", branch=sheet.branch)
    yield ""
    key = "score.total_capped" if sheet.criticals else "score.total"
    yield say(key, total=_points(sheet.total), sum=_points(sheet.sum))
    if sheet.cut_short:
        yield say("score.cut_short")
    yield from _groups(sheet, language)
    yield from _dangers(say("score.criticals"), sheet.criticals, language)
    yield from _losses(sheet, language)
    yield from _objectives(sheet, language)
    yield from _dangers(say("score.near_misses"), sheet.near_misses, language)
    yield from _dangers(say("score.left_behind"), sheet.left_behind, language)
    yield from _figures(sheet.metrics, language)
    if not sheet.has_reference:
        yield ""
        yield say("score.no_reference")


def _groups(sheet: ScoreSheet, language: Language) -> Iterator[str]:
    unmeasured = messages.text(language, "score.not_measured")
    rows = (
        (
            messages.text(language, f"score.group_{one.group.value}"),
            _points(one.points),
            "/",
            _points(one.of),
            "" if one.measured else unmeasured,
        )
        for one in sheet.groups
        if one.of > 0.0  # a scenario may leave a group out
    )
    yield from table(rows, (Column(), Column(right=True), Column(), Column(right=True), Column()))


def _dangers(head: str, dangers: tuple[Danger, ...], language: Language) -> Iterator[str]:
    if not dangers:
        return
    yield ""
    yield head
    rows = ((_time(one.time_s), f"#{one.event_number}", _named(one, language)) for one in dangers)
    yield from table(rows, (Column(right=True), Column(right=True), Column()))


def _named(one: Danger, language: Language) -> str:
    words = one.words.in_language(language)
    if one.stopped is None:
        return words
    opened, closed = ("（", "）") if language == "ja" else (" (", ")")
    return f"{words}{opened}{one.stopped.in_language(language)}{closed}"


def _losses(sheet: ScoreSheet, language: Language) -> Iterator[str]:
    yield ""
    if not sheet.losses:
        yield messages.text(language, "score.none_lost")
        return
    yield messages.text(language, "score.lost")
    worst = sorted(sheet.losses, key=lambda one: (-one.points, one.event_number))
    shown = sorted(worst[:_MOST_LOSSES], key=lambda one: (one.time_s, one.event_number))
    rows = (_loss_row(one, language) for one in shown)
    right = Column(right=True)
    yield from table(rows, (right, right, right, Column(), Column()))
    rest = worst[_MOST_LOSSES:]
    if rest:
        points = _points(sum(one.points for one in rest))
        yield "  " + messages.text(language, "score.more", count=len(rest), points=points)


def _loss_row(one: Loss, language: Language) -> tuple[str, ...]:
    group = messages.text(language, f"score.group_{one.group.value}")
    words = one.words.in_language(language)
    points = f"{-one.points:.2f}".replace("-", "−")
    return points, _time(one.time_s), f"#{one.event_number}", group, words


def _objectives(sheet: ScoreSheet, language: Language) -> Iterator[str]:
    if not sheet.objectives:
        return
    yield ""
    yield messages.text(language, "score.objectives")
    rows = (
        (one.id, one.title.in_language(language), _rating(one.rating, language), _talk(one))
        for one in sheet.objectives
    )
    yield from table(rows, (Column(), Column(), Column(), Column(right=True)))


def _talk(one: ObjectiveScore) -> str:
    return "" if one.three_part is None else f"{one.three_part:.0f} %"


def _rating(rating: str | None, language: Language) -> str:
    return messages.text(language, f"score.rating_{(rating or 'none').lower()}")


def _figures(metrics: tuple[Metric, ...], language: Language) -> Iterator[str]:
    yield ""
    yield messages.text(language, "score.figures")
    rows = ((_label(one.label, language), *figure(one)) for one in metrics if one.value is not None)
    yield from table(rows, (Column(), Column(right=True), Column()))


def _label(label: Words, language: Language) -> str:
    return label.in_language(language)


def figure(one: Metric) -> tuple[str, str]:
    """The value and unit of a figure as people read them: times from two minutes on as h:mm:ss."""
    value = one.value or 0.0
    if one.unit == "s":
        return (f"{value:.0f}", "s") if value < 120.0 else (_time(value), "")
    if one.unit == "":
        return f"{value:.0f}" if value == round(value) else f"{value:.1f}", ""
    decimals = 2 if one.unit in ("Hz", "Hz/s") else 1
    return f"{value:.{decimals}f}", one.unit


def _points(points: float) -> str:
    return f"{points:.1f}"


def _time(time_s: float) -> str:
    """Plant time as h:mm:ss."""
    return str(timedelta(seconds=round(time_s)))
