"""What an evaluator's window shows: two expected actions of now, three that were judged."""

from __future__ import annotations

from devices.words import Words, same
from procedures.drill.instructor_view import InstructorView, TaskLine
from procedures.drill.pacing import PacedStep
from procedures.drill.views import DrillView
from procedures.snapshot import Snapshot
from tests.console.drills import drill_of


def _task(id: str, words: Words, state: str, **changes: object) -> TaskLine:
    given: dict[str, object] = {
        "id": id,
        "objective": "O5",
        "group": "safety",
        "words": words,
        "state": state,
        "measured": False,
        "evaluator": "",
        "since_s": 7600.0,
    }
    return TaskLine(**(given | changes))  # type: ignore[arg-type]


def tasks() -> tuple[TaskLine, ...]:
    """Open, judged and ahead."""
    return (
        _task(
            "tag",
            Words(
                "Asks the crew for lock and tag of K-12 before anything is energised",
                "充電の前に、K-12の施錠と札を現場班に確認する",
            ),
            "open",
            limit_s=600.0,
            left_s=262.0,
            reference_s=240.0,
        ),
        _task(
            "hurry",
            Words("Goes on as planned in spite of the call", "催促されても手順どおり進める"),
            "open",
            measured=True,
            limit_s=300.0,
            left_s=-12.0,
            hinted=True,
        ),
        _task(
            "call",
            Words("Calls TSO-D at once", "直ちに送配電の制御所へ電話する"),
            "met",
            measured=True,
            limit_s=180.0,
            done_s=7710.0,
            evidence=Words("Talk: order to TSO-D, 10:48:30", "通話：TSO-Dへの発令 10:48:30"),
        ),
        _task(
            "log",
            Words("Writes the time into the log", "時刻を記録に残す"),
            "unmet",
            done_s=7800.0,
            note="Late",
        ),
        _task("map", Words("Looks at the map", "地図を確かめる"), "not_applicable"),
        _task("report", Words("Reports to the city", "市へ報告する"), "ahead", since_s=None),
    )


def view_of(picture: Snapshot, drill: DrillView | None = None) -> InstructorView:
    """The view that goes with `picture`."""
    return InstructorView(
        picture.time_s,
        picture.clock,
        drill or drill_of(),
        same(""),
        (),
        tasks(),
        (),
        (),
        (),
        (),
        None,
        (),
        (),
        (),
    )


def paced() -> tuple[PacedStep, ...]:
    """Eight steps of the expert, of which five are done, one by one later."""
    title = Words("5.2 Close block B1", "5.2 負荷B1を投入する")
    return tuple(
        PacedStep(f"p/{n}", title, 900.0 * n, 1000.0 * n + 300 if n < 6 else None)
        for n in range(1, 9)
    )
