"""A report as a drill leaves it behind, short, for the windows that show one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from devices.words import Words
from procedures.drill.improvements import Action
from procedures.drill.report import Report
from procedures.drill.report.model import Cover
from procedures.drill.report.rows import Evidence, Finding, ObjectiveRow, TalkResult

_AT = datetime.fromisoformat("2026-05-30T08:40:00+09:00")
_OLD = Action(
    id="a",
    area="無線の届かない場所がある",
    action="中継器を2台置く",
    element="equipment",
    owner="田中",
    contact="内線204",
    start="2026-06-01",
    end="2026-07-31",
    status="doing",
    drill="other",
    en="S1 First activation",
    ja="S1 初めての発動",
    held="2026-04-01",
    place=1,
)
_COVER = Cover(
    title=Words("Typhoon, 72 hours", "台風・72時間"),
    site=Words("Odawara", "小田原市地域マイクログリッド"),
    number="S3",
    level="operations",
    mode="drill",
    clock=_AT,
    held=_AT,
    took_s=3600.0,
    lasts_s=3600.0,
    outcome="completed",
    seal="c" * 64,
    closed=True,
)

REPORT = Report(
    path=Path("/nowhere/drill.sqlite"),
    site="odawara",
    identity="d" * 64,
    cover=_COVER,
    briefing=None,
    participants=(),
    result=None,
    no_score=None,
    strengths=(Finding(Words("Safety: all 30 points", "安全：30点満点"), (Evidence(9, 60.0),)),),
    areas=(Finding(Words("Not met: ask for the tag", "未達：札を確かめる"), (Evidence(7, 50.0),)),),
    chapters=(),
    steps=(),
    marks=(),
    objectives=(
        ObjectiveRow(
            "O4",
            Words("Keep the energy reserve", "電力量の余力を守る"),
            Words("Never below 10 %.", "10％未満にしない。"),
            Words("Energy management", "エネルギー管理"),
            "S",
            (),
        ),
    ),
    plots=(),
    alarm_figures=(),
    alarms=(),
    talk=TalkResult((), None),
    hazards=(),
    facilities=(),
    cards=(),
    hot_wash=(),
    remarks=(),
    log=(),
    facts=(),
    actions=(_OLD,),
)
