"""How the drill went: plan against actual, and the plots."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from procedures.drill.report.course import ChapterRow, StepRow
from procedures.drill.report.model import Report
from procedures.drill.report.pictures import has_plan, plot_picture, timeline_picture
from procedures.drill.report.pieces import Column, Picture, Piece, Table, Text
from procedures.drill.report.speech import Speech


def timeline(report: Report, say: Speech) -> Iterator[Piece]:
    """Plan against actual: drawn, and step by step."""
    key = "timeline_words" if has_plan(report.chapters) else "timeline_no_plan"
    yield Text(f"<p>{say.html(key)}</p>")
    yield Picture("timeline", timeline_picture(report, say.language))
    planned = (
        Column(say.say("head_plan"), 11, "right"),
        Column(say.say("head_late"), 10, "right"),
    )
    compared = has_plan(report.chapters)
    columns = (
        Column(say.say("head_step"), 8),
        Column(say.say("head_what"), 38 if compared else 59),
        Column(say.say("head_who"), 12),
        Column(say.say("head_began"), 11, "right"),
        Column(say.say("head_took"), 10, "right"),
        *(planned if compared else ()),
    )
    rows, shaded = _step_rows(report, say)
    if rows:
        yield Table(columns, tuple(row[: len(columns)] for row in rows), shaded)


def _step_rows(report: Report, say: Speech) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
    """A row a step, and before those of a procedure one of its own, which is shaded."""
    rows: list[tuple[str, ...]] = []
    shaded: set[int] = set()
    chapters = {one.procedure: one for one in report.chapters}
    before = ""
    for step in report.steps:
        if step.procedure != before and step.procedure in chapters:
            before = step.procedure
            shaded.add(len(rows))
            rows.append(_chapter_row(chapters[before], say))
        rows.append(_step_row(step, say))
    return tuple(rows), frozenset(shaded)


def _chapter_row(chapter: ChapterRow, say: Speech) -> tuple[str, ...]:
    began_s, plan_s = chapter.began_s, chapter.plan_began_s
    return (
        f"<b>{escape(chapter.label)}</b>",
        f"<b>{say.told(chapter.title)}</b>",
        "",
        say.clock(began_s),
        say.span(_difference(chapter.ended_s, began_s)),
        say.clock(plan_s),
        say.span(_difference(began_s, plan_s), sign=True),
    )


def _step_row(step: StepRow, say: Speech) -> tuple[str, ...]:
    took_s = _difference(step.ended_s, step.began_s)
    over = took_s is not None and step.target_s is not None and took_s > step.target_s
    state = "" if step.state == "done" else f" – {say.html(f'step_{step.state}')}"
    again = f" ({say.html('again_step', times=step.again)})" if step.again else ""
    return (
        escape(step.step),
        f"{say.told(step.title)}{state}{again}",
        say.told(step.who),
        say.clock(step.began_s),
        f"<b>{say.span(took_s)} !</b>" if over else say.span(took_s),
        say.clock(step.plan_began_s),
        say.span(_difference(step.ended_s, step.plan_ended_s), sign=True),
    )


def plots(report: Report, say: Speech) -> Iterator[Piece]:
    """Every plot with its marks, and what the numbers of the injects mean."""
    yield Text(f"<p>{say.html('plots_words')}</p>")
    for plot in report.plots:
        yield Picture(f"plot-{plot.id}", plot_picture(plot, report, say.language))
    injects = [one for one in report.marks if one.like == "inject"]
    if injects:
        yield Table(
            (Column("▼", 6), Column(say.say("head_time"), 16),
             Column(say.say("inject"), 78)),
            tuple(
                (one.label, say.clock(one.time_s), say.told(one.words))
                for one in injects
            ),
        )  # fmt: skip


def _difference(later_s: float | None, sooner_s: float | None) -> float | None:
    return None if later_s is None or sooner_s is None else later_s - sooner_s
