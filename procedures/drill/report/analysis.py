"""What the drill came to: the score, its strengths and areas, and each objective by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from procedures.drill.report.edits import Written
from procedures.drill.report.model import Finding, ObjectiveRow, Report, TaskRow
from procedures.drill.report.pieces import Column, Piece, Table, Text
from procedures.drill.report.speech import Speech


def result(report: Report, say: Speech) -> Iterator[Piece]:
    """The score by groups, every critical fail, and every point that was lost."""
    scored = report.result
    if scored is None:
        yield Text(f"<p>{say.html('no_guide')}</p>")
        return
    key = "result_capped" if scored.capped else "result_total"
    total = say.html(key, total=say.number(scored.total))
    yield Text(f'<p style="font-size:15pt; font-weight:bold;">{total}</p>')
    yield Table(
        (Column(say.say("head_group"), 60), Column(say.say("head_points"), 20, "right"),
         Column(say.say("head_of"), 20, "right")),
        tuple(
            (say.html(f"group_{one.group}"), say.number(one.points), say.number(one.of, 0))
            for one in scored.groups
        ),
    )  # fmt: skip
    if scored.losses:
        yield Text(f"<p><b>{say.html('losses')}</b></p>")
        yield Table(
            (Column(say.say("head_group"), 17), Column(say.say("head_lost"), 14, "right"),
             Column(say.say("head_why"), 49), Column(say.say("head_evidence"), 20)),
            tuple(
                (say.html(f"group_{one.group}"),
                 f"<b>{say.html('critical')}</b>" if one.critical else f"−{one.points:.1f}",
                 say.told(one.words), say.evidence(one.evidence))
                for one in scored.losses
            ),
        )  # fmt: skip
    if scored.metrics:
        yield Text(f"<p><b>{say.html('metrics')}</b></p>")
        yield Table(
            (Column(say.say("head_figure"), 65), Column(say.say("head_value"), 35, "right")),
            tuple((say.told(one.name), say.told(one.value)) for one in scored.metrics),
        )


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
            yield Text(f"<p>{say.html(f'{key}_none')}</p>")
    yield Text(f'<p class="soft">{say.html("summary_rule")}</p>')


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


def analysis(report: Report, say: Speech) -> Iterator[Piece]:
    """Each objective: its rating, and what it rests on."""
    if not report.objectives:
        yield Text(f"<p>{say.html('analysis_none')}</p>")
        return
    yield Text(f'<p class="soft">{say.html("ratings")}</p>')
    for one in report.objectives:
        yield Text(_objective_head(one, report, say))
        yield _tasks(one.tasks, say)


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
    return (
        f"{head}<br>{say.html('target')} {say.told(one.target)}"
        f"<br>{say.html('rating')} <b>{escape(one.rating or '–')}</b>  {rating}{written}</p>"
    )


def _tasks(tasks: Sequence[TaskRow], say: Speech) -> Table:
    return Table(
        (Column(say.say("head_task"), 36), Column(say.say("head_state"), 12),
         Column(say.say("head_took"), 10, "right"), Column(say.say("head_standard"), 10, "right"),
         Column(say.say("head_evidence"), 32)),
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
