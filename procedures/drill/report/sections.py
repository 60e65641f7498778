"""The twelve sections of a report, in one language (FEMA's after-action form with ours)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from devices import messages
from devices.words import Language
from procedures.drill.improvements import Action
from procedures.drill.report.analysis import analysis, area_words, result, summary
from procedures.drill.report.appendix import appendix
from procedures.drill.report.model import HazardRow, Report
from procedures.drill.report.pictures import has_plan, plot_picture, timeline_picture
from procedures.drill.report.pieces import Column, Picture, Piece, Section, Table, Text
from procedures.drill.report.speech import Speech


def sections(report: Report, language: Language) -> tuple[Section, ...]:
    """Everything that the report says, in the order in which it is read."""
    return tuple(_Sections(report, language).all())


class _Sections:
    def __init__(self, report: Report, language: Language) -> None:
        self._report = report
        self._language: Language = language
        self._say = Speech(language, report.cover.clock)

    def all(self) -> Iterator[Section]:
        parts = (
            ("overview", self._overview()),
            ("result", result(self._report, self._say)),
            ("summary", summary(self._report, self._say)),
            ("timeline", self._timeline()),
            ("analysis", analysis(self._report, self._say)),
            ("plots", self._plots()),
            ("alarms", self._alarms()),
            ("talk", self._talk()),
            ("hazards", self._hazards()),
            ("facilities", self._facilities()),
            ("improvements", self._improvements()),
            ("appendix", appendix(self._report, self._say)),
        )
        yield Section("cover", "", tuple(self._cover()))
        fresh = {"overview", "timeline", "plots", "alarms", "appendix"}
        for number, (id, pieces) in enumerate(parts, start=1):
            yield Section(
                id, f"{number}  {self._say.say(f'title_{id}')}", tuple(pieces), id in fresh
            )

    # --- cover, overview ----------------------------------------------------------------------

    def _cover(self) -> Iterator[Piece]:
        say, cover = self._say, self._report.cover
        number = f"{cover.number}  " if cover.number else ""
        live = cover.mode == "live"
        key = "report.mark_live" if live else "report.mark_drill"
        words = (messages.text("ja", key), messages.text(self._language, key))
        mark = escape("  ".join(dict.fromkeys(words)))  # the Japanese sign is on every report
        under = say.html("mark_live_words" if live else "mark_drill_words")
        yield Text(
            f'<table class="mark" width="100%" cellspacing="0" cellpadding="14" border="3"'
            f' style="border-collapse:collapse; border-style:solid; border-color:#806000;">'
            f'<tr><td align="center"><span style="font-size:40pt; font-weight:bold;">{mark}</span>'
            f"<br>{under}</td></tr></table>"
            f'<p class="kind" style="font-size:14pt; margin-top:26px;">{say.html("name")}</p>'
            f'<p class="name" style="font-size:26pt; font-weight:bold; margin-top:0;">'
            f"{escape(number)}{say.told(cover.title)}</p>"
            f'<p style="font-size:15pt;">{say.told(cover.site)}</p>'
        )
        rows = [
            ("cover_held", f"{cover.held.astimezone():%Y-%m-%d %H:%M}"),
            ("cover_plant", f"{say.moment(0.0)} – {say.moment(cover.took_s)}"),
            ("cover_outcome", say.html(f"outcome_{_known(cover.outcome)}")),
            ("cover_score", self._score_line()),
            ("cover_approved", self._approval_line()),
            ("cover_seal", f"<code>{cover.seal[:32]}</code>"),
        ]
        yield Table(
            (Column("", 28), Column("", 72)),
            tuple((f"<b>{say.html(key)}</b>", words) for key, words in rows),
        )
        for note in self._report.notes:
            yield Text(f"<p><b>{say.html('note')}</b> {say.told(note)}</p>")

    def _score_line(self) -> str:
        scored = self._report.result
        if scored is None:
            return self._say.html("not_scored")
        capped = f" · {self._say.html('again')}" if scored.capped else ""
        total = self._say.number(scored.total)
        return f'<b style="font-size:16pt;">{total}</b> / 100{capped}'

    def _approval_line(self) -> str:
        approval = self._report.approval
        if approval is None:
            return self._say.html("draft")
        return self._say.html("approved", by=approval.by, at=approval.at[:16].replace("T", " "))

    def _overview(self) -> Iterator[Piece]:
        say, report = self._say, self._report
        cover = report.cover
        people = {one.name for one in report.participants}
        organisations = {
            one.organisation.in_language(self._language) for one in report.participants
        } - {""}
        objectives = "<br>".join(
            f"{escape(one.id)}  {say.told(one.title)}" for one in report.objectives
        )
        capabilities = dict.fromkeys(say.told(one.capability) for one in report.objectives)
        lasts = say.span(cover.lasts_s) if cover.lasts_s else "–"
        rows = [
            ("scope", say.told(report.briefing)),
            ("level", say.html(f"level_{cover.level}") if cover.level else "–"),
            ("kind", say.html(f"kind_{cover.mode}")),
            ("objectives", objectives or "–"),
            ("capabilities", say.joined(tuple(capabilities)) or "–"),
            ("lasted", say.html("lasted_words", took=say.span(cover.took_s), planned=lasts)),
            ("participants", say.html("people", people=len(people), groups=len(organisations))),
            ("organisations", escape(say.joined(sorted(organisations))) or "–"),
            ("sponsor", escape(report.edits.sponsor) or "–"),
            ("contact", escape(report.edits.contact) or "–"),
        ]
        if report.edits.remarks:
            rows.append(("remarks", escape(report.edits.remarks).replace("\n", "<br>")))
        yield Table(
            (Column("", 24), Column("", 76)),
            tuple((f"<b>{say.html(f'overview_{key}')}</b>", words) for key, words in rows),
        )

    # --- time line, plots -------------------------------------------------------------------------

    def _timeline(self) -> Iterator[Piece]:
        report, say = self._report, self._say
        key = "timeline_words" if has_plan(report.chapters) else "timeline_no_plan"
        yield Text(f"<p>{say.html(key)}</p>")
        yield Picture("timeline", timeline_picture(report, self._language))
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
        rows, shaded = self._step_rows()
        yield Table(columns, tuple(row[: len(columns)] for row in rows), shaded)

    def _step_rows(self) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
        say, shaded = self._say, set()
        rows: list[tuple[str, ...]] = []
        labels = {one.procedure: one for one in self._report.chapters}
        before = ""
        for step in self._report.steps:
            if step.procedure != before and step.procedure in labels:
                before, chapter = step.procedure, labels[step.procedure]
                shaded.add(len(rows))
                ended_s, began_s = chapter.ended_s, chapter.began_s
                took_s = None if ended_s is None or began_s is None else ended_s - began_s
                title = f"<b>{say.told(chapter.title)}</b>"
                plan_s = chapter.plan_began_s
                times = (say.clock(began_s), say.span(took_s), say.clock(plan_s))
                late = _difference(began_s, plan_s)
                label = f"<b>{escape(chapter.label)}</b>"
                rows.append((label, title, "", *times, say.span(late, sign=True)))
            took_s = None if step.ended_s is None else step.ended_s - step.began_s
            over = took_s is not None and step.target_s is not None and took_s > step.target_s
            state = "" if step.state == "done" else f" – {say.html(f'step_{step.state}')}"
            again = f" ({say.html('again_step', times=step.again)})" if step.again else ""
            took = f"<b>{say.span(took_s)} !</b>" if over else say.span(took_s)
            late_s = _difference(step.ended_s, step.plan_ended_s)
            rows.append(
                (
                    escape(step.step),
                    f"{say.told(step.title)}{state}{again}",
                    say.told(step.who),
                    say.clock(step.began_s),
                    took,
                    say.clock(step.plan_began_s),
                    say.span(late_s, sign=True),
                )
            )
        return tuple(rows), frozenset(shaded)

    def _plots(self) -> Iterator[Piece]:
        yield Text(f"<p>{self._say.html('plots_words')}</p>")
        for plot in self._report.plots:
            yield Picture(f"plot-{plot.id}", plot_picture(plot, self._report, self._language))
        injects = [one for one in self._report.marks if one.like == "inject"]
        if injects:
            yield Table(
                (Column("▼", 6), Column(self._say.say("head_time"), 16),
                 Column(self._say.say("inject"), 78)),
                tuple(
                    (one.label, self._say.clock(one.time_s), self._say.told(one.words))
                    for one in injects
                ),
            )  # fmt: skip

    # --- alarms, talk -------------------------------------------------------------------------

    def _alarms(self) -> Iterator[Piece]:
        say, report = self._say, self._report
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

    def _talk(self) -> Iterator[Piece]:
        say, talk = self._say, self._report.talk
        if not talk.rows:
            yield Text(f"<p>{say.html('talk_none')}</p>")
            return
        share = 100.0 * talk.complete / len(talk.rows)
        wrong = sum(bool(row.wrong_words) for row in talk.rows)
        repeated = sum(row.attempts > 1 for row in talk.rows)
        yield Text(
            "<p>"
            + say.html(
                "talk_words",
                orders=len(talk.rows),
                complete=talk.complete,
                share=say.number(share, 0),
                wait=say.number(talk.mean_read_back_s),
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
                 self._parts(row.complete, row.attempts, row.wrong_words))
                for row in talk.rows
            ),
        )  # fmt: skip

    def _parts(self, complete: bool, attempts: int, wrong: Sequence[str]) -> str:
        found = [self._say.html("complete") if complete else f"<b>{self._say.html('cut')}</b>"]
        if attempts > 1:
            found.append(self._say.html("attempts", count=attempts))
        if wrong:
            found.append(f"<b>{escape(' '.join(wrong))}</b>")
        return "<br>".join(found)

    # --- hazards, facilities, improvements ----------------------------------------------------

    def _hazards(self) -> Iterator[Piece]:
        say, every = self._say, self._report.hazards
        if not every:
            yield Text(f"<p>{say.html('hazards_none')}</p>")
            return
        for near, key in ((False, "hazards_real"), (True, "hazards_near")):
            rows = [one for one in every if one.near is near]
            if rows:
                yield Text(f"<p><b>{say.html(key)}</b></p>")
                yield self._hazard_table(rows)

    def _hazard_table(self, rows: Sequence[HazardRow]) -> Table:
        say = self._say
        return Table(
            (Column(say.say("head_time"), 12), Column(say.say("head_severity"), 13),
             Column(say.say("head_what"), 40), Column(say.say("head_who"), 13),
             Column(say.say("head_evidence"), 22)),
            tuple(
                (say.clock(one.evidence.time_s), say.html(f"severity_{_severity(one.severity)}"),
                 say.told(one.words) + ("" if one.counted else f" ({say.html('not_counted')})"),
                 say.told(one.who), say.evidence((one.evidence,)))
                for one in rows
            ),
        )  # fmt: skip

    def _facilities(self) -> Iterator[Piece]:
        say, report = self._say, self._report
        if report.facilities:
            yield Table(
                (Column(say.say("head_facility"), 36), Column(say.say("head_tier"), 9),
                 Column(say.say("head_dark"), 13, "right"),
                 Column(say.say("head_first_supply"), 15, "right"),
                 Column(say.say("head_island"), 14, "right"),
                 Column(say.say("head_unserved"), 13, "right")),
                tuple(
                    (say.told(one.title), escape(one.tier), say.number(one.dark_s / 60, 0),
                     say.number(None if one.first_s is None else one.first_s / 60, 0),
                     say.number(one.island_s / 60, 0), say.number(one.unserved_kwh))
                    for one in report.facilities
                ),
            )  # fmt: skip
        if report.cards:
            yield Text(f"<p><b>{say.html('cards')}</b></p>")
            yield Table(
                (Column(say.say("head_card"), 42), Column(say.say("head_who"), 22),
                 Column(say.say("head_minutes"), 12, "right"),
                 Column(say.say("head_failed"), 12, "right"),
                 Column(say.say("head_unsafe"), 12, "right")),
                tuple(
                    (f"{escape(one.label)} {say.told(one.title)}", say.told(one.who),
                     say.number(one.minutes), str(one.failed), str(one.unsafe))
                    for one in report.cards
                ),
            )  # fmt: skip
        if not report.facilities and not report.cards:
            yield Text(f"<p>{say.html('facilities_none')}</p>")

    def _improvements(self) -> Iterator[Piece]:
        say, report = self._say, self._report
        rows = [self._action(one) for one in report.actions]
        if not any(one.drill == report.identity for one in report.actions):
            proposed = area_words(report, self._language)
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

    def _action(self, one: Action) -> tuple[str, ...]:
        say = self._say
        origin = say.html("carried", held=one.held[:10], title=say.plain(one.drill_title))
        carried = f"<br><i>{origin}</i>" if one.drill != self._report.identity else ""
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


def _difference(actual_s: float | None, plan_s: float | None) -> float | None:
    return None if actual_s is None or plan_s is None else actual_s - plan_s


def _known(outcome: str) -> str:
    return outcome if outcome in ("completed", "aborted", "interrupted") else "left"


def _severity(given: str) -> str:
    return given if given in ("critical", "serious", "minor") else "minor"
