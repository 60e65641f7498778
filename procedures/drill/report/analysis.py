"""What the drill came to: the score, its strengths and areas, and each objective by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from devices.words import Language
from procedures.drill.report.edits import Written
from procedures.drill.report.model import Report
from procedures.drill.report.pieces import Column, Piece, Table, Text
from procedures.drill.report.rows import (
    Finding,
    GroupResult,
    LossLine,
    Metric,
    ObjectiveRow,
    Result,
    TaskRow,
)
from procedures.drill.report.speech import Speech

_LOSSES = 20  # lines of the table; what is smaller is added up


def result(report: Report, say: Speech) -> Iterator[Piece]:
    """The score by groups, every critical fail, and every point that was lost."""
    scored = report.result
    if scored is None:
        yield Text(f"<p>{say.told(report.no_score)}</p>")
        return
    key = "result_capped" if scored.capped else "result_total"
    total = say.html(key, total=say.number(scored.total))
    yield Text(f'<p style="font-size:15pt; font-weight:bold;">{total}</p>')
    yield from _reserves(report, scored, say)
    yield Table(
        (Column(say.say("head_group"), 60), Column(say.say("head_points"), 20, "right"),
         Column(say.say("head_of"), 20, "right")),
        tuple(
            (say.html(f"group_{one.group}"), _points(one, say), say.number(one.of, 0))
            for one in scored.groups
            if one.of > 0
        ),
    )  # fmt: skip
    if scored.losses:
        yield Text(f"<p><b>{say.html('losses')}</b></p>")
        yield Table(
            (Column(say.say("head_group"), 18), Column(say.say("head_lost"), 10, "right"),
             Column(say.say("head_why"), 50), Column(say.say("head_evidence"), 22)),
            tuple(_losses(scored.losses, say)),
        )  # fmt: skip
    if scored.metrics:
        yield Text(f"<p><b>{say.html('metrics')}</b></p>")
        yield _figures(scored.metrics, say)


def _reserves(report: Report, scored: Result, say: Speech) -> Iterator[Piece]:
    """What the points do not tell by themselves: an early end, and ways that were left."""
    if scored.cut_short:
        yield Text(f"<p><b>{say.html('result_cut_short')}</b></p>")
    if scored.went_back:
        left = len(report.left_behind)
        words = say.html("result_went_back", times=scored.went_back, left=left)
        yield Text(f"<p><b>{words}</b></p>")


def _losses(every: Sequence[LossLine], say: Speech) -> Iterator[tuple[str, ...]]:
    """The heaviest by themselves, the many small ones of a group together."""
    for one in every[:_LOSSES]:
        lost = f"<b>{say.html('critical')}</b>" if one.critical else _minus(one.points)
        group = say.html(f"group_{one.group}")
        yield group, lost, say.told(one.words), say.evidence(one.evidence)
    small = every[_LOSSES:]
    for group in dict.fromkeys(one.group for one in small):
        rest = [one for one in small if one.group == group]
        points = _minus(sum(one.points for one in rest))
        evidence = tuple(dict.fromkeys(shown for one in rest for shown in one.evidence))
        one = rest[0]
        words = say.html("more_losses", count=len(rest)) if len(rest) > 1 else say.told(one.words)
        yield say.html(f"group_{group}"), points, words, say.evidence(evidence)


def _points(one: GroupResult, say: Speech) -> str:
    """The points of a group; those of one that nothing was judged of are marked so."""
    points = say.number(one.points)
    return points if one.measured else f"{points} ({say.html('unmeasured')})"


def _minus(points: float) -> str:
    """Points that were lost: what is small is still more than nothing."""
    return f"−{points:.{1 if points >= 0.05 else 2}f}"


def _figures(every: Sequence[Metric], say: Speech) -> Table:
    """Two figures beside each other: there are many, and each is short."""
    cells = [(say.told(one.name), say.told(one.value)) for one in every]
    half = (len(cells) + 1) // 2
    left, right = cells[:half], [*cells[half:], ("", "")][:half]
    name, value = say.say("head_figure"), say.say("head_value")
    return Table(
        (Column(name, 34), Column(value, 15, "right"),
         Column(name, 36), Column(value, 15, "right")),
        tuple((*one, *other) for one, other in zip(left, right, strict=True)),
    )  # fmt: skip


def summary(report: Report, say: Speech) -> Iterator[Piece]:
    """Three strengths and three areas, as the rules found them or as somebody wrote them."""
    edits = report.edits
    for key, found, written in (
        ("strengths", report.strengths, edits.strengths),
        ("areas", report.areas, edits.areas),
    ):
        rows = tuple(_findings(found, written, say))
        yield Text(f"<p><b>{say.html(key)}</b></p>")
        if rows:
            columns = (Column("", 5), Column(say.say("head_what"), 67),
                       Column(say.say("head_evidence"), 28))  # fmt: skip
            yield Table(columns, rows)
        else:
            yield Text(f"<p>{say.html(_none(key, report))}</p>")
    yield Text(f'<p class="soft">{say.html("summary_rule")}</p>')


def _none(key: str, report: Report) -> str:
    """Why none stands there. Of a drill that was cut short nobody knows the rest."""
    if report.result is None:
        return "not_judged"
    cut = key == "areas" and report.result.cut_short
    return "areas_none_cut_short" if cut else f"{key}_none"


def _findings(
    found: Sequence[Finding], written: Sequence[Written], say: Speech
) -> Iterator[tuple[str, ...]]:
    number = 0
    for place, text in enumerate(written):
        known = found[place] if place < len(found) else None
        by_hand = text.of(say.language)
        if known is None and not by_hand:
            continue
        number += 1
        words = escape(by_hand).replace("\n", "<br>") if by_hand else ""
        evidence = say.evidence(known.evidence) if known is not None else "–"
        yield (str(number), words or say.told(known.words if known else None), evidence)


def area_words(report: Report, language: Language) -> tuple[str, ...]:
    """The areas as they stand in the report, to begin the improvement plan with."""
    found, written = report.areas, report.edits.areas
    every = (
        text.of(language)
        or (found[place].words.in_language(language) if place < len(found) else "")
        for place, text in enumerate(written)
    )
    return tuple(words for words in every if words)


def analysis(report: Report, say: Speech) -> Iterator[Piece]:
    """Each objective: its rating, and what it rests on."""
    if report.objectives:
        yield Text(f'<p class="soft">{say.html("ratings")}</p>')
    else:
        yield Text(f"<p>{say.html('analysis_none')}</p>")
    for one in report.objectives:
        yield Text(_objective_head(one, report, say))
        yield _tasks(one.tasks, say) if one.tasks else Text(f"<p>{say.html('no_tasks')}</p>")

    if report.remarks:
        yield Text(f"<p><b>{say.html('remarks')}</b></p>")
        yield Table(
            (Column(say.say("head_time"), 14), Column(say.say("head_what"), 68),
             Column(say.say("head_who"), 18)),
            tuple(
                (say.clock(one.time_s), escape(one.text) or say.html("mark_alone"),
                 say.told(one.who))
                for one in report.remarks
            ),
        )  # fmt: skip


def _objective_head(one: ObjectiveRow, report: Report, say: Speech) -> str:
    rating = say.html(f"rating_{one.rating.lower()}") if one.rating else say.html("rating_none")
    note = report.edits.notes.get(one.id, "")
    written = f"<br><b>{say.html('objective_note')}</b> {escape(note)}" if note else ""
    head = (
        f'<p style="margin-top:14px;"><b style="font-size:13pt;">{escape(one.id)}'
        f"  {say.told(one.title)}</b>"
    )
    if not one.id:
        return f"{head}</p>"
    share = one.three_part
    talk = "" if share is None else f"<br>{say.html('three_part', share=say.number(share, 0))}"
    return (
        f"{head}<br>{say.html('target')} {say.told(one.target)}"
        f"<br>{say.html('rating')} <b>{escape(one.rating or '–')}</b>  {rating}{talk}{written}</p>"
    )


def _tasks(tasks: Sequence[TaskRow], say: Speech) -> Table:
    return Table(
        (Column(say.say("head_task"), 36), Column(say.say("head_state"), 13),
         Column(say.say("head_took"), 11, "right"), Column(say.say("head_standard"), 12, "right"),
         Column(say.say("head_evidence"), 28)),
        tuple(
            (say.told(one.words), _state(one, say), say.span(one.took_s),
             say.span(one.standard_s), _shown_by(one, say))
            for one in tasks
        ),
    )  # fmt: skip


def _state(task: TaskRow, say: Speech) -> str:
    words = say.html(f"task_{task.state}")
    return f"<b>{words}</b>" if task.state == "unmet" else words


def _shown_by(task: TaskRow, say: Speech) -> str:
    parts = [] if task.shown_by is None else [say.told(task.shown_by)]
    if task.evidence:
        parts.append(say.evidence(task.evidence))
    if task.hinted:
        parts.append(say.html("hinted"))
    if task.note:
        parts.append(escape(task.note))
    return "<br>".join(parts) or "–"
