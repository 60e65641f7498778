"""Draw the trainee's side of a drill, and the windows that lead and judge it, in both languages.

Called by screenshots.py. The city's desk is held by a hand that answers one message; the
evaluator has judged one action.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from waiting import wait

from console.app import application_of_the_console
from console.translation import Translation
from console.views.evaluator.window import EvaluatorWindow
from console.views.instructor.window import InstructorWindow
from console.views.main_window import MainWindow
from devices.site import load_site
from devices.words import Language
from procedures.drill.at_work import Led
from procedures.drill.guide import Verdict
from procedures.drill.scoring import score
from procedures.drill.wishes import AnswerMessage, BeginDrill, Judge
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

LANGUAGES: tuple[Language, ...] = ("en", "ja")
LEADER, JUDGE = "kondo", "mori"
UNTIL_S, STEP_S = 1200.0, 10.0


def draw_desk(images: Path, save: Callable[[QImage, Path], None]) -> int:
    """Draw everything into `images` and return 0."""
    application_of_the_console()
    site = load_site("odawara")
    with tempfile.TemporaryDirectory() as place:
        sitting = Sitting.open(
            site,
            load_scenario("odawara-residents-and-press", site),
            mode=Mode.DRILL,
            sitter=Sitter.for_role(site, "CITY"),
            record=Path(place) / "desk.sqlite",
            led=Led(LEADER, JUDGE),
        )
        _work(sitting)
        translation = Translation("en")
        store = QSettings(str(Path(place) / "layout.ini"), QSettings.Format.IniFormat)
        window = MainWindow(site, translation, store, layout="control-room")
        judge = EvaluatorWindow(site, translation, sitting.accept, JUDGE)
        station = InstructorWindow(site, translation, lambda _: None, LEADER)
        for wide in (window, station):
            wide.resize(1920, 1080)
        window.add_trend(sitting.take_trend())
        picture, view = sitting.snapshot(), sitting.instructor_view()
        assert view is not None
        station.present_score(score(sitting.recording.path))
        for language in LANGUAGES:
            translation.choose(language)
            windows = (
                (window, "drill-messages"),
                (judge, "evaluator"),
                (station, "instructor"),
            )
            for shown, name in windows:
                shown.show()
                shown.present(picture)
                judge.present_view(view)
                station.present_view(view)
                wait(1500)  # the steps of the record are read beside it
                save(shown.grab().toImage(), images / f"{name}-{language}.png")
        for shown in (window, judge, station):
            shown.close()
            shown.deleteLater()
        translation.close()
        sitting.close()
    return 0


def _work(sitting: Sitting) -> None:
    """Let the drill run; the first message that can be answered is answered."""
    sitting.accept(BeginDrill(LEADER))
    judged = False
    while sitting.now_s < UNTIL_S:
        sitting.advance(sitting.now_s + STEP_S)
        picture, view = sitting.snapshot(), sitting.instructor_view()
        assert picture.drill is not None
        assert view is not None
        messages = picture.drill.messages
        waiting = [one for one in messages if one.open]
        if waiting and all(one.answered is None for one in messages):
            first = waiting[0]
            sitting.accept(AnswerMessage(first.id, picture.sitter, first.answers[0].id))
        by_eye = [one for one in view.tasks if one.state == "open" and not one.measured]
        if by_eye and not judged:
            judged = True
            sitting.accept(Judge(by_eye[0].id, Verdict.MET, JUDGE, ""))
