"""The twelve sections of a report, in one language (FEMA's after-action form with ours)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from devices import messages
from devices.words import Language
from procedures.drill.programme.words import level_words
from procedures.drill.report.analysis import analysis, result, summary
from procedures.drill.report.appendix import appendix
from procedures.drill.report.model import Report
from procedures.drill.report.passing import plots, timeline
from procedures.drill.report.pieces import Column, Piece, Section, Table, Text
from procedures.drill.report.speech import Speech
from procedures.drill.report.tables import (
    alarms,
    facilities,
    hazards,
    improvements,
    talk,
)


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
            ("timeline", timeline(self._report, self._say)),
            ("analysis", analysis(self._report, self._say)),
            ("plots", plots(self._report, self._say)),
            ("alarms", alarms(self._report, self._say)),
            ("talk", talk(self._report, self._say)),
            ("hazards", hazards(self._report, self._say)),
            ("facilities", facilities(self._report, self._say)),
            ("improvements", improvements(self._report, self._say)),
            ("appendix", appendix(self._report, self._say)),
        )
        yield Section("cover", "", tuple(self._cover()))
        fresh = {"overview"}  # the rest flows: no page is left half empty
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
            ("cover_outcome", self._outcome_line()),
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

    def _outcome_line(self) -> str:
        cover = self._report.cover
        words = self._say.html(f"outcome_{cover.outcome}")
        return f"{words}<br>{escape(cover.reason)}" if cover.reason else words

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
            ("level", say.told(level_words(cover.level)) if cover.level else "–"),
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
