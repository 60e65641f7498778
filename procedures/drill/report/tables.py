"""What is told in tables: alarms, talk, safety, facilities, improvements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from procedures.drill.improvements import Action
from procedures.drill.report.analysis import area_words
from procedures.drill.report.model import Report
from procedures.drill.report.pieces import Column, Piece, Table, Text
from procedures.drill.report.rows import HazardRow
from procedures.drill.report.speech import Speech


def alarms(report: Report, say: Speech) -> Iterator[Piece]:
    """The figures against their targets, and every alarm that came."""
    verdicts = {True: say.html("met"), False: f"<b>{say.html('not_met')}</b>", None: "–"}
    yield Table(
        (Column(say.say("head_figure"), 42), Column(say.say("head_value"), 20),
         Column(say.say("head_target"), 24), Column(say.say("head_met"), 14)),
        tuple(
            (say.told(one.name), say.told(one.value), say.told(one.target), verdicts[one.met])
            for one in report.alarm_figures
        ),
    )  # fmt: skip
    if report.alarms:
        yield Text(f"<p><b>{say.html('alarm_sources')}</b></p>")
        yield Table(
            (Column(say.say("head_alarm"), 40), Column(say.say("head_priority"), 12),
             Column(say.say("head_times"), 10, "right"),
             Column(say.say("head_held_back"), 12, "right"),
             Column(say.say("head_first"), 14), Column(say.say("head_ack"), 12, "right")),
            tuple(
                (say.told(one.title), str(one.priority), str(one.times), str(one.held_back),
                 say.clock(one.first.time_s), say.span(one.acknowledged_s))
                for one in report.alarms
            ),
        )  # fmt: skip


def talk(report: Report, say: Speech) -> Iterator[Piece]:
    """Every order, and whether it had its three parts."""
    said = report.talk
    if not said.rows:
        yield Text(f"<p>{say.html('talk_none')}</p>")
        return
    share = 100.0 * said.complete / len(said.rows)
    wrong = sum(bool(row.wrong_words) for row in said.rows)
    repeated = sum(row.attempts > 1 for row in said.rows)
    yield Text(
        "<p>"
        + say.html(
            "talk_words",
            orders=len(said.rows),
            complete=said.complete,
            share=say.number(share, 0),
            wait=say.number(said.mean_read_back_s),
            wrong=wrong,
            repeated=repeated,
        )
        + "</p>"
    )
    yield Table(
        (Column(say.say("head_time"), 11), Column(say.say("head_step"), 8),
         Column(say.say("head_from_to"), 15), Column(say.say("head_order"), 42),
         Column(say.say("head_read_back"), 9, "right"), Column(say.say("head_parts"), 15)),
        tuple(
            (say.clock(row.time_s), escape(row.step),
             f"{escape(row.speaker)} → {escape(row.listener)}", say.told(row.order),
             "–" if row.read_back_s is None else f"{row.read_back_s:.0f} s",
             _parts(say, row.complete, row.attempts, row.wrong_words))
            for row in said.rows
        ),
    )  # fmt: skip


def _parts(say: Speech, complete: bool, attempts: int, wrong: Sequence[str]) -> str:
    found = [say.html("complete") if complete else f"<b>{say.html('cut')}</b>"]
    if attempts > 1:
        found.append(say.html("attempts", count=attempts))
    if wrong:
        found.append(f"<b>{escape(' '.join(wrong))}</b>")
    return "<br>".join(found)


def hazards(report: Report, say: Speech) -> Iterator[Piece]:
    """What must not be and was, what was stopped in time, and what was on ways that were left."""
    every = report.hazards
    if not every:
        yield Text(f"<p>{say.html('hazards_none')}</p>")
    for near, key in ((False, "hazards_real"), (True, "hazards_near")):
        rows = [one for one in every if one.near is near]
        if rows:
            yield Text(f"<p><b>{say.html(key)}</b></p>")
            yield _hazard_table(rows, say)
    if report.left_behind:
        yield Text(f"<p><b>{say.html('hazards_left')}</b><br>{say.html('hazards_left_words')}</p>")
        yield _hazard_table(report.left_behind, say, linked=False)


def _hazard_table(rows: Sequence[HazardRow], say: Speech, *, linked: bool = True) -> Table:
    """linked: the log of the report has the events; it has none of a way that was left."""

    def shown(one: HazardRow) -> str:
        return say.evidence((one.evidence,)) if linked else f"#{one.evidence.event}"

    return Table(
        (Column(say.say("head_time"), 12), Column(say.say("head_severity"), 13),
         Column(say.say("head_what"), 40), Column(say.say("head_who"), 13),
         Column(say.say("head_evidence"), 22)),
        tuple(
            (say.clock(one.evidence.time_s), say.html(f"severity_{_severity(one.severity)}"),
             say.told(one.words) + ("" if one.counted else f" ({say.html('not_counted')})"),
             say.told(one.who), shown(one))
            for one in rows
        ),
    )  # fmt: skip


def facilities(report: Report, say: Speech) -> Iterator[Piece]:
    """What each facility had of it, and the cards that were worked there."""
    if report.facilities:
        yield Table(
            (Column(say.say("head_facility"), 28), Column(say.say("head_tier"), 8),
             Column(say.say("head_dark"), 11, "right"),
             Column(say.say("head_first_supply"), 15, "right"),
             Column(say.say("head_island"), 12, "right"),
             Column(say.say("head_unserved"), 12, "right"),
             Column(say.say("head_unsafe"), 14, "right")),
            tuple(
                (say.told(one.title), escape(one.tier), say.number(one.dark_s / 60, 0),
                 say.number(None if one.first_s is None else one.first_s / 60, 0),
                 say.number(one.island_s / 60, 0), say.number(one.unserved_kwh),
                 str(one.unsafe))
                for one in report.facilities
            ),
        )  # fmt: skip
        came = sum(one.counted and not one.near for one in report.hazards)
        elsewhere = came - sum(one.unsafe for one in report.facilities)
        yield Text(f'<p class="soft">{say.html("unsafe_words", elsewhere=elsewhere)}</p>')
    if report.cards:
        yield Text(f"<p><b>{say.html('cards')}</b></p>")
        yield Table(
            (Column(say.say("head_card"), 40), Column(say.say("head_who"), 22),
             Column(say.say("head_minutes"), 12, "right"),
             Column(say.say("head_failed"), 12, "right"),
             Column(say.say("head_unsafe"), 14, "right")),
            tuple(
                (f"{escape(one.label)} {say.told(one.title)}", say.told(one.who),
                 say.number(one.minutes), str(one.failed), str(one.unsafe))
                for one in report.cards
            ),
        )  # fmt: skip
    if not report.facilities and not report.cards:
        yield Text(f"<p>{say.html('facilities_none')}</p>")


def improvements(report: Report, say: Speech) -> Iterator[Piece]:
    """What is to be mended; where nobody has written yet, the areas to begin with."""
    rows = [_action(one, report, say) for one in report.actions]
    if not any(one.drill == report.identity for one in report.actions):
        proposed = area_words(report, say.language)
        key = "improvements_begin" if proposed else "improvements_none"
        yield Text(f"<p>{say.html(key)}</p>")
        rows += [(escape(words), "", "", "", "", "", "") for words in proposed]
    if rows:
        yield Table(
            (Column(say.say("head_area"), 22), Column(say.say("head_action"), 21),
             Column(say.say("head_element"), 12), Column(say.say("head_owner"), 13),
             Column(say.say("head_start"), 11), Column(say.say("head_end"), 11),
             Column(say.say("head_status"), 10)),
            tuple(rows),
        )  # fmt: skip


def _action(one: Action, report: Report, say: Speech) -> tuple[str, ...]:
    origin = say.html("carried", held=one.held[:10], title=say.plain(one.drill_title))
    carried = f"<br><i>{origin}</i>" if one.drill != report.identity else ""
    contact = f"<br>{escape(one.contact)}" if one.contact else ""
    return (
        escape(one.area) + carried,
        escape(one.action),
        say.html(f"element_{one.element}") if one.element else "–",
        escape(one.owner) + contact,
        escape(one.start),
        escape(one.end),
        say.html(f"status_{one.status}"),
    )


def _severity(given: str) -> str:
    return given if given in ("critical", "serious", "minor") else "minor"
