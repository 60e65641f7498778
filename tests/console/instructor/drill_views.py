"""A drill in its middle, as those who lead it see it: made by hand, with every state once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from devices.site import Site
from devices.words import Words, same
from procedures.drill.guide import ALL_HELP
from procedures.drill.instructor_view import (
    FaultView,
    InjectLine,
    InstructorView,
    KeptMoment,
    MarkLine,
    RoleLine,
    TaskLine,
)
from procedures.drill.views import DrillView, FrozenView
from procedures.snapshot import AlarmState, Snapshot

LASTS_S = 3 * 3600.0


def drill_of() -> DrillView:
    return DrillView(
        "S3",
        "operations",
        Words("Typhoon, 72 hours", "台風・72時間"),
        Words("A typhoon has passed.", "台風が通過しました。"),
        LASTS_S,
        begun=True,
        ended=False,
        instructor="nakamura",
        help=ALL_HELP,
    )


def standing_still(view: InstructorView, *, disaster: bool = False) -> InstructorView:
    """The same, while plant time stands."""
    stands = FrozenView(view.time_s, "nakamura", "", disaster)
    return replace(view, drill=replace(view.drill, frozen=stands))


def instructor_view_of(site: Site, picture: Snapshot) -> InstructorView:
    """Return the view that goes with `picture`."""
    now_s = picture.time_s
    raw = tuple(
        replace(alarm, id=f"{alarm.id}-raw", state=AlarmState.SUPPRESSED, held_back="folded")
        for alarm in picture.alarms[:2]
    )
    return InstructorView(
        time_s=now_s,
        clock=picture.clock,
        drill=drill_of(),
        for_instructor=Words("Look at the order of the loads.", "負荷の順序に注目します。"),
        injects=_injects(now_s),
        tasks=_tasks(now_s),
        roles=_roles(site),
        steps=(),
        talk=picture.talk,
        alarms=(*picture.alarms, *raw),
        selection=picture.selection,
        faults=_faults(site),
        moments=(
            KeptMoment(0.0, "record"),
            KeptMoment(3600.0, "periodic"),
            KeptMoment(5400.0, "by_hand", "before the pick-up"),
            KeptMoment(7200.0, "periodic"),
        ),
        marks=(MarkLine(5000.0, "nakamura", "asked for the tag by himself"),),
        keep_every_min=30.0,
        record=picture.record,
    )


def _injects(now_s: float) -> tuple[InjectLine, ...]:
    tso = Words("Control centre of the utility", "電力会社の制御所")
    told = Words(
        "The cause is not known; it will take more than 6 hours.",
        "原因は不明です。復旧まで6時間以上かかります。",
    )

    def line(
        id: str, en: str, ja: str, state: str, due_s: float | None, *sent_s: float
    ) -> InjectLine:
        at = Words("at 12 min", "12分")
        title = Words(en, ja)
        return InjectLine(id, title, "phone", tso, told, at, state, due_s, sent_s)

    lost = line("blackout", "Voltage is lost", "全停電", "sent", 0.0, 0.0)
    server = line("server", "Server stays off", "サーバーが止まったまま", "refused", 4500.0)
    absent = Words("The server is not there.", "サーバーがありません。")
    cooker = Words("School asks for a 5 kW cooker", "小学校から5 kW調理器の要望")
    return (
        replace(lost, happening=True),
        line("cause", "Cause unknown, over 6 h", "原因不明・6時間以上", "sent", 720.0, 720.0),
        line("branch", "Branch near pole 6", "6号柱付近に倒木", "sent", 1500.0, 1500.0, 1620.0),
        line("tag", "K-12 open, no tag said", "K-12切・札の報告なし", "skipped", 2400.0),
        line("hurry", "The mayor's office: hurry", "市長室「急いで」", "sent", 3300.0, 3380.0),
        line("cooker", cooker.en, cooker.ja, "waiting", now_s - 60),
        replace(server, why=absent),
        line("ev", "Request for EV 2", "EV 2の配車要請", "waiting", now_s + 900),
        line("restoration", "Restoration in sight", "復電の見込み", "waiting", None),
    )


def _tasks(now_s: float) -> tuple[TaskLine, ...]:
    hint = Words("Look at the list of tier A.", "優先度Aの一覧を見ましょう。")

    def task(
        id: str, words: Words, state: str, since_s: float | None, limit_s: float, **more: Any
    ) -> TaskLine:
        made = TaskLine(id, "O1", "time", words, state, measured=True, evaluator="")
        return replace(made, since_s=since_s, limit_s=limit_s, hint=hint, **more)

    shown = Words("Phase ISLAND at 10:12:04.", "10:12:04 に地域独立運転になりました。")
    confirm = Words("Confirm the blackout with the utility", "電力会社に停電を確認する")
    propose = Words("Propose the activation", "発動を提案する")
    patrol = Words("Do not energise before the patrol", "巡視が終わるまで送電しない")
    lock = Words("Ask for lock and tag", "施錠と札を尋ねる")
    fed = Words("All load of tier A is fed", "優先度Aの負荷がすべて生きている")
    cooker = Words("Refuse the cooker, or plan it", "調理器を断るか計画する")
    plan = Words("Write the reserve plan", "予備計画を書く")
    hand: dict[str, Any] = {"measured": False, "evaluator": "EVAL"}
    done = task("confirm", confirm, "met", 0.0, 600.0, done_s=170.0, evidence=shown)
    void = task("lock", lock, "not_applicable", 2400.0, 300.0, done_s=2400.0, note="skipped")
    return (
        replace(done, reference_s=150.0),
        task("propose", propose, "met", 720.0, 900.0, done_s=1400.0, evidence=shown),
        task("wait", patrol, "unmet", 1500.0, 1200.0, done_s=2700.0, hinted=True),
        replace(void, **hand),
        task("tier-a", fed, "open", now_s - 900, 1200.0, left_s=300.0),
        task("cooker", cooker, "open", now_s - 400, 300.0, left_s=-100.0, **hand),
        task("reserve", plan, "ahead", None, 900.0),
    )


def _roles(site: Site) -> tuple[RoleLine, ...]:
    found = []
    for number, (name, role) in enumerate(site.roles.items()):
        person = next((p.name for p in site.persons if name in p.roles), same("—"))
        holder = "sitter" if name == "MGC" else "instructor" if number == 1 else "simulated"
        found.append(RoleLine(name, role.title, person, holder))
    return tuple(found)


def _faults(site: Site) -> tuple[FaultView, ...]:
    return (
        FaultView("bess", "trip", Words("Battery trips", "蓄電池がトリップ"), "equipment"),
        FaultView("bess", "silence", Words("Does not answer", "応答しない"), "wire"),
        FaultView(
            "k12",
            "misreport",
            Words("Reported as open, is closed", "切と報告（実際は入）"),
            "report",
        ),
        FaultView("pv", "trip", Words("PV trips", "太陽光が停止"), "equipment"),
    )
