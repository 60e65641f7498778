"""The appendix: who took part, what they said after it, the log, and what it was made with."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from procedures.drill.report.course import LogRow
from procedures.drill.report.model import Report
from procedures.drill.report.pieces import Column, Piece, Table, Text
from procedures.drill.report.rows import HotWashRow
from procedures.drill.report.speech import Speech

_LOADS = ("mental", "physical", "temporal", "performance", "effort", "frustration")  # NASA-TLX


def appendix(report: Report, say: Speech) -> Iterator[Piece]:
    """Participants, hot wash, log, settings and hashes, approval."""
    yield _heading("participants", say)
    yield Table(
        (Column(say.say("head_name"), 24), Column(say.say("head_role"), 34),
         Column(say.say("head_organisation"), 26), Column(say.say("head_part"), 16)),
        tuple(
            (say.told(one.name), f"{escape(one.role)} {say.told(one.title)}" if one.role else "–",
             say.told(one.organisation), say.html(f"part_{one.part}"))
            for one in report.participants
        ),
    )  # fmt: skip
    yield _heading("hot_wash", say)
    if report.hot_wash:
        for one in report.hot_wash:
            yield Table((Column("", 26), Column("", 74)), tuple(_hot_wash(one, say)))
    else:
        yield Text(f"<p>{say.html('hot_wash_none')}</p>")
    yield _heading("facts", say)
    yield Table(
        (Column("", 34), Column("", 66)),
        tuple((say.told(one.name), _hash(one.value)) for one in report.facts),
    )
    yield Text(f"<p>{_approval(report, say)}</p>")
    yield _heading("log", say)
    yield Text(f'<p class="soft">{say.html("log_words", count=len(report.log))}</p>')
    cited = _cited(report)
    shown = [row for row in report.log if row.weighty or row.number in cited]
    yield Table(
        (Column(say.say("head_number"), 8, "right"), Column(say.say("head_time"), 14),
         Column(say.say("head_what"), 60), Column(say.say("head_who"), 18)),
        tuple(_log_row(row, say) for row in shown),
    )  # fmt: skip


def _heading(key: str, say: Speech) -> Text:
    words = say.html(f"appendix_{key}")
    return Text(f'<p style="font-size:13pt; font-weight:bold; margin-top:12px;">{words}</p>')


def _hot_wash(one: HotWashRow, say: Speech) -> Iterator[tuple[str, str]]:
    yield f"<b>{say.html('head_name')}</b>", f"<b>{say.told(one.who)}</b>"
    for key in ("went_well", "went_badly", "fix"):
        text = escape(getattr(one, key)).replace("\n", "<br>") or "–"
        yield say.html(f"wash_{key}"), text
    if one.workload:
        items = (
            f"{say.html(f'load_{name}') if name in _LOADS else escape(name)} {value}"
            for name, value in one.workload.items()
        )
        mean = sum(one.workload.values()) / len(one.workload)
        joined = say.joined(tuple(items))
        yield say.html("wash_workload"), f"{joined} ({say.html('mean')} {mean:.0f})"
    if one.before is not None or one.after is not None:
        before, after = (("–" if n is None else str(n)) for n in (one.before, one.after))
        yield say.html("wash_confidence"), f"{before} → {after} / 5"


def _approval(report: Report, say: Speech) -> str:
    approval = report.approval
    if approval is None:
        lapsed = report.edits.approval is not None
        return f"<b>{say.html('approval_lapsed' if lapsed else 'draft')}</b>"
    at = approval.at[:16].replace("T", " ")
    digest = f"<code>{escape(approval.over)}</code>"
    return f"<b>{say.html('approved', by=approval.by, at=at)}</b><br>SHA-256 {digest}"


def _hash(value: str) -> str:
    """A long hash can be broken, on paper too."""
    if len(value) != 64:
        return escape(value)
    return f"<code>{value[:32]} {value[32:]}</code>"


def _cited(report: Report) -> frozenset[int]:
    """The events that something in the report points at."""
    scored = report.result
    every = [
        *(one.evidence for one in (*report.strengths, *report.areas)),
        *(one.evidence for one in (scored.losses if scored else ())),
        *(task.evidence for one in report.objectives for task in one.tasks),
        *((one.evidence,) for one in report.hazards),
    ]
    return frozenset(evidence.event for each in every for evidence in each)


def _log_row(row: LogRow, say: Speech) -> tuple[str, ...]:
    number = f'<a name="event-{row.number}" id="event-{row.number}"></a>{row.number}'
    return number, say.clock(row.time_s), say.told(row.words), say.told(row.who)
